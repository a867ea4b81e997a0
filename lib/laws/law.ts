/** Where a formula or a number was published. */
export interface Source {
  /** Authors and year, as in a sentence: `Hoffmann et al. (2022)`. */
  readonly paper: string;
  /** The equation, table or notebook cell. */
  readonly where: string;
  /** A link without a paywall. */
  readonly url: string;
}

/** A model size and a number of training tokens. */
export interface Point {
  /** Parameters of the model. */
  readonly N: number;
  /** Tokens seen in training. */
  readonly D: number;
}

/** One number per coefficient of a law. */
export type Coef<K extends string = string> = Readonly<Record<K, number>>;

/** A power of compute: quantity = coef · C^exponent, C in FLOP. */
export interface PowerOfCompute {
  /** The quantity at C = 1 FLOP. */
  readonly coef: number;
  /** How it grows with compute. */
  readonly exponent: number;
}

/**
 * What is counted as N: `"total"` is every parameter; `"non-embedding"` leaves the embedding, the
 * positions and the head out, as Kaplan et al. (2020) do.
 */
export type NConvention = "total" | "non-embedding";

/** Batch and steps of a frontier whose runs train at the critical batch. */
export interface CriticalBatch {
  /** The critical batch at the loss reached, in tokens; C is compute spent, in FLOP. */
  readonly B: PowerOfCompute;
  /** S_min: the least number of steps. At the critical batch a run takes twice as many. */
  readonly S: PowerOfCompute;
  /** C_min/C: at the critical batch half of the compute spent would do at a tiny batch. */
  readonly share: number;
}

/**
 * The cheapest way to every loss: which N and D give the least loss within C = 6ND.
 *
 * A law has a frontier with a loss; a power law read from a printed table has one without, and
 * then `loss` and `compute` are `null`.
 */
export interface Frontier {
  /** N*(C) in parameters, C in FLOP. */
  readonly N: PowerOfCompute;
  /** D*(C) in tokens, C in FLOP. */
  readonly D: PowerOfCompute;
  /** The least loss within C FLOP, in nats/token. */
  readonly loss: ((C: number) => number) | null;
  /** The least compute for a loss, in FLOP; `Infinity` at or below the irreducible loss. */
  readonly compute: ((loss: number) => number) | null;
  /** Batch and steps, where the frontier says them. */
  readonly criticalBatch?: CriticalBatch;
}

/** One number per regressor of a law: N and D, or whatever columns the law looks at. */
export type At<R extends string = "N" | "D"> = Readonly<Record<R, number>>;

/** What a fit may do with one coefficient of a law. */
export interface CoefRule<K extends string = string> {
  /** Above zero, and fitted by its logarithm. */
  readonly positive?: boolean;
  /** Least value allowed. */
  readonly low?: number;
  /** Largest value allowed. */
  readonly high?: number;
  /** Held at this value. */
  readonly fixed?: number;
  /** Always equal to another coefficient. */
  readonly tied?: K;
  /**
   * Whether the law is linear in it, together with all others of which the same is said: such
   * coefficients are projected out of the search. Found out from the formula unless given.
   */
  readonly linear?: boolean;
  /**
   * Where to look for it when no start is given, if the bounds are wider than that: between two
   * ends, or, by the name of a regressor, between the ends of that column.
   */
  readonly search?: readonly [low: number, high: number] | string;
}

/** A rule for each coefficient that has one. */
export type CoefRules<K extends string = string> = Readonly<
  { readonly [name in K]?: CoefRule<K> }
>;

/**
 * A law: its formula and everything that follows from the formula alone.
 *
 * A law is a plain record of pure functions of numbers. It knows nothing of tables and fits.
 * {@linkcode defineLaw} makes one of your own.
 */
export interface Law<
  K extends string = string,
  D extends string = string,
  P extends string = string,
  R extends string = string,
> {
  /** The name it is asked for by: `"chinchilla"`. */
  readonly name: string;
  /** The coefficients, in the order in which they are reported. */
  readonly coefNames: readonly K[];
  /** The columns that it looks at. */
  readonly regressors: readonly R[];
  /** The column that it gives: `"loss"` unless the law is about something else. */
  readonly response: string;
  /** What each coefficient and each derived quantity is, and its unit. */
  readonly units: Readonly<Record<K, string>> & Readonly<Record<string, string>>;
  /** What a fit may do with each coefficient. */
  readonly rules: CoefRules<K>;
  /** Numbers from outside that `predict` uses by name. */
  readonly constants: Readonly<Record<string, number>>;
  /** The formula in plain text. */
  readonly formula: string;
  /** The formula in LaTeX, without dollar signs. */
  readonly tex: string;
  /** Where it was published; `null` for one of your own. */
  readonly source: Source | null;
  /** The response at a point; a loss is in nats/token. */
  predict(coef: Coef<K>, at: At<R>): number;
  /** ∂response/∂coefficient at a point. Without it the derivatives are read from `predict`. */
  gradient?(coef: Coef<K>, at: At<R>): Record<K, number>;
  /** Quantities that follow from the coefficients, such as the exponents of the frontier. */
  derive(coef: Coef<K>): Record<D, number>;
  /** The compute-optimal frontier under C = 6ND, where the law has one. */
  frontier?(coef: Coef<K>): Frontier;
  /** Published coefficients, by short name. */
  readonly presets: Readonly<Record<P, Preset>>;
}

/** A law of the loss at N and D from which the compute-optimal frontier follows. */
export interface FrontierLaw<
  K extends string = string,
  D extends string = string,
  P extends string = string,
> extends Law<K, D, P, "N" | "D"> {
  /** ∂loss/∂coefficient at a point, in the units of `units`, inverted. */
  gradient(coef: Coef<K>, at: Point): Record<K, number>;
  /** The compute-optimal frontier under C = 6ND. */
  frontier(coef: Coef<K>): Frontier;
}

/** How far a published exponent of the frontier may be off, by its own authors. */
export interface ExponentSpread {
  /** Ends of the interval of a, N* ∝ C^a. */
  readonly a: readonly [low: number, high: number];
  /** The probability inside: .8 for a 10th and a 90th percentile. */
  readonly level: number;
  /** The compute about which the frontier turns: the middle of the runs' range, in FLOP. */
  readonly C: number;
  /** The table. */
  readonly where: string;
}

/** Published coefficients of a law, or a published frontier without one. */
export interface Preset {
  /** Law and short name, as on the command line: `"chinchilla:epoch"`. */
  readonly name: string;
  /** What it is, for a legend: `"Hoffmann et al. 2022, Approach 3"`. */
  readonly title: string;
  /** The coefficients, by name; `null` when only a frontier was published. */
  readonly coef: Readonly<Record<string, number>> | null;
  /** The name of the law that the coefficients belong to; `null` for a frontier alone. */
  readonly law: string | null;
  /** The loss at a point, in nats/token; `null` for a frontier alone. */
  readonly predict: ((at: Point) => number) | null;
  /** The compute-optimal frontier. */
  readonly frontier: Frontier;
  /** What its N counts; `null` for a law without N. */
  readonly nConvention: NConvention | null;
  /** The published interval of the frontier's exponent; `null` where none was published. */
  readonly spread: ExponentSpread | null;
  /** The range of each quantity over the runs that the coefficients are of, where plans ask for it. */
  readonly ranges?: Readonly<Record<string, readonly [low: number, high: number]>>;
  /** Where the numbers were published. */
  readonly source: Source;
  /** Units and doubts that a user of the numbers has to know. */
  readonly notes: readonly string[];
}
