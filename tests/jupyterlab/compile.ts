/**
 * Compiles specifications with the Vega-Lite and Vega that JupyterLab 4 contains: a JSON object of
 * specifications by name on standard input, an object of complaints by name on standard output.
 *
 * A program of its own, because the two generations cannot share one import map.
 */
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

const specs: Record<string, TopLevelSpec> = JSON.parse(
  await new Response(Deno.stdin.readable).text(),
);
const found: Record<string, string[]> = {};
for (const [name, spec] of Object.entries(specs)) {
  const complaints: string[] = found[name] = [];
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
    const svg = await view.toSVG();
    if (!svg.includes("<path")) complaints.push("nothing drawn");
  } catch (error) {
    complaints.push(String(error));
  }
}
console.log(JSON.stringify(found));
