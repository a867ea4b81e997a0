import { estimate, InputError, type Report, Reported, significant } from "../text/mod.ts";
import type { Fit } from "./fit.ts";

/**
 * Several fits in one table, a row each: its name where it has one, what was minimised, the
 * coefficients and a; and how each came out, unless all converged.
 *
 * @param fits A list, or a record of fits by name.
 * @throws {InputError} If there is no fit.
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
 * assert.match(sideBySide(fits).toString(), /^2 fits side by side/);
 * ```
 */
export function sideBySide(fits: readonly Fit[] | Readonly<Record<string, Fit>>): SideBySide {
  const named = Array.isArray(fits) ? {} : fits;
  return new SideBySide(Object.values(fits), Object.keys(named));
}

/** Several fits in one table; {@linkcode sideBySide} makes it. */
export class SideBySide extends Reported {
  /** The fits, a row each. */
  readonly fits: readonly Fit[];
  /** Their names; empty where they have none. */
  readonly names: readonly string[];

  /** Takes the fits in the order of their rows. */
  constructor(fits: readonly Fit[], names: readonly string[] = []) {
    super();
    if (fits.length === 0) {
      throw new InputError({
        cannot: "set fits side by side",
        needs: "at least one fit",
        found: "none",
      });
    }
    this.fits = fits;
    this.names = names;
  }

  /** One table, and a note where runs were simulated. */
  report(): Report {
    const { fits, names } = this;
    const odd = fits.some(({ status }) => status !== "converged");
    const simulated = fits.filter(({ data }) => data.simulated).length;
    const right = ["runs", "E", "A", "B", "alpha", "beta", "a"].map((title) => ({ title }));
    const left = (title: string) => ({ title, align: "left" } as const);
    const table = {
      columns: [
        ...(names.length ? [left("")] : []),
        left("objective"),
        ...right,
        ...(odd ? [left("status")] : []),
      ],
      rows: fits.map((fit, i) => {
        const { name, delta } = fit.objective;
        return [
          ...(names.length ? [names[i]!] : []),
          delta === null ? name : `${name}, δ = ${delta}`,
          `${fit.n}`,
          ...fit.law.coefNames.map((term) => estimate(fit.coef[term], null)),
          significant(fit.derived.a, 4),
          ...(odd ? [fit.status] : []),
        ];
      }),
    };
    const note = simulated === fits.length ? "All runs are simulated." : "Some runs are simulated.";
    return {
      title: `${fits.length} ${fits.length === 1 ? "fit" : "fits"} side by side`,
      blocks: [
        { kind: "table", table },
        ...(simulated ? [{ kind: "note", text: note } as const] : []),
      ],
    };
  }
}
