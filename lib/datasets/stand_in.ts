import { presetNamed } from "../laws/mod.ts";
import { grid, Runs, simulate } from "../runs/mod.ts";
import { publishedTable } from "./published.ts";
import type { DataSet } from "./registry.ts";

/** The nine budgets of Hoffmann et al. (2022), Approach 2, in FLOP. */
const budgets = [6e18, 1e19, 3e19, 6e19, 1e20, 3e20, 6e20, 1e21, 3e21];

/**
 * Simulated runs in place of a table that cannot be had: the sizes of Table A9 of Hoffmann et al.
 * (2022) at the nine budgets of their Approach 2, from 1 to 300 tokens per parameter. That gives
 * 235 runs where Epoch read 245 from the figure. The noise is the spread of Epoch's residuals.
 *
 * @param reason Why the table cannot be had, for the notes.
 */
export async function standInFor(set: DataSet, reason: string): Promise<Runs> {
  const sizes = (await publishedTable("hoffmann_table_a9")).map(({ N }) => N);
  const design = grid({ N: sizes, C: budgets, tokensPerParameter: [1, 300] });
  const preset = presetNamed("chinchilla:epoch");
  const runs = simulate(preset, design, { noise: 0.0076, seed: 1 });
  return new Runs({
    frame: runs.frame,
    source: { ...runs.source, name: `a stand-in for ${set.name}` },
    notes: [
      `Simulated from ${preset.name}, because the table could not be had: ${reason}.`,
      "Fits of these runs say nothing about the data set.",
    ],
  });
}
