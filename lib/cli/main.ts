/**
 * The entry of the command line.
 *
 * @module
 */
import { run } from "./run.ts";

if (import.meta.main) {
  // `deno task` works in the folder of deno.json; file names are meant from where it was called.
  const from = Deno.env.get("ISOFLOP_TASK") && Deno.env.get("INIT_CWD");
  if (from) Deno.chdir(from);
  Deno.exit(await run(Deno.args));
}
