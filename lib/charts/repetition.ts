import { InputError } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import type { FigureOptions } from "./figure.ts";
import { label as written } from "./log_axis.ts";
import { relation } from "./relation.ts";
import type { ChartSeries } from "./relation_panel.ts";
import type { ChartCurves } from "./sources.ts";
import { palette } from "./theme.ts";

/** Runs of which some saw the same tokens again. */
export interface ChartRepeatedRuns {
  /** Parameters of each run. */
  readonly N: ArrayLike<number>;
  /** Tokens that each run saw. */
  readonly D: ArrayLike<number>;
  /** How many of them were different; a table of runs may have them as its column U. */
  readonly U?: ArrayLike<number>;
  /** A column by name, of a table that has U as one of them. */
  column?(name: string): ArrayLike<number>;
  /** Loss of each run, in nats/token. */
  readonly loss: ArrayLike<number>;
  /** Where the runs are from; without it they count as yours. */
  readonly source?: ChartCurves["source"];
}

/** A law that says what repetition does; a fit or a preset of `dataConstrained` is one. */
export interface ChartRepeatedLaw {
  /** The loss of N parameters on D tokens, U of them different; `null` for a frontier alone. */
  readonly predict:
    | ((at: { readonly N: number; readonly D: number; readonly U: number }) => number)
    | null;
}

/** A model, and what stays the same while its data are repeated. */
export type RepeatedGroup =
  | { readonly N: number; readonly D: number }
  | { readonly N: number; readonly U: number };

/** What {@linkcode repetition} can be told. */
export interface RepetitionOptions extends FigureOptions {
  /** The groups that are drawn, up to six. @default {those with the most runs, up to four} */
  readonly groups?: readonly RepeatedGroup[];
  /** What stays the same in the groups that are found. @default {"U"} */
  readonly fixed?: "D" | "U";
  /** Moves each line to its run of the fewest epochs, as the paper's Figure 4 does. @default {false} */
  readonly shifted?: boolean;
  /** Lines under the title, in place of those that explain the lines. */
  readonly subtitle?: string | readonly string[];
}

/** Runs with the unique tokens of each. */
export interface RowsOfUnique extends ChartRepeatedRuns {
  readonly U: ArrayLike<number>;
}

/** The runs with their U, given or a column of theirs. */
export function uniqueTokens(runs: ChartRepeatedRuns, cannot: string): RowsOfUnique {
  const { N, D, loss, source } = runs, U = runs.U ?? runs.column?.("U");
  if (U) return { N, D, U, loss, ...(source && { source }) };
  throw new InputError({
    cannot,
    needs: "U, the unique tokens of each run",
    found: "runs without",
    cure: "name the column as U when the table is read, or give U beside N, D and loss",
  });
}

interface Group {
  readonly N: number;
  readonly fixed: "D" | "U";
  readonly value: number;
  readonly rows: readonly number[];
}

/**
 * Loss against epochs, a line for each model: with U the same, more epochs are more compute; with D the
 * same they are fewer unique tokens. Solid, what the law says; dashed, as if every token were new.
 *
 * @param given The runs as points; `null` draws the law of the groups alone.
 * @param law The law; `null` draws the runs alone, joined.
 * @throws {InputError} If there is no group, or more than six.
 *
 * Source: after Figures 1 and 4 of Muennighoff et al. (2023), https://arxiv.org/abs/2305.16264
 *
 * @example What 21 billion unique tokens do
 * ```ts
 * import assert from "node:assert/strict";
 * import { repetition } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 *
 * const law = presetNamed("data-constrained:muennighoff");
 * const chart = repetition(null, law, { groups: [{ N: 4.2e9, D: 84e9 }] });
 * assert.match(chart.description, /4\.2 B on 84 B, a line/);
 * ```
 */
export function repetition(
  given: ChartRepeatedRuns | null,
  law: ChartRepeatedLaw | null,
  options: RepetitionOptions = {},
): Chart {
  const cannot = "draw loss against epochs";
  const runs = given && uniqueTokens(given, cannot);
  const { shifted = false, fixed = "U", title = "What a repeated token is worth" } = options;
  const groups = options.groups
    ? options.groups.map((group) => groupOf(group, runs))
    : runs
    ? groupsIn(runs, fixed).slice(0, 4)
    : [];
  if (groups.length === 0 || groups.length > palette.length) {
    throw new InputError({
      cannot,
      needs: `1 to ${palette.length} models that were trained on repeated data`,
      found: `${groups.length}`,
      cure: "name them, as in { groups: [{ N: 4.2e9, D: 84e9 }] }",
    });
  }
  const series = groups.map((group) => seriesOf(group, runs, law, shifted));
  const shown = groups.flatMap(({ rows }) => rows.map((row) => runs!.D[row]! / runs!.U[row]!));
  const domain = [0.9, 1.25 * (shown.length ? Math.max(8, ...shown) : 40)] as const;
  const { subtitle = law ? explained(groups, shifted) : [] } = options;
  return relation({
    x: { title: "Epochs D/U", unit: "ratio", domain },
    y: { title: "Loss (nats/token)", unit: "loss" },
    series: [...series.map(({ own }) => own), ...series.flatMap(({ fresh }) => fresh)],
  }, {
    title,
    subtitle,
    ...(runs?.source && { source: runs.source }),
    ...(options.width !== undefined && { width: options.width }),
    ...(options.height !== undefined && { height: options.height }),
  });
}

function explained(groups: readonly Group[], shifted: boolean): string[] {
  const same = new Set(groups.map(({ fixed }) => fixed));
  return [
    `solid: the law${shifted ? ", moved to the run of the fewest epochs" : ""}; ` +
    "dashed: as if every token were new",
    ...(same.has("D")
      ? ["compute is the same along a line: more epochs, fewer unique tokens"]
      : []),
  ];
}

/** One model: its points and its line, and the line of fresh tokens. */
function seriesOf(
  { N, fixed, value, rows }: Group,
  runs: RowsOfUnique | null,
  law: ChartRepeatedLaw | null,
  shifted: boolean,
): { own: ChartSeries; fresh: ChartSeries[] } {
  const points = rows.map((row) => ({ x: runs!.D[row]! / runs!.U[row]!, y: runs!.loss[row]! }))
    .sort((a, b) => a.x - b.x);
  const label = `${written(N, "count")} on ${written(value, "count")}` +
    (fixed === "U" ? " unique" : "");
  const at = (epochs: number, fresh: boolean) => {
    const D = fixed === "D" ? value : epochs * value;
    return law!.predict!({ N, D, U: fresh ? Infinity : D / epochs });
  };
  if (!law?.predict) return { own: { label, points, joined: true }, fresh: [] };
  const first = points[0];
  const move = shifted && first ? first.y - at(first.x, false) : 0;
  return {
    own: { label, points, line: (epochs) => at(epochs, false) + move },
    fresh: [{ label: "", dashed: true, line: (epochs) => at(epochs, true) + move, from: [1, 1e9] }],
  };
}

function groupOf(group: RepeatedGroup, runs: RowsOfUnique | null): Group {
  const fixed = "D" in group ? "D" : "U";
  const value = "D" in group ? group.D : group.U;
  const near = (x: number, y: number) => Math.abs(x / y - 1) < 0.02;
  const rows = runs
    ? Array.from(runs.N).flatMap((N, row) =>
      near(N, group.N) && near(runs[fixed][row]!, value) ? [row] : []
    )
    : [];
  return { N: group.N, fixed, value, rows };
}

/** Models with three numbers of epochs or more, those with the most runs first. */
function groupsIn(runs: RowsOfUnique, fixed: "D" | "U"): Group[] {
  const found = new Map<string, number[]>();
  for (let row = 0; row < runs.N.length; row++) {
    const key = `${runs.N[row]} ${runs[fixed][row]}`;
    found.set(key, [...found.get(key) ?? [], row]);
  }
  return Array.from(found.values())
    .filter((rows) => new Set(rows.map((row) => runs.D[row]! / runs.U[row]!)).size >= 3)
    .sort((a, b) => b.length - a.length)
    .map((rows) => ({ N: runs.N[rows[0]!]!, fixed, value: runs[fixed][rows[0]!]!, rows }));
}
