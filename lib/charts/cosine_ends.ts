import { tidy } from "./log_axis.ts";
import type { ChartCurve } from "./sources.ts";

/** A curve whose cosine's length is known. */
export type Cycled = ChartCurve & { readonly cycle: number };

/** The end of a curve, compared. */
export interface End {
  readonly run: string;
  readonly cycle: number;
  readonly N: number;
  readonly D: number;
  readonly loss: number;
  readonly percent: number;
  readonly group: string;
}

/**
 * The end of every curve, compared with the shortest cosine among runs of the same N and D: with
 * the mean loss of the runs that have it.
 */
export function excess(curves: readonly Cycled[]): End[] {
  const shortest = shortestOf(curves);
  return curves.map((curve) => {
    const { run, N, D, cycle } = curve;
    const [loss, group] = [curve.loss.at(-1)!, groupOf(curve)];
    const percent = tidy(100 * (loss / shortest.get(group)! - 1));
    return {
      ...{ run, cycle: tidy(cycle), N: tidy(N), D: tidy(D.at(-1)!), loss: tidy(loss) },
      ...{ percent, group },
    };
  });
}

/** The ends of the runs that have N, D and cosine in common, as one. */
export function meansOf(curves: readonly Cycled[]): Omit<End, "run" | "N">[] {
  const shortest = shortestOf(curves);
  const alike = Map.groupBy(curves, (curve) => `${groupOf(curve)}, ${tidy(curve.cycle)}`);
  return Array.from(alike.values(), (some) => {
    const [{ D, cycle }, group, loss] = [some[0]!, groupOf(some[0]!), meanEnd(some)];
    const percent = tidy(100 * (loss / shortest.get(group)! - 1));
    return { cycle: tidy(cycle), D: tidy(D.at(-1)!), loss: tidy(loss), percent, group };
  });
}

/** The mean loss with the shortest cosine, by N and D. */
function shortestOf(curves: readonly Cycled[]): Map<string, number> {
  const groups = Array.from(Map.groupBy(curves, groupOf));
  return new Map(groups.map(([group, some]) => {
    const least = Math.min(...some.map(({ cycle }) => cycle));
    return [group, meanEnd(some.filter(({ cycle }) => cycle === least))];
  }));
}

function meanEnd(curves: readonly Cycled[]): number {
  return curves.reduce((sum, { loss }) => sum + loss.at(-1)!, 0) / curves.length;
}

function groupOf({ N, D }: Cycled): string {
  return `${tidy(N)} on ${tidy(D.at(-1)!)}`;
}
