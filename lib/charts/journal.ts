import { InputError, significant } from "../text/mod.ts";
import { embeddedFonts } from "./fonts.ts";
import { renderSvg } from "./render.ts";
import type { ChartSpec } from "./spec.ts";
import { config, ink, palette, printPalette } from "./theme.ts";

/** How a figure is drawn: for a page on a screen, or for a column of a journal. */
export type Theme =
  | {
    /** Sizes in pixels, with title and notes. */
    readonly theme?: "screen";
  }
  | {
    /** Sizes in millimetres, fonts inside the file, ink instead of grey, without a title. */
    readonly theme: "journal";
    /** Width on paper in millimetres: about 89 is one column, 183 two. @default {183} */
    readonly width?: number;
  };

/** CSS pixels in a millimetre: 96 to the inch. */
export const pixelsPerMm = 96 / 25.4;

/** Journals ask for no text below five points. */
const leastPoints = 5;

/**
 * The figure for a column of a journal: an SVG document with its size in millimetres and its fonts
 * inside. The title goes, as the caption stands below; notes and the words over simulated data stay.
 *
 * The whole is scaled to the width. It does not move what was laid out: a narrow figure is one whose
 * panels were drawn narrow.
 *
 * @throws {InputError} If the width is not positive, or a text would be smaller than five points.
 */
export async function journalSvg(spec: ChartSpec, width = 183): Promise<string> {
  if (!(width > 0 && width < Infinity)) {
    throw new InputError({
      cannot: "draw the figure for a journal",
      needs: "a width in millimetres, above zero",
      found: String(width),
    });
  }
  const svg = await renderSvg(onPaper(spec));
  const pixels = Number(/^<svg[^>]* width="([\d.]+)"/.exec(svg)![1]);
  const high = Number(/^<svg[^>]* height="([\d.]+)"/.exec(svg)![1]);
  const perPixel = width / pixels;
  const sizes = [...svg.matchAll(/<text[^>]* font-size="([\d.]+)px"/g)].map(([, size]) => +size!);
  const points = Math.min(...sizes) * perPixel * 72 / 25.4;
  if (points < leastPoints) {
    throw new InputError({
      cannot: `draw the figure ${width} mm wide`,
      needs: `text of ${leastPoints} points or more`,
      found: `${significant(points, 2)} points, in a drawing of ${Math.round(pixels)} pixels`,
      cure:
        `print it ${Math.ceil(width * leastPoints / points)} mm wide, or draw narrower panels ` +
        `with the chart's own option \`width\``,
    });
  }
  const inMm = (x: number) => `${Number((x * perPixel).toFixed(3))}mm`;
  const sized = svg.replace(
    /^(<svg[^>]*) width="[\d.]+" height="[\d.]+"/,
    `$1 width="${inMm(pixels)}" height="${inMm(high)}"`,
  );
  const start = sized.indexOf(">") + 1;
  return sized.slice(0, start) + await embeddedFonts(sized) + sized.slice(start);
}

/** The specification without its title, with black text on white, thin black axes, and the colours for print. */
function onPaper(spec: ChartSpec): ChartSpec {
  const { subtitle = [] } = spec.title;
  const inks: [string, string][] = [
    [ink.text, "#000000"],
    [ink.muted, "#333333"],
    ...palette.map((colour, i): [string, string] => [colour, printPalette[i]!]),
  ];
  const printed = inks.reduce(
    (text, [screen, paper]) => text.replaceAll(screen, paper),
    JSON.stringify({ ...spec, config: undefined }),
  );
  const notes = {
    ...{ text: subtitle, anchor: "start", frame: "group", fontSize: 10, fontWeight: "normal" },
    ...{ offset: 8, color: subtitle.length ? (spec.title as TitleStyle).subtitleColor : undefined },
  };
  const { axis, legend, title } = config;
  return {
    ...JSON.parse(printed),
    title: subtitle.length ? notes : undefined,
    config: {
      ...config,
      ...{ padding: 2, view: { stroke: "#000000", strokeWidth: 0.6 } },
      title: { ...title, color: "#000000", subtitleColor: "#000000" },
      axis: {
        ...axis,
        ...{ labelColor: "#000000", titleColor: "#000000", domainColor: "#000000" },
        ...{ tickColor: "#000000", domainWidth: 0.6, tickWidth: 0.6 },
      },
      legend: { ...legend, labelColor: "#000000", titleColor: "#000000" },
    },
  };
}

interface TitleStyle {
  readonly subtitleColor?: string;
}
