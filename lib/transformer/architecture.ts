/**
 * How positions enter: a learned table of `context` rows, a projection and two biases in every
 * layer (relative positions of Transformer-XL), a rotation without parameters, or nothing.
 */
export type Positions = "learned" | "relative" | "rotary" | "none";

/** How activations are normalised: `"layer"` has a gain and a bias, `"rms"` a gain. */
export type Norms = "layer" | "rms" | "none";

/** The experts of every layer of a mixture; each is a feed-forward block of its own. */
export interface Experts {
  /** Experts in one layer that the router chooses from. */
  readonly count: number;
  /** How many of them one token passes. */
  readonly active: number;
  /** Experts that every token passes besides; 0 unless given. */
  readonly shared?: number;
}

/**
 * The shape of a decoder-only transformer. Everything is a count; widths are in numbers.
 *
 * Left out: kvHeads = heads, dHead = dModel/heads, dFf = 4·dModel (of one expert in a mixture),
 * tied vocabulary matrix, learned positions, no gate, no biases, no norms. These are the models of
 * Kaplan et al. (2020), whose counts leave biases and norms out.
 */
export interface Architecture {
  /** Layers, n_layer. */
  readonly layers: number;
  /** Width of the residual stream, d_model. */
  readonly dModel: number;
  /** Query heads. */
  readonly heads: number;
  /** Heads of keys and values; fewer than `heads` share them (GQA), 1 is multi-query attention. */
  readonly kvHeads?: number;
  /** Width of one head; heads·dHead is Kaplan's d_attn, and need not be dModel. */
  readonly dHead?: number;
  /** Width of the feed-forward block, d_ff; of one expert in a mixture. */
  readonly dFf?: number;
  /** Tokens of the vocabulary, V. */
  readonly vocabulary: number;
  /** Tokens of the longest sequence, n_ctx. */
  readonly context: number;
  /** Whether one matrix is both embedding and head. */
  readonly tied?: boolean;
  /** How positions enter. */
  readonly positions?: Positions;
  /** Whether the feed-forward block has a gate, and so three matrices (SwiGLU, GeGLU). */
  readonly gated?: boolean;
  /** Whether the matrices of a layer have biases; the head never has one. */
  readonly biases?: boolean;
  /** Two norms in each layer and one at the end. */
  readonly norms?: Norms;
  /** The experts of a mixture; without them the model is dense. */
  readonly experts?: Experts;
}

/** An architecture with every field filled in. A dense model has one expert, which is active. */
export interface CompleteArchitecture extends Required<Architecture> {
  /** The experts of every layer. */
  readonly experts: Required<Experts>;
}

/** The fields of an architecture, to tell a misspelt one. */
export const architectureFields: readonly (keyof Architecture)[] = [
  "layers",
  "dModel",
  "heads",
  "kvHeads",
  "dHead",
  "dFf",
  "vocabulary",
  "context",
  "tied",
  "positions",
  "gated",
  "biases",
  "norms",
  "experts",
];
