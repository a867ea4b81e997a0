import { label, tidy } from "./log_axis.ts";
import { withHalo } from "./halo.ts";
import type { Encoding, Layer } from "./spec.ts";
import { ink, palette } from "./theme.ts";

/**
 * A budget over a panel with compute across: a vertical line with its FLOP at the foot, and, where
 * a line crosses it, a diamond with the answer in words.
 */
export function budgetMark(
  C: number,
  { field, bottom, foot = `${label(C, "flop")} FLOP`, crossing }: {
    /** What the vertical axis shows. */
    field: string;
    /** The lower end of the vertical axis. */
    bottom: number;
    /** The words at the foot. */
    foot?: string;
    /** Where a line crosses it, and what to write there. */
    crossing?: { readonly value: number; readonly text: string };
  },
): Layer[] {
  const at: Encoding = {
    x: { field: "C", type: "quantitative" },
    y: { field, type: "quantitative" },
  };
  const words = { type: "text", fontSize: 11, color: ink.text, align: "right" } as const;
  return [
    {
      data: { values: [{ C: tidy(C) }] },
      mark: { type: "rule", color: palette[1], strokeWidth: 1.5, strokeDash: [5, 3] },
      encoding: { x: at.x! },
    },
    ...(crossing ? answer(crossing) : []),
    ...withHalo({
      data: { values: [{ C: tidy(C), [field]: bottom }] },
      mark: { ...words, text: foot, dx: -6, dy: -10 },
      encoding: at,
    }),
  ];

  function answer({ value, text }: { value: number; text: string }): Layer[] {
    const values = [{ C: tidy(C), [field]: tidy(value) }];
    return [
      {
        data: { values },
        mark: {
          type: "point",
          shape: "diamond",
          size: 110,
          filled: true,
          fill: palette[1],
          stroke: ink.paper,
          strokeWidth: 1,
          opacity: 1,
        },
        encoding: at,
      },
      ...withHalo({
        data: { values },
        mark: { ...words, text, dx: -10, dy: -6, fontWeight: "bold" },
        encoding: at,
      }),
    ];
  }
}
