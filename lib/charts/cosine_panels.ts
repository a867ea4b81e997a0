import { significant } from "../text/mod.ts";
import { type Cycled, excess, meansOf } from "./cosine_ends.ts";
import { formats, logChannel, titles } from "./channels.ts";
import { spreadLabels } from "./end_labels.ts";
import { linearChannel } from "./linear_axis.ts";
import { logAxis, tidy } from "./log_axis.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink } from "./theme.ts";

/** What a learning rate does along a training, but for the cosine's length. */
export interface Decay {
  /** Where the cosine ends, as a share of the highest rate. */
  readonly floor: number;
  /** The share of the training over which the rate rises in a straight line first. */
  readonly warmup: number;
}

interface Panel {
  readonly width: number;
  readonly height: number;
  readonly layer: Layer[];
}

/** The schedules, each named where it ends. */
export function schedules(
  cycles: readonly number[],
  { floor, warmup }: Decay,
  colour: NonNullable<Encoding["color"]>,
  { width, height }: { width: number; height: number },
): Panel {
  const rate = (cycle: number, share: number) =>
    share < warmup
      ? share / warmup
      : floor + (1 - floor) / 2 * (1 + Math.cos(Math.PI * (share - warmup) / (cycle - warmup)));
  const shares = Array.from({ length: 41 }, (_, i) => i / 40);
  const turns = new Set([...shares, warmup]);
  const values = cycles.flatMap((cycle) =>
    Array.from(turns).sort((a, b) => a - b).map((share) => ({
      share: tidy(share),
      rate: tidy(rate(cycle, share)),
      cycle: tidy(cycle),
    }))
  );
  const top = 1.04;
  const named = endNames(
    cycles.map((cycle) => ({ cycle, at: (height * rate(cycle, 1)) / top })),
    height,
  );
  const x = { field: "share", ...linearChannel([0, 1], "ratio", "Share of the training") };
  const y = {
    field: "rate",
    ...linearChannel([0, top], "ratio", "Learning rate (share of its highest)"),
  };
  return {
    width,
    height,
    layer: [
      {
        data: { values },
        mark: { type: "line", strokeWidth: 2 },
        encoding: { x, y, color: colour, detail: { field: "cycle", type: "nominal" } },
      },
      {
        data: {
          values: named.map(({ at, ...rest }) => ({
            share: 1,
            rate: tidy((at / height) * top),
            ...rest,
          })),
        },
        mark: nameMark,
        encoding: { x, y, color: colour, text: { field: "text", type: "nominal" } },
      },
    ],
  };
}

/** Loss against tokens, each length named where its curves end, in the middle of several. */
export function losses(
  curves: readonly Cycled[],
  colour: NonNullable<Encoding["color"]>,
  from: number,
  { width, height }: { width: number; height: number },
): Panel {
  const most = Math.min(120, Math.max(16, Math.floor(600 / curves.length)));
  const longest = Math.max(...curves.map(({ D }) => D.at(-1)!));
  const points = curves.flatMap(({ D, loss, cycle }, curve) => {
    const first = D.findIndex((d) => d >= from * D.at(-1)!);
    const step = Math.max(1, Math.ceil((D.length - first) / most));
    return Array.from(D.keys())
      .filter((i) => i >= first && (D.length - 1 - i) % step === 0)
      .map((i) => ({ D: tidy(D[i]!), loss: tidy(loss[i]!), cycle: tidy(cycle), curve }));
  });
  const shortest = Math.min(...points.map(({ D }) => D));
  const yAxis = logAxis(points.map(({ loss }) => loss), "loss", { pixels: height, vertical: true });
  const [low, high] = yAxis.domain;
  const named = endNames(
    meansOf(curves).map(({ D, cycle, loss }) => ({
      D,
      cycle,
      at: (height * Math.log(loss / low)) / Math.log(high / low),
    })),
    height,
  );
  const x = { field: "D", ...linearChannel([shortest, longest], "count", titles.D) };
  const y = { field: "loss", ...logChannel(yAxis, titles.loss) };
  return {
    width,
    height,
    layer: [
      {
        data: { values: points },
        mark: { type: "line", strokeWidth: 1.6 },
        encoding: { x, y, color: colour, detail: { field: "curve", type: "nominal" } },
      },
      {
        data: {
          values: named.map(({ at, ...rest }) => ({
            loss: tidy(low * (high / low) ** (at / height)),
            ...rest,
          })),
        },
        mark: nameMark,
        encoding: { x, y, color: colour, text: { field: "text", type: "nominal" } },
      },
    ],
  };
}

/**
 * The loss at the end, over that with the shortest cosine, against the cosine's length; the line
 * joins the means of runs that differ in nothing but chance.
 */
export function ends(
  curves: readonly Cycled[],
  colour: NonNullable<Encoding["color"]>,
  { width, height }: { width: number; height: number },
): Panel {
  const values = excess(curves);
  const means = meansOf(curves);
  const x = logAxis([...values.map(({ cycle }) => cycle), 1.25], "ratio", { pixels: width });
  const [least, most] = values.map(({ percent }) => percent).reduce<[number, number]>(
    ([low, high], x) => [Math.min(low, x), Math.max(high, x)],
    [0, 0],
  );
  const margin = (most - least || 1) * 0.06;
  const title = `Loss at the end (% above that of ${times(curves[0]!.cycle)})`;
  const at: Encoding = {
    x: { field: "cycle", ...logChannel(x, "Length of the cosine / training") },
    y: {
      field: "percent",
      type: "quantitative",
      title,
      axis: { tickCount: 6, title },
      scale: { domain: [least - margin, most + margin].map(tidy), nice: false },
    },
  };
  return {
    width,
    height,
    layer: [
      {
        data: { values: [{ cycle: 1.25 }] },
        mark: { type: "rule", color: ink.rule, strokeDash: [2, 3], strokeWidth: 1.2 },
        encoding: { x: { field: "cycle", type: "quantitative" } },
      },
      {
        data: { values: [{ cycle: 1.25 }] },
        mark: {
          type: "text",
          text: "25 % too long",
          align: "left",
          baseline: "top",
          dx: 5,
          dy: 6,
          fontSize: 10,
          color: ink.muted,
        },
        encoding: { x: { field: "cycle", type: "quantitative" }, y: { value: 0 } },
      },
      {
        data: { values: means },
        mark: { type: "line", color: ink.muted, strokeWidth: 1 },
        encoding: { ...at, detail: { field: "group", type: "nominal" } },
      },
      {
        data: { values },
        mark: { type: "circle", size: 60, opacity: 1, stroke: ink.paper, strokeWidth: 0.6 },
        encoding: {
          ...at,
          color: colour,
          tooltip: [
            { field: "run", title: "Run" },
            { field: "N", title: "N (parameters)", format: formats.N },
            { field: "D", title: "D (tokens)", format: formats.D },
            { field: "loss", title: titles.loss, format: formats.loss },
            { field: "percent", title: "% above the shortest cosine", format: ".3~g" },
          ],
        },
      },
    ],
  };
}

const nameMark = {
  type: "text",
  align: "left",
  baseline: "middle",
  dx: 5,
  fontSize: 10,
  color: ink.text,
} as const;

/** Names beside the ends of lines, apart from each other. */
function endNames<T extends { readonly cycle: number; readonly at: number }>(
  lines: readonly T[],
  height: number,
): (T & { readonly text: string })[] {
  const spread = spreadLabels(
    lines.map(({ cycle, at }, series) => ({ text: times(cycle), at, series })),
    { height, gap: 12 },
  );
  return spread.map(({ text, at, series }) => ({ ...lines[series]!, text, at }));
}

/** A length of the cosine, as the labels have it. */
export function times(cycle: number): string {
  return `${Number(significant(cycle))} ×`;
}
