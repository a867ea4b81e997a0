import type { Chart } from "./chart.ts";
import type { FigureOptions } from "./figure.ts";
import { titles } from "./channels.ts";
import { relation } from "./relation.ts";
import type { ChartCurves } from "./sources.ts";

/** Models whose loss and error are known. */
export interface ChartErrors {
  /** Loss in nats/token. */
  readonly loss: ArrayLike<number>;
  /** Average error on tasks. */
  readonly error: ArrayLike<number>;
}

/** A training set, and the error at each loss. */
export interface ChartErrorSet {
  /** Its name, at the right end of its line. */
  readonly label: string;
  /** The law of the error; a fit of `downstreamError` is one. */
  readonly law: { predict(at: { readonly loss: number }): number };
  /** The models that it was fitted to. */
  readonly fitted: ChartErrors;
  /** Those that it was not, drawn hollow. */
  readonly heldOut?: ChartErrors;
}

/**
 * Average error on tasks against the loss, with ε − k e^(−γL) through the models that it was fitted to.
 *
 * @param sets A colour each, up to three.
 * @throws {InputError} If there is no set, or more than three.
 *
 * Source: after Figure 3 of Gadre et al. (2024), https://arxiv.org/abs/2403.08540
 *
 * @example Five models
 * ```ts
 * import assert from "node:assert/strict";
 * import { errorByLoss } from "isoflop/charts";
 * import { downstreamError } from "isoflop/laws";
 *
 * const coef = { epsilon: 0.857, k: 2.2065, gamma: 0.7146 };
 * const predict = (at: { loss: number }) => downstreamError.predict(coef, at);
 * const loss = [5.4, 4.6, 3.9, 3.5, 3.1];
 * const fitted = { loss, error: loss.map((L) => predict({ loss: L })) };
 * const chart = errorByLoss([{ label: "RedPajama", law: { predict }, fitted }]);
 * assert.match(chart.description, /RedPajama, 5 points/);
 * ```
 */
export function errorByLoss(
  sets: readonly ChartErrorSet[],
  { title = "The error on tasks falls with the loss", source, width, height }: FigureOptions & {
    /** Where the models are from; without it they count as yours. */
    readonly source?: ChartCurves["source"] | undefined;
  } = {},
): Chart {
  const held = sets.some(({ heldOut }) => heldOut && heldOut.loss.length > 0);
  const points = ({ loss, error }: ChartErrors) =>
    Array.from(loss, (x, i) => ({ x, y: error[i]! })).sort((a, b) => a.x - b.x);
  return relation({
    x: { title: titles.loss, unit: "ratio", scale: "linear" },
    y: { title: "Error (share of questions)", unit: "ratio", scale: "linear" },
    // Colours go by position: first the lines, then their held-out models in the same order.
    series: [
      ...sets.map(({ label, law, fitted }) => ({
        ...{ label, points: points(fitted) },
        line: (loss: number) => law.predict({ loss }),
      })),
      ...(held
        ? sets.map(({ heldOut = { loss: [], error: [] } }, i) => ({
          ...{ label: "", hollow: true, points: points(heldOut), colour: i },
        }))
        : []),
    ],
  }, {
    title,
    subtitle: "ε − k e^(−γ loss)" + (held ? "; filled: fitted; hollow: held out" : ""),
    ...(source && { source }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  });
}
