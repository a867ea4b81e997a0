// Read a table, fit, draw one chart: polars, ml-matrix, vega and vega-lite in one process.
import { charts, chinchilla, fitLaw, readRuns } from "isoflop";

const runs = await readRuns(Deno.args[0]!);
const fit = fitLaw(runs, chinchilla);
Deno.writeTextFileSync(Deno.args[1]!, await charts.lossCompute(runs).svg());
console.log(fit.value);
