import { significant } from "../text/mod.ts";
import { type TextLayer, withHalo } from "./halo.ts";
import { tidy } from "./log_axis.ts";
import type { ChartProfile } from "./profile.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette } from "./theme.ts";

/** The threshold and the ends, in words beside what they name. */
export function profileWords(
  { estimate, threshold, interval, logged }: ChartProfile,
  { x, y, top, range: [first, last] }: {
    x: NonNullable<Encoding["x"]>;
    y: NonNullable<Encoding["y"]>;
    top: number;
    range: readonly [number, number];
  },
): Layer[] {
  const open = interval?.open ?? [];
  const inner = logged ? Math.log : (v: number) => v, outer = logged ? Math.exp : (v: number) => v;
  const wide = inner(last) - inner(first);
  const shareOf = (value: number) => (inner(value) - inner(first)) / wide;
  /** The value nearest to one at which a text has room on both sides. */
  const roomy = (value: number) =>
    outer(inner(first) + wide * Math.min(Math.max(shareOf(value), 0.2), 0.8));
  const end = (value: number) => ({
    value: tidy(value),
    rise: tidy(0.06 * top),
    text: significant(value, 3),
  });
  const texts = interval
    ? [
      ...(open.includes("low")
        ? []
        : [{ ...end(interval.low), align: shareOf(interval.low) < 0.1 ? "left" : "right" }]),
      ...(open.includes("high")
        ? []
        : [{ ...end(interval.high), align: shareOf(interval.high) > 0.93 ? "right" : "left" }]),
    ]
    : [];
  const layer = (align: "left" | "right", values: object[]): TextLayer => ({
    data: { values },
    mark: {
      type: "text",
      align,
      baseline: "middle",
      dx: align === "left" ? 5 : -5,
      fontSize: 11,
      color: palette[0],
    },
    encoding: { x, y, text: { field: "text", type: "nominal" } },
  });
  const line: TextLayer = {
    data: {
      values: [{
        value: tidy(roomy(estimate)),
        rise: tidy(threshold),
        text: `threshold ${threshold.toFixed(2)}`,
      }],
    },
    mark: {
      type: "text",
      align: "center",
      baseline: "bottom",
      dy: -3,
      fontSize: 11,
      color: ink.rule,
    },
    encoding: { x, y, text: { field: "text", type: "nominal" } },
  };
  const sayOpen = (side: "low" | "high"): TextLayer => ({
    ...layer(side === "low" ? "left" : "right", [{
      value: tidy(side === "low" ? first : last),
      rise: tidy(threshold + 0.13 * top),
      text: side === "low"
        ? `◄ open: never rises past ${threshold.toFixed(2)}`
        : `open: never rises past ${threshold.toFixed(2)} ►`,
    }]),
  });
  return [
    ...withHalo(line),
    ...(["low", "high"] as const).flatMap((side) =>
      open.includes(side) ? withHalo(sayOpen(side)) : []
    ),
    ...(["left", "right"] as const).flatMap((align) => {
      const own = texts.filter((text) => text.align === align);
      return own.length ? withHalo(layer(align, own)) : [];
    }),
  ];
}
