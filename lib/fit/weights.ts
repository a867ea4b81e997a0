import { InputError } from "../text/mod.ts";
import { kindOf, type Objective } from "./objective.ts";

/**
 * What the numbers beside the runs mean. From the meaning follow the covariance and the intervals.
 *
 * | meaning      | a value is                       | w    | covariance          | n    | quantiles |
 * | ------------ | -------------------------------- | ---- | ------------------- | ---- | --------- |
 * | `"known-sd"` | the standard deviation of a run  | 1/v² | (JᵀWJ)⁻¹            | rows | normal    |
 * | `"relative"` | 1/variance, up to one factor     | v    | σ̂² (JᵀWJ)⁻¹         | rows | t(n − p)  |
 * | `"count"`    | how many equal runs a row stands for | v | σ̂² (JᵀWJ)⁻¹      | Σv   | t(n − p)  |
 *
 * σ̂² = Σ w r²/(n − p). Multiplying `relative` weights by ten changes nothing; multiplying `count`s
 * by ten claims ten times as many runs. `"known-sd"` goes with squared objectives alone.
 */
export type WeightMeaning = "known-sd" | "relative" | "count";

/** Weights of the runs, and what they mean. */
export interface Weights {
  /** See {@linkcode WeightMeaning}. */
  readonly meaning: WeightMeaning;
  /** One value per row, in the space of the objective, or the name of the column that has them. */
  readonly values: ArrayLike<number> | string;
}

/** Weights ready for the solver. */
export interface SolverWeights {
  /** What they mean; `null` when no weights were given. */
  readonly meaning: WeightMeaning | null;
  /** w of each row. */
  readonly w: Float64Array;
  /** How many runs the rows stand for. */
  readonly n: number;
}

/**
 * Throws where standard deviations are given to an objective that has no place for them.
 *
 * (r/sd)² is χ² of one run. A bend of Huber's, an absolute value or Student's own scale says something
 * else about the size of the noise, and both cannot be so.
 */
export function checkScale(meaning: WeightMeaning | null, objective: Objective): void {
  if (meaning !== "known-sd" || kindOf(objective) === "squared") return;
  throw new InputError({
    cannot: "weight the runs by known standard deviations",
    needs: "a squared objective, whose scale they are",
    found: `the objective ${objective.name}`,
    cure: 'choose squaredLog() or squared(), or weights with the meaning "relative", 1/sd²',
  });
}

/**
 * The w of each row.
 *
 * @param values One per row.
 * @throws {InputError} If the meaning is unknown, there are not as many values as rows, or one is
 * not positive, or a count is not whole.
 */
export function solverWeights(
  weights: Omit<Weights, "values"> & { readonly values: ArrayLike<number> } | null,
  rows: number,
): SolverWeights {
  if (!weights) return { meaning: null, w: new Float64Array(rows).fill(1), n: rows };
  const { meaning, values } = weights;
  const cannot = "weight the runs";
  if (!["known-sd", "relative", "count"].includes(meaning)) {
    throw new InputError({
      cannot,
      needs: 'a meaning: "known-sd", "relative" or "count"',
      found: `${JSON.stringify(meaning)}`,
    });
  }
  if (values.length !== rows) {
    throw new InputError({
      cannot,
      needs: `one value for each of the ${rows} rows`,
      found: `${values.length}`,
    });
  }
  const bad = Array.from(values).findIndex((v) =>
    !(v > 0 && Number.isFinite(v)) || (meaning === "count" && !Number.isInteger(v))
  );
  if (bad >= 0) {
    throw new InputError({
      cannot,
      needs: meaning === "count" ? "whole counts, at least 1" : "values > 0 and finite",
      found: `${values[bad]} in row ${bad + 1}`,
      cure: "leave that row out, or correct it",
    });
  }
  const w = Float64Array.from(values, (v) => meaning === "known-sd" ? 1 / (v * v) : v);
  const n = meaning === "count" ? w.reduce((sum, v) => sum + v, 0) : rows;
  return { meaning, w, n };
}
