import { stream } from "../numeric/streams.ts";
import { InputError } from "../text/errors.ts";
import { type BootstrapOptions, checkDraws } from "./bootstrap.ts";
import type { FrontierDraws } from "./frontier_draws.ts";
import { drawnLine } from "./frontier_line.ts";
import type { Valley } from "./valley.ts";

/** What is kept of a valley from draw to draw. */
interface Prepared {
  readonly valley: Valley;
  /** The losses that the parabola gives. */
  readonly fitted: Float64Array;
  /** What it leaves over, enlarged for its pull on each run. */
  readonly left: Float64Array;
  /** The run of each row, for the common sign of the rows of one run. */
  readonly unit: Int32Array;
  /** What a spline says of the runs less what it says of the parabola; 0 for a parabola. */
  readonly shift: number;
}

/**
 * A wild bootstrap: in every draw each run's residual about its budget's parabola gets a random
 * sign, and the minima and both power laws are found anew.
 *
 * Drawing runs with replacement would take whole flanks out of valleys of six or seven runs; here
 * each keeps its sizes, and noise may differ from run to run. Residuals are divided by
 * 1 − leverage, because a parabola through few runs bends towards each of them.
 *
 * @param unit The number of the run of each row of the table, 0 … k − 1.
 * @throws {InputError} If every valley has three runs: then no parabola leaves anything over.
 */
export function valleyDraws(
  valleys: readonly Valley[],
  loss: ArrayLike<number>,
  unit: Int32Array,
  { draws, seed, stream: name = "isoflop", onProgress }: BootstrapOptions,
): FrontierDraws {
  checkDraws(draws);
  const draw = stream(name, seed);
  const prepared = withoutGaps(valleys.map((valley) => prepare(valley, loss, unit)));
  const logC = Float64Array.from(valleys, ({ C }) => Math.log(C));
  const units = unit.reduce((most, k) => Math.max(most, k + 1), 0);
  const sign = new Float64Array(units);
  const powers = () => ({ coef: new Float64Array(draws), exponent: new Float64Array(draws) });
  const N = powers(), D = powers();
  const logN = new Float64Array(valleys.length), logD = new Float64Array(valleys.length);
  let converged = 0;
  for (let i = 0; i < draws; i++) {
    for (let k = 0; k < units; k++) sign[k] = draw(2) * 2 - 1;
    prepared.forEach(({ valley, fitted, left, unit, shift }, k) => {
      const lowest = valley.lowest(fitted.map((y, row) => y + sign[unit[row]!]! * left[row]!));
      const inside = valley.isInside(lowest);
      logN[k] = inside ? lowest.x + shift : NaN;
      logD[k] = inside ? valley.logTokens(lowest.x + shift) : NaN;
    });
    const sizes = drawnLine(logC, logN), tokens = drawnLine(logC, logD);
    N.coef[i] = sizes.coef;
    N.exponent[i] = sizes.exponent;
    D.coef[i] = tokens.coef;
    D.exponent[i] = tokens.exponent;
    if (Number.isFinite(sizes.exponent)) converged++;
    onProgress?.(i + 1);
  }
  return { count: draws, seed, stream: name, unit: "residuals", converged, N, D };
}

function prepare(
  valley: Valley,
  loss: ArrayLike<number>,
  unit: Int32Array,
): Prepared {
  const own = Float64Array.from(valley.rows, (row) => loss[row]!);
  const design = valley.design!;
  const residuals = design.residuals(own);
  const fitted = own.map((y, i) => y - residuals[i]!);
  return {
    valley,
    fitted,
    left: residuals.map((r, i) =>
      hasSlack(design.leverage[i]!) ? r / (1 - design.leverage[i]!) : NaN
    ),
    unit: Int32Array.from(valley.rows, (row) => unit[row]!),
    shift: valley.lowest(own).x - valley.lowest(fitted).x,
  };
}

/** A run that the parabola passes through in any case leaves nothing over. */
function hasSlack(leverage: number): boolean {
  return leverage < 1 - 1e-9;
}

/** Runs that leave nothing over get the typical residual of the others, not none. */
function withoutGaps(prepared: readonly Prepared[]): Prepared[] {
  const known = prepared.flatMap(({ left }) => Array.from(left.filter((r) => !Number.isNaN(r))));
  if (known.length === 0) {
    throw new InputError({
      cannot: "bootstrap the minima",
      needs: "a budget with four runs or more",
      found: "three runs in each: their parabolas leave nothing over",
      cure: "leave the bootstrap out, or add runs",
    });
  }
  const typical = Math.sqrt(known.reduce((sum, r) => sum + r * r, 0) / known.length);
  return prepared.map((one) => ({
    ...one,
    left: one.left.map((r) => Number.isNaN(r) ? typical : r),
  }));
}
