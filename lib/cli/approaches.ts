import { InputError } from "../text/mod.ts";
import type { TableFlags } from "./table_options.ts";

/** What `isoflop fit` was told. */
export interface FitFlags extends TableFlags {
  /** The law: its name, or a formula. */
  readonly law: string;
  /** Coefficients of a formula that may have either sign. */
  readonly free?: readonly string[];
  /** Coefficients that are held at a value. */
  readonly hold?: Readonly<Record<string, number>>;
  /** How the intervals are to be had. */
  readonly uncertainty?: string;
  /** What is minimised. */
  readonly objective: string;
  /** Where Huber's loss bends. */
  readonly delta?: number;
  /** How Approach 2 finds the lowest point of a valley. */
  readonly minimum?: string;
  /** The budgets of Approach 2 in FLOP, where they are known. */
  readonly budgets?: readonly number[];
  /** A table of N by run, for Approach 1. */
  readonly sizes?: string;
  /** What Approach 1 does where the steps of a run go back. */
  readonly restarts?: string;
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
  /** Reads the table and fits. */
  fit(file: string, flags: FitFlags): Promise<FitAnswer>;
}

/** The approaches of this version, by the number that Hoffmann et al. (2022) give them. */
const approaches: Readonly<Record<string, () => Promise<Approach>>> = {
  "1": async () => (await import("./approach1.ts")).approach1,
  "2": async () => (await import("./approach2.ts")).approach2,
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
    needs: "--approach 1, 2 or 3",
    found: JSON.stringify(number),
  });
}
