import { Fit } from "../fit/mod.ts";
import { lawNamed, type RepeatedPoint, type RepeatedTerm } from "../laws/mod.ts";
import { leastBetween } from "../numeric/mod.ts";
import { InputError, significant } from "../text/mod.ts";
import { optimum } from "./allocate.ts";
import type { Quantities } from "./plan.ts";
import { type PlanSource, type Policy, policy, type Surface } from "./policy.ts";

/** What plans with repeated data are made from: a law that looks at U, the unique tokens. */
export type RepeatedSource =
  | PlanSource
  | Fit<RepeatedTerm, never, "N" | "D" | "U">;

/** A policy that knows what repetition does. */
export interface RepeatedPolicy extends Policy {
  /** The loss at a point, U included. */
  readonly predict: (at: RepeatedPoint) => number;
  /** The most epochs of any run that the coefficients are of; `null` where it is not known. */
  readonly mostEpochs: number | null;
}

/**
 * The source, ready to be asked about repeated data.
 *
 * @throws {InputError} If its law does not look at U.
 */
export function repeatedPolicy(of: RepeatedSource, cannot: string): RepeatedPolicy {
  const source = of as PlanSource;
  const law = "status" in source ? source.law : source.law === null ? null : lawNamed(source.law);
  const asked = policy(source);
  if (!law?.regressors.some((name: string) => name === "U") || !asked.predict) {
    throw new InputError({
      cannot,
      needs: "a law that says what repetition does, of N, D and U, the unique tokens",
      found: law ? `the law ${JSON.stringify(law.name)}, to which all tokens are new` : asked.title,
      cure: "take data-constrained:muennighoff, or fit dataConstrained to runs that repeat",
    });
  }
  const ranges: Readonly<Record<string, readonly [number, number]>> | undefined = "status" in source
    ? source.data.ranges
    : source.ranges;
  const heldTerms = source instanceof Fit && source.draws
    ? source.law.coefNames.filter((term) => source.rules[term]?.fixed !== undefined)
    : [];
  return {
    ...asked,
    predict: asked.predict,
    mostEpochs: ranges?.epochs?.[1] ?? null,
    notes: [
      ...asked.notes,
      ...(heldTerms.length
        ? [`The intervals know nothing of doubts about ${heldTerms.join(", ")}: they were held.`]
        : []),
    ],
  };
}

/** The loss where U unique tokens are all there are. */
export function repeatedLoss({ predict }: Surface, at: Required<RepeatedPoint>): number {
  return predict!(at);
}

/**
 * The N and D of least loss within C = 6ND where U tokens are unique. Where the frontier needs fewer
 * it is the frontier's.
 */
export function bestRepeated(surface: Surface, C: number, U: number): Quantities {
  const free = optimum(surface, C);
  if (free.D <= U) return free;
  const lossAt = (lnN: number) => {
    const N = Math.exp(lnN);
    return repeatedLoss(surface, { N, D: C / (6 * N), U });
  };
  // Data and size saturate at different rates, so the best may lie on either side of the frontier.
  const middle = Math.log(free.N), decades = 6 * Math.LN10;
  const N = Math.exp(leastBetween(lossAt, middle - decades, middle + decades, 241));
  const D = C / (6 * N);
  return { C, N, D, tokensPerParameter: D / N, loss: repeatedLoss(surface, { N, D, U }) };
}

/** The least compute of a loss where U tokens are unique; `Infinity` where no compute is enough. */
export function computeForRepeated(surface: Surface, loss: number, U: number): number {
  const least = surface.frontier.compute!(loss);
  if (least === Infinity) return Infinity;
  const reached = (C: number) => bestRepeated(surface, C, U).loss! <= loss;
  let low = least, high = least;
  if (reached(low)) return low;
  // A thousand times more compute than without a limit, and there is nothing left to be had.
  while (!reached(high)) {
    low = high;
    high *= 2;
    if (high > 1e6 * least) return Infinity;
  }
  while (high / low > 1 + 1e-12) {
    const middle = Math.sqrt(low * high);
    if (middle <= low || middle >= high) break;
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** What to know of so many epochs. */
export function epochNotes(epochs: number, { mostEpochs }: RepeatedPolicy): string[] {
  if (mostEpochs === null || !(epochs > mostEpochs)) return [];
  return [
    `${significant(epochs)} epochs are more than any of its runs had (${
      significant(mostEpochs)
    }): ` +
    "an extrapolation.",
  ];
}
