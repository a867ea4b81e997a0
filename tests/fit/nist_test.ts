// The 27 sets of NIST's Statistical Reference Datasets for nonlinear regression, from both starts of
// each, https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml. Eleven digits are certified.
import assert from "node:assert/strict";
import { fitLaw, squared } from "isoflop";
import { nistLaws } from "./nist_laws.ts";
import { type NistSet, nistSet } from "./nist_sets.ts";

/** Digits that a number has in common with a certified one. */
function digits(found: number | null, certified: number): number {
  return -Math.log10(Math.abs(found! - certified) / Math.abs(certified));
}

/** The table as the law wants it: Nelson's response is ln y. */
function tableOf(name: string, { columns }: NistSet) {
  return name === "Nelson" ? { ...columns, y: columns.y!.map(Math.log) } : columns;
}

/**
 * The share of the sum of squares that rounding decides at worst: y and a prediction of three terms are
 * rounded to 2^-53 of y each time, so that residuals of length √Σr² are off by up to 2^-51 √Σy².
 *
 * Lanczos1 was made up to 14 digits: √Σr² is 3.8e-13, √Σy² 4.4, and 1.9e-15 is rounding. That is 1 % of
 * Σr² = 1.43e-25: double precision is certain of two of its digits, and of two of the standard errors,
 * which are proportional to √Σr². In all other sets it is certain of nine or more.
 */
function roundedShare({ columns, squares }: NistSet): number {
  return 2 * Math.hypot(...columns.y!.map((y) => 4 * 2 ** -53 * y)) / Math.sqrt(squares);
}

for (const [name, law] of Object.entries(nistLaws)) {
  for (const start of [0, 1] as const) {
    const set = nistSet(name);
    const title = `fitLaw() has the certified digits of ${name} from start ${start + 1}`;
    Deno.test({
      name: set ? title : `${title} (needs nist-strd)`,
      ignore: set === null,
      fn: () => assertCertified(name, law, set!, start),
    });
  }
}

function assertCertified(name: string, law: typeof nistLaws[string], set: NistSet, start: 0 | 1) {
  const fit = fitLaw(tableOf(name, set), law, { objective: squared(), start: set.starts[start] });
  const squares = fit.residuals.reduce((sum, r) => sum + r * r, 0);
  const certain = -Math.log10(roundedShare(set));
  // Of every other set rounding leaves more than is asked for.
  assert.equal(certain < 8, name === "Lanczos1", `${certain} digits are certain`);
  for (const term of law.coefNames) {
    const same = digits(fit.coef[term]!, set.coef[term]!);
    assert.ok(same >= 8, `${term}: ${same} digits`);
    const sameError = digits(fit.stdError(term), set.deviation[term]!);
    assert.ok(sameError >= Math.min(6, certain), `error of ${term}: ${sameError} digits`);
  }
  const sameSum = digits(squares, set.squares);
  assert.ok(sameSum >= Math.min(8, certain), `sum of squares: ${sameSum} digits`);
  const sameValue = digits(fit.value, set.squares);
  assert.ok(sameValue >= Math.min(8, certain), `objective: ${sameValue} digits`);
}
