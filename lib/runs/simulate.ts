import pl from "nodejs-polars";
import { InputError } from "../text/mod.ts";
import { gaussian } from "./chance.ts";
import type { Design } from "./grid.ts";
import { Runs } from "./runs.ts";
import { checkedDesign, type Truth, understand } from "./truth.ts";

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
  const cannot = "simulate runs";
  const { name, law, coef, predict } = understand(truth, cannot);
  const refuse = (needs: string, found: string): InputError =>
    new InputError({ cannot: `${cannot} of ${name}`, needs, found });
  if (!(noise >= 0 && noise < Infinity)) throw refuse("noise of 0 or more", String(noise));
  const epsilon = gaussian(seed, refuse);
  const { N, D } = checkedDesign(design, refuse);
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
