import { drawnInterval, type Interval, tails } from "../fit/mod.ts";
import { rootBetween } from "../numeric/mod.ts";
import { count, flop, InputError, type Report, Reported, significant } from "../text/mod.ts";
import { optimum } from "./allocate.ts";
import { breakEven } from "./break_even.ts";
import { withUnreached } from "./budget_for.ts";
import { positive } from "./checked.ts";
import { type LossSurface, needLoss, needReachable, tokensAt } from "./iso_loss.ts";
import type { PlanOptions, Quantities } from "./plan.ts";
import { type PlanSource, type Policy, policy } from "./policy.ts";

/** The quality, as a loss or as the compute whose best loss it is, and the size of the other model. */
export type OverheadQuestion =
  & PlanOptions
  & ({ readonly C: number } | { readonly loss: number })
  & (
    | { readonly N: number }
    /** k_N, the size as a share of the best. */
    | { readonly share: number }
  )
  & {
    /** The overhead up to which a model counts as worth its while. @default {1} */
    readonly tolerated?: number;
  };

/** The numbers of de Vries' question. */
export interface OverheadQuantities {
  /** Parameters. */
  readonly N: number;
  /** Tokens; `Infinity` below the least size. */
  readonly D: number;
  /** k_N = N/N*. */
  readonly kN: number;
  /** k_D = D/D*. */
  readonly kD: number;
  /** k_N k_D − 1: the share of training compute that is spent on top. */
  readonly overhead: number;
  /** Tokens served from which the smaller model has paid for itself; `NaN` for a larger one. */
  readonly breakEven: number;
  /** k_N at the tolerated overhead: the critical size. */
  readonly critical: number;
  /** k_N below which no number of tokens reaches the loss. */
  readonly least: number;
}

/** What a model off the best size costs in training, for the same loss. */
export class SizeOverhead extends Reported implements OverheadQuantities {
  /** What answered. */
  readonly from: string;
  /** The loss of both models, in nats/token. */
  readonly loss: number;
  /** The model of least training compute. */
  readonly best: Quantities;
  /** Parameters. */
  readonly N: number;
  /** Tokens; `Infinity` below the least size. */
  readonly D: number;
  /** Training compute, 6ND, in FLOP. */
  readonly C: number;
  /** k_N = N/N*. */
  readonly kN: number;
  /** k_D = D/D*. */
  readonly kD: number;
  /** k_N k_D − 1. */
  readonly overhead: number;
  /** Tokens served from which the smaller model has paid for itself; `NaN` for a larger one. */
  readonly breakEven: number;
  /** k_N at the tolerated overhead. */
  readonly critical: number;
  /** k_N below which no number of tokens reaches the loss. */
  readonly least: number;
  /** The overhead at the critical size. */
  readonly tolerated: number;
  /** An interval for each number, `null` for one that was given; `null` without draws. */
  readonly intervals: Readonly<Record<keyof OverheadQuantities, Interval | null>> | null;
  /** What to know before acting on it. */
  readonly notes: readonly string[];

  /** Asks the policy, and each of its draws, what the other size costs. */
  constructor(
    source: Policy & LossSurface,
    ask: {
      readonly loss: (surface: LossSurface) => number;
      readonly size: (bestN: number) => number;
      readonly tolerated: number;
      readonly level: number;
    },
  ) {
    super();
    tails(ask.level);
    const answer = (surface: LossSurface) =>
      overhead(surface, ask.loss(surface), ask.size, ask.tolerated);
    const found = answer(source);
    this.from = source.title;
    this.loss = ask.loss(source);
    this.best = optimum(source, source.frontier.compute!(this.loss));
    this.N = found.N;
    this.D = found.D;
    this.C = 6 * found.N * found.D;
    this.kN = found.kN;
    this.kD = found.kD;
    this.overhead = found.overhead;
    this.breakEven = found.breakEven;
    this.critical = found.critical;
    this.least = found.least;
    this.tolerated = ask.tolerated;
    const drawn = source.draws?.map((surface) => answer(surface as LossSurface));
    const interval = (name: keyof OverheadQuantities) => {
      const values = drawn!.map((q) => q[name]).filter((value) => !Number.isNaN(value));
      const interval = drawnInterval(found[name], Float64Array.from(values), ask.level);
      // The size, or its share, was given: what does not move is not in doubt.
      return interval && interval.low === interval.high ? null : interval;
    };
    this.intervals = drawn
      ? {
        N: interval("N"),
        D: interval("D"),
        kN: interval("kN"),
        kD: interval("kD"),
        overhead: interval("overhead"),
        breakEven: interval("breakEven"),
        critical: interval("critical"),
        least: interval("least"),
      }
      : null;
    this.notes = source.notes;
  }

  /** The overhead in a sentence and a table. */
  report(): Report {
    const percent = (x: number) => `${significant(100 * x)} %`;
    const fact = (
      label: string,
      name: keyof OverheadQuantities,
      format: (x: number) => string,
    ): [string, string] => {
      const interval = this.intervals?.[name];
      return [
        label,
        format(this[name]) +
        (interval ? ` [${format(interval.low)}, ${format(interval.high)}]` : ""),
      ];
    };
    return {
      title: `${count(this.N)} parameters instead of ${count(this.best.N)}, for a loss of ` +
        `${significant(this.loss, 4)} (${this.from})`,
      blocks: [
        {
          kind: "facts",
          facts: [
            fact("size, k_N", "kN", percent),
            fact("tokens, k_D", "kD", significant),
            ["training compute", `${flop(this.C)} FLOP`],
            fact("overhead", "overhead", percent),
            fact("tokens served until repaid", "breakEven", count),
            fact(`size at ${percent(this.tolerated)} overhead`, "critical", percent),
            fact("least size", "least", percent),
          ],
        },
        ...this.notes.map((text) => ({ kind: "note", text }) as const),
      ],
    };
  }
}

/**
 * What a model of another size than the best costs in training, for the same loss: k_N = N/N* needs
 * k_D = D/D* times the tokens, an overhead of k_N k_D − 1 of the compute.
 *
 * Of the Chinchilla law k_D = (1 − (k_N^−α − 1) β/α)^(−1/β), whatever the compute; the least size is
 * (1 + α/β)^(−1/α).
 *
 * @param of A fit, or published coefficients of a law with a loss.
 * @param question The quality as `C` or as `loss`, the size as `N` or as a `share` of the best, and the
 * overhead `tolerated` at the critical size.
 * @throws {InputError} If the source has no loss, no compute reaches the loss, or a number is not
 * positive. A size below the least is no error: it needs infinitely many tokens.
 *
 * Source: de Vries (2023), https://www.harmdevries.com/post/model-size-vs-compute-overhead/
 *
 * @example Half the parameters for a fifth more compute
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 * import { overheadOfSize } from "isoflop/plan";
 *
 * const half = overheadOfSize(presetNamed("chinchilla:sardana"), { C: 1e23, share: 0.5 });
 * assert.equal(half.kD.toFixed(3), "2.416");
 * assert.equal((100 * half.overhead).toFixed(1), "20.8");
 * ```
 */
export function overheadOfSize(of: PlanSource, question: OverheadQuestion): SizeOverhead {
  const cannot = "compare a model of another size";
  const source = needLoss(policy(of), cannot);
  // Notebook cells are not type-checked, so all names are asked about.
  const { C, loss, N, share } = question as Partial<
    Record<"C" | "loss" | "N" | "share", number>
  >;
  const one = (a?: number, b?: number) => (a === undefined) !== (b === undefined);
  if (!one(C, loss) || !one(N, share)) {
    throw new InputError({
      cannot,
      needs: "a quality, C or loss, and a size, N or share",
      found: Object.keys(question).join(", "),
    });
  }
  if (C !== undefined) positive(C, cannot, "number of FLOP");
  else needReachable(source, positive(loss!, cannot, "loss in nats/token"), cannot);
  if (N !== undefined) positive(N, cannot, "number of parameters N");
  else positive(share!, cannot, "share of the best size");
  const tolerated = positive(question.tolerated ?? 1, cannot, "overhead tolerated");
  return new SizeOverhead(loss === undefined ? source : withUnreached(source, loss), {
    loss: (surface) => loss ?? surface.frontier.loss!(C!),
    size: (best) => N ?? share! * best,
    tolerated,
    level: question.level ?? 0.95,
  });
}

function overhead(
  surface: LossSurface,
  loss: number,
  size: (bestN: number) => number,
  tolerated: number,
): OverheadQuantities {
  const best = optimum(surface, surface.frontier.compute!(loss));
  const N = size(best.N), D = tokensAt(surface, N, loss);
  const kN = N / best.N, kD = D / best.D;
  const least = leastShare(surface, loss, best);
  const over = (ln: number) => {
    const k = Math.exp(ln);
    return k * tokensAt(surface, k * best.N, loss) / best.D - 1 - tolerated;
  };
  // At the least size itself tokens are without end: a little above it they are many.
  const critical = Math.exp(rootBetween(over, Math.log(least * (1 + 1e-3)), 0));
  return {
    ...{ N, D, kN, kD, overhead: kN * kD - 1 },
    breakEven: breakEven({ N, D }, best, 1),
    ...{ critical, least },
  };
}

/** The share of the best size whose loss on unlimited tokens is the wanted one. */
function leastShare({ predict }: LossSurface, loss: number, best: Quantities): number {
  const left = (ln: number) => predict({ N: best.N * Math.exp(ln), D: Infinity }) - loss;
  return Math.exp(rootBetween(left, -100, 0));
}
