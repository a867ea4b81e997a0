import { InputError } from "../../text/mod.ts";
import { logChannel, titles } from "../channels.ts";
import type { Chart } from "../chart.ts";
import { counted } from "../counted.ts";
import { figure, type FigureOptions } from "../figure.ts";
import { linearChannel } from "../linear_axis.ts";
import { label, logAxis, range, tidy } from "../log_axis.ts";
import { type ChartRuns, needRuns } from "../sources.ts";
import type { Encoding, Layer, Transform } from "../spec.ts";
import { ink, palette } from "../theme.ts";
import { at } from "./at.ts";
import { Controls, type Numbers, signal } from "./controls.ts";
import { huberPath } from "./huber_path.ts";
import { readout } from "./readout.ts";
import { fixedText, significantText } from "./words.ts";

/** Beyond the largest run by this factor the lines are asked what they predict. */
const ahead = 100;

/**
 * How outliers move a line, and how Huber's δ holds it: a power law of compute through runs, of which
 * some can be made worse, by least squares and by Huber's objective on ln loss. Sliders move δ and how
 * far the runs are off. The page fits again as a slider moves: no kernel is needed.
 *
 * L(C) = K C^(−γ), Σ ρ(ln L − ln loss) least; ρ is r²/2 inside ±δ and δ(|r| − δ/2) outside. Both fits
 * are exact: Huber's follows the minimiser down from δ = ∞, crossing by crossing.
 *
 * Right, each run's share of all pulls |ρ′(r)|: the pull of an outlier is at most δ.
 *
 * @param runs 5 to 20 runs on one power law, such as the best run of each budget.
 * @throws {InputError} If there are fewer runs or more.
 *
 * Source: Hoffmann et al. (2022), equation 3, for the objective
 *
 * @example Seven runs, of which the largest can be moved
 * ```ts
 * import assert from "node:assert/strict";
 * import { exploreOutliers } from "isoflop/charts";
 * import { presetNamed } from "isoflop/laws";
 * import { simulate } from "isoflop/runs";
 *
 * const N = [1e8, 2e8, 3e8, 5e8, 9e8, 2e9, 3e9];
 * const design = { N, D: N.map((size) => 20 * size) };
 * const runs = simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.01, seed: 1 });
 * assert.match(exploreOutliers(runs).description, /^A power law of compute through 7 runs/);
 * ```
 */
export function exploreOutliers(
  runs: ChartRuns,
  { title = "Outliers pull, and δ decides how hard", width = 310, height = 270 }: FigureOptions =
    {},
): Chart {
  needRuns(runs, "explore outliers");
  const rows = Array.from(runs.C, (C, i) => ({ C: tidy(C), loss: tidy(runs.loss[i]!) }))
    .sort((a, b) => a.C - b.C).map((row, i) => ({ ...row, i }));
  needSome(rows.length);
  const n = rows.length, last = n - 1, middle = Math.floor(n / 2);
  const groups = [
    { name: "the largest", rows: [last] },
    { name: "the three largest", rows: [last - 2, last - 1, last] },
    { name: "the smallest", rows: [0] },
    { name: "one in the middle", rows: [middle] },
  ];
  const controls = new Controls();
  controls.slider("logDelta", {
    ...{ label: "Huber's δ: log₁₀ of ln nats", value: -2, step: 0.1, steps: [20, 20] },
  });
  controls.choice("group", { label: "Runs that are off", options: groups.map(({ name }) => name) });
  controls.slider("percent", {
    ...{ label: "Their loss is off by (%)", value: 20, step: 1, steps: [50, 60] },
  });
  controls.follow("delta", ({ logDelta }: Numbers<"logDelta">) => 10 ** logDelta);

  const centre = tidy(rows.reduce((sum, { C }) => sum + Math.log(C) / n, 0));
  const { transforms, fields } = huberPath(signal("delta"), n + 5);
  const [slope, squaresSlope] = [`datum.${fields.huber[1]}`, `datum.${fields.squares[1]}`];
  const line = ([a, b]: readonly [string, string], x: string) =>
    `exp(datum.${a} + datum.${b} * (${x}))`;
  const far = tidy(rows.at(-1)!.C * ahead);
  const farX = `${Math.log(far)} - ${centre}`;
  const transform: Transform[] = [
    { calculate: `log(datum.C) - ${centre}`, as: "x" },
    {
      calculate: `indexof(${JSON.stringify(groups.map(({ rows }) => rows))}[${
        signal("group")
      }], datum.i) >= 0 ? 1 : 0`,
      as: "off",
    },
    { calculate: `datum.loss * (1 + datum.off * ${signal("percent")} / 100)`, as: "shown" },
    { calculate: "log(datum.shown)", as: "y" },
    ...transforms,
    { calculate: `min(abs(datum.${fields.residual}), ${signal("delta")})`, as: "pull" },
    { joinaggregate: [{ op: "sum", field: "pull", as: "pulls" }] },
    { calculate: "100 * datum.pull / datum.pulls", as: "share" },
    { calculate: `datum.${fields.side} == 0 ? 1 : 0`, as: "inside" },
    { joinaggregate: [{ op: "sum", field: "inside", as: "held" }] },
  ];
  const [low, high] = range(rows.map(({ C }) => C));
  const x = logAxis([low / 2, far * 2], "flop", { pixels: width, margin: 0 });
  const y = logAxis(
    [...rows.map(({ loss }) => loss * 0.6), ...rows.map(({ loss }) => loss * 1.5)],
    "loss",
    { pixels: height, vertical: true },
  );
  const axes: Encoding = {
    x: { field: "C", ...logChannel(x, titles.C) },
    y: { field: "shown", ...logChannel(y, titles.loss) },
  };
  // A path with more bends than there are steps would be no fit: then nothing is said.
  const arrived = (text: string) =>
    `(datum.${fields.reached} == ${signal("delta")} ? ${text} : '–')`;
  const numbers = readout([
    {
      title: "Huber",
      colour: palette[1],
      readings: [
        { label: "Exponent γ", text: arrived(fixedText(`-${slope}`, 5)) },
        {
          label: `Loss at ${label(far, "flop")} FLOP`,
          text: arrived(fixedText(line(fields.huber, farX), 4)),
        },
        { label: "δ", text: significantText(signal("delta")) },
        { label: "Runs inside ±δ", text: `datum.held + ' of ${n}'` },
      ],
    },
    {
      title: "Least squares",
      colour: ink.axis,
      readings: [
        { label: "Exponent γ", text: fixedText(`-${squaresSlope}`, 5) },
        {
          label: `Loss at ${label(far, "flop")} FLOP`,
          text: fixedText(line(fields.squares, farX), 4),
        },
      ],
    },
  ], { width: 2 * width + 50, left: 110, rowsOf: "datum.i == 0" });
  const colour: Encoding["color"] = {
    field: "off",
    type: "nominal",
    scale: { domain: [0, 1], range: [palette[0], palette[3]] },
    legend: null,
  };
  const drawn = (of: readonly [string, string], color: string, strokeWidth: number): Layer => ({
    transform: [
      { filter: "datum.i == 0" },
      { calculate: `[${x.domain[0]}, ${x.domain[1]}]`, as: "C" },
      { flatten: ["C"] },
      { calculate: line(of, `log(datum.C) - ${centre}`), as: "shown" },
    ],
    mark: { type: "line", color, strokeWidth, clip: true },
    encoding: axes,
  });
  return figure({
    params: controls.params,
    data: { values: rows },
    transform,
    vconcat: [{
      hconcat: [
        {
          ...{ width, height },
          layer: [
            drawn(fields.squares, ink.axis, 1.5),
            drawn(fields.huber, palette[1], 2.5),
            {
              mark: { type: "circle", size: 60, opacity: 1, clip: true },
              encoding: { ...at("C", "shown"), color: colour },
            },
          ],
        },
        {
          ...{ width, height },
          layer: [{
            mark: { type: "bar", width: 8, clip: true },
            encoding: {
              x: {
                field: "C",
                ...logChannel(
                  logAxis([low / 2, high * 2], "flop", { pixels: width, margin: 0 }),
                  titles.C,
                ),
              },
              y: {
                field: "share",
                ...linearChannel([0, 60], "ratio", "Pull on Huber's line (share of all, %)"),
                stack: null,
              },
              color: colour,
            },
          }],
        },
      ],
      spacing: 40,
    }, numbers],
    spacing: 18,
  }, {
    title,
    subtitle:
      "pink: the runs that are off; orange: Huber; grey: least squares; losses in nats/token",
    description:
      `A power law of compute through ${
        counted(n, "run")
      }, by least squares and by Huber's objective, with ` +
      "sliders for δ and for how far some of the runs are off, and each run's share of the pull.",
    runs,
  });
}

function needSome(count: number): void {
  if (count >= 5 && count <= 20) return;
  throw new InputError({
    cannot: "explore outliers",
    needs: "5 to 20 runs, such as the best run of each budget",
    found: counted(count, "run"),
  });
}
