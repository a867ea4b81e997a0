/** Where the rows are from. */
export interface RunsSource {
  /** The data set, or the name of the file. */
  readonly name: string;
  /** SHA-256 of the table file, in hexadecimal. */
  readonly digest?: string;
  /** The licence of the rows, as far as one is stated. */
  readonly licence?: string;
  /** Where the table can be had. */
  readonly url?: string;
  /** Whether the rows may stand in committed files; `false` for other people's data. */
  readonly committable: boolean;
  /** How the rows were made, if nobody trained anything; every figure says so. */
  readonly simulated?: Simulated;
}

/** The recipe of simulated runs. */
export interface Simulated {
  /** The law, or the preset, that gave the losses. */
  readonly law: string;
  /** Its coefficients. */
  readonly coef: Readonly<Record<string, number>>;
  /** The standard deviation of the noise on ln loss. */
  readonly noise: number;
  /** The seed of the noise. */
  readonly seed: number;
}
