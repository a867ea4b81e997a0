import { InputError } from "../text/mod.ts";
import { formats, titles } from "./channels.ts";
import { withHalo } from "./halo.ts";
import { tidy } from "./log_axis.ts";
import { type Place, placeLabels } from "./place_labels.ts";
import type { Plane } from "./plane.ts";
import type { Layer } from "./spec.ts";
import { ink } from "./theme.ts";

/** A trained model, as a published table has it. */
export interface Landmark {
  /** Its name, as the label. */
  readonly name: string;
  /** Parameters; the active ones of a mixture of experts. */
  readonly N: number;
  /** Tokens seen in training. */
  readonly D: number;
  /** Compute in FLOP; 6ND when it is not given. */
  readonly C?: number;
  /** When it appeared: `2022-03`. */
  readonly date?: string;
}

/** A landmark with what the axes show. */
export interface LandmarkPoint extends Required<Landmark> {
  /** Tokens per parameter. */
  readonly ratio: number;
  /** When it appeared, in years: the middle of the month; `NaN` without a date. */
  readonly year: number;
}

/**
 * The landmarks as points.
 *
 * @throws {InputError} If one has no size, tokens or compute.
 */
export function landmarkPoints(landmarks: readonly Landmark[]): LandmarkPoint[] {
  const bad = landmarks.findIndex(({ N, D, C = 1 }) =>
    ![N, D, C].every((x) => Number.isFinite(x) && x > 0)
  );
  if (bad >= 0) {
    const { name, N, D, C } = landmarks[bad]!;
    throw new InputError({
      cannot: `place the landmark ${JSON.stringify(name)}`,
      needs: "positive N (parameters) and D (tokens)",
      found: `landmark ${bad + 1} with N = ${N}, D = ${D}${C === undefined ? "" : `, C = ${C}`}`,
      cure: "leave out models whose tokens were not published",
    });
  }
  return landmarks.map(({ name, N, D, C, date = "" }) => ({
    ...{ name, date, year: yearOf(date) },
    N: tidy(N),
    D: tidy(D),
    C: tidy(C ?? 6 * N * D),
    ratio: tidy(D / N),
  }));
}

function yearOf(date: string): number {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(date) ?? [];
  return tidy(Number(year) + (Number(month) - 0.5) / 12);
}

/** How many there are, for a caption. */
export function trainedModels(count: number): string {
  return `${count} trained ${count === 1 ? "model" : "models"}`;
}

/** The layers that draw the models over compute or time, and the names that find a place. */
export function landmarkLayers(
  points: readonly LandmarkPoint[],
  { across = "C", field, plane, avoid, width, height }: {
    /** What the horizontal axis shows. @default {"C"} */
    across?: "C" | "year";
    /** What the vertical axis shows. */
    field: "N" | "ratio";
    plane: Plane;
    /** Where lines run. */
    avoid: readonly Place[];
    width: number;
    height: number;
  },
): Layer[] {
  if (!points.length) return [];
  const anchors = points.map((p) => ({ ...plane.place(p[across], p[field]), text: p.name }));
  const places = placeLabels(anchors, { width, height, avoid, leaders: true });
  const labels = places.flatMap((place, i) => {
    if (!place) return [];
    const { x, y } = plane.values(place);
    return [{ [across]: x, [field]: y, name: points[i]!.name }];
  });
  const leaders = places.flatMap((place, i) => {
    if (!place?.leader) return [];
    const { x, y } = plane.values(place.leader);
    return [{
      ...{ [across]: points[i]![across], [field]: points[i]![field] },
      ...{ endX: x, endY: y },
    }];
  });
  const at = {
    x: { field: across, type: "quantitative" },
    y: { field, type: "quantitative" },
  } as const;
  return [
    ...(leaders.length
      ? [{
        data: { values: leaders },
        mark: { type: "rule" as const, color: ink.muted, strokeWidth: 0.7 },
        encoding: { ...at, x2: { field: "endX" }, y2: { field: "endY" } },
      }]
      : []),
    ...withHalo({
      data: { values: labels },
      mark: { type: "text", align: "left", baseline: "middle", fontSize: 10, color: ink.text },
      encoding: { ...at, text: { field: "name", type: "nominal" } },
    }),
    {
      // A year that nobody asks for would be written as null.
      data: {
        values: points.map(({ year, date, ...rest }) => date ? { ...rest, date, year } : rest),
      },
      mark: {
        type: "circle",
        size: 40,
        color: ink.text,
        opacity: 1,
        stroke: ink.paper,
        strokeWidth: 1,
      },
      encoding: {
        ...at,
        tooltip: [
          { field: "name", title: "Model" },
          { field: "N", title: "N (parameters)", format: formats.N },
          { field: "D", title: "D (tokens)", format: formats.D },
          { field: "ratio", title: titles.ratio, format: formats.ratio },
          { field: "C", title: "C (FLOP)", format: formats.C },
          ...(points.some(({ date }) => date) ? [{ field: "date", title: "Appeared" }] : []),
        ],
      },
    },
  ];
}
