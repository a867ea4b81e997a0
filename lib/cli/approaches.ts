import type { Runs } from "../runs/mod.ts";
import { InputError } from "../text/mod.ts";
import type { TableFlags } from "./table_options.ts";

/** What `isoflop fit` was told. */
export interface FitFlags extends TableFlags {
  /** The law. */
  readonly law: string;
  /** What is minimised. */
  readonly objective: string;
  /** Where Huber's loss bends. */
  readonly delta?: number;
  /** Resamples; 0 for none. */
  readonly bootstrap: number;
  /** The seed of the resamples. */
  readonly seed: number;
  /** The stream of random numbers. */
  readonly stream: string;
  /** Coverage of the intervals. */
  readonly level: number;
}

/** What an approach found, in every form that is asked for. */
export interface FitAnswer {
  /** The keys of the contract. */
  readonly json: object;
  /** The report. */
  readonly text: string;
  /** The file that `--fit` reads. */
  readonly file: string;
  /** What goes to standard error. */
  readonly notes: readonly string[];
}

/** A way to fit runs. */
export interface Approach {
  /** Refuses options without meaning before a large table is read. */
  check(flags: FitFlags): void;
  /** Fits. */
  fit(runs: Runs, flags: FitFlags): FitAnswer;
}

/** The approaches of this version, by the number that Hoffmann et al. (2022) give them. */
const approaches: Readonly<Record<string, () => Promise<Approach>>> = {
  "3": async () => (await import("./approach3.ts")).approach3,
};

/**
 * The approach of that number.
 *
 * @throws {InputError} If there is none.
 */
export async function approachNumbered(number: string): Promise<Approach> {
  const load = Object.hasOwn(approaches, number) ? approaches[number] : undefined;
  if (load) return await load();
  throw new InputError({
    cannot: `fit with --approach ${JSON.stringify(number)}`,
    needs: "--approach 3",
    found: /^[12]$/.test(number)
      ? `Approach ${number}, which is not part of this version`
      : JSON.stringify(number),
  });
}
