import { drawnInterval, type Interval } from "../fit/mod.ts";
import { count, flop, InputError, type Report, Reported, significant } from "../text/mod.ts";
import { positive } from "./checked.ts";
import type { PlanOptions } from "./plan.ts";
import { type PlanSource, type Policy, policy, type Surface } from "./policy.ts";

/** The budget, and the model size or the number of tokens it is spent on. */
export type Allocation =
  | { readonly C: number; readonly N: number; readonly D?: never }
  | { readonly C: number; readonly D: number; readonly N?: never };

/**
 * What an allocation off the frontier costs: the share of its compute that the best allocation
 * would not have needed for the same loss.
 */
export class AllocationCost extends Reported {
  /** What judged it. */
  readonly from: string;
  /** Compute spent, in FLOP. */
  readonly C: number;
  /** Parameters. */
  readonly N: number;
  /** Tokens. */
  readonly D: number;
  /** The loss it reaches, in nats/token. */
  readonly loss: number;
  /** The least compute for that loss, in FLOP. */
  readonly neededC: number;
  /** 1 − neededC/C. */
  readonly wastedShare: number;
  /** Its interval; `null` without draws. */
  readonly interval: Interval | null;
  /** What to know before acting on it. */
  readonly notes: readonly string[];

  /** Asks the policy, and each of its draws, what the allocation wastes. */
  constructor(source: Policy, C: number, N: number, D: number, level: number) {
    super();
    this.from = source.title;
    this.C = C;
    this.N = N;
    this.D = D;
    this.loss = source.predict!({ N, D });
    this.neededC = source.frontier.compute!(this.loss);
    this.wastedShare = wasted(source, C, N, D);
    this.interval = source.draws &&
      drawnInterval(
        this.wastedShare,
        Float64Array.from(source.draws, (surface) => wasted(surface, C, N, D)),
        level,
      );
    this.notes = source.notes;
  }

  /** The cost in a sentence and a table. */
  report(): Report {
    const percent = (x: number) => `${significant(100 * x)} %`;
    const { interval } = this;
    return {
      title: `${count(this.N)} parameters on ${count(this.D)} tokens waste ` +
        `${percent(this.wastedShare)} of ${flop(this.C)} FLOP (${this.from})`,
      blocks: [
        {
          kind: "facts",
          facts: [
            ["loss reached", `${significant(this.loss, 4)} nats/token`],
            ["least compute for it", `${flop(this.neededC)} FLOP`],
            [
              "wasted",
              percent(this.wastedShare) +
              (interval
                ? ` [${percent(interval.low)}, ${percent(interval.high)}], ` +
                  `${significant(100 * interval.level, 2)} % interval`
                : ""),
            ],
          ],
        },
        ...this.notes.map((text) => ({ kind: "note", text }) as const),
      ],
    };
  }
}

/**
 * The cost of spending a budget on another N (or D) than the best: the deadweight compute loss
 * 1 − C′/C, where C′ is the least compute that reaches the same loss.
 *
 * @param of A fit, or published coefficients of a law.
 * @param options The budget `C` in FLOP with `N` or `D` (the other follows from C = 6ND), and the
 * `level` of the interval.
 * @throws {InputError} If a number is not positive, or the source has no loss.
 *
 * Source: Czech et al. (2026), https://github.com/Open-Athena/scaling-law-analysis
 *
 * @example Twice the best number of tokens wastes a seventh of the compute
 * ```ts
 * import assert from "node:assert/strict";
 * import { chinchilla } from "isoflop/laws";
 * import { allocate, costOfAllocation } from "isoflop/plan";
 *
 * const printed = chinchilla.presets["hoffmann-rounded"];
 * const { D } = allocate(printed, { C: 1e24 });
 * const cost = costOfAllocation(printed, { C: 1e24, D: 2 * D });
 * assert.equal(cost.wastedShare.toFixed(4), "0.1392");
 * ```
 */
export function costOfAllocation(
  of: PlanSource,
  options: Allocation & PlanOptions,
): AllocationCost {
  const cannot = "price an allocation";
  const C = positive(options.C, cannot, "number of FLOP");
  // Types forbid it, but notebook cells are not type-checked.
  const { N: givenN, D: givenD } = options as { N?: number; D?: number };
  if (givenN !== undefined && givenD !== undefined) {
    throw new InputError({
      cannot,
      needs: "N or D: the other follows from C = 6ND",
      found: `N = ${givenN} and D = ${givenD}`,
    });
  }
  const N = options.N === undefined
    ? C / (6 * positive(options.D, cannot, "number of tokens D"))
    : positive(options.N, cannot, "number of parameters N");
  const source = policy(of);
  if (!source.predict || !source.frontier.compute) {
    throw new InputError({
      cannot,
      needs: "a source with a loss, such as chinchilla:epoch",
      found: `${source.title}, which is a frontier alone`,
    });
  }
  return new AllocationCost(source, C, N, C / (6 * N), options.level ?? 0.95);
}

function wasted({ frontier, predict }: Surface, C: number, N: number, D: number): number {
  return 1 - frontier.compute!(predict!({ N, D })) / C;
}
