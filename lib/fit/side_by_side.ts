import {
  estimate,
  InputError,
  type Report,
  Reported,
  significant,
  type Table,
} from "../text/mod.ts";
import { Fit } from "./fit.ts";
import type { AnyFit } from "./fit_from_json.ts";
import type { Interval } from "./interval.ts";

/**
 * Several fits in one table, a row each: its name where it has one, what was minimised, the
 * coefficients and a; and how each came out, unless all converged. Where one of them is of Approach
 * 1 or 2, which have no coefficients, the table is of what all have: the exponents a and b with
 * their intervals.
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
export function sideBySide(fits: readonly AnyFit[] | Readonly<Record<string, AnyFit>>): SideBySide {
  const named = Array.isArray(fits) ? {} : fits;
  return new SideBySide(Object.values(fits), Object.keys(named));
}

/** Several fits in one table; {@linkcode sideBySide} makes it. */
export class SideBySide extends Reported {
  /** The fits, a row each. */
  readonly fits: readonly AnyFit[];
  /** Their names; empty where they have none. */
  readonly names: readonly string[];

  /** Takes the fits in the order of their rows. */
  constructor(fits: readonly AnyFit[], names: readonly string[] = []) {
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
    const simulated = fits.filter(({ data }) => data.simulated).length;
    const table = fits.every((fit) => fit instanceof Fit)
      ? coefficientTable(fits, names)
      : exponentTable(fits, names);
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

const left = (title: string) => ({ title, align: "left" } as const);

function coefficientTable(fits: readonly Fit[], names: readonly string[]): Table {
  const odd = fits.some(({ status }) => status !== "converged");
  return {
    columns: [
      ...(names.length ? [left("")] : []),
      left("objective"),
      ...["runs", "E", "A", "B", "alpha", "beta", "a"].map((title) => ({ title })),
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
}

function exponentTable(fits: readonly AnyFit[], names: readonly string[]): Table {
  return {
    columns: [
      ...(names.length ? [left("")] : []),
      left("approach"),
      ...["rows", "a", "95 %", "b", "95 %"].map((title) => ({ title })),
      left("status"),
    ],
    rows: fits.map((fit, i) => [
      ...(names.length ? [names[i]!] : []),
      fit instanceof Fit ? "Approach 3" : fit.title,
      `${fit.n}`,
      ...(["a", "b"] as const).flatMap((term) => [
        significant(fit.derived[term], 3),
        ends(fit.interval(term)),
      ]),
      fit.status,
    ]),
  };
}

function ends(interval: Interval | null): string {
  if (!interval) return "–";
  return `${significant(interval.low, 3)} – ${significant(interval.high, 3)}`;
}
