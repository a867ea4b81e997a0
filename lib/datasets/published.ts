import { readCsv } from "../runs/read_csv.ts";
import { unknownName } from "../text/mod.ts";
import { shippedBytes } from "./shipped.ts";

/** One model of Table A9 of Hoffmann et al. (2022). */
export interface HoffmannModel {
  /** Parameters, printed in millions. */
  readonly N: number;
  /** Width. */
  readonly d_model: number;
  /** Width of the feed-forward layers. */
  readonly ffw_size: number;
  /** Width of one key, or one value. */
  readonly kv_size: number;
  /** Attention heads. */
  readonly n_heads: number;
  /** Layers. */
  readonly n_layers: number;
}

/** One row of Table 2 of Hoffmann et al. (2022): N* ∝ C^a, D* ∝ C^b. */
export interface HoffmannExponents {
  /** The approach, or the paper it is compared with. */
  readonly approach: string;
  /** The exponent of N*. */
  readonly a: number;
  /** Its 10th percentile, where there is one. */
  readonly a_low: number | null;
  /** Its 90th percentile, where there is one. */
  readonly a_high: number | null;
  /** The exponent of D*. */
  readonly b: number;
  /** Its 10th percentile, where there is one. */
  readonly b_low: number | null;
  /** Its 90th percentile, where there is one. */
  readonly b_high: number | null;
}

/** One row of Table 3 of Hoffmann et al. (2022): the optimum by Approach 1. */
export interface HoffmannApproach1 {
  /** Parameters. */
  readonly N: number;
  /** FLOP. */
  readonly C: number;
  /** C over Gopher's 5.76e23 FLOP, as printed: `1/29,968` or `6.7`. */
  readonly gopher_multiple: string;
  /** Tokens. */
  readonly D: number;
}

/** One row of Table A3 of Hoffmann et al. (2022): the optima by Approaches 2 and 3. */
export interface HoffmannApproaches23 {
  /** Parameters. */
  readonly N: number;
  /** FLOP by Approach 2. */
  readonly approach2_C: number;
  /** Tokens by Approach 2. */
  readonly approach2_D: number;
  /** FLOP by Approach 3, as printed; the 175 B row is misprinted by a factor of ten. */
  readonly approach3_C: number;
  /** Tokens by Approach 3. */
  readonly approach3_D: number;
  /** FLOP by Approach 3, the misprint corrected. */
  readonly corrected_C: number;
}

/** A well-known language model. */
export interface LandmarkModel {
  /** Its name. */
  readonly model: string;
  /** Who trained it. */
  readonly org: string;
  /** When it appeared: `2022-03`. */
  readonly date: string;
  /** Parameters; `null` if not disclosed. */
  readonly N: number | null;
  /** Parameters used per token, for mixtures of experts; else `null`. */
  readonly active_N: number | null;
  /** Training tokens; `null` if not disclosed. */
  readonly D: number | null;
  /** Training compute in FLOP as somebody published it; it need not be 6ND. */
  readonly published_compute: number | null;
  /** Whether N and D were found in the source that the note names. */
  readonly status: "verified" | "unverified";
  /** The source, and what is doubtful. */
  readonly note: string;
}

/** One step of Porian et al. (2024) from Kaplan's exponent to Hoffmann's: N* ∝ C^a. */
export interface PorianExponent {
  /** Which step, from 1; each keeps those before it, but the last has no decay. */
  readonly step: number;
  /** What was done in this step. */
  readonly experiment: string;
  /** The text that the models were trained on. */
  readonly dataset: "OpenWebText2" | "RefinedWeb";
  /** The exponent, as printed. */
  readonly a: number;
  /** The lower end of its 95 % interval, as printed. */
  readonly a_low: number;
  /** The upper end of its 95 % interval, as printed. */
  readonly a_high: number;
  /** The exponent as stored in the authors' repository. */
  readonly stored_a: number;
  /** The lower end as stored. */
  readonly stored_low: number;
  /** The upper end as stored. */
  readonly stored_high: number;
  /** The share of the variance of ln N* that the power law explains. */
  readonly r2: number;
}

/** The tables that come with the package, and what a row of each is. */
export interface PublishedTables {
  /** The 50 models of Table A9. */
  readonly hoffmann_table_a9: HoffmannModel;
  /** The exponents of Table 2. */
  readonly hoffmann_table_2: HoffmannExponents;
  /** The optima of Table 3. */
  readonly hoffmann_table_3: HoffmannApproach1;
  /** The optima of Table A3. */
  readonly hoffmann_table_a3: HoffmannApproaches23;
  /** The five steps of Porian et al. (2024), on two sets of text. */
  readonly porian_exponents: PorianExponent;
  /** Well-known language models. */
  readonly landmark_models: LandmarkModel;
}

/** The columns that stay text even where every cell looks like a number. */
const textColumns: Readonly<Record<keyof PublishedTables, readonly string[]>> = {
  hoffmann_table_a9: [],
  hoffmann_table_2: ["approach"],
  hoffmann_table_3: ["gopher_multiple"],
  hoffmann_table_a3: [],
  porian_exponents: ["experiment", "dataset"],
  landmark_models: ["model", "org", "date", "status", "note"],
};

/**
 * A published table that comes with the package, one record per row. The header of its file in
 * `data/` names the source, the units and the errata.
 *
 * @throws {InputError} If there is no such table.
 *
 * @example The tokens per parameter of Chinchilla
 * ```ts
 * import assert from "node:assert/strict";
 * import { publishedTable } from "isoflop/datasets";
 *
 * const models = await publishedTable("landmark_models");
 * const chinchilla = models.find(({ model }) => model === "Chinchilla");
 * assert.equal(chinchilla?.D! / chinchilla?.N!, 20);
 * ```
 */
export async function publishedTable<K extends keyof PublishedTables>(
  name: K,
): Promise<readonly PublishedTables[K][]> {
  if (!Object.hasOwn(textColumns, name)) {
    throw unknownName("read the published table", String(name), Object.keys(textColumns));
  }
  const text = new TextDecoder().decode(await shippedBytes(`${name}.csv`));
  const table = text.replace(/^(#.*\n)+/, "");
  const { frame } = readCsv(new TextEncoder().encode(table), `${name}.csv`, textColumns[name]);
  return frame.toRecords() as unknown as PublishedTables[K][];
}
