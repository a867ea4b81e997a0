import type { TopLevelSpec } from "vega-lite";

/**
 * A Vega-Lite specification with the data inside, as plain JSON that Vega-Lite 5.6 and later read.
 *
 * Its type names what every chart of this package has; the builders inside are checked against
 * Vega-Lite's own types.
 */
export interface ChartSpec {
  /** The version of Vega-Lite that notebooks look for. */
  readonly $schema: string;
  /** The title, and the lines under it. */
  readonly title: {
    readonly text: string;
    readonly subtitle?: readonly string[];
    /** Pixels between title and panel, where labels stand in between. */
    readonly offset?: number;
  };
  /** Caption and alternative text. */
  readonly description: string;
  /** The theme. */
  readonly config: object;
  /** Data, marks and encodings. */
  readonly [part: string]: unknown;
}

/** One panel made of layers. */
export type Layered = Extract<TopLevelSpec, { layer: unknown }>;

/** One layer of a panel. */
export type Layer = Layered["layer"][number];

type Unit = Extract<Layer, { mark: unknown }>;

/** The channels of a layer. */
export type Encoding = NonNullable<Unit["encoding"]>;

/** A mark with its properties. */
export type Mark = Extract<Unit["mark"], { fontSize?: unknown }>;

/** Panels side by side. */
export type Concatenated = Extract<TopLevelSpec, { hconcat: unknown }>;

/** Panels one below the other. */
export type Stacked = Extract<TopLevelSpec, { vconcat: unknown }>;

/** What differs from chart to chart. */
export type Body = Omit<Layered, Frame> | Omit<Concatenated, Frame> | Omit<Stacked, Frame>;

/** A parameter of a specification: a slider, or what follows from one. */
export type Param = NonNullable<Stacked["params"]>[number];

/** What is done to the rows before they are drawn. */
export type Transform = NonNullable<Stacked["transform"]>[number];

/** A transform that adds a field to each row. */
export type Calculate = Extract<Transform, { calculate: unknown }>;

type Frame = "$schema" | "title" | "description" | "config";
