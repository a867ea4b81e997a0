import { envelopeAt } from "../runs/envelope.ts";
import { logSpaced } from "./curve.ts";
import { range, tidy } from "./log_axis.ts";
import type { ChartCurves } from "./sources.ts";

/** The best of all curves at one budget. */
export interface AlongEnvelope {
  /** The budget in FLOP. */
  readonly C: number;
  /** Parameters of the model with the least loss. */
  readonly N: number;
  /** Tokens that it has seen. */
  readonly D: number;
  /** The least loss, in nats/token. */
  readonly loss: number;
  /** Whether it is the smallest or the largest model, and the best one may lie beyond. */
  readonly edge: boolean;
}

/**
 * The envelope of training curves at budgets in view, evenly spaced in their logarithm.
 *
 * @param notches Whether also where the best curve ends, from which the least loss jumps up.
 */
export function envelopeAlong(
  { curves }: ChartCurves,
  [low, high]: readonly [number, number],
  { notches = false, count = 100 }: { readonly notches?: boolean; readonly count?: number } = {},
): AlongEnvelope[] {
  const [least, greatest] = range(curves.flatMap(({ C }) => [C[0]!, C.at(-1)!]));
  const [from, to] = [Math.max(low, least), Math.min(high, greatest)];
  const ends = notches ? endsOnEdge(curves).filter((C) => C > from && C < to) : [];
  const budgets = Array.from(new Set([...logSpaced(from, to, count), ...ends]));
  const { C, N, D, loss } = envelopeAt(curves, budgets.sort((a, b) => a - b));
  const sizes = range(curves.map(({ N }) => N));
  return Array.from(C, (budget, i) => ({
    C: tidy(budget),
    N: tidy(N[i]!),
    D: tidy(D[i]!),
    loss: tidy(loss[i]!),
    edge: sizes.includes(N[i]!),
  }));
}

/** Where curves end that are the best there, in FLOP, increasing. */
function endsOnEdge(curves: ChartCurves["curves"]): number[] {
  const ends = Array.from(new Set(curves.map(({ C }) => C.at(-1)!))).sort((a, b) => a - b);
  const { C, curve } = envelopeAt(curves, Float64Array.from(ends));
  return Array.from(C).filter((budget, i) => curves[curve[i]!]!.C.at(-1) === budget);
}
