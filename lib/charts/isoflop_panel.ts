import { InputError } from "../text/mod.ts";
import { type Budget, budgets } from "../runs/budgets.ts";
import { formats, logChannel, titles } from "./channels.ts";
import { counted } from "./counted.ts";
import { dashBeyond } from "./curve.ts";
import { withHalo } from "./halo.ts";
import { label, logAxis, range, tidy } from "./log_axis.ts";
import { minimumMarks } from "./minimum_marks.ts";
import { placeLabels } from "./place_labels.ts";
import { plane } from "./plane.ts";
import type { ChartRuns } from "./sources.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, scheme } from "./theme.ts";

/** A model on a budget. */
export interface AlongBudget {
  /** Parameters. */
  readonly N: number;
  /** Loss in nats/token. */
  readonly loss: number;
  /** The budget in FLOP. */
  readonly budget: number;
  /** Whether this is no more than a guess, and drawn dashed. */
  readonly beyond?: boolean;
}

/** The lowest point of a budget's line. */
export interface ValleyMinimum extends AlongBudget {
  /** How it was found, if anybody looked. */
  readonly status?: string;
  /** The same in words. */
  readonly message?: string;
}

/** What is drawn over the runs of the budgets. */
export interface IsoflopLines {
  /** Points along the line of each budget; `null` joins the runs. */
  readonly lines: readonly AlongBudget[] | null;
  /** The lowest points; hollow where `beyond`. */
  readonly minima: readonly ValleyMinimum[];
  /** Further lines, dashed over the others, with their lowest points; they are of the same budgets. */
  readonly dashed?: readonly AlongBudget[];
  /** The budgets between which the colours run, if not those of the groups. */
  readonly colours?: readonly [number, number] | undefined;
  /** What the tooltip of a run says about its budget's minimum, where there is something to say. */
  readonly note?: (budget: number) => string | undefined;
}

/** Loss against model size with one colour per budget, the budgets named at their largest models. */
export function isoflopPanel(
  runs: ChartRuns,
  groups: readonly Budget[],
  { lines, minima, dashed = [], colours, note }: IsoflopLines,
  { width, height }: { width: number; height: number },
): { width: number; height: number; layer: Layer[] } {
  const points = groups.flatMap(({ C, rows }) => {
    const said = note?.(C);
    return rows.map((i) => ({
      N: tidy(runs.N[i]!),
      loss: tidy(runs.loss[i]!),
      C: tidy(runs.C[i]!),
      D: tidy(runs.D[i]!),
      budget: tidy(C),
      ...(said !== undefined && { note: said }),
    }));
  });
  const everything = [...points, ...minima];
  const sizes = range(everything.map(({ N }) => N));
  // Room for the budgets' names to the right of the largest models.
  const room = (sizes[1] / sizes[0]) ** (56 / width);
  const x = logAxis([...sizes, sizes[1] * room], "count", { pixels: width });
  const y = logAxis(everything.map(({ loss }) => loss), "loss", { pixels: height, vertical: true });
  const encoding: Encoding = {
    x: { field: "N", ...logChannel(x, titles.N) },
    y: { field: "loss", ...logChannel(y, titles.loss) },
    color: budgetColour(colours ?? groups.map(({ C }) => C)),
  };
  const here: Encoding = {
    x: { field: "N", type: "quantitative" },
    y: { field: "loss", type: "quantitative" },
  };
  const noted = points.some((point) => "note" in point);
  const layer: Layer[] = [
    {
      data: { values: lines ? [...lines] : points },
      mark: { type: "line", strokeWidth: lines ? 2 : 1, opacity: lines ? 0.9 : 0.5, clip: true },
      encoding: {
        ...encoding,
        detail: { field: "budget", type: "nominal" },
        order: { field: "N", type: "quantitative" },
        ...(lines?.some(({ beyond }) => beyond) && { strokeDash: dashBeyond }),
      },
    },
    {
      data: { values: points },
      mark: { type: "circle", size: 40, opacity: 1, stroke: ink.paper, strokeWidth: 0.6 },
      encoding: {
        ...here,
        color: encoding.color!,
        tooltip: [
          { field: "N", title: "N (parameters)", format: formats.N },
          { field: "D", title: "D (tokens)", format: formats.D },
          { field: "C", title: "C (FLOP)", format: formats.C },
          { field: "loss", title: titles.loss, format: formats.loss },
          ...(noted ? [{ field: "note", title: "Minimum of this budget" }] : []),
        ],
      },
    },
    ...(dashed.length
      ? [{
        data: { values: [...dashed] },
        mark: {
          type: "line" as const,
          strokeWidth: 1.6,
          strokeDash: [3, 3],
          color: ink.text,
          clip: true,
        },
        encoding: {
          ...here,
          detail: { field: "budget", type: "nominal" as const },
          order: { field: "N", type: "quantitative" as const },
        },
      }]
      : []),
    ...minimumMarks(minima, here),
    ...withHalo({
      data: { values: names() },
      mark: { type: "text", align: "left", baseline: "middle", fontSize: 10, color: ink.text },
      encoding: { ...here, text: { field: "text", type: "nominal" } },
    }),
  ];
  return { width, height, layer };

  /** The budget beside the largest model of each valley. */
  function names(): object[] {
    const { place, values } = plane(x, y, { width, height });
    const ends = groups.map(({ C }) => {
      const last = points.findLast(({ budget }) => budget === tidy(C))!;
      return { ...place(last.N, last.loss), text: label(C, "flop") };
    });
    const drawn = points.map(({ N, loss }) => place(N, loss))
      .filter((p) => !ends.some((end) => end.x === p.x && end.y === p.y));
    const avoid = [...(lines ?? []), ...dashed].map(({ N, loss }) => place(N, loss));
    return placeLabels(ends, { width, height, points: drawn, avoid }).flatMap((place, i) => {
      if (!place) return [];
      const { x, y } = values(place);
      return [{ N: x, loss: y, text: ends[i]!.text }];
    });
  }
}

/** The colour of a budget, from a field that holds it. */
export function budgetColour(
  budgets: readonly number[],
  field: "budget" | "C" = "budget",
): NonNullable<Encoding["color"]> {
  const [low, high] = range(budgets);
  return {
    field,
    type: "quantitative",
    scale: { type: "log", scheme, domain: [low, high > low ? high : low * 1.01].map(tidy) },
    legend: null,
  };
}

/** Budgets for a caption: `3 compute budgets from 1e19 to 1e20 FLOP`. */
export function budgetsWords(C: readonly number[]): string {
  const [low, high] = range(C);
  const ends = C.length === 1
    ? `of ${label(low, "flop")} FLOP`
    : `from ${label(low, "flop")} to ${label(high, "flop")} FLOP`;
  return `${counted(C.length, "compute budget")} ${ends}`;
}

/**
 * The budgets of a sweep.
 *
 * @throws {InputError} If no budget has three runs.
 */
export function needBudgets(runs: ChartRuns, cannot: string): Budget[] {
  const groups = budgets(runs.C, runs.N);
  if (groups.length > 0) return groups;
  throw new InputError({
    cannot,
    needs: "at least three runs of about the same compute",
    found: `${counted(runs.N.length, "run")}, no three within 12 % of the same compute`,
    cure: "draw lossCompute() instead",
  });
}
