import { InputError } from "../text/errors.ts";
import type { Coef, Frontier, PowerOfCompute } from "./law.ts";

/** Coefficients of L(N, S_min) and of B_crit(L), as {@linkcode efficientFrontier} takes them. */
export type EfficientTerm = "N_c" | "alpha_N" | "S_c" | "alpha_S" | "B_star" | "alpha_B";

/** At the critical batch a run spends twice the least compute. */
const share = 1 / 2;

/**
 * The same power with compute spent in place of C_min: half of what a run at the critical batch
 * spends would do at a tiny batch.
 *
 * @param power A power of C_min, C_min in FLOP.
 * @returns The power of C, in FLOP.
 */
export function ofComputeSpent({ coef, exponent }: PowerOfCompute): PowerOfCompute {
  return { coef: coef * share ** exponent, exponent };
}

/**
 * The frontier of runs at the critical batch, from the two laws that Kaplan et al. fit to curves:
 * L(N, S_min) = (N_c/N)^α_N + (S_c/S_min)^α_S and B_crit(L) = B_* / L^(1/α_B).
 *
 * With α = 1/(1/α_S + 1/α_B + 1/α_N), the exponent of L(C_min), and
 * C_c = 6 N_c B_* S_c (1 + α_N/α_S)^(1/α_S + 1/α_N) (α_S/α_N)^(1/α_S):
 *
 * L = (C_c/C_min)^α, N = N_c (C_min/C_c)^(α/α_N) (1 + α_N/α_S)^(1/α_N),
 * S_min = C_c/(6 N_c B_*) (1 + α_N/α_S)^(−1/α_N) (C_min/C_c)^(α/α_S), B = B_* / L^(1/α_B)
 *
 * The best size stops α_N/α_S, about a tenth, above its converged loss. Compute of the frontier is
 * compute *spent* at the critical batch, C = 2 C_min = 6ND, and D = 2 B S_min.
 *
 * @throws {InputError} If a coefficient is not positive.
 *
 * Source: Kaplan et al. (2020), Appendix B, https://arxiv.org/abs/2001.08361
 *
 * @example The size for a PF-day of C_min, by the constants of Tables 3 and 5
 * ```ts
 * import assert from "node:assert/strict";
 * import { efficientFrontier } from "isoflop/laws";
 *
 * const steps = { N_c: 6.5e13, alpha_N: 0.077, S_c: 2.1e3, alpha_S: 0.76 };
 * const { N } = efficientFrontier({ ...steps, B_star: 2.1e8, alpha_B: 0.21 });
 * assert.equal((N.coef * (2 * 8.64e19) ** N.exponent).toPrecision(4), "5.844e+8");
 * ```
 */
export function efficientFrontier(coef: Coef<EfficientTerm>): Frontier {
  needPositive("give the frontier at the critical batch", coef);
  const { N_c, alpha_N, S_c, alpha_S, B_star, alpha_B } = coef;
  const alpha = 1 / (1 / alpha_S + 1 / alpha_B + 1 / alpha_N);
  const above = 1 + alpha_N / alpha_S;
  const C_c = 6 * N_c * B_star * S_c * above ** (1 / alpha_S + 1 / alpha_N) *
    (alpha_S / alpha_N) ** (1 / alpha_S);
  const power = (coef: number, exponent: number) =>
    ofComputeSpent({ coef: coef * C_c ** -exponent, exponent });
  const N = power(N_c * above ** (1 / alpha_N), alpha / alpha_N);
  const S = power(C_c / (6 * N_c * B_star) * above ** (-1 / alpha_N), alpha / alpha_S);
  const B = power(B_star, alpha / alpha_B);
  return {
    N,
    D: { coef: 2 * B.coef * S.coef, exponent: B.exponent + S.exponent },
    loss: (C) => (C_c / (share * C)) ** alpha,
    compute: (loss) => C_c / loss ** (1 / alpha) / share,
    criticalBatch: { B, S, share },
  };
}

/** What a model of another size than the best takes for the same loss, as multiples. */
export interface WrongSize {
  /** Compute, as a multiple of the best model's. */
  readonly compute: number;
  /** Steps, as a multiple of the best model's. */
  readonly steps: number;
}

/**
 * What a model of r times the best size takes to reach the best one's loss.
 *
 * steps = [1 + (α_S/α_N) (1 − r^(−α_N))]^(−1/α_S), compute = r · steps
 *
 * Larger models take more compute and fewer steps. Below some r the loss is out of reach: then both
 * are `Infinity`.
 *
 * @param ratio N over the best N.
 * @param coef The exponents of L(N, S_min); Table 3's unless given.
 * @throws {InputError} If the ratio or an exponent is not positive.
 *
 * Source: Kaplan et al. (2020), Appendix B.4 and Figure 12, https://arxiv.org/abs/2001.08361
 *
 * @example 2.2 times the best size: 20 % more compute, 45 % fewer steps
 * ```ts
 * import assert from "node:assert/strict";
 * import { wrongSize } from "isoflop/laws";
 *
 * const { compute, steps } = wrongSize(2.2);
 * assert.equal(compute.toFixed(2), "1.20");
 * assert.equal(steps.toFixed(2), "0.55");
 * ```
 */
export function wrongSize(
  ratio: number,
  { alpha_N, alpha_S }: Coef<"alpha_N" | "alpha_S"> = { alpha_N: 0.077, alpha_S: 0.76 },
): WrongSize {
  needPositive("price a wrong size", { ratio, alpha_N, alpha_S });
  const left = 1 + alpha_S / alpha_N * (1 - ratio ** -alpha_N);
  const steps = left > 0 ? left ** (-1 / alpha_S) : Infinity;
  return { compute: ratio * steps, steps };
}

/** How two ways to one loss compare. */
export interface StoppingEarly {
  /** Parameters, as a multiple. */
  readonly N: number;
  /** Steps, as a multiple. */
  readonly steps: number;
  /** Compute, as a multiple. */
  readonly compute: number;
}

/**
 * A larger model stopped early beside a smaller one trained for longer, at the same loss: the one
 * stops a share f above its converged loss, the other f′.
 *
 * N_f/N_f′ = ((1+f)/(1+f′))^(1/α_N), S_f/S_f′ = ((1 + 1/f)/(1 + 1/f′))^(1/α_S), C = N · S
 *
 * @param f How far above convergence the larger model stops: .1 is 10 %.
 * @param other How far the smaller one.
 * @param coef The exponents of L(N, S_min); Table 3's unless given.
 * @throws {InputError} If a number is not positive.
 *
 * Source: Kaplan et al. (2020), Appendix B.3, https://arxiv.org/abs/2001.08361
 *
 * @example 10 % in place of 2 %: 2.7 times the parameters, 65 % less compute
 * ```ts
 * import assert from "node:assert/strict";
 * import { stoppingEarly } from "isoflop/laws";
 *
 * const { N, compute } = stoppingEarly(0.1, 0.02);
 * assert.equal(N.toFixed(1), "2.7");
 * assert.equal(compute.toFixed(2), "0.35");
 * ```
 */
export function stoppingEarly(
  f: number,
  other: number,
  { alpha_N, alpha_S }: Coef<"alpha_N" | "alpha_S"> = { alpha_N: 0.077, alpha_S: 0.76 },
): StoppingEarly {
  needPositive("compare two ways to one loss", { f, other, alpha_N, alpha_S });
  const N = ((1 + f) / (1 + other)) ** (1 / alpha_N);
  const steps = ((1 + 1 / f) / (1 + 1 / other)) ** (1 / alpha_S);
  return { N, steps, compute: N * steps };
}

function needPositive(cannot: string, numbers: Readonly<Record<string, number>>): void {
  const bad = Object.entries(numbers).find(([, x]) => !(x > 0 && x < Infinity));
  if (!bad) return;
  throw new InputError({
    cannot,
    needs: `${Object.keys(numbers).join(", ")} above 0 and finite`,
    found: `${bad[0]} = ${bad[1]}`,
  });
}
