import { InputError } from "../text/mod.ts";
import { range } from "./log_axis.ts";
import type { ChartFrontier, ChartLaw, ChartMinimum } from "./sources.ts";
import { needNumbers, titleOf } from "./sources.ts";

/** A minimum that has a place. */
export type PlacedMinimum = ChartMinimum & {
  readonly N: number;
  readonly D: number;
  readonly loss: number;
};

/** Whether a minimum is one of those that the power laws go through. */
export function converged({ status }: ChartMinimum): boolean {
  return status === "converged";
}

/** The minima that have a place, whatever they are worth. */
export function placed(minima: readonly ChartMinimum[]): PlacedMinimum[] {
  return minima.filter((m): m is PlacedMinimum =>
    [m.N, m.D, m.loss].every((x) => x !== null && x > 0 && x < Infinity)
  );
}

/**
 * The minima to draw: those that converged, and of the others those near them, within a factor of
 * ten in C of the nearest that converged and of four in N of the sizes that were trained. The vertex of a
 * parabola that is almost straight can be anywhere, and an envelope can run along its smallest model for
 * decades; both would take the axes with them.
 */
export function onAxes(minima: readonly ChartMinimum[]): PlacedMinimum[] {
  const [low, high] = focus(minima);
  return placed(minima).filter((m) =>
    converged(m) ||
    (m.C >= low && m.C <= high && (!m.range || (m.N > m.range[0] / 4 && m.N < m.range[1] * 4)))
  );
}

/** The budgets worth looking at: those of minima that converged, and a decade on either side. */
export function focus(minima: readonly ChartMinimum[]): readonly [number, number] {
  const [low, high] = range(minima.filter(converged).map(({ C }) => C));
  return [low / 10.01, high * 10.01];
}

/**
 * Where a law's lines are solid: between the minima that it goes through, where it goes through
 * minima, else over the compute of the fitted runs; a preset has neither.
 */
export function fittedRange(of: ChartLaw & { readonly minima?: readonly ChartMinimum[] }):
  | readonly [number, number]
  | undefined {
  const through = of.minima?.filter(converged);
  return through?.length ? range(through.map(({ C }) => C)) : of.data?.ranges.C;
}

/** Throws unless a minimum converged, and there is a power law through it. */
export function needMinima(of: ChartFrontier, cannot: string): void {
  if (!of.minima.some(converged)) {
    const first = of.minima[0];
    throw new InputError({
      cannot,
      needs: "at least one minimum that converged",
      found: `none of ${of.minima.length} in ${titleOf(of)}` +
        (first ? ` (the first: ${first.status}, ${first.message})` : ""),
      cure: "fit runs whose sizes lie on both sides of the best one",
    });
  }
  needNumbers(of, cannot);
}

/** How many minima did not converge, and why, for a subtitle; nothing when all did. */
export function hollowNote(minima: readonly ChartMinimum[]): string[] {
  const odd = minima.filter((minimum) => !converged(minimum));
  if (!odd.length) return [];
  const reasons = Map.groupBy(odd, ({ status }) => status);
  const each = reasons.size === 1
    ? odd[0]!.status
    : [...reasons].map(([status, { length }]) => `${length} ${status}`).join(", ");
  const drawn = onAxes(minima).filter((minimum) => !converged(minimum)).length;
  const how = drawn === odd.length
    ? "hollow"
    : drawn === 0
    ? "not drawn"
    : `hollow, ${odd.length - drawn} not drawn`;
  return [`${odd.length} of ${minima.length} minima not converged (${each}): ${how}`];
}
