import { line } from "../numeric/least_squares.ts";
import { InputError, type Report, Reported, significant } from "../text/mod.ts";
import type { Interval } from "./interval.ts";
import { normalOrT } from "./quantile.ts";
import { tails } from "./uncertainty.ts";

/** A critical batch with what it is held against. */
export interface BatchPoint {
  /** The model and the loss. */
  readonly label: string;
  /** N, D or the loss. */
  readonly x: number;
  /** The critical batch. */
  readonly B: number;
  /** The 95 % profile interval of the batch; an end is `null` where the profile is open. */
  readonly low: number | null;
  /** Its upper end. */
  readonly high: number | null;
  /** Standard error of ln B from the fit of steps to batches. */
  readonly error: number;
}

/**
 * A power law through critical batches: ln B = ln K + p ln x by least squares, every point alike.
 *
 * Errors have two parts: the error of each point in its own fit, and a scatter τ about the line that
 * these do not explain, τ² = max(0, (RSS − Σ (1 − h_i) s_i²)/(n − 2)) with leverage h_i and error s_i of
 * point i. An interval is estimate ± t with n − 2 degrees of freedom times the root of
 * Σ c_i² (s_i² + τ²), c_i being the weight of point i. Points are taken as independent: several losses
 * of one model share its runs, and then the interval is too short.
 */
export class BatchPower extends Reported {
  /** What the batch is held against. */
  readonly by: "N" | "D" | "loss";
  /** The points that the line goes through. */
  readonly points: readonly BatchPoint[];
  /** Targets that could not be used, and why. */
  readonly leftOut: readonly string[];
  /** K: the batch at x = 1. */
  readonly coef: number;
  /** p. */
  readonly exponent: number;
  /** τ: standard deviation of ln B about the line beyond the points' own errors; `null` with two. */
  readonly scatter: number | null;
  readonly #x: readonly number[];
  readonly #middle: number;
  readonly #spread: number;

  /** Which critical batch, and in which unit, for the report. */
  readonly what: string;

  /** Takes two points or more, of two x at least. */
  constructor(
    by: BatchPower["by"],
    points: readonly BatchPoint[],
    leftOut: readonly string[],
    what = "E_min/S_min",
  ) {
    super();
    this.what = what;
    this.by = by;
    this.points = points;
    this.leftOut = leftOut;
    const x = this.#x = points.map((point) => Math.log(point.x));
    const y = points.map(({ B }) => Math.log(B));
    const { intercept, slope } = line(x, y);
    const n = x.length;
    this.coef = Math.exp(intercept);
    this.exponent = slope;
    this.#middle = x.reduce((sum, value) => sum + value, 0) / n;
    this.#spread = x.reduce((sum, value) => sum + (value - this.#middle) ** 2, 0);
    let left = 0, own = 0;
    points.forEach(({ error }, i) => {
      left += (y[i]! - intercept - slope * x[i]!) ** 2;
      own += (1 - 1 / n - (x[i]! - this.#middle) ** 2 / this.#spread) * error ** 2;
    });
    this.scatter = n > 2 ? Math.sqrt(Math.max(0, (left - own) / (n - 2))) : null;
  }

  /**
   * The batch that the line gives.
   *
   * @throws {InputError} If x is not above 0.
   */
  predict(x: number): number {
    if (!(x > 0 && x < Infinity)) {
      throw new InputError({
        cannot: "read a critical batch off its power law",
        needs: `${this.by} above 0 and finite`,
        found: `${x}`,
      });
    }
    return this.coef * x ** this.exponent;
  }

  /** An interval for the exponent; `null` with two points. */
  interval(level = 0.95): Interval | null {
    const reach = this.#reach(level, (x) => (x - this.#middle) / this.#spread);
    return reach === null ? null : {
      ...{ estimate: this.exponent, level, method: "wald" },
      ...{ low: this.exponent - reach, high: this.exponent + reach },
    };
  }

  /** An interval for the line at x, not for a further model; `null` with two points. */
  intervalAt(x: number, level = 0.95): Interval | null {
    const estimate = this.predict(x);
    const away = (Math.log(x) - this.#middle) / this.#spread;
    const reach = this.#reach(level, (at) => 1 / this.#x.length + away * (at - this.#middle));
    return reach === null ? null : {
      ...{ estimate, level, method: "wald" },
      ...{ low: estimate * Math.exp(-reach), high: estimate * Math.exp(reach) },
    };
  }

  /** The law with the interval of its exponent, its points, and what was left out. */
  report(): Report {
    const { by, points, scatter } = this, ends = this.interval();
    const interval = ends ? `, 95 % ${ends.low.toFixed(3)} to ${ends.high.toFixed(3)}` : "";
    const rows = points.map(({ label, x, B, low, high }) => [
      ...[label, significant(x, 4), significant(B, 4)],
      [low, high].map((end) => end === null ? "open" : significant(end, 4)).join(" to "),
    ]);
    const columns = [
      { title: "target", align: "left" },
      ...[{ title: by }, { title: "batch" }, { title: "95 %" }],
    ] as const;
    return {
      title: `Critical batch against ${by === "loss" ? "the loss" : by}`,
      blocks: [
        {
          kind: "facts",
          facts: [
            ["which", this.what],
            ["exponent", `${this.exponent.toFixed(4)}${interval}`],
            [`at ${by} = 1`, significant(this.coef, 5)],
            ...(scatter === null
              ? []
              : [["scatter", `${significant(scatter, 2)} in ln B`] as const]),
          ],
        },
        { kind: "table", table: { columns, rows } },
        ...this.leftOut.map((text) => ({ kind: "note" as const, text: `Left out: ${text}.` })),
      ],
    };
  }

  #reach(level: number, weight: (x: number) => number): number | null {
    const [, upper] = tails(level);
    if (this.scatter === null) return null;
    let variance = 0;
    this.points.forEach(({ error }, i) => {
      variance += weight(this.#x[i]!) ** 2 * (error ** 2 + this.scatter! ** 2);
    });
    return normalOrT(upper, this.points.length - 2) * Math.sqrt(variance);
  }
}
