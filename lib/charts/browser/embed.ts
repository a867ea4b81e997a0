// The script of the offline pages: bundled for browsers by `vegaBundle()`, never run by Deno.
/// <reference lib="dom" />
import embed from "vega-embed";

/** What vega-embed does, for everybody: its menu has a name, and its drawing is not read out mark by mark. */
const isoflopEmbed: typeof embed = async (place, spec, options) => {
  const result = await embed(place, spec, options);
  const host = result.view.container()?.closest(".vega-embed");
  host?.querySelector("summary")?.setAttribute("aria-label", "Save this chart");
  // The group around the drawing says in a sentence what it shows.
  host?.querySelector("svg.marks")?.setAttribute("aria-hidden", "true");
  return result;
};

Object.assign(globalThis, { isoflopEmbed });
