import { batchSteps, type BatchTerm, type Overhead, overheadBatch } from "../laws/batch_steps.ts";
import { count, InputError, type Report, Reported, significant } from "../text/mod.ts";
import { BatchPower } from "./batch_power.ts";
import type { BatchTarget, BatchUnit, StepsData } from "./batch_table.ts";
import type { Fit } from "./fit.ts";
import type { Interval } from "./interval.ts";

/** A target with its fit. */
export interface FittedTarget extends BatchTarget {
  /** S_min and B_crit; `null` where fewer than three batches reached the loss. */
  readonly fit: Fit<BatchTerm, "E_min", "B"> | null;
}

/** Which critical batch: McCandlish's ratio E_min/S_min, or the batch of an {@linkcode Overhead}. */
export type BatchDefinition = "ratio" | Overhead;

/**
 * Critical batches of one or more models and losses; {@linkcode fitBatch} makes it.
 *
 * `targets` has one fit each; `fit.interval("B_crit", 0.95, "profile")` of one of them is an interval.
 */
export class BatchFit extends Reported {
  /** What batches are counted in. */
  readonly unit: BatchUnit;
  /** The targets, in the order of the table. */
  readonly targets: readonly FittedTarget[];
  /** Where the rows are from; `null` where nobody said. */
  readonly source: NonNullable<StepsData["source"]> | null;
  /** What is shown are coefficients, and no row of the table. */
  readonly publicRows = false;

  /** Takes what {@linkcode fitBatch} found. */
  constructor(parts: Pick<BatchFit, "unit" | "targets" | "source">) {
    super();
    this.unit = parts.unit;
    this.targets = parts.targets;
    this.source = parts.source;
  }

  /**
   * Critical batch against N, D or the loss: B = K x^p, through the targets whose fit converged or is
   * flat and whose B_crit has a profile interval with two ends. Others are in `leftOut` of the result.
   *
   * The interval of p carries the error of each target's own fit and the scatter about the line.
   *
   * @param by What it is held against.
   * @param definition McCandlish's B_crit, or the batch of an overhead. The exponent depends on it.
   * @throws {InputError} If the table has no such column, or fewer than two different values of it have
   * such a fit.
   *
   * Source: Zhang et al. (2024), https://arxiv.org/abs/2410.21676; Kaplan et al. (2020), equation 1.4
   *
   * @example Twice the model, twice the batch
   * ```ts
   * import assert from "node:assert/strict";
   * import { fitBatch } from "isoflop/fit";
   *
   * const B = [1, 2, 3].flatMap(() => [1000, 4000, 16_000, 64_000]);
   * const N = [1e6, 2e6, 4e6].flatMap((n) => [n, n, n, n]);
   * const S = B.map((b, i) => 500 * (1 + N[i]! / 1000 / b));
   * const fit = fitBatch({ B, S, N, loss: B.map(() => 3) });
   * assert.equal(fit.power("N").exponent.toFixed(6), "1.000000");
   * ```
   */
  power(by: "N" | "D" | "loss", definition: BatchDefinition = "ratio"): BatchPower {
    const cannot = `hold the critical batch against ${by === "loss" ? "the loss" : by}`;
    if (this.targets.some((target) => (target[by] ?? null) === null)) {
      throw new InputError({ cannot, needs: `a column ${by}`, found: "a table without" });
    }
    const sure = this.targets.filter(determined);
    const points = sure.map((target) => {
      const fit = target.fit!, { B_crit } = fit.coef;
      const B = criticalBatch(B_crit, definition);
      const error = fit.stdError("B_crit", "wald") ?? 0;
      const share = definition === "ratio" ? 1 : definition.overhead ?? 0.2;
      const ends = fit.interval("B_crit", 0.95, "profile");
      const [low, high] = (["low", "high"] as const).map((side) =>
        ends && !ends.open?.includes(side) ? criticalBatch(ends[side], definition) : null
      ) as [number | null, number | null];
      return { label: target.label, x: target[by]!, B, low, high, error: share * error / B };
    });
    const different = new Set(points.map(({ x }) => x)).size;
    if (different < 2) {
      throw new InputError({
        cannot,
        needs: `a critical batch with an interval for at least two values of ${by}`,
        found: `${different} of ${this.targets.length} targets`,
      });
    }
    const leftOut = this.targets.filter((target) => !sure.includes(target)).map((target) =>
      `${target.label}: ${outcome(target)}${
        ["converged", "flat"].includes(target.fit?.status ?? "")
          ? ", no two ends of an interval"
          : ""
      }`
    );
    return new BatchPower(by, points, leftOut, `${definitionText(definition)}, in ${this.unit}`);
  }

  /** A row for each target: batches, S_min, B_crit, E_min, and what was not reached. */
  report(): Report {
    const { unit } = this;
    const columns = [
      { title: "target", align: "left" },
      { title: "batches" },
      { title: "S_min" },
      { title: "B_crit" },
      { title: "95 %" },
      { title: "E_min" },
      { title: "status", align: "left" },
    ] as const;
    const rows = this.targets.map((target) => {
      const { fit, reached } = target;
      const ends = fit?.interval("B_crit", 0.95, fit.draws ? "bootstrap" : "profile") ?? null;
      return [
        target.label,
        String(reached.B.length),
        fit ? significant(fit.coef.S_min, 4) : "–",
        fit ? significant(fit.coef.B_crit, 4) : "–",
        rangeText(ends),
        fit ? count(fit.derived.E_min) : "–",
        outcome(target),
      ];
    });
    const notes = this.targets.filter(({ unreached }) => unreached.length > 0).map((target) =>
      `${target.label} was never reached with a batch of ${
        target.unreached.map((B) => count(B)).join(", ")
      } ${unit}: left out of its fit, which such a batch would bend.`
    );
    for (const { label, fit, reached: { B } } of this.targets) {
      const B_crit = fit?.coef.B_crit;
      if (!B_crit || (B_crit >= Math.min(...B) && B_crit <= Math.max(...B))) continue;
      notes.push(
        `${label}: B_crit lies outside the batches that were tried, ${count(Math.min(...B))} to ${
          count(Math.max(...B))
        } ${unit}: it is extrapolated.`,
      );
    }
    return {
      title: `Critical batch: ${batchSteps.formula}`,
      blocks: [
        {
          kind: "facts",
          facts: [
            ...(this.source
              ? [
                [
                  "steps from",
                  `${this.source.name}${
                    this.source.simulated ? " (simulated, not published)" : ""
                  }`,
                ] as const,
              ]
              : []),
            ["batches in", unit],
          ],
        },
        { kind: "table", table: { columns, rows } },
        ...notes.map((text) => ({ kind: "note" as const, text })),
      ],
    };
  }
}

/** McCandlish's B_crit, or what follows from it. */
export function criticalBatch(B_crit: number, definition: BatchDefinition): number {
  return definition === "ratio" ? B_crit : overheadBatch(B_crit, definition);
}

/** Whether the batches say where steps stop falling. A wide interval does; an open one does not. */
function determined({ fit }: FittedTarget): boolean {
  if (fit?.status !== "converged" && fit?.status !== "flat") return false;
  const ends = fit.interval("B_crit", 0.95, "profile");
  return ends !== null && !ends.open?.length;
}

function definitionText(definition: BatchDefinition): string {
  if (definition === "ratio") return "E_min/S_min";
  const { from, overhead = 0.2 } = definition;
  return `${Number((100 * overhead).toPrecision(6))} % more steps than in proportion to ${from}`;
}

function outcome({ fit, reached }: FittedTarget): string {
  return fit
    ? fit.status
    : `not fitted: ${reached.B.length} batches reached the loss, 3 are needed`;
}

function rangeText(ends: Interval | null): string {
  if (!ends) return "–";
  const side = (end: "low" | "high") =>
    ends.open?.includes(end) ? "open" : significant(ends[end], 4);
  return `${side("low")} to ${side("high")}`;
}
