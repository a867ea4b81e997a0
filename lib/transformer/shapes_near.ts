import { count, InputError } from "../text/mod.ts";
import type { Architecture } from "./architecture.ts";
import { countParameters } from "./counting.ts";
import {
  type Bounds,
  type CompleteConstraints,
  completeConstraints,
  type ShapeConstraints,
} from "./shape_constraints.ts";

/** A shape with nearly the wanted N. */
export interface Shape {
  /** The shape, ready for {@linkcode parameters} and {@linkcode flops}. */
  readonly architecture: Architecture;
  /** Its N, counted as wanted. */
  readonly N: number;
  /** N over the wanted one, less 1. */
  readonly error: number;
  /** dModel/layers. */
  readonly aspect: number;
}

/**
 * Shapes whose N is nearest to a wanted one, the nearest first.
 *
 * Every width heads·dHead that keeps to the constraints is tried, with the two numbers of layers on
 * either side of the wanted N. Equal errors come in order of the aspect ratio, nearest to the middle
 * of its range first (the geometric mean).
 *
 * @param N Parameters, counted by `constraints.counting`.
 * @throws {InputError} If N is not a positive number, a constraint has no meaning, or no shape comes
 * within `constraints.within` of N; the message names the nearest.
 *
 * @example A shape of about 1 B parameters
 * ```ts
 * import assert from "node:assert/strict";
 * import { shapesNear } from "isoflop/transformer";
 *
 * const [best] = shapesNear(1e9, { vocabulary: 32000, context: 2048, dHead: 128 });
 * assert.ok(Math.abs(best!.error) < 0.01);
 * assert.equal(best!.architecture.heads * 128, best!.architecture.dModel);
 * ```
 */
export function shapesNear(N: number, constraints: ShapeConstraints): readonly Shape[] {
  if (!(N > 0 && N < Infinity)) {
    throw new InputError({ cannot: "find shapes", needs: "N > 0", found: `N = ${N}` });
  }
  const whole = completeConstraints(constraints);
  const shapes = whole.dHeads.flatMap((dHead) => Array.from(candidates(N, dHead, whole)));
  const middle = Math.log(whole.aspect[0] * whole.aspect[1]) / 2;
  const off = ({ aspect }: Shape) => Math.abs(Math.log(aspect) - middle);
  shapes.sort((a, b) => Math.abs(a.error) - Math.abs(b.error) || off(a) - off(b));
  const near = shapes.filter(({ error }) => Math.abs(error) <= whole.within);
  if (near.length === 0) throw noWidth(N, shapes[0], whole);
  return near.slice(0, whole.limit);
}

function* candidates(N: number, dHead: number, whole: CompleteConstraints): Generator<Shape> {
  const { kvGroup, multipleOf, aspect, layers, dModel } = whole;
  for (let heads = kvGroup;; heads += kvGroup) {
    const width = heads * dHead;
    if (width > dModel[1]) return;
    const least = Math.ceil(Math.max(layers[0], width / aspect[1]));
    const greatest = Math.floor(Math.min(layers[1], width / aspect[0]));
    const shape = (depth: number) => shapeOf(N, heads, dHead, depth, whole);
    // N grows with the width, and with the layers: from here on every shape is farther off.
    const shallowest = shape(least);
    const fits = width >= dModel[0] && width % multipleOf === 0 && least <= greatest;
    if (fits) {
      const deeper = shape(least + 1);
      const depth = least + (N - shallowest.N) / (deeper.N - shallowest.N);
      const clamped = (each: number) => Math.min(greatest, Math.max(least, each));
      for (const each of new Set([clamped(Math.floor(depth)), clamped(Math.ceil(depth))])) {
        yield shape(each);
      }
    }
    if (
      shallowest.N > N &&
      (fits || shallowest.error > Math.max(1, whole.within) || width / aspect[1] > layers[1])
    ) return;
  }
}

function shapeOf(
  N: number,
  heads: number,
  dHead: number,
  layers: number,
  whole: CompleteConstraints,
): Shape {
  const { kvGroup, ffRatio, ffMultipleOf, rest } = whole;
  const dModel = heads * dHead;
  const architecture: Architecture = {
    ...rest,
    layers,
    dModel,
    heads,
    kvHeads: heads / kvGroup,
    dHead,
    dFf: ffMultipleOf * Math.ceil(ffRatio * dModel / ffMultipleOf),
  };
  const actual = countParameters(architecture, whole.counting);
  return { architecture, N: actual, error: actual / N - 1, aspect: dModel / layers };
}

function noWidth(N: number, nearest: Shape | undefined, whole: CompleteConstraints): InputError {
  const { dHeads, kvGroup, multipleOf, aspect, layers, dModel, within } = whole;
  const between = ([least, greatest]: Bounds) =>
    greatest < Infinity ? `${least} to ${greatest}` : `at least ${least}`;
  const asked = [
    `dModel = heads·dHead with dHead ${dHeads.join(" or ")}`,
    `dModel/layers ${between(aspect)}`,
    ...(kvGroup > 1 ? [`heads a multiple of ${kvGroup}`] : []),
    ...(multipleOf > 1 ? [`dModel a multiple of ${multipleOf}`] : []),
    ...(dModel[0] > 1 || dModel[1] < Infinity ? [`dModel ${between(dModel)}`] : []),
    ...(layers[0] > 1 || layers[1] < Infinity ? [`layers ${between(layers)}`] : []),
  ];
  const { architecture } = nearest ?? {};
  return new InputError({
    cannot: `find a shape of ${count(N)} parameters (${whole.counting})`,
    needs: `${asked.join(", ")}, and N within ${Number((100 * within).toPrecision(3))} %`,
    found: architecture
      ? `${count(nearest!.N)} at nearest: ${architecture.layers} × ${architecture.dModel} ` +
        "(layers × dModel)"
      : "no such width",
    cure: architecture && nearest!.N > N
      ? "allow narrower heads or a greater error (within), or a smaller vocabulary if N counts it"
      : "loosen the bounds",
  });
}
