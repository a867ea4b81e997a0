import { batchSteps } from "../laws/batch_steps.ts";
import { gaussian } from "../runs/chance.ts";
import type { ColumnTable } from "../runs/mod.ts";
import { columnsFromBytes } from "../runs/read_columns.ts";
import { InputError } from "../text/mod.ts";
import type { DataSet } from "./registry.ts";

/** What steps that stand in for a table are simulated from, at 100 million parameters. */
export interface StepsStandIn {
  /** Critical batch in sequences. */
  readonly B_crit: number;
  /** Steps that no batch can save. */
  readonly S_min: number;
  /** The powers of N with which the two grow. */
  readonly exponents: { readonly B_crit: number; readonly S_min: number };
  /** Standard deviation of ln S. */
  readonly noise: number;
}

const models = [[1e8, 3.4], [2e8, 3.2], [4e8, 3], [8e8, 2.8], [1.6e9, 2.6]] as const;
const seed = 1;

/**
 * Simulated steps in place of a table that cannot be had: five models that double in size, nine batches
 * of 64 to 16384 sequences of 512 tokens, S(B) = S_min (1 + B_crit/B) with noise on ln S.
 *
 * @param reason Why the table cannot be had, for the notes.
 */
export async function stepsStandIn(
  set: Pick<DataSet, "name" | "columns" | "names"> & { readonly standIn: StepsStandIn },
  reason: string,
): Promise<ColumnTable> {
  const { B_crit, S_min, exponents, noise } = set.standIn;
  const cannot = `simulate a stand-in for ${JSON.stringify(set.name)}`;
  const next = gaussian(seed, (needs, found) => new InputError({ cannot, needs, found }));
  const lines = ["model,params,target_loss,batch_sequences,sequence_length,steps"];
  for (const [N, loss] of models) {
    const size = N / models[0][0];
    const coef = {
      B_crit: B_crit * size ** exponents.B_crit,
      S_min: S_min * size ** exponents.S_min,
    };
    for (let B = 64; B <= 16_384; B *= 2) {
      const S = Math.round(batchSteps.predict(coef, { B }) * Math.exp(noise * next()));
      lines.push(`${N / 1e6}M,${N},${loss},${B},512,${S}`);
    }
  }
  const bytes = new TextEncoder().encode(`${lines.join("\n")}\n`);
  const name = `a stand-in for ${set.name}`;
  const { columns, names = [] } = set;
  const source = {
    name,
    committable: true,
    simulated: { law: batchSteps.name, coef: { B_crit, S_min }, noise, seed },
  };
  return await columnsFromBytes(bytes, { path: name, format: "csv" }, { columns, names }, source, [
    `Simulated from ${batchSteps.formula}, because the table could not be had: ${reason}.`,
    "Fits of these steps say nothing about the data set.",
  ]);
}
