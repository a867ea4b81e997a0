import { trainingFlop } from "../transformer/mod.ts";
import { publishedTable } from "./published.ts";

/** A trained model whose size and tokens were found in the source that its note names. */
export interface TrainedModel {
  /** Its name. */
  readonly name: string;
  /** Who trained it. */
  readonly org: string;
  /** When it appeared: `2022-03`. */
  readonly date: string;
  /** Parameters used per token: the active ones of a mixture of experts. */
  readonly N: number;
  /** All parameters. */
  readonly totalN: number;
  /** Tokens seen in training. */
  readonly D: number;
  /** D/N. */
  readonly tokensPerParameter: number;
  /** Compute in FLOP: 6ND. */
  readonly C: number;
  /** Compute in FLOP as somebody published it; `null` where nobody did. It need not be 6ND. */
  readonly publishedCompute: number | null;
  /** The source, and what is doubtful. */
  readonly note: string;
}

/**
 * The landmark models that may stand in a chart or a fit, with D/N and 6ND, by date of appearance.
 *
 * C = 6ND, in FLOP, with the parameters used per token. Rows of the published table
 * `landmark_models` whose N or D is not verified are left out; that table has them, marked.
 *
 * Source: `data/landmark_models.csv`, which names one for each row; Hoffmann et al. (2022), Table 1,
 * https://arxiv.org/abs/2203.15556; Epoch AI, https://epoch.ai/data
 *
 * @example From 1.7 tokens per parameter to 38.5 in four years
 * ```ts
 * import assert from "node:assert/strict";
 * import { landmarkModels } from "isoflop/datasets";
 *
 * const models = await landmarkModels();
 * const ratio = (wanted: string) =>
 *   models.find(({ name }) => name === wanted)!.tokensPerParameter.toPrecision(3);
 * assert.equal(ratio("GPT-3 175B"), "1.72");
 * assert.equal(ratio("Llama 3.1 405B"), "38.5");
 * ```
 */
export async function landmarkModels(): Promise<readonly TrainedModel[]> {
  const table = await publishedTable("landmark_models");
  return table
    .flatMap(({ model, org, date, N, active_N, D, published_compute, status, note }) => {
      if (status !== "verified" || N === null || D === null) return [];
      const used = active_N ?? N;
      return [{
        ...{ name: model, org, date, N: used, totalN: N, D, note },
        ...{ tokensPerParameter: D / used, C: trainingFlop(used, D) },
        publishedCompute: published_compute,
      }];
    })
    .sort((a, b) => a.date < b.date ? -1 : a.date > b.date ? 1 : 0);
}
