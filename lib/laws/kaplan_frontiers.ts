import { efficientFrontier, ofComputeSpent } from "./kaplan_efficient.ts";
import type { Coef, PowerOfCompute, Preset, Source } from "./law.ts";
import { flopPerPetaflopDay } from "./petaflop_days.ts";

const source = (where: string): Source => ({
  paper: "Kaplan et al. (2020)",
  where,
  url: "https://arxiv.org/abs/2001.08361",
});

/** A power of C_min in PF-days, as printed, as a power of the FLOP spent at the critical batch. */
const printed = (coef: number, exponent: number): PowerOfCompute =>
  ofComputeSpent({ coef: coef * flopPerPetaflopDay ** -exponent, exponent });

/** Equation 1.3: L(C_min) = (C_c/C_min)^.050. */
const [C_c, gamma] = [3.1e8 * flopPerPetaflopDay, 0.05];

const spent =
  "C is compute spent at the critical batch, twice the C_min that the paper's powers are of.";
const steps = "S is S_min, the least number of steps; at the critical batch a run takes twice S.";
const withoutEmbeddings = "N counts parameters without embeddings.";

/**
 * What Kaplan et al. advise for a budget: size, batch, steps and tokens.
 *
 * | preset                 | where                | N at 1 PF-day of C_min |
 * | ---------------------- | -------------------- | ---------------------- |
 * | `kaplan:table6`        | Table 6, fits        | 1.3e9 · C_min^0.73     |
 * | `kaplan:appendix-b`    | from Tables 3 and 5  | 5.8e8 · C_min^0.68     |
 *
 * The paper's C is C_min in PF-days; here C is compute spent, in FLOP, at the critical batch, where
 * C = 2 C_min. With Table 6's N and D, 6ND is .9 C: the printed powers are rounded fits.
 *
 * Source: Kaplan et al. (2020), Table 6 and Appendix B, https://arxiv.org/abs/2001.08361
 *
 * @example 1e21 FLOP spent: the 4.68 B of which Hoffmann et al. speak in Appendix D.4
 * ```ts
 * import assert from "node:assert/strict";
 * import { kaplanFrontiers } from "isoflop/laws";
 *
 * const { N } = kaplanFrontiers.table6.frontier;
 * assert.equal((N.coef * 1e21 ** N.exponent).toPrecision(3), "4.68e+9");
 * ```
 */
export const kaplanFrontiers: Readonly<Record<"table6" | "appendix-b", Preset>> = {
  table6: {
    ...frontierPreset("table6", "Kaplan et al. 2020, Table 6"),
    frontier: {
      N: printed(1.3e9, 0.73),
      D: printed(2e10, 0.27),
      loss: (C) => (C_c / (C / 2)) ** gamma,
      compute: (loss) => 2 * C_c / loss ** (1 / gamma),
      criticalBatch: { B: printed(2e6, 0.24), S: printed(5.4e3, 0.03), share: 1 / 2 },
    },
    source: source("Table 6; the loss is equation 1.3"),
    notes: [
      withoutEmbeddings,
      spent,
      steps,
      "Equation 6.7 prints D = 4e10 C_min^0.26. Its own 2 C_min/(6N) is 2.2e10 at a PF-day, which is " +
      "Table 6's.",
      "The exponent of L(C_min) is .050 in equation 1.3, .052 in Appendix B and .054 in section 6; " +
      "the loss here takes .050.",
    ],
  },
  "appendix-b": {
    ...frontierPreset("appendix-b", "Kaplan et al. 2020, Appendix B"),
    frontier: efficientFrontier(
      {
        ...{ N_c: 6.5e13, alpha_N: 0.077, S_c: 2.1e3, alpha_S: 0.76 },
        ...{ B_star: 2.1e8, alpha_B: 0.21 },
      } satisfies Coef,
    ),
    source: source("Appendix B, with the constants of Tables 3 and 5"),
    notes: [withoutEmbeddings, spent, steps],
  },
};

function frontierPreset(short: string, title: string) {
  return {
    name: `kaplan:${short}`,
    title,
    law: null,
    coef: null,
    predict: null,
    nConvention: "non-embedding" as const,
    spread: null,
  };
}

/** Where two laws of one paper meet. */
export interface ContradictionPoint {
  /** C_min in FLOP. */
  readonly C_min: number;
  /** Tokens. */
  readonly D: number;
  /** Parameters without embeddings. */
  readonly N: number;
  /** The loss of both, in nats/token. */
  readonly loss: number;
}

/**
 * Where Kaplan's laws contradict each other: beyond it, compute-efficient training would do better
 * on its tokens than any model can.
 *
 * L(D) = (5.4e13/D)^.095 with D(C_min), against L(C_min) = (3.1e8/C_min)^.050 in PF-days
 *
 * With Table 6's 2e10 C_min^0.27 they meet at 1.1e4 PF-days, as the paper says; with equation 6.7's
 * 4e10 C_min^0.26 at 1.1e5.
 *
 * @param tokens D at a PF-day of C_min and its exponent; Table 6's unless given.
 *
 * Source: Kaplan et al. (2020), equation 6.8 and Figure 15, https://arxiv.org/abs/2001.08361
 *
 * @example About 1e4 PF-days, 1e12 parameters
 * ```ts
 * import assert from "node:assert/strict";
 * import { contradictionPoint, petaflopDays } from "isoflop/laws";
 *
 * const { C_min, N } = contradictionPoint();
 * assert.equal(petaflopDays(C_min).toPrecision(3), "1.12e+4");
 * assert.equal(N.toPrecision(3), "1.17e+12");
 * ```
 */
export function contradictionPoint(
  tokens: PowerOfCompute = { coef: 2e10, exponent: 0.27 },
): ContradictionPoint {
  const [D_c, alpha_D] = [5.4e13, 0.095];
  const slope = gamma - alpha_D * tokens.exponent;
  const days = Math.exp(
    (gamma * Math.log(3.1e8) - alpha_D * Math.log(D_c / tokens.coef)) / slope,
  );
  return {
    C_min: days * flopPerPetaflopDay,
    D: tokens.coef * days ** tokens.exponent,
    N: 1.3e9 * days ** 0.73,
    loss: (3.1e8 / days) ** gamma,
  };
}
