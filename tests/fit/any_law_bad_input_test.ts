// Laws, rules and columns that cannot be fitted: the whole message, for it is what people read.
import assert from "node:assert/strict";
import { defineLaw, fitLaw, type FitOptions, type LawOptions, squared } from "isoflop";
import { assertRefuses } from "../support/agree.ts";

type Term = "E" | "K" | "gamma";

const C = [1e18, 3e18, 1e19, 3e19, 1e20, 3e20, 1e21, 3e21];
// A fixed pattern stands for noise.
const loss = C.map((c, i) => 1.8 + 200 * c ** -0.12 + 0.003 * Math.sin(2.4 * i * i));
const floor: LawOptions<Term, "C">["predict"] = ({ E, K, gamma }, { C }) => E + K * C ** -gamma;

function lawOf(
  predict: LawOptions<Term, "C">["predict"],
  more: Partial<LawOptions<Term, "C">> = {},
) {
  return defineLaw({
    name: "mine",
    coefNames: ["E", "K", "gamma"],
    regressors: ["C"],
    predict,
    rules: { E: { positive: true }, K: { positive: true } },
    ...more,
  });
}

const withRules = (coefs: NonNullable<FitOptions<Term>["coefs"]>) => () =>
  fitLaw({ C, loss }, lawOf(floor), { coefs });

Deno.test("fitLaw() refuses a law that gives no number", () => {
  assertRefuses(
    () => fitLaw({ C, loss }, lawOf(({ E, K, gamma }, { C }) => E + K * Math.log(-C) * gamma)),
    [
      'Cannot fit "mine"',
      "  needed: a law that gives a number for some values of its coefficients",
      "  found: NaN at C = 1000000000000000000 with E = 1, K = 1, gamma = 3.333e-23, " +
      "and wherever else it was tried",
      "  cure: correct predict, or say by rules where its coefficients may be",
    ],
  );
});

Deno.test("fitLaw() refuses a formula that reads something from outside, and takes it by name", () => {
  const scale = 1e18;
  const predict: typeof floor = ({ E, K, gamma }, { C }) => E + K * (C / scale) ** -gamma;
  assertRefuses(() => fitLaw({ C, loss }, lawOf(predict)), [
    'Cannot differentiate the law "mine"',
    "  needed: arithmetic, Math and its own coefficients and regressors",
    '  found: "scale" from outside, in "C / scale"',
    "  cure: name it in constants: { scale }, or give the law a gradient",
  ]);
  const named = fitLaw({ C, loss }, lawOf(predict, { constants: { scale } }));
  const plain = fitLaw({ C, loss }, lawOf(floor));
  assert.equal(named.coef.gamma.toFixed(8), plain.coef.gamma.toFixed(8));
});

Deno.test("fitLaw() refuses a gradient that is not one", () => {
  const lawWith = (gradient: unknown) =>
    lawOf(floor, { gradient: gradient as NonNullable<LawOptions<Term, "C">["gradient"]> });
  assertRefuses(() => fitLaw({ C, loss }, lawWith(() => ({ E: 1, K: 1 }))), [
    'Cannot use the gradient of the law "mine"',
    "  needed: one number for each of E, K, gamma",
    "  found: E, K",
  ]);
  const wrong = ({ K, gamma }: Record<Term, number>, { C }: { C: number }) => ({
    E: 1,
    K: C ** -gamma,
    // The sign is missing.
    gamma: K * C ** -gamma * Math.log(C),
  });
  assertRefuses(() => fitLaw({ C, loss }, lawWith(wrong)), [
    'Cannot use the gradient of the law "mine"',
    "  needed: the slope of predict in every coefficient",
    "  found: 0.4598182813075364 for gamma, where predict rises by -0.4598",
    "  cure: leave the gradient out: it is worked out from the formula",
  ]);
});

Deno.test("fitLaw() refuses rules that contradict each other", () => {
  assertRefuses(withRules({ gamma: { low: 1, high: 0 } }), [
    'Cannot fit gamma of "mine"',
    "  needed: a lower bound below the upper one",
    "  found: [1, 0]",
  ]);
  assertRefuses(withRules({ E: { fixed: -1 } }), [
    'Cannot fit E of "mine"',
    "  needed: a value within [0, Infinity]",
    "  found: E held at -1",
  ]);
  assertRefuses(withRules({ E: { fixed: 1, tied: "K" } }), [
    'Cannot fit E of "mine"',
    "  needed: a value to hold it at or a coefficient to tie it to",
    "  found: both",
  ]);
  assertRefuses(withRules({ E: { tied: "E" } }), [
    'Cannot fit E of "mine"',
    "  needed: to be tied to another coefficient, itself not tied",
    "  found: tied to itself",
  ]);
  assertRefuses(withRules({ E: { tied: "K" }, K: { tied: "gamma" } }), [
    'Cannot fit E of "mine"',
    "  needed: to be tied to another coefficient, itself not tied",
    "  found: tied to K, which is tied to gamma",
  ]);
  assertRefuses(withRules({ Gamma: { fixed: 1 } } as never), [
    'Cannot constrain a coefficient of "mine": "Gamma"',
    '  needed: one of "E", "K" and "gamma"',
    '  found: "Gamma"',
    '  cure: did you mean "gamma"?',
  ]);
});

Deno.test("defineLaw() refuses what is no law", () => {
  assertRefuses(() => lawOf(5 as never), [
    'Cannot define the law "mine"',
    "  needed: a name, the names of coefficients and of columns, and a function predict",
    "  found: number for predict",
  ]);
  assertRefuses(() => lawOf(floor, { regressors: ["E" as "C"] }), [
    'Cannot define the law "mine"',
    "  needed: every coefficient, every regressor and the response to have a name of its own",
    '  found: "E" twice',
  ]);
});

Deno.test("fitLaw() refuses starts that are none", () => {
  const from = (start: Partial<Record<Term, number>>) => () =>
    fitLaw({ C, loss }, lawOf(floor), { start });
  assertRefuses(from({ E: 1 }), [
    "Cannot start a fit",
    "  needed: a start for every free coefficient: E, K, gamma",
    "  found: none for K, gamma",
    "  cure: leave the start out: the engine finds its own",
  ]);
  assertRefuses(from({ E: -1, K: 1, gamma: 1 }), [
    "Cannot start a fit",
    "  needed: E > 0, which its rule says",
    "  found: E = -1",
  ]);
  assertRefuses(from({ E: NaN, K: 1, gamma: 1 }), [
    'Cannot start the fit of "mine"',
    "  needed: finite numbers for some of E, K, gamma",
    "  found: E = NaN",
  ]);
});

Deno.test("fitLaw() names the column that a law of one's own does not find", () => {
  assertRefuses(() => fitLaw({ c: C, loss }, lawOf(floor)), [
    'Cannot fit "mine"',
    '  needed: a column "C", one number per run',
    '  found: the columns "c" and "loss"',
    '  cure: did you mean "c"?',
  ]);
  assertRefuses(() => fitLaw(Promise.resolve({ C, loss }) as never, lawOf(floor)), [
    'Cannot fit "mine"',
    '  needed: a column "C", one number per run',
    "  found: a promise of runs",
    "  cure: await it first",
  ]);
  assertRefuses(() => fitLaw({ C: C.map(String) as never, loss }, lawOf(floor)), [
    'Cannot fit "mine"',
    '  needed: numbers in column "C"',
    '  found: string "1000000000000000000" in row 1',
  ]);
  assertRefuses(() => fitLaw({ C, loss: loss.map((l) => l - 3) }, lawOf(floor)), [
    'Cannot fit "mine"',
    "  needed: loss > 0 and finite in every row, for its logarithm",
    '  found: -0.15090805984412325 in row 3 of column "loss"',
    "  cure: leave that row out, or choose an objective on the response itself, such as squared()",
  ]);
  assertRefuses(() => fitLaw({ C: C.slice(0, 3), loss: loss.slice(0, 3) }, lawOf(floor)), [
    'Cannot fit "mine"',
    "  needed: at least 4 runs for its 3 coefficients",
    "  found: 3 runs",
  ]);
});

Deno.test("fitLaw() reports coefficients that do nothing, or nothing apart", () => {
  const idle = fitLaw({ C, loss }, lawOf(({ E, K }, { C }) => E + K * C ** -0.1));
  assert.equal(idle.status, "not-identified");
  assert.equal(idle.message, "gamma does not enter: no run's prediction depends on it");
  assert(Number.isNaN(idle.coef.gamma) && idle.coef.K > 0);
  assert.equal(idle.interval("K"), null);
  const product = fitLaw({ C, loss }, lawOf(({ E, K, gamma }, { C }) => E * K + gamma * C ** -0.1));
  assert.equal(
    product.message,
    "E, K cannot be told apart: the runs determine only a combination of them",
  );
  const one = fitLaw({ C: C.map(() => 1e20), loss }, lawOf(floor), { objective: squared() });
  assert.equal(one.status, "not-identified");
  assert.match(one.message, /^all 8 runs have C = 100000000000000000000: /);
});

Deno.test("Fit of a law without a frontier refuses to plan, and to give unknown intervals", () => {
  const fit = fitLaw({ C, loss }, lawOf(floor));
  assertRefuses(() => fit.frontier, [
    'Cannot plan with the law "mine"',
    "  needed: a law of N and D with a compute-optimal frontier",
    "  found: a law of C without",
    "  cure: give defineLaw a frontier, or fit chinchilla",
  ]);
  assertRefuses(() => fit.interval("alpha" as Term), [
    'Cannot give an interval for "alpha"',
    "  needed: a coefficient, a derived quantity, or a function of the coefficients",
    '  found: the law "mine" has "E", "K" and "gamma"',
  ]);
  assertRefuses(() => fit.interval("E", 0.95, "bootstrap"), [
    "Cannot give a bootstrap interval",
    "  needed: a fit with draws",
    "  found: a fit without",
    "  cure: fit with { bootstrap: { draws: 1000, seed: 1 } }",
  ]);
});

Deno.test("fitLaw() refuses options, rules and objectives that it does not know", () => {
  const fit = (options: unknown) => () =>
    fitLaw({ C, loss }, lawOf(floor), options as FitOptions<Term>);
  assertRefuses(fit({ boostrap: { draws: 10, seed: 1 } }), [
    'Cannot fit "mine" with the option "boostrap"',
    '  needed: one of "objective", "bootstrap", "weights", "coefs" and "start"',
    '  found: "boostrap"',
    '  cure: did you mean "bootstrap"?',
  ]);
  assertRefuses(fit({ bootstrap: { draw: 10, seed: 1 } }), [
    'Cannot fit "mine" with the option bootstrap: "draw"',
    '  needed: one of "draws", "seed", "stream", "unit" and "onProgress"',
    '  found: "draw"',
    '  cure: did you mean "draws"?',
  ]);
  assertRefuses(fit({ bootstrap: { draws: 10, seed: 1, unit: "row" } }), [
    'Cannot draw by the unit "row"',
    '  needed: one of "rows" and "runs"',
    '  found: "row"',
    '  cure: did you mean "rows"?',
  ]);
  assertRefuses(fit({ coefs: { E: { postive: true } } }), [
    'Cannot constrain E by "postive"',
    '  needed: one of "positive", "low", "high", "fixed", "tied", "linear" and "search"',
    '  found: "postive"',
    '  cure: did you mean "positive"?',
  ]);
  assertRefuses(fit({ objective: "squared-log" }), [
    'Cannot fit "mine"',
    "  needed: an objective, such as squaredLog()",
    '  found: the text "squared-log"',
    "  cure: objectiveNamed() makes one of its name",
  ]);
});
