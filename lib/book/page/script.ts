import { scriptJson } from "../../text/mod.ts";
import type { LiveChart } from "./outputs.ts";

/**
 * The page's own script: puts each interactive chart in the place of its picture, one after the
 * other. On a screen narrower than a chart the picture stays until the reader asks for more.
 */
export function chartScript(charts: readonly LiveChart[]): string {
  const specs = charts.map(({ id, spec }) => ({
    id,
    spec: { ...spec, $schema: "https://vega.github.io/schema/vega-lite/v6.json" },
  }));
  return `const charts = ${scriptJson(specs)};\n${run}`;
}

// Written for browsers; it does without a framework and without anything that is newer than 2022.
const run = `
const options = { renderer: "svg", actions: { export: true, source: false, compiled: false, editor: false } };
const bring = async ({ id, spec }) => {
  const live = document.getElementById(id);
  const figure = live.closest("figure");
  try {
    await isoflopEmbed(live, spec, options);
    figure.classList.add("is-live");
  } catch (error) {
    live.replaceChildren();
    console.error(error);
  }
};
(async () => {
  for (const chart of charts) {
    const figure = document.getElementById(chart.id).closest("figure");
    const picture = figure.querySelector(".still img");
    const natural = picture ? Number(picture.getAttribute("width")) || picture.naturalWidth : 0;
    if (natural <= figure.clientWidth) {
      await bring(chart);
    } else {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Show the interactive chart";
      button.addEventListener("click", () => { button.remove(); bring(chart); });
      figure.append(button);
    }
  }
})();
`;
