import { estimate, type Report, Reported, significant } from "../text/mod.ts";
import type { Fit } from "./fit.ts";

/**
 * Several fits in one table, a row each: what was minimised, the coefficients and a; and how each came out,
 * unless all converged.
 *
 * @example The objective is part of the answer
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitLaw, huberLog, sideBySide, squaredLog } from "isoflop/fit";
 * import { chinchilla } from "isoflop/laws";
 *
 * const runs = {
 *   N: [1e8, 1e8, 1e9, 1e9, 1e10, 1e10],
 *   D: [1e9, 1e10, 1e9, 1e11, 1e10, 1e11],
 *   loss: [3.98, 3.21, 3.42, 2.31, 2.49, 2.19],
 * };
 * const fits = [squaredLog(), huberLog()].map((objective) => fitLaw(runs, chinchilla, { objective }));
 * assert.equal(sideBySide(fits).toString().split("\n").length, 5);
 * ```
 */
export function sideBySide(fits: readonly Fit[]): SideBySide {
  return new SideBySide(fits);
}

/** Several fits in one table; {@linkcode sideBySide} makes it. */
export class SideBySide extends Reported {
  /** The fits, a row each. */
  readonly fits: readonly Fit[];

  /** Takes the fits in the order of their rows. */
  constructor(fits: readonly Fit[]) {
    super();
    this.fits = fits;
  }

  /** One table. */
  report(): Report {
    const odd = this.fits.some(({ status }) => status !== "converged");
    const right = ["runs", "E", "A", "B", "alpha", "beta", "a"].map((title) => ({ title }));
    const left = (title: string) => ({ title, align: "left" } as const);
    return {
      title: `${this.fits.length} fits side by side`,
      blocks: [{
        kind: "table",
        table: {
          columns: [left("objective"), ...right, ...(odd ? [left("status")] : [])],
          rows: this.fits.map((fit) => {
            const { name, delta } = fit.objective;
            return [
              delta === null ? name : `${name}, δ = ${delta}`,
              `${fit.n}`,
              ...fit.law.coefNames.map((term) => estimate(fit.coef[term], null)),
              significant(fit.derived.a, 4),
              ...(odd ? [fit.status] : []),
            ];
          }),
        },
      }],
    };
  }
}
