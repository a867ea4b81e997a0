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

/** The envelope of training curves at budgets in view, evenly spaced in their logarithm. */
export function envelopeAlong(
  { curves }: ChartCurves,
  [low, high]: readonly [number, number],
  count = 100,
): AlongEnvelope[] {
  const [least, greatest] = range(curves.flatMap(({ C }) => [C[0]!, C.at(-1)!]));
  const [from, to] = [Math.max(low, least), Math.min(high, greatest)];
  const { C, N, D, loss } = envelopeAt(curves, logSpaced(from, to, count));
  const ends = range(curves.map(({ N }) => N));
  return Array.from(C, (budget, i) => ({
    C: tidy(budget),
    N: tidy(N[i]!),
    D: tidy(D[i]!),
    loss: tidy(loss[i]!),
    edge: ends.includes(N[i]!),
  }));
}
