import { drawnInterval, type Interval } from "../fit/mod.ts";
import { count, InputError, type Report, Reported, significant } from "../text/mod.ts";
import { optimum } from "./allocate.ts";
import { positive } from "./checked.ts";
import type { PlanOptions } from "./plan.ts";
import type { Surface } from "./policy.ts";
import {
  epochNotes,
  repeatedLoss,
  type RepeatedPolicy,
  repeatedPolicy,
  type RepeatedSource,
} from "./repetition.ts";

/** A run, by its compute at the frontier or by itself, and how much worse it may come out. */
export type EpochsQuestion =
  & PlanOptions
  & {
    /** Loss in excess of that of fresh tokens, as a share of it. @default {0.01} */
    readonly excess?: number;
  }
  & ({ readonly C: number } | { readonly N: number; readonly D: number });

/** How often data may be repeated before a loss is so much worse. Made by {@linkcode epochsWithin}. */
export class EpochLimit extends Reported {
  /** What answered it. */
  readonly from: string;
  /** Parameters of the run. */
  readonly N: number;
  /** Tokens that it sees, fresh or not. */
  readonly D: number;
  /** Loss in excess of that of fresh tokens, as a share of it. */
  readonly excess: number;
  /** The loss with fresh tokens alone, in nats/token. */
  readonly freshLoss: number;
  /** The most epochs. */
  readonly epochs: number;
  /** The least number of unique tokens: D/epochs. */
  readonly U: number;
  /** The interval of the epochs; `null` without draws. */
  readonly interval: Interval | null;
  /** What to know before acting on it. */
  readonly notes: readonly string[];

  /** Asks the policy, and each of its draws, how many epochs. */
  constructor(
    policy: RepeatedPolicy,
    N: number,
    D: number,
    { excess, level }: { readonly excess: number; readonly level: number },
  ) {
    super();
    this.from = policy.title;
    this.N = N;
    this.D = D;
    this.excess = excess;
    this.freshLoss = repeatedLoss(policy, { N, D, U: Infinity });
    this.epochs = mostEpochs(policy, N, D, excess);
    this.U = D / this.epochs;
    this.interval = policy.draws && drawnInterval(
      this.epochs,
      Float64Array.from(policy.draws, (surface) => mostEpochs(surface, N, D, excess)),
      level,
    );
    this.notes = [...policy.notes, ...epochNotes(this.epochs, policy)];
  }

  /** The answer in a sentence and a table. */
  report(): Report {
    const { interval } = this;
    const ends = interval
      ? ` [${significant(interval.low)}, ${significant(interval.high)}], ` +
        `${significant(100 * interval.level, 2)} % interval`
      : "";
    return {
      title:
        `${significant(this.epochs)} epochs before the loss is ${significant(100 * this.excess)} ` +
        `% above that of fresh tokens (${this.from})`,
      blocks: [
        {
          kind: "facts",
          facts: [
            ["run", `${count(this.N)} parameters on ${count(this.D)} tokens`],
            ["loss, all tokens fresh", `${significant(this.freshLoss, 4)} nats/token`],
            ["most epochs", `${significant(this.epochs)}${ends}`],
            ["unique tokens needed", count(this.U)],
          ],
        },
        ...this.notes.map((text) => ({ kind: "note", text }) as const),
      ],
    };
  }
}

/**
 * How many epochs a run may be made of before its loss is 1 % (or another share) above what as many
 * fresh tokens give: the largest D/U with L(N, D, U) ≤ (1 + excess) L(N, D, ∞).
 *
 * @param of A fit of `dataConstrained`, or published coefficients of it.
 * @param question `C` in FLOP, for the N and D that are best of fresh tokens, or `N` and `D`; the
 * `excess`, and the `level` of the interval.
 * @throws {InputError} If the law does not look at U, or a number is not positive.
 *
 * @example At the compute of Chinchilla
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 * import { epochsWithin } from "isoflop/plan";
 *
 * const limit = epochsWithin(presetNamed("data-constrained:muennighoff"), { C: 5.76e23 });
 * assert.equal(limit.epochs.toFixed(1), "8.0");
 * ```
 */
export function epochsWithin(of: RepeatedSource, question: EpochsQuestion): EpochLimit {
  const cannot = "count the epochs";
  const source = repeatedPolicy(of, cannot);
  const { excess = 0.01, level = 0.95 } = question;
  positive(excess, cannot, "excess of the loss");
  const { C, N, D } = question as { C?: number; N?: number; D?: number };
  if (C !== undefined && N === undefined && D === undefined) {
    const free = optimum(source, positive(C, cannot, "number of FLOP"));
    return new EpochLimit(source, free.N, free.D, { excess, level });
  }
  if (C !== undefined) {
    throw new InputError({ cannot, needs: "C, or N and D", found: "C with N or D" });
  }
  const n = positive(N!, cannot, "number of parameters N");
  const d = positive(D!, cannot, "number of tokens D");
  return new EpochLimit(source, n, d, { excess, level });
}

/** The loss only rises with the epochs, and without end: halve. */
function mostEpochs(surface: Surface, N: number, D: number, excess: number): number {
  const most = (1 + excess) * repeatedLoss(surface, { N, D, U: Infinity });
  const within = (epochs: number) => repeatedLoss(surface, { N, D, U: D / epochs }) <= most;
  let low = 1, high = 2;
  if (!within(low)) return NaN;
  while (within(high)) {
    low = high;
    high *= 2;
    if (high > 1e15) return Infinity;
  }
  while (high / low > 1 + 1e-13) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (within(middle)) low = middle;
    else high = middle;
  }
  return low;
}
