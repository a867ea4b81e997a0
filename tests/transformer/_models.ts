import { publishedTable } from "isoflop/datasets";
import type { Architecture } from "isoflop/transformer";

/** Table A9 of Hoffmann et al. (2022) as architectures, with the printed N. */
export async function tableA9(): Promise<readonly { printed: number; model: Architecture }[]> {
  return (await publishedTable("hoffmann_table_a9")).map((row) => ({
    printed: row.N,
    model: {
      layers: row.n_layers,
      dModel: row.d_model,
      heads: row.n_heads,
      dHead: row.kv_size,
      dFf: row.ffw_size,
      vocabulary: 32000,
      context: 2048,
      positions: "relative",
    },
  }));
}

/** GPT-2 small as nanoGPT has it. */
export const gpt2: Architecture = {
  layers: 12,
  dModel: 768,
  heads: 12,
  vocabulary: 50257,
  context: 1024,
  biases: true,
  norms: "layer",
};

/** Mixtral 8x7B by its published configuration; four heads of queries share keys and values. */
export const mixtral: Architecture = {
  layers: 32,
  dModel: 4096,
  heads: 32,
  kvHeads: 8,
  dHead: 128,
  dFf: 14336,
  vocabulary: 32000,
  context: 32768,
  tied: false,
  positions: "rotary",
  gated: true,
  norms: "rms",
  experts: { count: 8, active: 2 },
};
