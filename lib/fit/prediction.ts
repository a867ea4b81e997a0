import type { At, Point } from "../laws/law.ts";
import { quantiles } from "../numeric/quantiles.ts";
import { InputError } from "../text/mod.ts";
import type { Fit } from "./fit.ts";
import type { Interval } from "./interval.ts";
import { drawnInterval, tails } from "./uncertainty.ts";

/**
 * Where the law is: the interval of its loss at a point, over the refits of the bootstrap.
 *
 * It shrinks as runs are added. One more run will not lie inside it, for runs scatter about the
 * law: see {@linkcode predictionInterval}.
 *
 * @param fit A fit with draws.
 * @param at N parameters and D tokens.
 * @param level Coverage aimed at. @default {0.95}
 * @returns The interval of the loss in nats/token; `null` if no refit converged.
 * @throws {InputError} If the fit has no draws, or N or D is not a positive number.
 */
export function confidenceInterval<K extends string, D extends string>(
  fit: Fit<K, D>,
  at: Point,
  level = 0.95,
): Interval | null {
  needDraws(fit, at);
  return drawnInterval(
    fit.predict(at),
    fit.overDraws((coef) => fit.law.predict(coef, at)),
    level,
  );
}

/**
 * Where the loss of one more run will be: the law's own uncertainty, and the scatter of runs about
 * it.
 *
 * Every refit of the bootstrap meets every residual: ln loss = ln L(N, D; refit) + e, or loss =
 * L(N, D; refit) + e where the objective is on the loss itself; e = observed − predicted,
 * widened by √(n / (n − coefficients)) because the law was fitted to the same runs. The ends are
 * percentiles of all these. It supposes that the scatter beyond the runs is the scatter among them,
 * and that the law holds there: no interval knows of a law that bends.
 *
 * @param fit A fit with draws.
 * @param at N parameters and D tokens.
 * @param level Coverage aimed at. @default {0.95}
 * @returns The interval of the loss in nats/token; `null` if no refit converged.
 * @throws {InputError} If the fit has no draws, or N or D is not a positive number.
 *
 * @example Wider than where the law is
 * ```ts
 * import assert from "node:assert/strict";
 * import { confidenceInterval, fitLaw, predictionInterval } from "isoflop/fit";
 * import { chinchilla, presetNamed } from "isoflop/laws";
 * import { grid, simulate } from "isoflop/runs";
 *
 * const design = grid({ N: [1e8, 3e8, 1e9, 3e9], D: [2e9, 6e9, 2e10, 6e10] });
 * const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.01, seed: 1 });
 * const fit = fitLaw(runs, chinchilla, { bootstrap: { draws: 200, seed: 1 } });
 * const law = confidenceInterval(fit, { N: 1e9, D: 2e10 })!;
 * const run = predictionInterval(fit, { N: 1e9, D: 2e10 })!;
 * assert(run.low < law.low && law.high < run.high);
 * ```
 */
export function predictionInterval<K extends string, D extends string>(
  fit: Fit<K, D>,
  at: Point,
  level = 0.95,
): Interval | null {
  needDraws(fit, at);
  return predictionIntervals(fit as unknown as Fit<string, string, string>, { ...at }, [level])[0]!;
}

/** {@linkcode predictionInterval} at several levels, of a law of any columns; the fit has draws. */
export function predictionIntervals(
  fit: Fit<string, string, string>,
  at: At<string>,
  levels: readonly number[],
): (Interval | null)[] {
  const { n, residuals } = fit;
  const log = fit.objective.space === "log";
  const widen = Math.sqrt(n / (n - fit.law.coefNames.length));
  const drawn = fit.overDraws((coef) => fit.law.predict(coef, at)).filter(Number.isFinite);
  const sample = new Float64Array(drawn.length * n);
  for (let i = 0, k = 0; i < drawn.length; i++) {
    const centre = drawn[i]!;
    for (let j = 0; j < n; j++) {
      const e = -residuals[j]! * widen;
      sample[k++] = log ? centre * Math.exp(e) : centre + e;
    }
  }
  const ends = quantiles(sample, levels.flatMap((level) => tails(level)));
  const estimate = fit.predict(at);
  return levels.map((level, i) => {
    const low = ends[2 * i]!, high = ends[2 * i + 1]!;
    return Number.isNaN(low) ? null : { estimate, low, high, level, method: "bootstrap" };
  });
}

function needDraws<K extends string, D extends string>(fit: Fit<K, D>, { N, D }: Point): void {
  const cannot = "give an interval for a loss";
  if (!fit.draws) {
    // Where the runs do not determine the law there are no draws, asked for or not.
    const lost = fit.status === "not-identified";
    throw new InputError({
      cannot,
      needs: "a fit with draws",
      found: lost ? `a fit without (${fit.status}: ${fit.message})` : "a fit without",
      cure: lost
        ? "fit runs that vary N and D apart"
        : "fit with { bootstrap: { draws: 1000, seed: 1 } }",
    });
  }
  for (const [name, value] of Object.entries({ N, D })) {
    if (value > 0 && Number.isFinite(value)) continue;
    throw new InputError({ cannot, needs: `${name} > 0 and finite`, found: `${value}` });
  }
}
