import pl from "nodejs-polars";
import { type Coef, downstreamError, type DownstreamTerm, presetNamed } from "../laws/mod.ts";
import { gaussian } from "../runs/chance.ts";
import { Runs, simulate } from "../runs/mod.ts";
import { InputError } from "../text/mod.ts";
import type { DataSet } from "./registry.ts";

/** What models with errors on tasks that stand in for a table are simulated from. */
export interface ModelsStandIn {
  /** For each training set the presets of the loss, and of the error by the loss. */
  readonly sets: Readonly<Record<string, readonly [loss: string, error: string]>>;
  /** Sizes in parameters, each with its numbers of tokens per parameter. */
  readonly models: readonly (readonly [N: number, M: readonly number[]])[];
  /** Standard deviations: of ln loss, and of the error. */
  readonly noise: readonly [loss: number, error: number];
}

/**
 * Simulated models in place of a table that cannot be had: every size at its numbers of tokens per parameter,
 * for every training set, with one accuracy, which is the mean over tasks.
 *
 * @param reason Why the table cannot be had, for the notes.
 */
export function modelsStandIn(
  set: Pick<DataSet, "name"> & { readonly standIn: ModelsStandIn },
  reason: string,
): Runs {
  const { sets, models, noise } = set.standIn;
  const cannot = `simulate a stand-in for ${JSON.stringify(set.name)}`;
  const points = models.flatMap(([N, ratios]) => ratios.map((M) => ({ N, D: M * N })));
  const design = { N: points.map(({ N }) => N), D: points.map(({ D }) => D) };
  const parts = Object.entries(sets).map(([name, [loss, error]], i) => {
    const runs = simulate(presetNamed(loss), design, { noise: noise[0], seed: i + 1 });
    const next = gaussian(i + 100, (needs, found) => new InputError({ cannot, needs, found }));
    const coef = presetNamed(error).coef as Coef<DownstreamTerm>;
    const accuracy = Array.from(
      runs.loss,
      (L) => 1 - downstreamError.predict(coef, { loss: L }) - noise[1] * next(),
    );
    const frame = runs.frame.withColumns(
      pl.lit(name).alias("train_set"),
      pl.Series("acc_simulated", accuracy),
    );
    return { frame, source: runs.source };
  });
  const laws = Object.values(sets).flat().join(" and ");
  const { source } = parts[0]!;
  return new Runs({
    frame: pl.concat(parts.map(({ frame }) => frame)),
    source: {
      ...source,
      name: `a stand-in for ${set.name}`,
      // Several laws have no coefficients in common.
      simulated: { ...source.simulated!, law: laws, coef: {} },
    },
    notes: [
      `Simulated from ${laws}, because the table could not be had: ${reason}.`,
      "Fits of these models say nothing about the data set.",
    ],
  });
}
