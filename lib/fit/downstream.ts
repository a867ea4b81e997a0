import type { At, Point } from "../laws/law.ts";
import { InputError } from "../text/errors.ts";
import { count, significant } from "../text/numbers.ts";
import { type Report, Reported } from "../text/report.ts";
import { type CheckedTasks, checkTasks, type TaskRuns } from "./downstream_check.ts";
import type { Fit } from "./fit.ts";
import type { Interval } from "./interval.ts";
import { drawnInterval, tails } from "./uncertainty.ts";

type Whole = Fit<string, string, string>;

/** Loss and error of one model, with what each stage adds to the doubt. */
export interface DownstreamPrediction extends Point {
  /** The loss that the first stage gives, in nats/token. */
  readonly loss: number;
  /** The error that the second stage gives at that loss. */
  readonly error: number;
  /** The interval of the loss; `null` where the first stage has no draws. */
  readonly lossInterval: Interval | null;
  /** Where the error is, both stages in doubt; `null` where neither has draws. */
  readonly interval: Interval | null;
  /** The same with the second stage held: what the loss alone adds. */
  readonly fromLoss: Interval | null;
  /** The same with the loss held: what the second stage alone adds. */
  readonly fromError: Interval | null;
  /** Where the error of one more model will be: models scatter about both stages. */
  readonly model: Interval | null;
}

/**
 * Two stages, made one: a first law says the loss of a model, a second one the error at that loss.
 *
 * Made by {@linkcode downstream}.
 */
export class Downstream extends Reported {
  readonly #first: Whole;
  readonly #second: Whole;

  /** Puts two fits together; {@linkcode downstream} checks them. */
  constructor(first: Whole, second: Whole) {
    super();
    this.#first = first;
    this.#second = second;
  }

  /** Loss and error of a model of N parameters on D tokens. */
  predict({ N, D }: Point): { readonly loss: number; readonly error: number } {
    const loss = this.#first.predict(columnsAt({ N, D }));
    return { loss, error: this.#second.predict({ loss }) };
  }

  /** {@linkcode Downstream.predict}, with intervals. */
  at({ N, D }: Point, level = 0.95): DownstreamPrediction {
    tails(level);
    const at = columnsAt({ N, D }), [first, second] = [this.#first, this.#second];
    const { loss, error } = this.predict({ N, D });
    const errorAt = (loss: number) => second.predict({ loss });
    const losses = first.draws ? first.overDraws((coef) => first.law.predict(coef, at)) : null;
    // Draw i of one stage meets draw i of the other: of the same runs and seed, they are one resample.
    const pairs = Math.max(losses?.length ?? 0, second.draws?.count ?? 0);
    const lossOf = (i: number) => losses ? losses[i % losses.length]! : loss;
    const drawn = (i: number, loss: number) =>
      second.draws
        ? second.law.predict(second.drawnCoef(i % second.draws.count), { loss })
        : errorAt(loss);
    const over = (value: (i: number) => number) =>
      pairs
        ? drawnInterval(error, Float64Array.from({ length: pairs }, (_, i) => value(i)), level)
        : null;
    return {
      ...{ N, D, loss, error },
      lossInterval: losses && drawnInterval(loss, losses, level),
      interval: over((i) => drawn(i, lossOf(i))),
      fromLoss: losses && drawnInterval(error, losses.map(errorAt), level),
      fromError: second.draws && over((i) => drawn(i, loss)),
      model: pairs ? this.#scattered(error, pairs, lossOf, drawn, level) : null,
    };
  }

  /**
   * The predictions beside models that neither stage has seen, one by one.
   *
   * @throws {InputError} If there is none, or a value is no positive number.
   */
  heldOut(runs: TaskRuns, level = 0.95): CheckedTasks {
    return checkTasks(this, runs, level);
  }

  /** The two stages, a line each. */
  report(): Report {
    const stage = ({ law, n, coef, draws }: Whole): string =>
      `${law.formula || law.name}: ${
        law.coefNames.map((term) => `${term} ${significant(coef[term]!, 4)}`).join(", ")
      } (${count(n)} runs, ${draws ? `${draws.count} draws` : "no draws"})`;
    return {
      title: "Error of tasks from size and tokens, in two stages",
      blocks: [{
        kind: "facts",
        facts: [["loss", stage(this.#first)], ["error", stage(this.#second)]],
      }],
    };
  }

  /**
   * Every pair of draws meets every residual of the second stage, and of the first in turn; residuals
   * are widened by √(n/(n − coefficients)), for the laws were fitted to the same runs.
   */
  #scattered(
    error: number,
    pairs: number,
    lossOf: (i: number) => number,
    drawn: (i: number, loss: number) => number,
    level: number,
  ): Interval | null {
    const [first, second] = [scatterOf(this.#first), scatterOf(this.#second)];
    const sample = new Float64Array(pairs * second.length);
    for (let i = 0, k = 0; i < pairs; i++) {
      for (const scattered of second) {
        sample[k] = scattered(drawn(i, first[k % first.length]!(lossOf(i))));
        k++;
      }
    }
    return drawnInterval(error, sample, level);
  }
}

/**
 * Puts a law of the loss and a law of the error by the loss together, so that the doubts about the
 * first are carried into the second.
 *
 * @param first A fit of the loss, by N and D, or by C and M.
 * @param second A fit of a law whose one column is the loss, such as `downstreamError`.
 * @throws {InputError} If the second stage looks at something else than the loss.
 *
 * Source: Gadre et al. (2024), section 3, https://arxiv.org/abs/2403.08540
 *
 * @example The error of a model ten times as large
 * ```ts
 * import assert from "node:assert/strict";
 * import { downstream, fitLaw, squared } from "isoflop/fit";
 * import { downstreamError, presetNamed, sumOfPowers } from "isoflop/laws";
 *
 * const { predict } = presetNamed("sum-of-powers:muennighoff");
 * const N = [1e7, 1e7, 3e7, 3e7, 1e8, 1e8], D = [2e8, 2e9, 6e8, 6e9, 2e9, 2e10];
 * const loss = N.map((n, i) => predict!({ N: n, D: D[i]! }));
 * const error = loss.map((L) => 0.85 - 2.1 * Math.exp(-0.72 * L));
 * const objective = squared();
 * const stages = downstream(
 *   fitLaw({ N, D, loss }, sumOfPowers, { objective }),
 *   fitLaw({ loss, error }, downstreamError, { objective }),
 * );
 * const L = predict!({ N: 1e9, D: 2e10 });
 * const expected = 0.85 - 2.1 * Math.exp(-0.72 * L);
 * assert.equal(stages.predict({ N: 1e9, D: 2e10 }).error.toFixed(4), expected.toFixed(4));
 * ```
 */
export function downstream<
  K extends string,
  E extends string,
  R extends string,
  L extends string,
  F extends string,
>(
  first: Fit<K, E, R>,
  second: Fit<L, F, "loss">,
): Downstream {
  const { regressors, name } = second.law;
  if (regressors.length !== 1 || regressors[0] !== "loss") {
    throw new InputError({
      cannot: "put two stages together",
      needs: "a second stage whose one column is the loss",
      found: `${name}, a law of ${regressors.join(", ")}`,
      cure: "fit downstreamError to the losses and errors of the models",
    });
  }
  return new Downstream(first as unknown as Whole, second as unknown as Whole);
}

/** Whatever a law of size and tokens may look at. */
function columnsAt({ N, D }: Point): At<string> {
  return { N, D, C: 6 * N * D, M: D / N, U: Infinity };
}

/** Each residual of a fit as what it does to a prediction. */
function scatterOf(fit: Whole): ((predicted: number) => number)[] {
  const free = fit.law.coefNames.filter((term) => {
    const { fixed, tied } = fit.rules[term] ?? {};
    return fixed === undefined && tied === undefined;
  }).length;
  const widen = Math.sqrt(fit.n / Math.max(1, fit.n - free));
  const log = fit.objective.space === "log";
  return Array.from(fit.residuals, (residual) => {
    const e = -residual * widen;
    return (predicted: number) => log ? predicted * Math.exp(e) : predicted + e;
  });
}
