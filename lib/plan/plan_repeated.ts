import type { Interval } from "../fit/mod.ts";
import { count, flop, InputError, type Report, significant } from "../text/mod.ts";
import { optimum } from "./allocate.ts";
import { positive } from "./checked.ts";
import { Plan, type PlanOptions, type PlanQuantity, type Quantities } from "./plan.ts";
import type { Surface } from "./policy.ts";
import {
  bestRepeated,
  computeForRepeated,
  epochNotes,
  repeatedLoss,
  type RepeatedPolicy,
  repeatedPolicy,
  type RepeatedSource,
} from "./repetition.ts";

/** The U unique tokens that there are, and one question: a budget, a loss, or a model and its tokens. */
export type RepeatedQuestion =
  & PlanOptions
  & { readonly U: number }
  & (
    | { readonly C: number }
    | { readonly loss: number }
    | { readonly N: number; readonly D: number }
  );

/** A {@linkcode Plan} that says how often the unique tokens are seen. */
export class RepeatedPlan extends Plan {
  /** Unique tokens that there are. */
  readonly U: number;
  /** How often they are seen: D/U, below 1 where there are enough. */
  readonly epochs: number;
  /** Its interval; `null` without draws, or where N and D were given. */
  readonly epochsInterval: Interval | null;
  /** What the same compute does where unique tokens are unlimited. */
  readonly unlimited: Quantities;

  /** Asks the policy, and each of its draws, the same question. */
  constructor(
    question: string,
    policy: RepeatedPolicy,
    answer: (surface: Surface) => Quantities,
    given: readonly PlanQuantity[],
    { U, ...options }: PlanOptions & { readonly U: number },
  ) {
    const { D, C, N, loss } = answer(policy);
    const notes = [
      ...policy.notes,
      ...epochNotes(D / U, policy),
      ...(given.includes("N") || D <= U ? [] : shortOf(policy, C, U, loss!)),
    ];
    super(
      `${question} with ${count(U)} unique tokens`,
      { ...policy, notes },
      answer,
      given,
      options,
    );
    this.U = U;
    this.epochs = D / U;
    const seen = this.intervals?.D ?? null;
    this.epochsInterval = seen &&
      { ...seen, estimate: seen.estimate / U, low: seen.low / U, high: seen.high / U };
    this.unlimited = given.includes("N")
      ? { C, N, D, tokensPerParameter: D / N, loss: policy.predict({ N, D }) }
      : optimum(policy, C);
  }

  /** The answer as a table, with the epochs, and what unlimited data would do. */
  override report(): Report {
    const { title, blocks } = super.report();
    const interval = this.epochsInterval;
    const ends = this.intervals
      ? [interval?.low, interval?.high].map((x) => x === undefined ? "–" : significant(x))
      : [];
    const row = ["D/U", significant(this.epochs), ...ends, "epochs"];
    const { N, D, loss } = this.unlimited;
    return {
      title,
      blocks: [
        ...blocks.map((block) =>
          block.kind === "table"
            ? { ...block, table: { ...block.table, rows: [...block.table.rows, row] } }
            : block
        ),
        {
          kind: "note",
          text:
            `With unlimited unique tokens: ${count(N)} parameters on ${
              count(D)
            } tokens, a loss of ` +
            `${significant(loss!, 4)}.`,
        },
      ],
    };
  }
}

/**
 * A plan where unique tokens are scarce: how large a model, and how many epochs.
 *
 * For C FLOP it is the N and D = C/6N of least loss L(N, D, U), for a loss the least C that reaches it,
 * for N and D the loss itself. Where D* ≤ U it is the plan without a limit, to the last digit.
 *
 * @param of A fit of `dataConstrained`, or published coefficients of it.
 * @param question `U` unique tokens, with `C` in FLOP, `loss` in nats/token, or `N` and `D`.
 * @throws {InputError} If the law does not look at U, a number is not positive, or no compute reaches
 * the loss on so few unique tokens.
 *
 * Source: Muennighoff et al. (2023), section 5 and equations 5 and 6, https://arxiv.org/abs/2305.16264
 *
 * @example 25 billion unique tokens, and the compute of their experiment
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 * import { planRepeated } from "isoflop/plan";
 *
 * const plan = planRepeated(presetNamed("data-constrained:muennighoff"), { C: 9.206e21, U: 25e9 });
 * assert.equal((plan.N / 1e9).toFixed(1), "6.8");
 * assert.equal(plan.epochs.toFixed(1), "9.0");
 * assert.equal(plan.loss!.toFixed(4), "2.2255");
 * ```
 */
export function planRepeated(of: RepeatedSource, question: RepeatedQuestion): RepeatedPlan {
  const cannot = "plan with repeated data";
  const U = positive(question.U, cannot, "number of unique tokens U");
  const source = repeatedPolicy(of, cannot);
  const options = { U, ...(question.level !== undefined && { level: question.level }) };
  // Notebook cells are not type-checked, so all names are asked about.
  const { C, loss, N, D } = question as Partial<Record<"C" | "loss" | "N" | "D", number>>;
  if ([C, loss, N ?? D].filter((given) => given !== undefined).length !== 1) {
    throw new InputError({
      cannot,
      needs: "one question: C, a loss, or N with D",
      found: Object.keys(question).join(", "),
    });
  }
  if (C !== undefined) {
    positive(C, cannot, "number of FLOP");
    const answer = (surface: Surface) => bestRepeated(surface, C, U);
    return new RepeatedPlan(`Spend ${flop(C)} FLOP`, source, answer, ["C"], options);
  }
  if (loss !== undefined) {
    return reach(source, positive(loss, cannot, "loss in nats/token"), options);
  }
  const n = positive(N!, cannot, "number of parameters N");
  const d = positive(D!, cannot, "number of tokens D");
  return new RepeatedPlan(
    `Train ${count(n)} parameters on ${count(d)} tokens`,
    source,
    (surface) => ({
      ...{ C: 6 * n * d, N: n, D: d, tokensPerParameter: d / n },
      loss: repeatedLoss(surface, { N: n, D: d, U }),
    }),
    ["C", "N", "D", "tokensPerParameter"],
    options,
  );
}

function reach(
  source: RepeatedPolicy,
  loss: number,
  options: PlanOptions & { readonly U: number },
): RepeatedPlan {
  const { U } = options;
  const answer = (surface: Surface) => {
    const C = computeForRepeated(surface, loss, U);
    if (C < Infinity) return { ...bestRepeated(surface, C, U), loss };
    return { C, N: Infinity, D: Infinity, tokensPerParameter: NaN, loss };
  };
  if (answer(source).C === Infinity) {
    throw new InputError({
      cannot: `find the budget for a loss of ${loss}`,
      needs:
        `a loss above ${significant(floorOf(source, U), 5)} nats/token, all that ${count(U)} ` +
        "unique tokens can give",
      found: `${loss}`,
      cure: "more unique tokens, or a higher loss",
    });
  }
  return new RepeatedPlan(`Reach a loss of ${loss} nats/token`, source, answer, ["loss"], options);
}

/** The loss of any number of parameters and epochs: both have levelled off. */
function floorOf(surface: Surface, U: number): number {
  return repeatedLoss(surface, { N: 1e9 * U, D: 1e9 * U, U });
}

/** Where unique tokens are so short that compute no longer helps, a plan is to say so. */
function shortOf(surface: Surface, C: number, U: number, loss: number): string[] {
  if (bestRepeated(surface, C / 10, U).loss! > 1.01 * loss) return [];
  return [
    "A tenth of the compute comes within 1 % of this loss: unique tokens are short, not compute.",
  ];
}
