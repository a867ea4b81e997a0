import { InputError } from "../text/errors.ts";
import type { Coef } from "./law.ts";

/** The coefficients of {@linkcode transferredData}. */
export type TransferTerm = "k" | "alpha" | "beta";

/** From what a model was pre-trained on, to Python. */
export type Transfer = "text" | "text-and-code";

/** The two printed fits; data in characters, not tokens. */
export const transferFits: Readonly<Record<Transfer, Coef<TransferTerm>>> = {
  text: { k: 1.9e4, alpha: 0.18, beta: 0.38 },
  "text-and-code": { k: 2.1e5, alpha: 0.096, beta: 0.38 },
};

/** What pre-training was worth. */
export interface TransferredData {
  /** D_T: further fine-tuning data that it was worth, in characters. */
  readonly transferred: number;
  /** (D_F + D_T)/D_F. */
  readonly multiplier: number;
}

/**
 * What pre-training is worth to a fine-tuned model, in fine-tuning data: effective data transferred.
 *
 * D_T = k · D_F^α · N^β, and the multiplier (D_F + D_T)/D_F
 *
 * It holds where fine-tuning data are few, up to a tenth of what a model of that size could use. In
 * Figure 1 the caption speaks of about 1000 times for 40 million parameters and 3e5 characters; the
 * printed fit gives 476, and the fit is the paper's result.
 *
 * @param from What it was pre-trained on.
 * @param at D_F in characters, N in parameters without embeddings.
 * @throws {InputError} If a number is not positive.
 *
 * Source: Hernandez et al. (2021), Scaling Laws for Transfer, https://arxiv.org/abs/2102.01293
 *
 * @example A billion parameters, a million characters of Python
 * ```ts
 * import assert from "node:assert/strict";
 * import { transferredData } from "isoflop/laws";
 *
 * const { transferred } = transferredData("text", { D_F: 1e6, N: 1e9 });
 * assert.equal(transferred.toPrecision(4), "6.008e+8");
 * ```
 */
export function transferredData(
  from: Transfer,
  { D_F, N }: { readonly D_F: number; readonly N: number },
): TransferredData {
  const fit = Object.hasOwn(transferFits, from) ? transferFits[from] : undefined;
  const bad = Object.entries({ D_F, N }).find(([, x]) => !(x > 0 && x < Infinity));
  if (!fit || bad) {
    throw new InputError({
      cannot: "say what pre-training is worth",
      needs: `D_F and N above 0, and a transfer from "text" or "text-and-code"`,
      found: bad ? `${bad[0]} = ${bad[1]}` : JSON.stringify(from),
    });
  }
  const transferred = fit.k * D_F ** fit.alpha * N ** fit.beta;
  return { transferred, multiplier: (D_F + transferred) / D_F };
}
