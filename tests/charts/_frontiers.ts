/** Frontiers made by hand, for tests of what is drawn of them. */
import type { ChartFrontier, ChartMinimum, ChartRuns } from "isoflop/charts";
import { presetNamed } from "isoflop/laws";

const { frontier } = presetNamed("chinchilla:approach1");

/** A minimum on the frontier of Hoffmann's Table 3. */
export function minimum(C: number, given: Partial<ChartMinimum> = {}): ChartMinimum {
  const N = frontier.N.coef * C ** frontier.N.exponent;
  return {
    ...{ C, N, D: C / (6 * N), loss: 2.5, status: "converged", message: "a minimum" },
    ...{ curvature: 0.05, range: [N / 4, N * 4] },
    ...given,
  };
}

/** The power laws of Table 3 with these minima. */
export function frontierOf(
  minima: readonly ChartMinimum[],
  given: Partial<ChartFrontier> = {},
): ChartFrontier {
  const C = minima.map((m) => m.C);
  const data = { ranges: { C: [Math.min(...C), Math.max(...C)] as const }, rows: 15 };
  return {
    ...{ title: "by hand", law: null, coef: null, predict: null, frontier, minima, data },
    ...given,
  };
}

/** Five runs on each budget, on the parabolas of the minima that have one. */
export function runsOf(minima: readonly ChartMinimum[]): ChartRuns {
  const rows = minima.flatMap(({ C, range, N: best, loss, curvature }) =>
    [0, 1, 2, 3, 4].map((i) => {
      const N = range![0] * (range![1] / range![0]) ** (i / 4);
      const above = (curvature ?? 0.05) * Math.log(N / (best ?? N)) ** 2;
      return { N, D: C / (6 * N), C, loss: (loss ?? 3) + above };
    })
  );
  const column = (letter: "N" | "D" | "C" | "loss") => Float64Array.from(rows, (r) => r[letter]);
  return {
    ...{ N: column("N"), D: column("D"), C: column("C"), loss: column("loss") },
    source: { name: "by hand", committable: true },
  };
}
