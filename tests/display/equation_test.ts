// Equations typeset by Temml, which refuses LaTeX that it cannot read.
import assert from "node:assert/strict";
import { chinchilla, equation, kaplanJoint, laws } from "isoflop";
import { mathMl } from "../../lib/book/page/math.ts";

Deno.test("equation() of every law can be typeset, and reads as its formula", () => {
  for (const law of Object.values(laws)) {
    assert.equal(String(equation(law)), law.formula);
    assert.doesNotMatch(mathMl(equation(law).tex, true), /unread-math/, law.name);
  }
});

Deno.test("equation() of a fit has its coefficients, powers of ten typeset", () => {
  const coef = { N_c: 6.4e13, alpha_N: 0.076, D_c: 1.8e13, alpha_D: 0.103 };
  const shown = equation({ law: kaplanJoint, coef });
  assert.match(shown.tex, /N_\{\\mathrm\{c\}\} = 6\.400 \\cdot 10\^\{13\}/);
  assert.match(shown.tex, /\\alpha_\{\\mathrm\{N\}\} = 0\.07600/);
  assert.match(String(shown), /\nN_c = 6\.400e13, alpha_N = 0\.07600/);
  assert.doesNotMatch(mathMl(shown.tex, true), /unread-math/);
});

Deno.test("equation() shows itself as LaTeX in a notebook, with its text", () => {
  const bundle = equation(chinchilla)[Symbol.for("Jupyter.display") as never] as () => unknown;
  assert.deepEqual(bundle.call(equation(chinchilla)), {
    "text/latex": `$$${chinchilla.tex}$$`,
    "text/plain": chinchilla.formula,
  });
});
