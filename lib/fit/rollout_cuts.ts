import { quantiles } from "../numeric/quantiles.ts";
import { budgets } from "../runs/budgets.ts";
import { InputError } from "../text/mod.ts";
import { type Cutting, endsOf, sidesOf } from "./rollout_window.ts";

/** The shares of the runs that are fitted where the column is a continuum. */
const shares = [0.5, 0.6, 0.7, 0.8, 0.9];

/** More windows than this say nothing new. */
const most = 8;

/**
 * Where to cut when nobody says: at each budget of an IsoFLOP sweep, or at each value of a column
 * of few values; below five to nine tenths of the runs of a continuum. At most eight cuts, those
 * with at least three runs more than coefficients below, and two above; and a third of all runs
 * below, where any cut has that: a fit to a handful says little of a fit to all. Of runs with
 * checkpoints it is the ends that count.
 *
 * @param coefficients How many are free.
 * @throws {InputError} If there is no such cut.
 */
export function defaultCuts(parts: Cutting, by: string, coefficients: number): number[] {
  const ends = endsOf(parts).sort();
  const rows = parts.cutting.length;
  const steps = Array.from(new Set(stepsOf(ends)), (cut) => ({ cut, ...sidesOf(parts, cut) }));
  const able = steps.filter(({ below, above }) =>
    below.length >= coefficients + 3 && above.length >= 2
  );
  const broad = able.filter(({ below }) => 3 * below.length >= rows);
  const cuts = (broad.length > 0 ? broad : able).map(({ cut }) => cut);
  if (cuts.length === 0) {
    const distinct = new Set(Array.from(parts.cutting)).size;
    throw new InputError({
      cannot: `roll out by ${JSON.stringify(by)}`,
      needs: `a cut with at least ${coefficients + 3} runs below it and 2 above`,
      found:
        `${rows} ${rows === 1 ? "row" : "rows"} with ${distinct} ${
          distinct === 1 ? "value" : "values"
        } of ${by}` +
        (parts.clusters ? ", in which runs that reach beyond a cut are not fitted below it" : ""),
      cure: "give more runs, another column, or cuts of your own",
    });
  }
  if (cuts.length <= most) return cuts;
  return Array.from(
    { length: most },
    (_, i) => cuts[Math.round(i * (cuts.length - 1) / (most - 1))]!,
  );
}

/** Where one value, budget or share of the runs ends and the next begins. */
function stepsOf(sorted: Float64Array): number[] {
  const distinct = Array.from(new Set(sorted));
  if (distinct.length <= most + 2) return distinct;
  // Budgets are clusters of ln C, which takes values above 0.
  const groups = sorted[0]! > 0 ? budgets(sorted, Array.from(sorted.keys())) : [];
  if (groups.length > 1) return groups.map(({ rows }) => Math.min(...rows.map((i) => sorted[i]!)));
  // An observed value, so that "below" and "at or above" are plain.
  return quantiles(sorted, shares).map((q) => sorted.find((value) => value >= q)!);
}
