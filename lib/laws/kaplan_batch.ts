import { InputError } from "../text/errors.ts";
import { defineLaw } from "./define_law.ts";
import type { Coef, Law } from "./law.ts";
import { lawPreset } from "./law_preset.ts";

const source = (where: string) => ({
  paper: "Kaplan et al. (2020)",
  where,
  url: "https://arxiv.org/abs/2001.08361",
});

/** The coefficients of {@linkcode kaplanBatch}. */
export type KaplanBatchTerm = "B_star" | "alpha_B";

/** The published coefficients of B_crit(L). */
export type KaplanBatchPreset = "table5" | "rounded" | "nanogpt";

const table5 = { B_star: 2.1e8, alpha_B: 0.21 };

/**
 * Kaplan's critical batch: it depends on the loss that is to be reached, and not on the model.
 *
 * B_crit(L) = B_* / L^(1/α_B), in tokens, L in nats/token
 *
 * It doubles whenever the loss falls by 13 %. Fit it to critical batches from `fitBatch`, or give a
 * preset: Table 5's constants are the ones behind the paper's numbers.
 *
 * Source: Kaplan et al. (2020), equation 1.4 and Table 5, https://arxiv.org/abs/2001.08361
 *
 * @example At a loss of 3 nats/token
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanBatch } from "isoflop/laws";
 *
 * const B_crit = kaplanBatch.predict({ B_star: 2.1e8, alpha_B: 0.21 }, { loss: 3 });
 * assert.equal(B_crit.toPrecision(4), "1.123e+6");
 * ```
 */
export const kaplanBatch: Law<KaplanBatchTerm, never, KaplanBatchPreset, "loss"> = defineLaw({
  name: "kaplan-batch",
  coefNames: ["B_star", "alpha_B"],
  regressors: ["loss"],
  response: "B_crit",
  predict: ({ B_star, alpha_B }, { loss }) => B_star / loss ** (1 / alpha_B),
  rules: {
    B_star: { positive: true, search: [1e3, 1e15] },
    alpha_B: { low: 0.01, high: 3, search: [0.05, 1] },
  },
  units: { B_star: "tokens, at a loss of 1", alpha_B: "–" },
  formula: "B_crit(L) = B_star/L^(1/alpha_B)",
  tex: String.raw`B_{\mathrm{crit}}(L) = \frac{B_*}{L^{1/\alpha_B}}`,
  source: source("equation 1.4"),
  presets: {
    table5: preset("table5", table5, source("Table 5"), ["Equation 1.4 rounds B_* to 2e8."]),
    rounded: preset("rounded", { B_star: 2e8, alpha_B: 0.21 }, source("equation 1.4"), [
      "Table 5 has 2.1e8, which the paper's other numbers were made with.",
    ]),
    nanogpt: preset("nanogpt", { B_star: 2.2e7, alpha_B: 1 / 4.26 }, {
      paper: "shehper/scaling_laws",
      where: "README, nanoGPT on OpenWebText",
      url: "https://github.com/shehper/scaling_laws",
    }, ["Small models on another text: a replication, not the paper."]),
  },
});

function preset(
  short: KaplanBatchPreset,
  coef: Coef<KaplanBatchTerm>,
  source: ReturnType<typeof lawPreset>["source"],
  notes: readonly string[],
) {
  return lawPreset(short, {
    law: "kaplan-batch",
    regressors: ["loss"],
    title: short === "nanogpt" ? "nanoGPT replication, B_crit(L)" : "Kaplan et al. 2020, B_crit(L)",
    ...{ coef, source, notes },
  });
}

/** A run: what it trained, and where it arrived. */
export interface FinishedRun {
  /** Parameters without embeddings. */
  readonly N: number;
  /** Batch in tokens. */
  readonly B: number;
  /** Steps. */
  readonly S: number;
  /** The loss reached, in nats/token. */
  readonly loss: number;
}

/** What a run took, and the least that its loss can take. */
export interface LeastTraining {
  /** The critical batch at the loss reached, in tokens. */
  readonly B_crit: number;
  /** Compute spent: 6NBS in FLOP. */
  readonly C: number;
  /** Compute at a batch far below the critical one, in FLOP. */
  readonly C_min: number;
  /** Steps at a batch far above the critical one. */
  readonly S_min: number;
  /** Tokens at a batch far below the critical one. */
  readonly E_min: number;
}

/**
 * What a run's loss takes at the best of all batches: least steps, least tokens, least compute.
 *
 * S_min = S / (1 + B_crit/B), C_min = C / (1 + B/B_crit), E_min = S_min B_crit = C_min / 6N
 *
 * No batch has all three: at B = B_crit a run takes twice S_min and twice C_min.
 *
 * @param run N without embeddings, the batch in tokens, the steps, and the loss reached.
 * @param coef B_crit(L); Table 5's unless given.
 * @throws {InputError} If a number is not positive, or the batch is smaller than a token.
 *
 * Source: Kaplan et al. (2020), equations 5.2, 5.4 and 5.5, https://arxiv.org/abs/2001.08361
 *
 * @example A batch of half a million tokens at a loss of 3 wastes steps
 * ```ts
 * import assert from "node:assert/strict";
 * import { leastTraining } from "isoflop/laws";
 *
 * const least = leastTraining({ N: 1e8, B: 2 ** 19, S: 1e5, loss: 3 });
 * assert.equal(least.S_min.toFixed(0), "31836");
 * ```
 */
export function leastTraining(
  { N, B, S, loss }: FinishedRun,
  coef: Coef<KaplanBatchTerm> = table5,
): LeastTraining {
  const bad = Object.entries({ N, S, loss }).find(([, x]) => !(x > 0 && x < Infinity));
  if (bad || !(B >= 1 && B < Infinity)) {
    throw new InputError({
      cannot: "say what a run's loss takes at least",
      needs: "N, S and loss above 0, and a batch of one token or more",
      found: bad ? `${bad[0]} = ${bad[1]}` : `B = ${B}`,
    });
  }
  const B_crit = kaplanBatch.predict(coef, { loss });
  const C = 6 * N * B * S;
  const S_min = S / (1 + B_crit / B);
  return { B_crit, C, C_min: C / (1 + B / B_crit), S_min, E_min: S_min * B_crit };
}

/** What a run takes at one batch. */
export interface BatchCost {
  /** Steps: how long it takes. */
  readonly S: number;
  /** Tokens processed. */
  readonly E: number;
  /** Compute in FLOP; as a multiple of `C_min` where that is 1. */
  readonly C: number;
}

/**
 * Time against compute: what a loss takes at a batch, when its least steps and least compute are known.
 *
 * S = S_min (1 + B_crit/B), E = B S, C = C_min (1 + B/B_crit)
 *
 * `leastTraining` and `allocate` of a source with a critical batch give the three numbers.
 *
 * @param B The batch, in the unit of `B_crit`.
 * @param least The critical batch, the least steps and the least compute.
 * @throws {InputError} If a number is not positive.
 *
 * Source: McCandlish et al. (2018), https://arxiv.org/abs/1812.06162; Kaplan et al. (2020), equations
 * 5.4 and 5.5
 *
 * @example A tenth of the critical batch: eleven times the least steps for 10 % more than least compute
 * ```ts
 * import assert from "node:assert/strict";
 * import { atBatch } from "isoflop/laws";
 *
 * const { S, C } = atBatch(1e5, { B_crit: 1e6, S_min: 5000, C_min: 1e20 });
 * assert.equal(S, 55_000);
 * assert.equal(C.toPrecision(4), "1.100e+20");
 * ```
 */
export function atBatch(
  B: number,
  { B_crit, S_min, C_min }: Pick<LeastTraining, "B_crit" | "S_min" | "C_min">,
): BatchCost {
  const bad = Object.entries({ B, B_crit, S_min, C_min }).find(([, x]) => !(x > 0 && x < Infinity));
  if (bad) {
    throw new InputError({
      cannot: "say what a batch costs",
      needs: "B, B_crit, S_min and C_min above 0 and finite",
      found: `${bad[0]} = ${bad[1]}`,
    });
  }
  const S = S_min * (1 + B_crit / B);
  return { S, E: B * S, C: C_min * (1 + B / B_crit) };
}
