import type { Coef, Point, Preset } from "../laws/mod.ts";
import { InputError } from "../text/mod.ts";
import type { Design } from "./grid.ts";

/** What `simulate` takes its losses from: published coefficients, a fit, or a law with yours. */
export type Truth = Preset | { readonly law: LossLaw; readonly coef: Coef };

/** A law that gives a loss for N and D. */
export interface LossLaw {
  /** Its name. */
  readonly name: string;
  /** Its coefficients. */
  readonly coefNames: readonly string[];
  /** The loss at a point, in nats/token. */
  predict(coef: Coef, at: Point): number;
}

/** A truth as a function. */
export interface Understood {
  /** The preset's name, or the law's. */
  readonly name: string;
  /** The law's name. */
  readonly law: string;
  /** Its coefficients. */
  readonly coef: Coef;
  /** The loss at a point, in nats/token. */
  readonly predict: (at: Point) => number;
}

/**
 * What a truth says about the loss.
 *
 * @param cannot What cannot be done without a loss: `simulate runs`.
 * @throws {InputError} If a preset has no loss, or a coefficient is missing.
 */
export function understand(truth: Truth, cannot: string): Understood {
  if (isPreset(truth)) {
    const { name, law, coef, predict } = truth;
    if (law !== null && coef !== null && predict !== null) return { name, law, coef, predict };
    throw new InputError({
      cannot: `${cannot} of ${name}`,
      needs: "coefficients that give a loss",
      found: coef === null ? "a frontier alone" : `those of ${law}, no law of N and D`,
      cure: `take another preset, such as "chinchilla:epoch"`,
    });
  }
  const { law, coef } = truth;
  const absent = law.coefNames.find((term) => !Number.isFinite(coef[term]));
  if (absent !== undefined) {
    throw new InputError({
      cannot: `${cannot} of ${law.name}`,
      needs: `a number for each of ${law.coefNames.join(", ")}`,
      found: `${String(coef[absent])} for ${absent}`,
    });
  }
  return { name: law.name, law: law.name, coef, predict: (at) => law.predict(coef, at) };
}

/** A fit has a frontier too, but its law is a record, not a name. */
function isPreset(truth: Truth): truth is Preset {
  return truth.law === null || typeof truth.law === "string";
}

/**
 * A design in arrays of its own.
 *
 * @param refuse Makes the error from what is needed and what was found.
 * @throws {InputError} If there are not as many N as D, none at all, or one is not positive.
 */
export function checkedDesign(
  design: Design,
  refuse: (needs: string, found: string) => InputError,
): { N: Float64Array; D: Float64Array } {
  const N = Float64Array.from(design.N);
  const D = Float64Array.from(design.D);
  if (N.length !== D.length || N.length === 0) {
    throw refuse("as many N as D, at least one", `${N.length} N and ${D.length} D`);
  }
  for (const [letter, values] of [["N", N], ["D", D]] as const) {
    const bad = values.findIndex((x) => !(x > 0 && x < Infinity));
    if (bad >= 0) throw refuse(`${letter} > 0 at every point`, `${values[bad]} at point ${bad}`);
  }
  return { N, D };
}
