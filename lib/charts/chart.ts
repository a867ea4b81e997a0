import { denoInspect, jupyterDisplay, type MimeBundle } from "../text/mod.ts";
import { journalSvg, type Theme } from "./journal.ts";
import { chartPage } from "./page.ts";
import { type Picture, svgToPng } from "./png.ts";
import { compileSpec, renderSvg } from "./render.ts";
import { saveChart } from "./save.ts";
import type { ChartSpec } from "./spec.ts";

/** What a {@linkcode Chart} knows about itself besides its specification. */
export interface ChartFacts {
  /** The title, as in the figure. */
  readonly title: string;
  /** One or two sentences with what there is to see: caption and alternative text in one. */
  readonly description: string;
  /** Whether the points are rows of other people's tables, which stay out of committed files. */
  readonly publicRows: boolean;
  /** Whether the points are simulated; the figure then carries a banner. */
  readonly simulated: boolean;
}

/**
 * A figure: a Vega-Lite specification that shows itself in a notebook and saves itself as .html,
 * .svg, .png or .json.
 *
 * @example Save a figure as text
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 * import { isoLoss } from "isoflop/charts";
 *
 * const chart = isoLoss(null, presetNamed("chinchilla:epoch"), { C: 5.76e23 });
 * assert.match(await chart.svg(), /^<svg/);
 * assert.match(chart.description, /5\.76e23 FLOP/);
 * ```
 */
export class Chart implements ChartFacts {
  /** The specification, readable by Vega-Lite 5.6 and later. */
  readonly spec: ChartSpec;
  /** The title, as in the figure. */
  readonly title: string;
  /** One or two sentences with what there is to see: caption and alternative text in one. */
  readonly description: string;
  /** Whether the points are rows of other people's tables, which stay out of committed files. */
  readonly publicRows: boolean;
  /** Whether the points are simulated; the figure then carries a banner. */
  readonly simulated: boolean;

  /** Keeps the specification with what is known about it. */
  constructor(spec: ChartSpec, { title, description, publicRows, simulated }: ChartFacts) {
    this.spec = spec;
    this.title = title;
    this.description = description;
    this.publicRows = publicRows;
    this.simulated = simulated;
  }

  /** What Vega-Lite's compiler warns about; nothing, for the charts of this package. */
  warnings(): readonly string[] {
    return compileSpec(this.spec).warnings;
  }

  /** The specification as a file: indented JSON. */
  json(): string {
    return JSON.stringify(this.spec, null, 1) + "\n";
  }

  /** The specification, for `JSON.stringify()`. */
  toJSON(): ChartSpec {
    return this.spec;
  }

  /** A page that needs no network: the static figure first, then the interactive one over it. */
  html(): Promise<string> {
    return chartPage(this);
  }

  /**
   * The figure as an SVG document.
   *
   * @param options `theme`: `"journal"` for sizes in millimetres and fonts inside the file; `width`:
   * its width on paper.
   * @throws {InputError} If a text would be smaller than five points at that width.
   */
  svg(options: Theme = {}): Promise<string> {
    return options.theme === "journal"
      ? journalSvg(this.spec, options.width)
      : renderSvg(this.spec);
  }

  /**
   * The figure as a PNG in the shipped font, the same bytes on every run.
   *
   * @param options `scale`: pixels of the file per CSS pixel, 2 unless said otherwise, and 6.25 in the
   * theme `"journal"`: 600 to the inch. `theme` and `width` as for {@linkcode Chart.svg}.
   * @throws {InputError} If a text would be smaller than five points at that width.
   */
  async png(options: Theme & { scale?: number } = {}): Promise<Picture> {
    const { theme, scale = theme === "journal" ? 6.25 : 2 } = options;
    return await svgToPng(await this.svg(options), scale, theme === "journal");
  }

  /**
   * Writes the figure as what the name ends in: `.html`, `.svg`, `.png` or `.json`.
   *
   * The file appears whole or not at all.
   *
   * @param options For .svg and .png: what `svg()` and `png()` can be told.
   * @throws {InputError} If the name ends in something else, or in .html or .json and there are
   * options.
   */
  save(path: string | URL, options: Theme & { scale?: number } = {}): Promise<void> {
    return saveChart(this, path, options);
  }

  /** Title and caption, for terminals. */
  toString(): string {
    return `${this.title}\n\n${this.description}`;
  }

  /**
   * What the last expression of a cell shows.
   *
   * The kernel lets no size be said here, so the picture has the resolution of the page; `show()`
   * sends a sharper one.
   */
  async [jupyterDisplay](): Promise<MimeBundle> {
    const { png } = await this.png({ scale: 1 });
    // Metadata cannot be sent from here, so the specification says itself whose rows it holds.
    const mark = { usermeta: { isoflop: { publicRows: true } } };
    return {
      "application/vnd.vegalite.v5+json": { ...this.spec, ...(this.publicRows && mark) },
      "image/png": png.toBase64(),
      "text/plain": this.toString(),
    };
  }

  /** What `console.log` prints. */
  [denoInspect](): string {
    return this.toString();
  }
}
