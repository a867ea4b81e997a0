import { unknownName } from "../text/mod.ts";
import type { Architecture } from "./architecture.ts";
import { completeArchitecture } from "./complete.ts";
import { parameters } from "./parameters.ts";

/**
 * What a paper's N counts.
 *
 * - `"total"`: every parameter.
 * - `"active"`: what one token uses; the same for a dense model.
 * - `"non-embedding"`: without embedding, positions and head.
 * - `"kaplan"`: `"non-embedding"` without biases and norms, 2·dModel·layers·(2·d_attn + d_ff) for a
 *   plain transformer; equation 2.1 of Kaplan et al. (2020).
 * - `"porian"`: `"kaplan"` and the head, V·dModel, tied or not; the counting of Porian et al. (2024).
 * - `"hoffmann"`: layers·(5·dModel·d_attn + 2·dModel·dFf) + V·dModel, whatever the other fields say.
 *   It reproduces Table A9 of Hoffmann et al. (2022) to 0.81 %; the fifth block is relative positions.
 */
export type Counting = "total" | "active" | "non-embedding" | "kaplan" | "porian" | "hoffmann";

const counters: Readonly<Record<Counting, (architecture: Architecture) => number>> = {
  total: (architecture) => parameters(architecture).total,
  active: (architecture) => parameters(architecture).active,
  "non-embedding": (architecture) => parameters(architecture).nonEmbedding,
  kaplan: matrices,
  porian: (architecture) => matrices(architecture) + architecture.vocabulary * architecture.dModel,
  hoffmann: (architecture) => {
    const { layers, dModel, heads, dHead, dFf, vocabulary } = completeArchitecture(architecture);
    return layers * (5 * dModel * heads * dHead + 2 * dModel * dFf) + vocabulary * dModel;
  },
};

/** The names of the countings. */
export const countings: readonly Counting[] = Object.keys(counters) as Counting[];

/**
 * N of an architecture as somebody counts it.
 *
 * @throws {InputError} If the counting is unknown, or the architecture has no meaning.
 *
 * @example The same model, counted by Kaplan and by Porian
 * ```ts
 * import assert from "node:assert/strict";
 * import { countParameters } from "isoflop/transformer";
 *
 * const gpt2 = { layers: 12, dModel: 768, heads: 12, vocabulary: 50257, context: 1024 };
 * assert.equal(countParameters(gpt2, "kaplan"), 84934656);
 * assert.equal(countParameters(gpt2, "porian"), 84934656 + 50257 * 768);
 * ```
 */
export function countParameters(architecture: Architecture, counting: Counting): number {
  if (!Object.hasOwn(counters, counting)) {
    throw unknownName("count parameters by", String(counting), countings);
  }
  return counters[counting](architecture);
}

function matrices(architecture: Architecture): number {
  return parameters({ ...architecture, biases: false, norms: "none" }).nonEmbedding;
}
