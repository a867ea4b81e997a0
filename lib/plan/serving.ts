import { InputError } from "../text/mod.ts";
import {
  type Accelerator,
  acceleratorOf,
  hourlyPrice,
  peakOf,
  type Precision,
} from "./accelerators.ts";

/** How much a model is used, and what its use weighs beside its training. */
export interface Serving {
  /** Tokens read and written over the model's life; 0 for a model that nobody uses. */
  readonly tokens: number;
  /** What a FLOP of serving weighs beside one of training. @default {1, or the ratio of prices} */
  readonly lambda?: number;
  /** Prices, which give lambda and make money of FLOP. */
  readonly prices?: Prices;
}

/** What FLOP cost: rented hardware and the share of its rate that is used. */
export interface Prices {
  /** Where the model is trained. */
  readonly training: Rented & { readonly mfu?: number };
  /** Where it is served. */
  readonly serving: Rented & {
    /** The share of the peak while a prompt is read. @default {0.5} */
    readonly prefill?: number;
    /** The share of the peak while an answer is written. @default {0.01} */
    readonly decode?: number;
    /** The share of the tokens that are of prompts. @default {70/285} */
    readonly promptShare?: number;
  };
}

/** An accelerator by the hour. */
export interface Rented {
  /** The accelerator, or its name. */
  readonly accelerator: Accelerator | string;
  /** Dollars per hour. @default {the table's} */
  readonly dollarsPerHour?: number;
  /** The number format. A quantised model is served in one byte: `"int8"` or `"fp8"`. @default {"bf16"} */
  readonly precision?: Precision;
}

/** Dollars per FLOP. */
export interface FlopPrices {
  /** Of training. */
  readonly training: number;
  /** Of serving, averaged over prompts and answers. */
  readonly serving: number;
}

/**
 * Dollars per FLOP of training and of serving: price per hour / (3600 · peak · utilisation).
 *
 * A token of a prompt costs 1/prefill, one of an answer 1/decode: reading is limited by arithmetic,
 * writing by memory.
 *
 * The defaults are Sardana's: half of the peak in training and on prompts, a hundredth on answers, and
 * 70 tokens asked for 215 answered.
 *
 * @throws {InputError} If an accelerator, its rate or its price is not known, or a share is not one.
 *
 * Source: Sardana et al. (2024), equation 6, https://arxiv.org/abs/2401.00448
 *
 * @example Sardana's hardware: a FLOP of serving costs fourteen times as much
 * ```ts
 * import assert from "node:assert/strict";
 * import { flopPrices } from "isoflop/plan";
 *
 * const { training, serving } = flopPrices({
 *   training: { accelerator: "a100" },
 *   serving: { accelerator: "a100-40gb", precision: "int8" },
 * });
 * assert.equal((serving / training).toFixed(2), "13.92");
 * ```
 */
export function flopPrices({ training, serving }: Prices): FlopPrices {
  const cannot = "price training and serving";
  const second = ({ accelerator, dollarsPerHour, precision = "bf16" }: Rented) => {
    const known = acceleratorOf(accelerator);
    return hourlyPrice(known, dollarsPerHour, cannot) / 3600 / peakOf(known, precision, cannot);
  };
  const { prefill = 0.5, decode = 0.01, promptShare = 70 / 285 } = serving;
  const mfu = training.mfu ?? 0.5;
  for (const [name, value] of Object.entries({ mfu, prefill, decode })) share(name, value, cannot);
  if (promptShare !== 0) share("promptShare", promptShare, cannot);
  return {
    training: second(training) / mfu,
    serving: second(serving) * (promptShare / prefill + (1 - promptShare) / decode),
  };
}

/** What serving is to a plan, checked. */
export interface Demand {
  /** Tokens served. */
  readonly tokens: number;
  /** What a FLOP of serving weighs beside one of training. */
  readonly lambda: number;
  /** Training tokens that would cost as much per parameter: λ · 2 · tokens / 6. */
  readonly equivalent: number;
  /** Dollars per FLOP; `null` without prices. */
  readonly prices: FlopPrices | null;
}

/** Checks what is said about serving. */
export function demand({ tokens, lambda, prices }: Serving, cannot: string): Demand {
  nonNegative(tokens, cannot, "number of tokens served");
  if (lambda !== undefined) nonNegative(lambda, cannot, "weight lambda");
  if (lambda !== undefined && prices) {
    throw new InputError({
      cannot,
      needs: "lambda or prices: prices give lambda",
      found: "both",
    });
  }
  const asked = prices ? flopPrices(prices) : null;
  const weight = lambda ?? (asked ? asked.serving / asked.training : 1);
  return { tokens, lambda: weight, equivalent: weight * tokens / 3, prices: asked };
}

function nonNegative(value: number, cannot: string, what: string): void {
  if (value >= 0 && Number.isFinite(value)) return;
  throw new InputError({
    cannot,
    needs: `a ${what} of 0 or more`,
    found: value === undefined ? "none" : `${value}`,
  });
}

/** Refuses what is no share of a whole. */
export function share(name: string, value: number, cannot: string): number {
  if (value > 0 && value <= 1) return value;
  throw new InputError({ cannot, needs: `${name} above 0 and up to 1`, found: `${value}` });
}
