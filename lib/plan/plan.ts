import { drawnInterval, type Interval, tails } from "../fit/mod.ts";
import { type NConvention, petaflopDays } from "../laws/mod.ts";
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
  /** Batch, steps and C_min of a run at the critical batch; for sources that know it. */
  readonly criticalBatch?: BatchQuantities;
}

/** What a run at the critical batch is made of. */
export interface BatchQuantities {
  /** The critical batch, in tokens. */
  readonly B: number;
  /** S_min: the least steps; at the critical batch a run takes twice as many. */
  readonly S: number;
  /** Compute at a batch far below the critical one, in FLOP: half of what is spent. */
  readonly C_min: number;
}

/** The numbers of a plan that can have an interval. */
export type PlanQuantity = Exclude<keyof Quantities, "criticalBatch">;

/** An interval per quantity; `null` for one that was given, and so is not in doubt. */
export type PlanIntervals = Readonly<Record<PlanQuantity, Interval | null>>;

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
export class Plan extends Reported implements Omit<Quantities, "criticalBatch"> {
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
  /** Batch, steps and C_min at the critical batch; `null` where the source does not know them. */
  readonly batch: BatchQuantities | null;
  /** What N counts; `null` where the source does not say. */
  readonly nConvention: NConvention | null;
  /** An interval per quantity; `null` without draws. */
  readonly intervals: PlanIntervals | null;
  /** What to know before acting on it. */
  readonly notes: readonly string[];

  /** Asks the policy, and each of its draws, the same question. */
  constructor(
    question: string,
    policy: Policy,
    answer: (surface: Surface) => Quantities,
    given: readonly PlanQuantity[],
    { level = 0.95 }: PlanOptions = {},
  ) {
    super();
    tails(level);
    this.question = question;
    this.from = policy.title;
    this.law = policy.law;
    this.preset = policy.preset;
    this.nConvention = policy.nConvention;
    const { C, N, D, tokensPerParameter, loss, criticalBatch = null } = answer(policy);
    this.batch = criticalBatch;
    this.C = C;
    this.N = N;
    this.D = D;
    this.tokensPerParameter = tokensPerParameter;
    this.loss = loss;
    const drawn = policy.draws?.map(answer);
    const interval = (name: PlanQuantity) =>
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
      name: PlanQuantity,
      format: (x: number) => string,
      unit: string,
    ) => {
      const value = this[name], interval = this.intervals?.[name];
      const ends = [interval?.low, interval?.high].map((x) => x === undefined ? "–" : format(x));
      return [label, value === null ? "–" : format(value), ...(level ? ends : []), unit];
    };
    const ends = level
      ? [
        `${Number((50 * (1 - level)).toPrecision(4))} %`,
        `${Number((50 * (1 + level)).toPrecision(4))} %`,
      ]
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
              row(
                "N",
                "N",
                count,
                this.nConvention === "non-embedding"
                  ? "parameters without embeddings"
                  : "parameters",
              ),
              row("D", "D", count, "tokens"),
              row("D/N", "tokensPerParameter", significant, "tokens per parameter"),
              row("loss", "loss", (x) => significant(x, 4), "nats/token"),
              ...this.#batchRows(level ? 2 : 0),
            ],
          },
        },
        ...this.notes.map((text) => ({ kind: "note", text }) as const),
      ],
    };
  }

  #batchRows(ends: number): string[][] {
    if (!this.batch) return [];
    const { B, S, C_min } = this.batch;
    const blank = Array.from({ length: ends }, () => "–");
    return [
      ["B", count(B), ...blank, "tokens, the critical batch"],
      ["S", count(S), ...blank, "steps at least, twice as many at B"],
      ["C_min", flop(C_min), ...blank, `FLOP: ${significant(petaflopDays(C_min))} PF-days`],
    ];
  }
}

function extrapolation(C: number, largest: number | null): string[] {
  if (largest === null || !(C > 1.5 * largest)) return [];
  return [
    `${flop(C)} FLOP is ${significant(C / largest, 2)} times the largest fitted run: ` +
    "an extrapolation, and the interval knows nothing of a law that bends beyond the data.",
  ];
}
