/**
 * What the Vega of JupyterLab 4 computes in a chart whose sliders are moved: a specification and
 * settings on standard input, the value of every number that follows on standard output.
 *
 * A program of its own, because the two generations cannot share one import map.
 */
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

const { spec, settings }: { spec: TopLevelSpec; settings: Record<string, number> } = JSON.parse(
  await new Response(Deno.stdin.readable).text(),
);
const view = new vega.View(vega.parse(compile(spec).spec), { renderer: "none" });
await view.runAsync();
for (const [name, value] of Object.entries(settings)) view.signal(`p_${name}`, value);
await view.runAsync();
const { signals } = view.getState({ signals: (name) => name?.startsWith("p_") ?? false });
console.log(JSON.stringify(signals));
