/** What stands in a specification, for tests. */
import type { Chart } from "isoflop/charts";

/** A record of data. */
export type Row = Readonly<Record<string, number>> & {
  readonly beyond?: boolean;
  readonly hollow?: boolean;
  readonly text?: string;
  readonly name?: string;
  readonly status?: string;
  readonly message?: string;
  readonly note?: string;
};

/** One layer of a panel. */
export interface LayerShape {
  readonly mark: { readonly type: string; readonly filled?: boolean; readonly text?: string };
  readonly data?: { readonly values: readonly Row[] };
  readonly transform?: readonly { readonly filter?: string }[];
  readonly encoding: Readonly<
    Record<
      string,
      { readonly field?: string; readonly scale?: { readonly domain: readonly number[] } }
    >
  >;
}

/** The layers of a panel; the chart's own where it has but one. */
export function layersOf({ spec }: Chart, panel = 0): LayerShape[] {
  const panels = spec.hconcat as { layer: LayerShape[] }[] | undefined;
  return panels ? panels[panel]!.layer : spec.layer as LayerShape[];
}

/** The data of a layer. */
export function rowsOf(layer: LayerShape | undefined): readonly Row[] {
  return layer?.data?.values ?? [];
}

/** The data that panels share. */
export function sharedRows({ spec }: Chart): readonly Row[] {
  return (spec.data as { values: readonly Row[] }).values;
}

/** All texts of a panel, outlines left out. */
export function textsOf(chart: Chart, panel = 0): string[] {
  const texts = layersOf(chart, panel).filter(({ mark }) => mark.type === "text");
  return [
    ...new Set(
      texts.flatMap(({ mark, data }) =>
        data!.values.map((row) => mark.text ?? row.text ?? row.name!)
      ),
    ),
  ];
}
