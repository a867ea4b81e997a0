import { huberLog, type Objective, squaredLog } from "isoflop";
import { gaussian } from "../../lib/runs/chance.ts";
import { stream } from "../../lib/numeric/mod.ts";

/** Simulated runs, and how they are to be fitted. */
export interface OptimumSweep {
  readonly name: string;
  readonly objective: Objective;
  readonly N: Float64Array;
  readonly D: Float64Array;
  readonly C: Float64Array;
  readonly loss: Float64Array;
}

const designs = ["IsoFLOP", "grid", "two sizes", "narrow", "no floor", "outliers"] as const;
const noises = [0.001, 0.003, 0.01, 0.03, 0.05];

/** The k-th data set: designs, noises and objectives in turn. */
export function optimumSweep(k: number): OptimumSweep {
  const design = designs[k % designs.length]!;
  const noise = noises[Math.floor(k / designs.length) % noises.length]!;
  const objective = Math.floor(k / 30) % 2 === 0 ? squaredLog() : huberLog();
  const draw = stream("isoflop", k);
  const uniform = () => draw(2 ** 30) / 2 ** 30;
  const z = gaussian(k + 1000, (needs, found) => {
    throw new Error(`${needs}: ${found}`);
  });
  const E = design === "no floor" ? 0 : 1.4 + 0.6 * uniform();
  const alpha = 0.25 + 0.25 * uniform(), beta = 0.25 + 0.25 * uniform();
  // Both terms are .3 to .8 nats/token at a billion parameters and twenty billion tokens.
  const A = (0.3 + 0.5 * uniform()) * 1e9 ** alpha, B = (0.3 + 0.5 * uniform()) * 2e10 ** beta;
  const points = pointsOf(design);
  const N = Float64Array.from(points, ([n]) => n), D = Float64Array.from(points, ([, d]) => d);
  const loss = N.map((n, i) => {
    const exact = E + A * n ** -alpha + B * D[i]! ** -beta;
    const odd = design === "outliers" && i % 11 === 5 ? 0.3 * uniform() : 0;
    return exact * Math.exp(noise * z() + odd);
  });
  const name = `${design}, σ = ${100 * noise} %, ${objective.name}`;
  return { name, objective, N, D, C: N.map((n, i) => 6 * n * D[i]!), loss };
}

function pointsOf(design: (typeof designs)[number]): (readonly [N: number, D: number])[] {
  const grid = (N: readonly number[], D: readonly number[]) =>
    N.flatMap((n) => D.map((d) => [n, d] as const));
  const steps = (from: number, to: number, count: number) =>
    Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
  if (design === "two sizes") return grid([1e8, 1e9], steps(1e9, 1e11, 8));
  if (design === "narrow") return grid(steps(5e8, 1e9, 4), steps(1e10, 2e10, 4));
  if (design === "grid" || design === "no floor") {
    return grid(steps(5e7, 1e10, 6), steps(1e9, 2e11, 6));
  }
  return steps(6e18, 6e21, 7).flatMap((C) => {
    const middle = 0.6 * Math.sqrt(C / 120);
    return steps(middle / 4, middle * 4, 9).map((n) => [n, C / (6 * n)] as const);
  });
}
