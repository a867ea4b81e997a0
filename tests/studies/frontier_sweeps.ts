import { type Design, isoflopDesign, presetNamed } from "isoflop";

/** A way to lay out and to disturb runs whose law is known. */
export interface FrontierSweep {
  /** What it is, for a table. */
  readonly name: string;
  readonly approach: 1 | 2;
  /** N and D at the end of every run. */
  readonly design: Design;
  /** The standard deviation of a run's noise, over σ. */
  readonly noisier: readonly number[];
  /** The geometric middle of the budgets, in FLOP: N* is asked for there. */
  readonly middle: number;
}

/** The law of all sweeps, and its frontier. */
export const law = presetNamed("chinchilla:epoch");

/** IsoFLOP profiles at log-spaced budgets, 6e18 to 3e21 FLOP as in Hoffmann et al. (2022). */
export function isoflopSweep(
  budgets: number,
  sizes: number,
  within: number,
  { off = 1, drift = 0, calmer = false }: {
    /** The middle of the sizes over the best size. */
    readonly off?: number;
    /** This middle grows with an exponent that is larger by so much than that of N*. */
    readonly drift?: number;
    /** The noise falls by a factor of 2 from the least to the greatest budget, about σ. */
    readonly calmer?: boolean;
  } = {},
): FrontierSweep {
  const C = logSpaced(6e18, 3e21, budgets);
  const middle = Math.sqrt(6e18 * 3e21);
  const { coef, exponent } = law.frontier.N;
  const centre = { coef: coef * off * middle ** -drift, exponent: exponent + drift };
  const design = isoflopDesign({ N: centre }, { C, within, sizes });
  const noisier = design.N.map((_, i) => {
    const share = Math.floor(i / sizes) / (budgets - 1);
    return calmer ? 2 ** (0.5 - share) : 1;
  });
  const words = [
    `${budgets} budgets × ${sizes} sizes ±${within}×`,
    ...(off === 1 ? [] : [`${off}× off`]),
    ...(drift === 0 ? [] : [`drift C^${drift}`]),
    ...(calmer ? ["noise halves"] : []),
  ];
  return { name: words.join(", "), approach: 2, design, noisier, middle };
}

/** Training runs of log-spaced sizes 7e7 to 1e10, each size at four horizons that span 16×. */
export function curveSweep(sizes: number, about: "20 tokens/N" | "D*(N)"): FrontierSweep {
  const { coef, exponent } = law.frontier.N;
  /** The budget whose best size is N. */
  const budgetOf = (N: number) => (N / coef) ** (1 / exponent);
  const N = logSpaced(7e7, 1e10, sizes).flatMap((size) => Array(4).fill(size) as number[]);
  const D = N.map((size, i) => {
    const centre = about === "D*(N)" ? budgetOf(size) / (6 * size) : 20 * size;
    return centre * 16 ** ((i % 4) / 3 - 0.5);
  });
  return {
    name: `${sizes} sizes × 4 horizons about ${about}`,
    approach: 1,
    design: { N, D },
    noisier: N.map(() => 1),
    middle: budgetOf(Math.sqrt(7e7 * 1e10)),
  };
}

function logSpaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
}
