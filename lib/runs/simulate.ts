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
  /** Several rows of each run, at growing D, that share a luck of their own. */
  readonly checkpoints?: CheckpointOptions;
}

/** What makes checkpoints of runs. */
export interface CheckpointOptions {
  /** Rows of each run, the last one at the end of its training. */
  readonly count: number;
  /** The standard deviation, on ln loss, of what all checkpoints of a run share. */
  readonly shared: number;
  /** The share of its tokens that a run has seen at its first checkpoint. @default {0.2} */
  readonly from?: number;
}

/**
 * Runs that nobody trained: losses of a law at given sizes, times noise.
 *
 * loss = L(N, D) · exp(ε), ε Gaussian with mean 0 and standard deviation `noise`; C = 6ND. With
 * checkpoints, exp(ε + η), and η is drawn once for each run: what a lucky seed gives, it gives at
 * every checkpoint.
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
export function simulate(
  truth: Truth,
  design: Design,
  { noise, seed, checkpoints }: SimulateOptions,
): Runs {
  const cannot = "simulate runs";
  const { name, law, coef, predict } = understand(truth, cannot);
  const refuse = (needs: string, found: string): InputError =>
    new InputError({ cannot: `${cannot} of ${name}`, needs, found });
  if (!(noise >= 0 && noise < Infinity)) throw refuse("noise of 0 or more", String(noise));
  const epsilon = gaussian(seed, refuse);
  const { N, D, run, luck } = checkpoints
    ? withCheckpoints(checkedDesign(design, refuse), checkpoints, epsilon, refuse)
    : { ...checkedDesign(design, refuse), run: null, luck: null };
  const loss = N.map((n, i) =>
    predict({ N: n, D: D[i]! }) * Math.exp(noise * epsilon() + (luck?.[i] ?? 0))
  );
  const bad = loss.findIndex((x) => !(x > 0 && x < Infinity));
  if (bad >= 0) throw refuse("a positive loss at every point", `${loss[bad]} at point ${bad}`);
  const frame = pl.DataFrame([
    pl.Series("N", N),
    pl.Series("D", D),
    pl.Series("C", N.map((n, i) => 6 * n * D[i]!)),
    pl.Series("loss", loss),
    ...(run ? [pl.Series("run", run)] : []),
  ]);
  const simulated = { law, coef: { ...coef }, noise, seed };
  return new Runs({ frame, source: { name, committable: true, simulated } });
}

/** The rows of every run, and the luck that they share. */
function withCheckpoints(
  { N, D }: { N: Float64Array; D: Float64Array },
  { count, shared, from = 0.2 }: CheckpointOptions,
  epsilon: () => number,
  refuse: (needs: string, found: string) => InputError,
): { N: Float64Array; D: Float64Array; run: string[]; luck: Float64Array } {
  if (!(Number.isInteger(count) && count >= 2)) {
    throw refuse("2 or more checkpoints, a whole number", String(count));
  }
  if (!(shared >= 0 && shared < Infinity)) throw refuse("shared noise of 0 or more", `${shared}`);
  if (!(from > 0 && from < 1)) throw refuse("a first checkpoint between 0 and 1", String(from));
  const rows = N.length * count;
  const runOf = (row: number) => Math.floor(row / count);
  const luck = N.map(() => shared * epsilon());
  const column = (value: (row: number) => number) =>
    Float64Array.from({ length: rows }, (_, i) => value(i));
  return {
    N: column((row) => N[runOf(row)]!),
    D: column((row) => D[runOf(row)]! * from ** (1 - (row % count) / (count - 1))),
    run: Array.from({ length: rows }, (_, row) => `run ${runOf(row) + 1}`),
    luck: column((row) => luck[runOf(row)]!),
  };
}
