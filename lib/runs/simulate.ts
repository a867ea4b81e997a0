// @ts-types="./d3_random.d.ts"
import { randomNormal } from "d3-random";
import pl from "nodejs-polars";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Coef, Law, Point, Preset } from "../laws/mod.ts";
import { InputError } from "../text/mod.ts";
import type { Design } from "./grid.ts";
import { Runs } from "./runs.ts";

/** What {@linkcode simulate} takes its losses from: published coefficients, a fit, or a law with yours. */
export type Truth = Preset | { readonly law: Law; readonly coef: Coef };

/** How {@linkcode simulate} adds chance. */
export interface SimulateOptions {
  /** The standard deviation of the noise on ln loss; 0 for none. Chinchilla's is about 0.0076. */
  readonly noise: number;
  /** The seed: the same one gives the same runs. */
  readonly seed: number;
}

/**
 * Runs that nobody trained: losses of a law at given sizes, times noise.
 *
 * loss = L(N, D) · exp(ε), ε Gaussian with mean 0 and standard deviation `noise`; C = 6ND.
 *
 * The result says that it is simulated, and from what; so does every figure made of it.
 *
 * @param truth A preset that predicts losses, or a law with coefficients.
 * @param design N in parameters and D in tokens, pairwise; {@linkcode grid} makes one.
 * @throws {InputError} If the preset has no loss, a coefficient is missing, or the design, the
 * noise or the seed have no meaning.
 *
 * @example Without noise, the losses are the law's
 * ```ts
 * import assert from "node:assert/strict";
 * import { simulate } from "isoflop/runs";
 * import { presetNamed } from "isoflop/laws";
 *
 * const rounded = presetNamed("chinchilla:hoffmann-rounded");
 * const runs = simulate(rounded, { N: [70e9], D: [1.4e12] }, { noise: 0, seed: 1 });
 * assert.equal(runs.loss[0]?.toFixed(3), "1.937");
 * assert.equal(runs.source.simulated?.law, "chinchilla");
 * ```
 */
export function simulate(truth: Truth, design: Design, { noise, seed }: SimulateOptions): Runs {
  const { name, law, coef, predict } = understand(truth);
  const refuse = (needs: string, found: string): InputError =>
    new InputError({ cannot: `simulate runs of ${name}`, needs, found });
  if (!(noise >= 0 && noise < Infinity)) throw refuse("noise of 0 or more", String(noise));
  if (!Number.isSafeInteger(seed)) throw refuse("a whole number as the seed", String(seed));
  const N = Float64Array.from(design.N);
  const D = Float64Array.from(design.D);
  if (N.length !== D.length || N.length === 0) {
    throw refuse("as many N as D, at least one", `${N.length} N and ${D.length} D`);
  }
  for (const [letter, values] of [["N", N], ["D", D]] as const) {
    const bad = values.findIndex((x) => !(x > 0 && x < Infinity));
    if (bad >= 0) throw refuse(`${letter} > 0 at every point`, `${values[bad]} at point ${bad}`);
  }
  const generator = xoroshiro128plus(seed);
  const epsilon = randomNormal.source(() => uniformFloat64(generator))(0, 1);
  const loss = N.map((n, i) => predict({ N: n, D: D[i]! }) * Math.exp(noise * epsilon()));
  const bad = loss.findIndex((x) => !(x > 0 && x < Infinity));
  if (bad >= 0) throw refuse("a positive loss at every point", `${loss[bad]} at point ${bad}`);
  const frame = pl.DataFrame([
    pl.Series("N", N),
    pl.Series("D", D),
    pl.Series("C", N.map((n, i) => 6 * n * D[i]!)),
    pl.Series("loss", loss),
  ]);
  const simulated = { law, coef: { ...coef }, noise, seed };
  return new Runs({ frame, source: { name, committable: true, simulated } });
}

interface Understood {
  readonly name: string;
  readonly law: string;
  readonly coef: Coef;
  readonly predict: (at: Point) => number;
}

function understand(truth: Truth): Understood {
  if (isPreset(truth)) {
    const { name, law, coef, predict } = truth;
    if (law !== null && coef !== null && predict !== null) return { name, law, coef, predict };
    throw new InputError({
      cannot: `simulate runs of ${name}`,
      needs: "coefficients that give a loss",
      found: "a frontier alone",
      cure: `take another preset, such as "chinchilla:epoch"`,
    });
  }
  const { law, coef } = truth;
  const absent = law.coefNames.find((term) => !Number.isFinite(coef[term]));
  if (absent !== undefined) {
    throw new InputError({
      cannot: `simulate runs of ${law.name}`,
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
