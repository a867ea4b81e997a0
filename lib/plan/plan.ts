import { drawnInterval, type Interval, tails } from "../fit/mod.ts";
import { count, flop, type Report, Reported, significant } from "../text/mod.ts";
import type { Policy, Surface } from "./policy.ts";

/** The numbers of an answer. */
export interface Quantities {
  /** Training compute in FLOP. */
  readonly C: number;
  /** Parameters. */
  readonly N: number;
  /** Tokens. */
  readonly D: number;
  /** D/N. */
  readonly tokensPerParameter: number;
  /** Loss in nats/token; `null` where the source has none. */
  readonly loss: number | null;
}

/** An interval per quantity; `null` for one that was given, and so is not in doubt. */
export type PlanIntervals = Readonly<Record<keyof Quantities, Interval | null>>;

/** How {@linkcode Plan}s are made: the questions share this. */
export interface PlanOptions {
  /** Coverage of the intervals. @default {0.95} */
  readonly level?: number;
}

/**
 * An answer to a budget question: how large a model, on how many tokens, at what loss.
 *
 * Every number has an interval when the fit has draws; all intervals of one plan are of the same
 * draws. Made by {@linkcode allocate}, {@linkcode lossAt} and {@linkcode budgetFor}.
 */
export class Plan extends Reported implements Quantities {
  /** The question in words. */
  readonly question: string;
  /** What answered it. */
  readonly from: string;
  /** Name of the law; `null` for a frontier alone. */
  readonly law: string | null;
  /** Name of the preset; `null` for a fit. */
  readonly preset: string | null;
  /** Training compute in FLOP. */
  readonly C: number;
  /** Parameters. */
  readonly N: number;
  /** Tokens. */
  readonly D: number;
  /** D/N. */
  readonly tokensPerParameter: number;
  /** Loss in nats/token; `null` where the source has none. */
  readonly loss: number | null;
  /** An interval per quantity; `null` without draws. */
  readonly intervals: PlanIntervals | null;
  /** What to know before acting on it. */
  readonly notes: readonly string[];

  /** Asks the policy, and each of its draws, the same question. */
  constructor(
    question: string,
    policy: Policy,
    answer: (surface: Surface) => Quantities,
    given: readonly (keyof Quantities)[],
    { level = 0.95 }: PlanOptions = {},
  ) {
    super();
    tails(level);
    this.question = question;
    this.from = policy.title;
    this.law = policy.law;
    this.preset = policy.preset;
    const { C, N, D, tokensPerParameter, loss } = answer(policy);
    this.C = C;
    this.N = N;
    this.D = D;
    this.tokensPerParameter = tokensPerParameter;
    this.loss = loss;
    const drawn = policy.draws?.map(answer);
    const interval = (name: keyof Quantities) =>
      given.includes(name)
        ? null
        : drawnInterval(this[name] ?? NaN, Float64Array.from(drawn!, (q) => q[name] ?? NaN), level);
    this.intervals = drawn
      ? {
        C: interval("C"),
        N: interval("N"),
        D: interval("D"),
        tokensPerParameter: interval("tokensPerParameter"),
        loss: interval("loss"),
      }
      : null;
    this.notes = [...policy.notes, ...extrapolation(C, policy.largestC)];
  }

  /** The answer as a table, with what to know about it. */
  report(): Report {
    const level = Object.values(this.intervals ?? {}).find((interval) => interval)?.level;
    const row = (
      label: string,
      name: keyof Quantities,
      format: (x: number) => string,
      unit: string,
    ) => {
      const value = this[name], interval = this.intervals?.[name];
      const ends = [interval?.low, interval?.high].map((x) => x === undefined ? "–" : format(x));
      return [label, value === null ? "–" : format(value), ...(level ? ends : []), unit];
    };
    const ends = level
      ? [`${significant(50 * (1 - level), 2)} %`, `${significant(50 * (1 + level), 3)} %`]
      : [];
    return {
      title: `${this.question} (${this.from})`,
      blocks: [
        {
          kind: "table",
          table: {
            columns: [
              { title: "", align: "left" },
              { title: "best" },
              ...ends.map((title) => ({ title })),
              { title: "unit", align: "left" },
            ],
            rows: [
              row("C", "C", flop, "FLOP"),
              row("N", "N", count, "parameters"),
              row("D", "D", count, "tokens"),
              row("D/N", "tokensPerParameter", significant, "tokens per parameter"),
              row("loss", "loss", (x) => significant(x, 4), "nats/token"),
            ],
          },
        },
        ...this.notes.map((text) => ({ kind: "note", text }) as const),
      ],
    };
  }
}

function extrapolation(C: number, largest: number | null): string[] {
  if (largest === null || !(C > 1.5 * largest)) return [];
  return [
    `${flop(C)} FLOP is ${significant(C / largest, 2)} times the largest fitted run: ` +
    "an extrapolation, and the interval knows nothing of a law that bends beyond the data.",
  ];
}
