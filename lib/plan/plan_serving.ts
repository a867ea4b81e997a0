import { drawnInterval, type Interval } from "../fit/mod.ts";
import { count, flop, InputError, type Report, significant } from "../text/mod.ts";
import { optimum } from "./allocate.ts";
import { breakEven } from "./break_even.ts";
import { withUnreached } from "./budget_for.ts";
import { positive } from "./checked.ts";
import { type LossSurface, needLoss, needReachable } from "./iso_loss.ts";
import { Plan, type PlanOptions, type PlanQuantity, type Quantities } from "./plan.ts";
import { type PlanSource, type Policy, policy, type Surface } from "./policy.ts";
import { type Demand, demand, type Serving } from "./serving.ts";
import { bestWithin, cheapestAt } from "./serving_optimum.ts";

/**
 * What is to be served, and one question: a loss; a budget for training and serving together, in FLOP
 * or in dollars; or an N and D to be judged.
 */
export type ServingQuestion =
  & PlanOptions
  & Serving
  & (
    | { readonly loss: number }
    | { readonly C: number }
    | { readonly dollars: number }
    | { readonly N: number; readonly D: number }
  );

/** The numbers that serving adds to a plan. */
export interface ServingQuantities extends Quantities {
  /** 2 N · tokens served, in FLOP. */
  readonly inferenceC: number;
  /** C + λ · inferenceC, in FLOP of training. */
  readonly totalC: number;
  /** What training and serving cost in dollars; `null` without prices. */
  readonly dollars: number | null;
  /** The share of the total that Chinchilla's point of the same loss would cost more. */
  readonly saving: number;
  /** Tokens served from which this model is cheaper than Chinchilla's point of the same loss. */
  readonly breakEven: number;
}

/** The numbers of serving that can have an interval. */
export type ServingQuantity = "inferenceC" | "totalC" | "dollars" | "saving" | "breakEven";

/** A {@linkcode Plan} that counts what the model's use costs. */
export class ServingPlan extends Plan implements Omit<ServingQuantities, "criticalBatch"> {
  /** Tokens served over the model's life. */
  readonly tokens: number;
  /** What a FLOP of serving weighs beside one of training. */
  readonly lambda: number;
  /** 2 N · tokens served, in FLOP. */
  readonly inferenceC: number;
  /** C + λ · inferenceC, in FLOP of training. */
  readonly totalC: number;
  /** What training and serving cost in dollars; `null` without prices. */
  readonly dollars: number | null;
  /** 1 − total/total of Chinchilla's point of the same loss; negative for a worse choice. */
  readonly saving: number;
  /**
   * Tokens served from which this model is cheaper than Chinchilla's point of the same loss; 0 where
   * it is that point, `NaN` for a larger model, which never is.
   */
  readonly breakEven: number;
  /** The point of least training compute for the same loss. */
  readonly chinchilla: Quantities;
  /** An interval for each number of serving; `null` without draws. */
  readonly servingIntervals: Readonly<Record<ServingQuantity, Interval | null>> | null;

  /** Asks the policy, and each of its draws, the same question. */
  constructor(
    question: string,
    source: Policy & LossSurface,
    { tokens, lambda, equivalent, prices }: Demand,
    choose: (surface: LossSurface) => { readonly N: number; readonly D: number },
    given: readonly PlanQuantity[],
    options: PlanOptions,
  ) {
    const answers = new Map<Surface, ServingQuantities>();
    const answer = (surface: Surface): ServingQuantities => {
      const known = answers.get(surface);
      if (known) return known;
      const asked = surface as LossSurface;
      const { N, D } = choose(asked);
      const loss = N === Infinity ? NaN : asked.predict({ N, D });
      const C = 6 * N * D, inferenceC = 2 * N * tokens, totalC = 6 * N * (D + equivalent);
      const least = optimum(surface, surface.frontier.compute!(loss));
      const chinchillaC = 6 * least.N * (least.D + equivalent);
      const found = {
        ...{ C, N, D, tokensPerParameter: D / N, loss, inferenceC, totalC },
        dollars: prices && prices.training * totalC,
        saving: 1 - totalC / chinchillaC,
        breakEven: breakEven({ N, D }, least, lambda),
      };
      answers.set(surface, found);
      return found;
    };
    super(question, source, answer, given, options);
    const found = answer(source);
    this.tokens = tokens;
    this.lambda = lambda;
    this.inferenceC = found.inferenceC;
    this.totalC = found.totalC;
    this.dollars = found.dollars;
    this.saving = found.saving;
    this.breakEven = found.breakEven;
    this.chinchilla = optimum(source, source.frontier.compute!(found.loss!));
    const interval = (name: ServingQuantity) => {
      // A resample that cannot reach the loss has no saving; a note says how many there are.
      const drawn = source.draws!.map((surface) => answer(surface)[name] ?? NaN)
        .filter((value) => !Number.isNaN(value));
      return found[name] === null
        ? null
        : drawnInterval(found[name], Float64Array.from(drawn), options.level ?? 0.95);
    };
    this.servingIntervals = source.draws && {
      inferenceC: interval("inferenceC"),
      totalC: interval("totalC"),
      dollars: interval("dollars"),
      saving: interval("saving"),
      breakEven: interval("breakEven"),
    };
  }

  /** The answer as a table, with what serving costs, and what Chinchilla's point would. */
  override report(): Report {
    const { title, blocks } = super.report();
    const row = (
      label: string,
      name: ServingQuantity,
      format: (x: number) => string,
      unit: string,
    ) => {
      const interval = this.servingIntervals?.[name];
      const ends = this.intervals
        ? [interval?.low, interval?.high].map((x) => x === undefined ? "–" : format(x))
        : [];
      return [label, format(this[name]!), ...ends, unit];
    };
    const rows = [
      row("2N · served", "inferenceC", flop, "FLOP of serving"),
      ...this.lambda === 1 ? [] : [["λ", significant(this.lambda), ...this.#blank(), "per FLOP"]],
      row("total", "totalC", flop, "FLOP"),
      ...this.dollars === null ? [] : [row("money", "dollars", (x) => significant(x), "dollars")],
      row("saving", "saving", (x) => significant(100 * x), "% of the Chinchilla point's total"),
      row("break-even", "breakEven", count, "tokens served"),
    ];
    const { N, D } = this.chinchilla;
    return {
      title,
      blocks: [
        ...blocks.map((block) =>
          block.kind === "table"
            ? { ...block, table: { ...block.table, rows: [...block.table.rows, ...rows] } }
            : block
        ),
        {
          kind: "note",
          text: `Least training compute for the same loss: ${count(N)} parameters on ${
            count(D)
          } tokens.`,
        },
      ],
    };
  }

  #blank(): string[] {
    return this.intervals ? ["–", "–"] : [];
  }
}

/**
 * How large a model, on how many tokens, where its use is paid for as well: the least of
 * 6ND + λ · 2N · tokens at a loss, or the least loss within such a total.
 *
 * There a factor of N brings 1 + λ · tokens/3D times what the same factor of D brings; without use it
 * is Chinchilla's point. More use never gives a larger model.
 *
 * @param of A fit, or published coefficients of a law with a loss.
 * @param question `tokens` served; λ as `lambda`, or the `prices` that give it; with `loss` in
 * nats/token, a total `C` in FLOP of training, a total in `dollars`, or `N` and `D`.
 * @throws {InputError} If the source has no loss, no compute reaches the loss, or a number is not
 * positive (`tokens` and `lambda` may be 0).
 *
 * Source: Sardana et al. (2024), equations 2, 5 and 6, https://arxiv.org/abs/2401.00448
 *
 * @example A model as good as Chinchilla's 13 B that will serve 2 T tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 * import { planServing } from "isoflop/plan";
 *
 * const law = presetNamed("chinchilla:sardana");
 * const plan = planServing(law, { loss: 2.045282, tokens: 2e12 });
 * assert.equal((plan.N / 1e9).toFixed(2), "6.97");
 * assert.equal((plan.D / 1e12).toFixed(2), "1.25");
 * assert.equal((100 * plan.saving).toFixed(1), "17.4");
 * ```
 */
export function planServing(of: PlanSource, question: ServingQuestion): ServingPlan {
  const cannot = "plan for training and serving";
  const source = needLoss(policy(of), cannot);
  const use = demand(question, cannot);
  // Notebook cells are not type-checked, so all names are asked about.
  const { loss, C, dollars, N, D } = question as Partial<
    Record<"loss" | "C" | "dollars" | "N" | "D", number>
  >;
  if ([loss, C, dollars, N ?? D].filter((given) => given !== undefined).length !== 1) {
    throw new InputError({
      cannot,
      needs: "one question: loss, C, dollars, or N with D",
      found: Object.keys(question).join(", "),
    });
  }
  const options = question.level === undefined ? {} : { level: question.level };
  const served = `and serve ${count(use.tokens)} tokens`;
  if (loss !== undefined) {
    positive(loss, cannot, "loss in nats/token");
    needReachable(source, loss, cannot);
    const choose = (surface: LossSurface) => cheapestAt(surface, loss, use.equivalent);
    const words = `Reach a loss of ${significant(loss, 4)} nats/token ${served}`;
    return new ServingPlan(words, withUnreached(source, loss), use, choose, ["loss"], options);
  }
  if (N !== undefined || D !== undefined) {
    const n = positive(N!, cannot, "number of parameters N");
    const d = positive(D!, cannot, "number of tokens D");
    const words = `Train ${count(n)} parameters on ${count(d)} tokens ${served}`;
    const given = ["C", "N", "D", "tokensPerParameter"] as const;
    return new ServingPlan(words, source, use, () => ({ N: n, D: d }), given, options);
  }
  const total = C ?? affordable(dollars!, use, cannot);
  positive(total, cannot, "number of FLOP");
  const choose = (surface: LossSurface) => bestWithin(surface, total, use.equivalent);
  const budget = C === undefined ? `${significant(dollars!)} dollars` : `${flop(C)} FLOP`;
  return new ServingPlan(`Spend ${budget} to train ${served}`, source, use, choose, [], options);
}

function affordable(dollars: number, { prices }: Demand, cannot: string): number {
  positive(dollars, cannot, "number of dollars");
  if (prices) return dollars / prices.training;
  throw new InputError({
    cannot,
    needs: "prices, to know what dollars buy",
    found: `${dollars} dollars without prices`,
    cure:
      'give prices, as in { training: { accelerator: "a100" }, serving: { accelerator: "a100" } }',
  });
}
