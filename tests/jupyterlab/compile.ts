/**
 * Compiles specifications with the Vega-Lite and Vega that JupyterLab 4 contains: a JSON object of
 * specifications by name on standard input, on standard output, by
 * name, the complaints and the number of marks.
 *
 * A program of its own, because the two generations cannot share one import map.
 */
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { marksIn } from "../charts/_marks.ts";

const specs: Record<string, TopLevelSpec> = JSON.parse(
  await new Response(Deno.stdin.readable).text(),
);
const found: Record<string, { complaints: string[]; marks: Record<string, number> }> = {};
for (const [name, spec] of Object.entries(specs)) {
  const complaints: string[] = [];
  let marks: Record<string, number> = {};
  const say = (...words: unknown[]) => (complaints.push(words.map(String).join(" ")), logger);
  const logger = {
    warn: say,
    error: say,
    info: () => logger,
    debug: () => logger,
    level: () => logger,
  };
  try {
    const compiled = compile(spec, { logger: logger as unknown as vega.LoggerInterface }).spec;
    const view = new vega.View(vega.parse(compiled), {
      renderer: "none",
      logger: logger as unknown as vega.LoggerInterface,
    });
    marks = marksIn(await view.toSVG());
  } catch (error) {
    complaints.push(String(error));
  }
  found[name] = { complaints, marks };
}
console.log(JSON.stringify(found));
