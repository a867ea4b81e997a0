import { escapeHtml, scriptJson } from "../text/mod.ts";
import type { Chart } from "./chart.ts";
import { palette } from "./theme.ts";
import { vegaBundle } from "./vega_bundle.ts";

/** A page with the figure that needs no network and, for the static figure, no JavaScript. */
export async function chartPage(chart: Chart): Promise<string> {
  const [svg, script] = await Promise.all([chart.svg(), vegaBundle()]);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(chart.title)}</title>
<style>${style}</style>
</head>
<body>
<figure>
<div id="chart" role="group" aria-label="${escapeHtml(chart.description)}">${svg}</div>
<figcaption>${escapeHtml(chart.description)}</figcaption>
</figure>
<script>${script}</script>
<script>${embedCall("chart", chart.spec)}</script>
</body>
</html>
`;
}

/**
 * The line of JavaScript that puts the interactive figure in the place of the static one; it
 * needs the script of `vegaBundle()` on the same page. A failure leaves the static figure.
 *
 * @param id The `id` of the element that holds the static figure.
 * @param spec The specification; it cannot break out of the `<script>` element.
 */
export function embedCall(id: string, spec: object): string {
  const current = { ...spec, $schema: "https://vega.github.io/schema/vega-lite/v6.json" };
  return `isoflopEmbed(document.getElementById(${scriptJson(id)}), ${scriptJson(current)}, ` +
    `{ renderer: "svg", actions: { export: true, source: false, compiled: false, editor: false } })` +
    `.catch((error) => console.error(error));`;
}

/** Sliders and choices under a figure, in two columns where there is room. */
export const controlsStyle = `
form.vega-bindings { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr));
  gap: .7rem 2rem; max-width: 46rem; margin: .6rem 0 0; font-size: .8125rem; line-height: 1.4; }
.vega-bind label { display: grid; grid-template-columns: 1fr auto; align-items: center; gap: .1rem .8rem; }
.vega-bind label:has([type=range]) .vega-bind-name { grid-column: 1 / -1; }
.vega-bind label > span:last-child { min-width: 4.5em; text-align: right; font-variant-numeric: tabular-nums; }
.vega-bind label:not(:has([type=range])) > span:last-child { text-align: left; }
.vega-bind input[type=range] { width: 100%; margin: 0; accent-color: ${palette[0]}; }
.vega-bind select { font: inherit; max-width: 12rem; }
.said { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
`;

const style = `
body { margin: 2rem auto; max-width: 64rem; padding: 0 1rem; background: #fff; color: #222;
  font: 1rem/1.5 "DejaVu Sans", Verdana, sans-serif; }
figure { margin: 0; }
#chart, #chart.vega-embed { display: block; max-width: 100%; overflow-x: auto; }
figcaption { max-width: 44rem; margin-top: 1rem; color: #444; }
${controlsStyle}`;
