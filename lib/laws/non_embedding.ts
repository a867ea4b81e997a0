import { InputError } from "../text/errors.ts";
import { type ChinchillaCoef, derive } from "./chinchilla_formula.ts";

/**
 * ω of Pearce & Song: N_T = N_E + ω N_E^(1/3), fitted to the models of Table A9.
 *
 * A transformer of width d and aspect ratio A_r = d/layers has N_E = (12/A_r) d³ and an embedding of
 * V·d, so that ω = V (A_r/12)^(1/3); V = 32 000 and A_r = 39.2 give it.
 *
 * Source: Pearce & Song (2024), https://arxiv.org/abs/2406.12907
 */
export const pearceOmega = 47491;

/** How the frontier is looked at. */
export interface NonEmbeddingOptions {
  /** ω in N_T = N_E + ω N_E^(1/3). @default {47491} */
  readonly omega?: number;
  /**
   * What the compute counts: 6·N_E·D without embeddings, as Kaplan et al., or 6·N_T·D with them. What
   * counts decides which size is best, and against what it is drawn.
   *
   * @default {"non-embedding"}
   */
  readonly compute?: "non-embedding" | "total";
}

/** A Chinchilla frontier as somebody sees it who does not count embeddings. */
export interface NonEmbeddingView {
  /** ω in N_T = N_E + ω N_E^(1/3). */
  readonly omega: number;
  /** What C counts. */
  readonly compute: "non-embedding" | "total";
  /** The exponents of N_E*(C) far below and far above ω^1.5 parameters. */
  readonly limits: { readonly small: number; readonly large: number };
  /** The compute at which so many non-embedding parameters are best, in FLOP. */
  computeOf(N_E: number): number;
  /** d ln N_E / d ln C where so many non-embedding parameters are best. */
  exponentOf(N_E: number): number;
  /** N_E*(C): the best size without embeddings, in parameters. */
  size(C: number): number;
  /** D*(C) in tokens. */
  tokens(C: number): number;
  /** d ln N_E / d ln C of the best size at C FLOP. */
  exponent(C: number): number;
}

/**
 * The total of a model with so many non-embedding parameters: N_T = N_E + ω N_E^(1/3).
 *
 * Source: Pearce & Song (2024), fitted to the shapes of Hoffmann et al.
 *
 * @throws {InputError} If N_E or ω is not a positive number.
 *
 * @example At a billion the embedding is 4.5 %
 * ```ts
 * import assert from "node:assert/strict";
 * import { totalParameters } from "isoflop/laws";
 *
 * assert.equal(totalParameters(1e9).toPrecision(7), "1.047491e+9");
 * ```
 */
export function totalParameters(N_E: number, omega: number = pearceOmega): number {
  need("N_E", N_E);
  need("omega", omega);
  return N_E + omega * Math.cbrt(N_E);
}

/**
 * A Chinchilla frontier seen through non-embedding counting: the best size is no power of compute any
 * more, and its local exponent at small scale is far above a.
 *
 * The loss is L = E + A/N_T^α + B/D^β with N_T = N_E + ω N_E^(1/3). Within C = 6·N_E·D it is least where
 *
 * C(N_E) = 6 N_E (βB/(αA))^(1/β) · (N_E + ω/3 N_E^(1/3))^(−1/β) · N_T^((1+α)/β),
 *
 * and with x = N_E^(2/3) the local exponent g of the best size, d ln N_E / d ln C, is
 *
 * 1/g = 1 − (x + ω/9)/(β (x + ω/3)) + (1+α)(x + ω/3)/(β (x + ω)),
 *
 * from β/(α/3 + β) at small scale to β/(α + β) at large scale, and above both in between. With
 * `compute: "total"` the constraint is C = 6·N_T·D: N_T* = G (C/6)^a as ever, and
 * g = a·N_T/(N_E + ω/3 N_E^(1/3)), from 3a down to a.
 *
 * C in FLOP, N in parameters, D in tokens.
 *
 * Source: Pearce & Song (2024), Reconciling Kaplan and Chinchilla Scaling Laws,
 * https://arxiv.org/abs/2406.12907
 *
 * @throws {InputError} If a coefficient or ω is not positive, or so small an α and β that one budget has
 * several sizes at which the loss is stationary; the functions throw it for N_E or C that are not positive.
 *
 * @example The exponent of Epoch's law at a hundred million parameters and at large scale
 * ```ts
 * import assert from "node:assert/strict";
 * import { nonEmbeddingView } from "isoflop/laws";
 *
 * const coef = { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 };
 * const view = nonEmbeddingView(coef);
 * assert.equal(view.exponentOf(1e8).toFixed(3), "0.613");
 * assert.equal(view.limits.large.toFixed(3), "0.513");
 * ```
 */
export function nonEmbeddingView(
  coef: ChinchillaCoef,
  { omega = pearceOmega, compute = "non-embedding" }: NonEmbeddingOptions = {},
): NonEmbeddingView {
  const { A, B, alpha, beta } = coef;
  for (const [name, value] of Object.entries({ A, B, alpha, beta, omega })) need(name, value);
  if (compute !== "non-embedding" && compute !== "total") {
    throw new InputError({
      cannot,
      needs: 'compute: "non-embedding" or "total"',
      found: JSON.stringify(compute),
    });
  }
  const { a, G } = derive(coef);
  const whole = compute === "total";
  // ln of D* where N_E is best; logarithms, as N_E runs over twenty decades.
  const logTokens = (N_E: number) => {
    const total = Math.log(totalParameters(N_E, omega));
    if (whole) return (alpha * total + Math.log(beta * B) - Math.log(alpha * A)) / beta;
    const inner = Math.log(N_E + omega / 3 * Math.cbrt(N_E));
    return ((1 + alpha) * total - inner + Math.log(beta * B) - Math.log(alpha * A)) / beta;
  };
  const logCompute = (N_E: number) =>
    Math.log(6 * (whole ? totalParameters(N_E, omega) : N_E)) + logTokens(N_E);
  const inverse = (N_E: number) => {
    const x = Math.cbrt(N_E) ** 2;
    const share = (x + omega / 3) / (x + omega);
    if (whole) return share / a;
    return 1 - (x + omega / 9) / (beta * (x + omega / 3)) + (1 + alpha) * share / beta;
  };
  needOne(inverse, omega);
  const size = (C: number): number => {
    need("C", C);
    if (whole) return withoutEmbedding(G * (C / 6) ** a, omega);
    const wanted = Math.log(C);
    // C grows with N_E; halving the interval in ln N_E needs no derivative and cannot run away.
    let [low, high] = [-100, 200];
    for (let i = 0; i < 100 && high - low > 1e-14 * Math.abs(high); i++) {
      const middle = (low + high) / 2;
      if (logCompute(Math.exp(middle)) < wanted) low = middle;
      else high = middle;
    }
    return Math.exp((low + high) / 2);
  };
  const at = (N_E: number): number => (need("N_E", N_E), N_E);
  return {
    omega,
    compute,
    limits: whole
      ? { small: 3 * a, large: a }
      : { small: beta / (alpha / 3 + beta), large: beta / (alpha + beta) },
    computeOf: (N_E) => Math.exp(logCompute(at(N_E))),
    exponentOf: (N_E) => 1 / inverse(at(N_E)),
    size,
    tokens: (C) => Math.exp(logTokens(size(C))),
    exponent: (C) => 1 / inverse(size(C)),
  };
}

const cannot = "see a frontier without embeddings";

/** N_E of a total: Newton in c = N_E^(1/3), c³ + ωc = N_T, which is convex and rising. */
function withoutEmbedding(total: number, omega: number): number {
  let c = Math.cbrt(total);
  for (let i = 0; i < 100; i++) {
    const step = (c ** 3 + omega * c - total) / (3 * c * c + omega);
    c -= step;
    if (Math.abs(step) < 1e-15 * c) break;
  }
  return c ** 3;
}

/** A budget has one best size if C rises with N_E everywhere, over x/ω from 1e-6 to 1e6. */
function needOne(inverse: (N_E: number) => number, omega: number): void {
  for (let i = -240; i <= 240; i++) {
    const N_E = (omega * 10 ** (i / 40)) ** 1.5;
    if (inverse(N_E) > 0) continue;
    throw new InputError({
      cannot,
      needs: "exponents alpha and beta for which every budget has one best size",
      found: `compute that falls with the size near N_E = ${N_E.toPrecision(2)}`,
      cure: 'count the compute with embeddings: { compute: "total" }',
    });
  }
}

function need(name: string, value: number): void {
  if (value > 0 && value < Infinity) return;
  throw new InputError({ cannot, needs: `${name} > 0`, found: `${name} = ${value}` });
}
