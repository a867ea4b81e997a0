import { rootBetween } from "../numeric/mod.ts";
import { optimum } from "./allocate.ts";
import { type LossSurface, sizeAt, slopeAt } from "./iso_loss.ts";
import type { Point } from "../laws/mod.ts";

/**
 * The N and D of least cost at a loss, where training costs in proportion to N D and serving to N s:
 * the least N (D + s) with L(N, D) = loss.
 *
 * At it a factor of N brings 1 + s/D times as much as a factor of D does. Chinchilla's point, s = 0,
 * is one of these and is solved for in the same way.
 *
 * @param s Serving, as the number of training tokens that would cost as much per parameter.
 */
export function cheapestAt(surface: LossSurface, loss: number, s: number): Point {
  const C = surface.frontier.compute!(loss);
  if (C === Infinity) return { N: Infinity, D: Infinity };
  return solve(surface, s, optimum(surface, C).D, (D) => sizeAt(surface, D, loss));
}

/**
 * The N and D of least loss within a budget of 6 N (D + s) FLOP, training and serving together.
 *
 * The condition is that of {@linkcode cheapestAt}: both are the same point of the same curve.
 */
export function bestWithin(surface: LossSurface, total: number, s: number): Point {
  return solve(surface, s, optimum(surface, total).D, (D) => total / (6 * (D + s)));
}

/** The D, looked for outwards from `near`, where the slope is 1 + s/D. */
function solve(
  surface: LossSurface,
  s: number,
  near: number,
  sizeOf: (D: number) => number,
): Point {
  // Rises with D: the model shrinks, and a smaller model gains more from its size.
  const excess = (lnD: number) => {
    const D = Math.exp(lnD);
    return Math.log(slopeAt(surface, sizeOf(D), D)) - Math.log1p(s / D);
  };
  const middle = Math.log(near);
  let low = middle - 0.1, high = middle + 0.1;
  for (let by = 0.2; excess(low) > 0 && low > 0; by *= 2) low -= by;
  for (let by = 0.2; excess(high) < 0 && high < 300; by *= 2) high += by;
  const D = Math.exp(rootBetween(excess, low, high, 1e-13 * middle));
  return { N: sizeOf(D), D };
}
