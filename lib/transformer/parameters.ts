import type { Architecture, CompleteArchitecture } from "./architecture.ts";
import { completeArchitecture } from "./complete.ts";

/** Where the parameters of a transformer are. */
export interface ParameterBreakdown {
  /** The embedding, V·dModel; if tied, it is the head too. */
  readonly embedding: number;
  /** The table of learned positions, context·dModel. */
  readonly positions: number;
  /** Queries, keys, values and output in all layers; relative positions too. */
  readonly attention: number;
  /** Feed-forward blocks in all layers: all experts, and their routers. */
  readonly feedForward: number;
  /** Gains and biases of the norms. */
  readonly norms: number;
  /** The head, V·dModel; 0 if it is the embedding. */
  readonly head: number;
  /** Everything. */
  readonly total: number;
  /** attention + feedForward + norms: without embedding, positions and head. */
  readonly nonEmbedding: number;
  /** What one token uses: total without the experts that it does not pass. */
  readonly active: number;
}

/**
 * The parameters of a transformer, and where they are.
 *
 * With h heads of width k, g heads of keys and values, d = dModel, f = dFf and m matrices in a
 * feed-forward block (2, or 3 with a gate):
 * attention = layers·(2·d·h·k + 2·d·g·k), relative positions d·h·k more;
 * feedForward = layers·m·d·f, times the experts, and d·experts for the router;
 * embedding = V·d. Biases: one number per output of a matrix, and 2·h·k for relative positions.
 *
 * Source: Kaplan et al. (2020), Table 1 and equation 2.1; biases, norms and relative positions as
 * counted in the notebook `scaling_laws.ipynb` of nanoGPT.
 *
 * @throws {InputError} If the architecture has no meaning; see {@linkcode completeArchitecture}.
 *
 * @example GPT-2 without its positions: 123.653376 M
 * ```ts
 * import assert from "node:assert/strict";
 * import { parameters } from "isoflop/transformer";
 *
 * const gpt2 = parameters({
 *   layers: 12, dModel: 768, heads: 12, vocabulary: 50257, context: 1024,
 *   biases: true, norms: "layer",
 * });
 * assert.equal(gpt2.total - gpt2.positions, 123653376);
 * ```
 */
export function parameters(architecture: Architecture): ParameterBreakdown {
  const whole = completeArchitecture(architecture);
  const { layers, dModel, vocabulary, context, tied } = whole;
  const embedding = vocabulary * dModel;
  const positions = whole.positions === "learned" ? context * dModel : 0;
  const attention = layers * attentionOfLayer(whole);
  const { count, active, shared } = whole.experts;
  const expert = expertOfLayer(whole);
  const router = count > 1 ? dModel * count : 0;
  const feedForward = layers * (expert * (count + shared) + router);
  const perNorm = { layer: 2, rms: 1, none: 0 }[whole.norms] * dModel;
  const norms = perNorm * (2 * layers + 1);
  const head = tied ? 0 : vocabulary * dModel;
  const nonEmbedding = attention + feedForward + norms;
  const total = embedding + positions + nonEmbedding + head;
  return {
    embedding,
    positions,
    attention,
    feedForward,
    norms,
    head,
    total,
    nonEmbedding,
    active: total - layers * expert * (count - active),
  };
}

function attentionOfLayer(whole: CompleteArchitecture): number {
  const { dModel, heads, kvHeads, dHead, biases } = whole;
  const queries = heads * dHead;
  const both = 2 * kvHeads * dHead;
  const relative = whole.positions === "relative" ? dModel * queries : 0;
  const offsets = queries + both + dModel + (relative > 0 ? 2 * queries : 0);
  return dModel * (2 * queries + both) + relative + (biases ? offsets : 0);
}

function expertOfLayer({ dModel, dFf, gated, biases }: CompleteArchitecture): number {
  const matrices = gated ? 3 : 2;
  return matrices * dModel * dFf + (biases ? (matrices - 1) * dFf + dModel : 0);
}
