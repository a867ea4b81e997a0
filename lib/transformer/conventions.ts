import type { CompleteArchitecture } from "./architecture.ts";
import { parameters } from "./parameters.ts";

/**
 * How a paper counts FLOP.
 *
 * - `"kaplan"`: C_forward = 2N + 2·layers·sequence·d_attn per token, N without embeddings, a causal
 *   mask counted as half (Kaplan et al. 2020, equation 2.2 and Table 1).
 * - `"deepseek"`: the same with 4·layers·sequence·d_attn, no mask; three times it is M of Bi et al.
 *   (2024), 72·layers·d² + 12·layers·d·sequence for a plain transformer.
 * - `"hoffmann"`: the list of Appendix F of Hoffmann et al. (2022): embedding, projections, scores with
 *   softmax, feed-forward, logits. Their Table A4 has left embedding and logits out.
 * - `"6ND"`: 2N per token forward, N what one token uses.
 */
export type Convention = "kaplan" | "deepseek" | "hoffmann" | "6ND";

/** Forward FLOP by what they are spent on. */
export interface FlopParts {
  /** Looking up, or multiplying with, the embedding. */
  readonly embedding: number;
  /** Queries, keys, values and output. */
  readonly projections: number;
  /** Scores, softmax and weighted values: the part that grows with the sequence. */
  readonly attention: number;
  /** Feed-forward blocks; of a mixture the active experts and the router. */
  readonly feedForward: number;
  /** Norms; only 6ND counts them. */
  readonly norms: number;
  /** Logits. */
  readonly head: number;
}

/** What a convention counts unless told otherwise. */
export interface Inclusion {
  /** Whether the embedding counts. */
  readonly embedding: boolean;
  /** Whether scores, softmax and weighted values count. */
  readonly attention: boolean;
  /** Whether the logits count. */
  readonly head: boolean;
}

/** A way of counting. */
export interface ConventionRule {
  /** What it counts unless told otherwise. */
  readonly includes: Inclusion;
  /** Forward FLOP per token at a sequence of so many tokens, every part of them. */
  readonly parts: (
    whole: CompleteArchitecture,
    sequence: number,
    includes: Inclusion,
  ) => FlopParts;
}

const without = { embedding: false, attention: true, head: false };

/** The conventions by name. */
export const conventionRules: Readonly<Record<Convention, ConventionRule>> = {
  kaplan: { includes: without, parts: (whole, sequence) => twiceWeights(whole, 2 * sequence) },
  deepseek: { includes: without, parts: (whole, sequence) => twiceWeights(whole, 4 * sequence) },
  hoffmann: {
    includes: { embedding: true, attention: true, head: true },
    parts: (whole, sequence) => ({
      ...twiceWeights(whole, 4 * sequence, 3 * whole.layers * whole.heads * sequence),
      // As if a row were found by multiplying with the whole matrix.
      embedding: 2 * whole.vocabulary * whole.dModel,
    }),
  },
  "6ND": {
    includes: { embedding: true, attention: false, head: true },
    parts: (whole, sequence, includes) => {
      const N = parameters(whole);
      const matrix = whole.vocabulary * whole.dModel;
      return {
        embedding: 2 * (N.embedding + N.positions),
        projections: 2 * N.attention,
        attention: 2 * whole.layers * sequence * whole.heads * whole.dHead,
        feedForward: 2 * (N.feedForward - (N.total - N.active)),
        norms: 2 * N.norms,
        // A matrix that is both counts once.
        head: whole.tied && includes.embedding ? 0 : 2 * matrix,
      };
    },
  },
};

/** Two FLOP per weight of a matrix, and so many per layer and number of d_attn for the scores. */
function twiceWeights(whole: CompleteArchitecture, scores: number, softmax = 0): FlopParts {
  const { layers, dModel, heads, kvHeads, dHead, vocabulary } = whole;
  const N = parameters({ ...whole, biases: false, norms: "none", positions: "none" });
  return {
    // Table 1 of Kaplan et al.: a token's row and a position's.
    embedding: 4 * dModel,
    projections: 4 * layers * dModel * dHead * (heads + kvHeads),
    attention: layers * scores * heads * dHead + softmax,
    feedForward: 2 * (N.feedForward - (N.total - N.active)),
    norms: 0,
    head: 2 * dModel * vocabulary,
  };
}
