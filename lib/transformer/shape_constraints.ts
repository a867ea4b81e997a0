import { InputError } from "../text/mod.ts";
import type { Architecture } from "./architecture.ts";
import type { Counting } from "./counting.ts";

/** A least and a greatest value, both allowed. */
export type Bounds = readonly [least: number, greatest: number];

/** What a shape must keep to; fields of {@linkcode Architecture} hold for every shape. */
export interface ShapeConstraints
  extends Omit<Architecture, "layers" | "dModel" | "heads" | "kvHeads" | "dHead" | "dFf"> {
  /** How N is counted; `"total"` unless given. */
  readonly counting?: Counting;
  /** Widths that a head may have; 64 and 128 unless given. */
  readonly dHead?: number | readonly number[];
  /** Query heads that share keys and values; 1 unless given. */
  readonly kvGroup?: number;
  /** What dModel = heads·dHead has to be a multiple of; 1 unless given. */
  readonly multipleOf?: number;
  /** dFf/dModel; 4 unless given, 8/3 with a gate. */
  readonly ffRatio?: number;
  /** What dFf is rounded up to a multiple of; 1 unless given, 256 with a gate. */
  readonly ffMultipleOf?: number;
  /** dModel/layers; 32 to 128 unless given, which holds all of Table A9 of Hoffmann et al. */
  readonly aspect?: Bounds;
  /** Layers; any number unless given. */
  readonly layers?: Bounds;
  /** Widths; any unless given. */
  readonly dModel?: Bounds;
  /** The greatest |N_shape/N − 1|; 0.1 unless given. */
  readonly within?: number;
  /** How many shapes at most; 10 unless given. */
  readonly limit?: number;
}

/** The constraints, every one of them filled in. */
export interface CompleteConstraints
  extends Required<Omit<ShapeConstraints, "dHead" | keyof Architecture>> {
  /** Widths that a head may have. */
  readonly dHeads: readonly number[];
  /** The least and the greatest number of layers. */
  readonly layers: Bounds;
  /** The least and the greatest width. */
  readonly dModel: Bounds;
  /** What every shape has in common. */
  readonly rest: Pick<Architecture, "vocabulary" | "context"> & Partial<Architecture>;
}

/**
 * Fills in the constraints.
 *
 * @throws {InputError} If a number is not positive, or a least value exceeds its greatest.
 */
export function completeConstraints(constraints: ShapeConstraints): CompleteConstraints {
  const { counting = "total", dHead = [64, 128], kvGroup = 1, multipleOf = 1, ...others } =
    constraints;
  const { ffRatio, ffMultipleOf, aspect = [32, 128], layers = [1, Infinity], ...more } = others;
  const { dModel = [1, Infinity], within = 0.1, limit = 10, ...rest } = more;
  const whole: CompleteConstraints = {
    counting,
    dHeads: typeof dHead === "number" ? [dHead] : dHead,
    kvGroup,
    multipleOf,
    ffRatio: ffRatio ?? (rest.gated ? 8 / 3 : 4),
    ffMultipleOf: ffMultipleOf ?? (rest.gated ? 256 : 1),
    aspect,
    layers,
    dModel,
    within,
    limit,
    rest,
  };
  need("the count of dHead", whole.dHeads.length, true);
  whole.dHeads.forEach((each) => need("dHead", each, Number.isSafeInteger(each)));
  for (const name of ["kvGroup", "multipleOf", "ffMultipleOf", "limit"] as const) {
    need(name, whole[name], Number.isSafeInteger(whole[name]));
  }
  need("ffRatio", whole.ffRatio, whole.ffRatio < Infinity);
  need("within", within, within < Infinity);
  for (const name of ["aspect", "layers", "dModel"] as const) {
    const [least, greatest] = whole[name];
    if (least > 0 && least <= greatest) continue;
    throw new InputError({
      cannot: "find shapes",
      needs: `${name} as [least, greatest], with 0 < least ≤ greatest`,
      found: `[${least}, ${greatest}]`,
    });
  }
  return whole;
}

function need(name: string, value: number, right: boolean): void {
  if (right && value > 0) return;
  const kind = name === "ffRatio" || name === "within" ? "positive" : "positive whole";
  throw new InputError({
    cannot: "find shapes",
    needs: `a ${kind} number as ${name}`,
    found: `${value}`,
  });
}
