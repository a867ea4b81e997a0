import { significant } from "./numbers.ts";
import { type Report, Reported } from "./report.ts";

/** Two ends of a range; an interval is one. */
export interface Range {
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
}

/** A number held against another. */
export interface Comparison {
  /** What the number is, with its unit. */
  readonly what: string;
  /** The number that was found. */
  readonly found: number;
  /** The number, or the range, that it should be: as published, or as an interval says. */
  readonly expected: number | Range;
  /** How far off it may be, relative to a single expected number. @default {0.001} */
  readonly within?: number;
  /** Where the expected number is from. */
  readonly source: string;
}

/**
 * Found numbers held against expected ones, line by line: how a notebook checks itself.
 *
 * @example A number that agrees to four digits
 * ```ts
 * import assert from "node:assert/strict";
 * import { Agreement } from "isoflop/text";
 *
 * const checks = new Agreement([
 *   { what: "alpha", found: 0.34781, expected: 0.3478, source: "Besiroglu et al. (2024)" },
 * ]);
 * assert.ok(checks.holds);
 * ```
 */
export class Agreement extends Reported {
  /** The comparisons, in order. */
  readonly comparisons: readonly Comparison[];

  /** Takes the comparisons, in the order in which they are to be shown. */
  constructor(comparisons: readonly Comparison[]) {
    super();
    this.comparisons = comparisons;
  }

  /**
   * Compares what two records have under the same names; names of `expected` decide.
   *
   * @param about `source` of the expected numbers, and how far off is still agreement.
   */
  static between(
    found: Readonly<Record<string, number>>,
    expected: Readonly<Record<string, number | Range | null>>,
    about: Pick<Comparison, "source" | "within">,
  ): Agreement {
    return new Agreement(
      Object.entries(expected).flatMap(([what, value]) =>
        value === null ? [] : [{ what, found: found[what] ?? NaN, expected: value, ...about }]
      ),
    );
  }

  /** Whether every number agrees. */
  get holds(): boolean {
    return this.comparisons.every(agrees);
  }

  /** Itself, if every number agrees; otherwise throws an `Error` that names those that do not. */
  orThrow(): this {
    const off = this.comparisons.filter((comparison) => !agrees(comparison));
    if (off.length === 0) return this;
    const lines = off.map((c) => `${c.what}: ${c.found}, expected ${expectation(c)} (${c.source})`);
    throw new Error(`${off.length} of ${this.comparisons.length} checks fail\n${lines.join("\n")}`);
  }

  /** One line per comparison. */
  report(): Report {
    const right = this.comparisons.filter(agrees).length;
    return {
      title: `${right} of ${this.comparisons.length} numbers agree`,
      blocks: [{
        kind: "table",
        table: {
          columns: [
            { title: "what", align: "left" },
            { title: "expected" },
            { title: "found" },
            { title: "agrees", align: "left" },
            { title: "expected by", align: "left" },
          ],
          rows: this.comparisons.map((comparison) => [
            comparison.what,
            expectation(comparison),
            significant(comparison.found, 5),
            agrees(comparison) ? "yes" : "NO",
            comparison.source,
          ]),
        },
      }],
    };
  }
}

function agrees({ found, expected, within = 0.001 }: Comparison): boolean {
  if (typeof expected !== "number") return found >= expected.low && found <= expected.high;
  return Math.abs(found - expected) <= within * Math.abs(expected);
}

function expectation({ expected, within = 0.001 }: Comparison): string {
  if (typeof expected !== "number") {
    return `${significant(expected.low, 4)} … ${significant(expected.high, 4)}`;
  }
  return `${significant(expected, 5)} ± ${significant(100 * within, 1)} %`;
}
