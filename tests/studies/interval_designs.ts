import {
  type BootstrapOptions,
  chinchilla,
  defineLaw,
  type Fit,
  fitLaw,
  huberLog,
  type IntervalMethod,
  type Law,
  squaredLog,
  studentTLog,
  type WeightMeaning,
} from "isoflop";
import { gaussian } from "../../lib/runs/chance.ts";

type AnyFit = Fit<string, string, string>;
type Coef = Record<string, number>;

/** Runs of a law, how they are disturbed and fitted, and what is asked of the fit. */
export interface IntervalDesign {
  readonly name: string;
  readonly truth: Coef;
  /** What intervals are asked for: a name, or a function of the coefficients. */
  readonly asked: Readonly<Record<string, string | ((coef: Coef) => number)>>;
  /** The law itself, for quantities that it derives. */
  readonly law: Law;
  /** The methods that theory promises 95 % of here, and those that it does not. */
  readonly hold: readonly IntervalMethod[];
  readonly fail?: readonly IntervalMethod[];
  readonly fit: (seed: number, draws: number) => AnyFit;
}

const anyChinchilla = chinchilla as unknown as Law;
const epoch = { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 };

/** Every size at every number of tokens, in even steps of the logarithm: 50 M to 16 G, 1 G to 300 G. */
function gridOf(sizes: number, lengths: number) {
  const N: number[] = [], D: number[] = [];
  for (let i = 0; i < sizes; i++) {
    for (let j = 0; j < lengths; j++) {
      N.push(5e7 * 320 ** (i / (sizes - 1)));
      D.push(1e9 * 300 ** (j / (lengths - 1)));
    }
  }
  return { N, D };
}

/** Standard Gaussian numbers of a seed. */
function chance(seed: number): () => number {
  return gaussian(seed, (needs, found) => {
    throw new Error(`${needs}: ${found}`);
  });
}

/** Student's t of ν degrees: a Gaussian over the root of a mean of ν squares. */
function student(z: () => number, degrees: number): number {
  let squares = 0;
  for (let k = 0; k < degrees; k++) squares += z() ** 2;
  return z() / Math.sqrt(squares / degrees);
}

/** Methods, all of them unless something is known against one. */
const all: readonly IntervalMethod[] = ["bootstrap", "profile", "sandwich", "wald"];

const ofChinchilla = {
  law: anyChinchilla,
  truth: epoch,
  asked: {
    E: "E",
    A: "A",
    B: "B",
    alpha: "alpha",
    beta: "beta",
    a: "a",
    // Half a decade past the largest budget of the grid.
    "ln N*": (coef: Coef) => logSize(coef, 1e23),
    "loss": (coef: Coef) => anyChinchilla.predict(coef, { N: 3e10, D: 6e11 }),
  },
} as const;

function logSize(coef: Coef, C: number): number {
  const { a, G } = chinchilla.derive(coef as typeof epoch);
  return Math.log(G) + a * Math.log(C / 6);
}

/** Losses of the law at the design, each times exp(its noise). */
function lossOf({ N, D }: { N: number[]; D: number[] }, noise: (row: number) => number): number[] {
  return N.map((n, i) => chinchilla.predict(epoch, { N: n, D: D[i]! }) * Math.exp(noise(i)));
}

const boot = (seed: number, draws: number): { bootstrap: BootstrapOptions } => ({
  bootstrap: { draws, seed },
});

/** Percentiles do not widen for few runs per coefficient, by √(n/(n − p)) and t: no promise. */
const notPercentiles = all.filter((method) => method !== "bootstrap");

function gaussianGrid(sizes: number, lengths: number, hold = all): IntervalDesign {
  const design = gridOf(sizes, lengths);
  return {
    ...ofChinchilla,
    name: `Gaussian, ${sizes * lengths} runs`,
    hold,
    fit: (seed, draws) => {
      const z = chance(seed);
      const loss = lossOf(design, () => 0.005 * z());
      return fitLaw({ ...design, loss }, anyChinchilla, {
        objective: squaredLog(),
        ...boot(seed, draws),
      });
    },
  };
}

const floor = defineLaw({
  name: "compute with a floor",
  coefNames: ["E", "K", "gamma"],
  regressors: ["C"],
  predict: ({ E, K, gamma }, { C }) => E + K * (C / 1e18) ** -gamma,
  rules: { E: { positive: true }, K: { positive: true }, gamma: { low: 0, high: 3 } },
}) as unknown as Law;

function ownLaw(count: number, hold = all): IntervalDesign {
  const truth = { E: 1.8, K: 2, gamma: 0.2 };
  return {
    name: `Gaussian, own law, ${count} runs`,
    law: floor,
    truth,
    asked: {
      E: "E",
      K: "K",
      gamma: "gamma",
      loss: (coef) => floor.predict(coef, { C: 1e24 }),
    },
    hold,
    fit: (seed, draws) => {
      const z = chance(seed);
      const C = Array.from({ length: count }, (_, i) => 1e17 * 1e6 ** (i / (count - 1)));
      const loss = C.map((c) => floor.predict(truth, { C: c }) * Math.exp(0.005 * z()));
      return fitLaw({ C, loss }, floor, { objective: squaredLog(), ...boot(seed, draws) });
    },
  };
}

/** The smallest models are eight times as noisy as the largest. */
const uneven: IntervalDesign = {
  ...ofChinchilla,
  name: "noise differs from run to run, 240 runs",
  hold: ["bootstrap", "sandwich"],
  fail: ["profile", "wald"],
  fit: (seed, draws) => {
    const design = gridOf(16, 15), z = chance(seed);
    const loss = lossOf(design, (i) => 0.002 * (1.6e10 / design.N[i]!) ** 0.36 * z());
    return fitLaw({ ...design, loss }, anyChinchilla, {
      objective: squaredLog(),
      ...boot(seed, draws),
    });
  },
};

function checkpoints(
  sizes: number,
  lengths: number,
  unit: "rows" | "runs",
  hold: IntervalDesign["hold"],
): IntervalDesign {
  const runs = sizes * lengths;
  return {
    ...ofChinchilla,
    name: `${runs} runs × 5 checkpoints, ${unit === "rows" ? "rows" : "runs"} drawn`,
    hold,
    fail: unit === "rows" ? ["bootstrap", "wald"] : ["wald"],
    fit: (seed, draws) => {
      const ends = gridOf(sizes, lengths), z = chance(seed);
      const N: number[] = [], D: number[] = [], run: string[] = [], noise: number[] = [];
      ends.N.forEach((n, i) => {
        const shared = 0.005 * z();
        for (let k = 0; k < 5; k++) {
          N.push(n);
          D.push(ends.D[i]! * 0.2 ** (1 - k / 4));
          run.push(`run ${i + 1}`);
          noise.push(shared + 0.002 * z());
        }
      });
      const data = { N, D, run, loss: lossOf({ N, D }, (i) => noise[i]!) };
      return fitLaw(data as unknown as { N: number[] }, anyChinchilla, {
        objective: squaredLog(),
        bootstrap: { draws, seed, unit },
      });
    },
  };
}

function heavyTails(kind: "huber" | "student"): IntervalDesign {
  const design = gridOf(12, 10);
  return {
    ...ofChinchilla,
    name: kind === "huber" ? "t₃ noise, Huber δ = 0.005" : "t₄ noise, Student's t",
    hold: all,
    fit: (seed, draws) => {
      const z = chance(seed);
      const loss = lossOf(design, () => 0.004 * student(z, kind === "huber" ? 3 : 4));
      return fitLaw({ ...design, loss }, anyChinchilla, {
        objective: kind === "huber" ? huberLog(0.005) : studentTLog(),
        ...boot(seed, draws),
      });
    },
  };
}

/** Weights of 16 : 4 : 1 leave (Σw)²/Σw² = .54 n runs for chance to choose from. */
function weighted(
  meaning: WeightMeaning,
  sizes: number,
  lengths: number,
  hold = all,
): IntervalDesign {
  const design = gridOf(sizes, lengths);
  return {
    ...ofChinchilla,
    name: `weights: ${meaning}, ${sizes * lengths} runs`,
    hold,
    fit: (seed, draws) => {
      const z = chance(seed);
      const sd = design.N.map((_, i) => [0.003, 0.006, 0.012][i % 3]!);
      const loss = lossOf(design, (i) => sd[i]! * z());
      const values = meaning === "known-sd" ? sd : sd.map((s) => 1e-3 / s ** 2);
      return fitLaw({ ...design, loss }, anyChinchilla, {
        objective: squaredLog(),
        weights: { meaning, values },
        ...boot(seed, draws),
      });
    },
  };
}

/** Six runs at each point, whose noise has three values, so that equal runs can be counted. */
const counted: IntervalDesign = {
  ...ofChinchilla,
  name: "weights: count, 180 runs in some 86 rows",
  hold: all,
  fit: (seed, draws) => {
    const points = gridOf(6, 5), z = chance(seed);
    const N: number[] = [], D: number[] = [], noise: number[] = [], values: number[] = [];
    points.N.forEach((n, i) => {
      const times = [0, 0, 0];
      for (let k = 0; k < 6; k++) {
        const u = z();
        times[u < -0.4307273 ? 0 : u < 0.4307273 ? 1 : 2]!++;
      }
      times.forEach((count, k) => {
        if (count === 0) return;
        N.push(n);
        D.push(points.D[i]!);
        noise.push(0.006 * (k - 1));
        values.push(count);
      });
    });
    return fitLaw({ N, D, loss: lossOf({ N, D }, (i) => noise[i]!) }, anyChinchilla, {
      objective: squaredLog(),
      weights: { meaning: "count", values },
      ...boot(seed, draws),
    });
  },
};

/** Everything that the study tries. */
export const intervalDesigns: readonly IntervalDesign[] = [
  gaussianGrid(10, 6, notPercentiles),
  gaussianGrid(12, 10),
  gaussianGrid(16, 15),
  ownLaw(60, notPercentiles),
  ownLaw(240),
  uneven,
  checkpoints(6, 6, "runs", ["profile", "sandwich"]),
  checkpoints(12, 10, "runs", ["bootstrap", "profile", "sandwich"]),
  checkpoints(12, 10, "rows", ["profile", "sandwich"]),
  heavyTails("huber"),
  heavyTails("student"),
  weighted("known-sd", 12, 10, notPercentiles),
  weighted("relative", 12, 10, notPercentiles),
  counted,
  weighted("known-sd", 16, 15),
  weighted("relative", 16, 15),
];
