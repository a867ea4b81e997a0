import { logChannel, titles } from "../channels.ts";
import { linearChannel } from "../linear_axis.ts";
import type { LogAxis } from "../log_axis.ts";
import type { Encoding, Layer } from "../spec.ts";
import { ink, palette } from "../theme.ts";
import { at } from "./at.ts";
import { loss, tokensFor } from "./chinchilla.ts";
import { type Controls, type Numbers, signal } from "./controls.ts";
import { plannedLoss, plannedSize } from "./planned.ts";

/** The loss along the budget, with the plan, and along it without demand and limit. */
export function planValley(controls: Controls, sizes: LogAxis): Layer[] {
  const points = 160;
  const [low, high] = sizes.domain;
  const size = ({ part, low, high }: Numbers<"part" | "low" | "high">) =>
    low * (high / low) ** part;
  const axes: Encoding = {
    x: { field: "N", ...logChannel(sizes, titles.N) },
    y: { field: "loss", ...linearChannel([1.6, 4], "loss", titles.loss) },
  };
  const data = { sequence: { start: 0, stop: points, as: "i" } };
  const sane = { filter: "datum.loss < 6" };
  return [
    {
      data,
      transform: [
        { calculate: `datum.i / ${points - 1}`, as: "part" },
        ...controls.field("N", size, ["part"], { low, high }),
        ...controls.field("D", tokensFor, ["N"]),
        ...controls.field("loss", loss, ["N", "D"]),
        sane,
      ],
      mark: { type: "line", strokeWidth: 1.5, color: ink.faint, clip: true },
      encoding: axes,
    },
    {
      data,
      transform: [
        // By tokens, not by size: what is served leaves nothing for a model that is too large.
        { calculate: `pow(10, 7 + 11 * datum.i / ${points - 1})`, as: "D" },
        ...controls.field("N", plannedSize, ["D"]),
        { filter: `datum.N >= ${low} && datum.N <= ${high}` },
        ...controls.field("loss", plannedLoss, ["N", "D"]),
        sane,
      ],
      mark: { type: "line", strokeWidth: 2.5, color: palette[1], clip: true },
      encoding: { ...at("N", "loss"), order: { field: "D", type: "quantitative" } },
    },
    point({ N: "N", loss: "loss" }, ["N", "loss"], palette[1]),
  ];
}

/** The budget over tokens and size: how the demand bends it, and where tokens begin to repeat. */
export function planPlane(tokens: LogAxis, sizes: LogAxis): Layer[] {
  const points = 80;
  const [low, high] = tokens.domain;
  const axes: Encoding = {
    x: { field: "D", ...logChannel(tokens, titles.D) },
    y: { field: "N", ...logChannel(sizes, titles.N) },
  };
  const along = { calculate: `${low} * pow(${high / low}, datum.i / ${points - 1})`, as: "D" };
  const data = { sequence: { start: 0, stop: points, as: "i" } };
  const line = (load: string) => [
    along,
    { calculate: `${signal("C")} / (6 * datum.D + 2 * ${load})`, as: "N" },
    { filter: "datum.N > 1e5 && datum.N < 1e15" },
  ];
  return [
    {
      ...{ data, transform: line("0"), encoding: axes },
      mark: { type: "line", strokeWidth: 1.5, color: ink.faint, clip: true },
    },
    {
      ...{ data, transform: line(signal("load")), encoding: at("D", "N") },
      mark: { type: "line", strokeWidth: 2.5, color: palette[1], clip: true },
    },
    {
      data: { values: [{ i: 0 }] },
      transform: [{ calculate: signal("U"), as: "D" }, { filter: `datum.D <= ${high}` }],
      mark: { type: "rule", color: ink.rule, strokeDash: [2, 3], strokeWidth: 1.5 },
      encoding: { x: at("D", "N").x },
    },
    point({ D: "plainD", N: "plainN" }, ["D", "N"], ink.axis),
    point({ D: "D", N: "N" }, ["D", "N"], palette[1]),
  ];
}

/** A diamond at two settings. */
function point(
  settings: Readonly<Record<string, string>>,
  [x, y]: readonly [string, string],
  color: string,
): Layer {
  return {
    data: { values: [{ i: 0 }] },
    transform: [
      ...Object.entries(settings).map(([as, name]) => ({ calculate: signal(name), as })),
      // Far outside the panel there is nothing to be seen, and pictures have no such coordinates.
      ...(y === "loss" ? [{ filter: "datum.loss < 6" }] : []),
    ],
    mark: {
      type: "point",
      shape: "diamond",
      filled: true,
      size: 120,
      opacity: 1,
      color,
      clip: true,
    },
    encoding: at(x, y),
  };
}
