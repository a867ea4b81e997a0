/** The loss of one training run, checkpoint by checkpoint. */
export interface Curve {
  /** The name of the run. */
  readonly run: string;
  /** Parameters of the model. */
  readonly N: number;
  /** Tokens seen at each checkpoint, strictly increasing. */
  readonly D: Float64Array;
  /** FLOP spent at each checkpoint, strictly increasing: 6·N·D, or the table's own count. */
  readonly C: Float64Array;
  /** Loss at each checkpoint, in nats/token. */
  readonly loss: Float64Array;
  /** Training step of each checkpoint, if the table has it. */
  readonly step?: Float64Array;
  /** The length of the learning rate's cosine over that of the training, where it is known. */
  readonly cycle?: number;
}

/** Training curves, and where they are from: what an envelope is made of. `Curves` is one. */
export interface CurveData {
  /** One per run. */
  readonly curves: readonly Curve[];
  /** Where they are from; without it they count as yours. */
  readonly source?: {
    /** The name of the table. */
    readonly name: string;
    /** Present when the curves are simulated. */
    readonly simulated?: unknown;
    /** Whether the rows may stand in a committed file. */
    readonly committable?: boolean;
  };
  /** Runs left out before. */
  readonly dropped?: number;
}
