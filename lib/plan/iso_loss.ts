import { rootBetween } from "../numeric/mod.ts";
import { InputError, significant } from "../text/mod.ts";
import { optimum } from "./allocate.ts";
import type { Policy, Surface } from "./policy.ts";

/** A surface with a loss at every N and D, and the least compute of every loss. */
export interface LossSurface extends Surface {
  readonly predict: NonNullable<Surface["predict"]>;
}

/**
 * The source, if it has a loss at every N and D; a frontier alone knows one N for each D.
 *
 * @throws {InputError} If it has none, or its runs train at the critical batch, where C = 6ND is not
 * what the frontier is of.
 */
export function needLoss(source: Policy, cannot: string): Policy & LossSurface {
  const { predict, frontier, title } = source;
  if (predict && frontier.compute && frontier.loss && !frontier.criticalBatch) {
    return { ...source, predict };
  }
  throw new InputError({
    cannot,
    needs: "a law with a loss at every N and D, such as chinchilla:epoch",
    found: frontier.criticalBatch
      ? `${title}, whose loss also depends on the batch`
      : `${title}, which is a frontier alone`,
  });
}

/** Refuses a loss that no compute reaches. */
export function needReachable(source: Policy & LossSurface, loss: number, cannot: string): void {
  if (source.frontier.compute!(loss) < Infinity) return;
  const floor = source.frontier.loss!(Infinity);
  throw new InputError({
    cannot,
    needs: `a loss above the irreducible ${significant(floor, 5)} nats/token of ${source.title}`,
    found: `${loss}`,
  });
}

/** A step in ln N or ln D small enough that ten of them change no digit of a power law's slope. */
const step = 0.01;

/**
 * How much more a factor of N brings than the same factor of D: (∂L/∂ln N) / (∂L/∂ln D), 1 on the
 * frontier of C = 6ND and above it for a smaller model on more tokens.
 *
 * Along an iso-loss curve d ln D / d ln N is minus this. Differences of five points, whose error is
 * of the order of step⁴ α⁴: 1e-11 for exponents below 1.
 */
export function slopeAt({ predict }: LossSurface, N: number, D: number): number {
  const rate = (at: (by: number) => number) =>
    (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
  const byN = rate((by) => predict({ N: N * Math.exp(by), D }));
  const byD = rate((by) => predict({ N, D: D * Math.exp(by) }));
  return byN / byD;
}

/** The tokens that bring N parameters to a loss; `Infinity` where no tokens do. */
export function tokensAt(surface: LossSurface, N: number, loss: number): number {
  const { D } = optimum(surface, surface.frontier.compute!(loss));
  return where((tokens) => surface.predict({ N, D: tokens }) - loss, D);
}

/** The parameters that reach a loss on D tokens; `Infinity` where none do. */
export function sizeAt(surface: LossSurface, D: number, loss: number): number {
  const { N } = optimum(surface, surface.frontier.compute!(loss));
  return where((size) => surface.predict({ N: size, D }) - loss, N);
}

/** Where a falling function of a positive number crosses zero, looked for outwards from `near`. */
function where(f: (x: number) => number, near: number): number {
  const at = (ln: number) => f(Math.exp(ln));
  const middle = Math.log(near);
  let low = middle, high = middle;
  for (let by = 0.1; at(low) < 0; by *= 2) {
    if (low < -200) return 0;
    low -= by;
  }
  for (let by = 0.1; at(high) > 0; by *= 2) {
    // The square of it still is a number.
    if (high > 350) return Infinity;
    low = high;
    high += by;
  }
  return Math.exp(low === high ? low : rootBetween(at, low, high));
}
