import { toCoef } from "./coefficients.ts";
import type { Box } from "./newton.ts";
import type { Objective } from "./objective.ts";
import type { Problem } from "./problem.ts";
import {
  largestExponent,
  leastExponent,
  residuals,
  smoothSurface,
  solve,
  solveFrom,
  zeroFloorReached,
} from "./solve.ts";
import { reweighter, type Surface } from "./surface.ts";
import type { SolverWeights } from "./weights.ts";

const terms = ["A", "B", "E", "alpha", "beta"] as const;
const logged = [true, true, true, false, false];

/**
 * The Chinchilla law's own problem: the same as {@linkcode lawProblem} makes of its formula, with
 * the loops written by hand, centred logarithms and a grid of starts of its own. A fit takes a
 * quarter of the time, and a bootstrap is four thousand fits.
 */
export function surfaceProblem(
  surface: Surface,
  objective: Objective,
  box: Box,
  { n, meaning }: Pick<SolverWeights, "n" | "meaning">,
): Problem {
  const { meanX, meanY } = surface;
  return {
    objective,
    terms,
    logged,
    floors: ["E"],
    shapes: ["alpha", "beta"],
    box,
    rows: surface.x.length,
    n,
    weight: surface.weight,
    meaning,
    // ln A = a′ + alpha · mean ln N, and the same for B.
    shift: terms.map((row) =>
      terms.map((column) => {
        if (row === column) return 1;
        if (row === "A" && column === "alpha") return meanX;
        if (row === "B" && column === "beta") return meanY;
        return 0;
      })
    ),
    solve: (within = box) => solve(surface, objective, within),
    solveFrom: (start, within = box, enough) =>
      solveFrom(surface, objective, within, start, enough),
    solveAgain: (start) => solveFrom(surface, objective, box, start),
    solveNear: (start) => solveFrom(surface, objective, box, start),
    smooth: () => smoothSurface(surface, objective.delta ?? Infinity),
    withObjective: (other) => surfaceProblem(surface, other, box, { n, meaning }),
    reweighter: () => {
      const reweight = reweighter(surface);
      const weight = new Float64Array(surface.x.length);
      return (times) => {
        let runs = 0;
        for (let i = 0; i < weight.length; i++) {
          weight[i] = times[i]! * surface.weight[i]!;
          runs += times[i]!;
        }
        return surfaceProblem(reweight(weight), objective, box, { n: runs, meaning });
      };
    },
    residuals: (theta) => residuals(surface, theta),
    jacobian: (theta) => jacobian(surface, theta),
    started: ([A, B, E, alpha, beta]) =>
      Float64Array.of(
        Math.log(A!) - alpha! * meanX,
        Math.log(B!) - beta! * meanY,
        Math.log(E!),
        alpha!,
        beta!,
      ),
    toCoef: (theta) => ({ ...toCoef(theta, surface) }),
    scale: () => 1,
    atBound: (theta) => atBound(surface, box, theta),
  };
}

/** ∂r/∂θ of every row. */
function jacobian({ x, y, log }: Surface, theta: Float64Array): number[][] {
  const [a, b, e, alpha, beta] = theta as unknown as [number, number, number, number, number];
  const floor = Math.exp(e);
  return Array.from(x, (xi, i) => {
    const size = Math.exp(a - alpha * xi), data = Math.exp(b - beta * y[i]!);
    const unit = log ? 1 / (size + data + floor) : 1;
    return [size * unit, data * unit, floor * unit, -size * unit * xi, -data * unit * y[i]!];
  });
}

/** The coefficients at a face of the search box, and the value they have there. */
function atBound(surface: Surface, { high }: Box, theta: Float64Array) {
  const found: { term: string; at: number }[] = [];
  if (zeroFloorReached(surface, theta[2]!)) found.push({ term: "E", at: 0 });
  else if (theta[2]! >= high[2]! - 1e-9) found.push({ term: "E", at: Math.exp(high[2]!) });
  for (const [index, term] of [[3, "alpha"], [4, "beta"]] as const) {
    if (theta[index]! <= leastExponent) found.push({ term, at: 0 });
    else if (theta[index]! >= largestExponent - 1e-9) found.push({ term, at: largestExponent });
  }
  return found;
}
