import pl from "nodejs-polars";
import { presetNamed } from "../laws/mod.ts";
import { grid, Runs, simulate } from "../runs/mod.ts";
import { publishedTable } from "./published.ts";
import type { DataSet } from "./registry.ts";

/** The nine budgets of Hoffmann et al. (2022), Approach 2, in FLOP. */
const budgets = [6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21];

/** What a stand-in is simulated from. */
export interface StandIn {
  /** Presets, each of which gives one experiment. */
  readonly presets: readonly string[];
  /** Least and greatest tokens per parameter. */
  readonly tokensPerParameter: readonly [number, number];
}

/**
 * Simulated runs in place of a table that cannot be had: the sizes of Table A9 of Hoffmann et al.
 * (2022) at the nine budgets of their Approach 2. From 1 to 300 tokens per parameter that gives
 * 235 runs where Epoch read 245 from the figure. The noise is the spread of Epoch's residuals.
 *
 * Several presets make several experiments, told apart by the column `experiment`, as in the
 * collection of experiments that they stand for.
 *
 * @param reason Why the table cannot be had, for the notes.
 */
export async function standInFor(
  set: Pick<DataSet, "name"> & { readonly standIn: StandIn },
  reason: string,
): Promise<Runs> {
  const { presets, tokensPerParameter } = set.standIn;
  const sizes = (await publishedTable("hoffmann_table_a9")).map(({ N }) => N);
  const design = grid({ N: sizes, C: budgets, tokensPerParameter });
  const made = presets.map((name, i) =>
    simulate(presetNamed(name), design, { noise: 0.0076, seed: i + 1 })
  );
  const [first] = made as [Runs, ...Runs[]];
  const frames = made.map(({ frame }, i) =>
    frame.withColumns(
      pl.lit(presets[i]!.replace("chinchilla:", "simulated__")).alias("experiment"),
      pl.lit(false).alias("outlier"),
    )
  );
  const several = made.length > 1;
  const { source } = first;
  return new Runs({
    frame: several ? pl.concat(frames) : first.frame,
    source: {
      ...source,
      name: `a stand-in for ${set.name}`,
      // Several laws have no coefficients in common.
      ...(several &&
        { simulated: { ...source.simulated!, law: presets.join(" and "), coef: {} } }),
    },
    notes: [
      `Simulated from ${presets.join(" and ")}, because the table could not be had: ${reason}.`,
      "Fits of these runs say nothing about the data set.",
    ],
  });
}
