import pl from "nodejs-polars";
import { presetNamed, type RepeatedPoint } from "../laws/mod.ts";
import { Runs, simulate } from "../runs/mod.ts";
import type { DataSet } from "./registry.ts";

/** What runs with repeated data that stand in for a table are simulated from. */
export interface RepeatedStandIn {
  /** A preset of a law that looks at U. */
  readonly preset: string;
  /** Numbers of unique tokens. */
  readonly unique: readonly number[];
  /** How often they are seen. */
  readonly epochs: readonly number[];
  /** Sizes, in multiples of the one that is best for so many unique tokens. */
  readonly sizes: readonly number[];
  /** Standard deviation of ln loss. */
  readonly noise: number;
}

/**
 * Simulated runs in place of a table that cannot be had: every size for every number of unique tokens,
 * seen every number of times.
 *
 * @param reason Why the table cannot be had, for the notes.
 */
export function repeatedStandIn(
  set: Pick<DataSet, "name"> & { readonly standIn: RepeatedStandIn },
  reason: string,
): Runs {
  const { preset: name, unique, epochs, sizes, noise } = set.standIn;
  const preset = presetNamed(name);
  const ratio = preset.frontier.N.coef / preset.frontier.D.coef;
  const parts = unique.map((U, i) => {
    const points = sizes.flatMap((size) => epochs.map((n) => ({ N: size * ratio * U, D: n * U })));
    const design = { N: points.map(({ N }) => N), D: points.map(({ D }) => D) };
    const predict = (at: RepeatedPoint) => preset.predict!({ ...at, U } as RepeatedPoint);
    return { U, runs: simulate({ ...preset, predict }, design, { noise, seed: i + 1 }) };
  });
  const { source } = parts[0]!.runs;
  return new Runs({
    frame: pl.concat(parts.map(({ U, runs }) => runs.frame.withColumns(pl.lit(U).alias("U")))),
    source: { ...source, name: `a stand-in for ${set.name}` },
    notes: [
      `Simulated from ${name}, because the table could not be had: ${reason}.`,
      "Fits of these runs say nothing about the data set.",
    ],
  });
}
