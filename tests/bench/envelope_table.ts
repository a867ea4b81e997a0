// Ten million checkpoints of fifty runs, as CSV and Parquet, and the sizes of the runs beside them.
import pl from "nodejs-polars";
import { chinchilla } from "isoflop/laws";

const coef = chinchilla.presets.epoch.coef!;

/** Writes curves.csv, curves.parquet and sizes.csv into a folder. */
export function writeCurves(folder: string, rows = 1e7, runs = 50): void {
  const each = rows / runs;
  const run = new Int32Array(rows);
  const step = new Int32Array(rows);
  const tokens = new BigInt64Array(rows);
  const loss = new Float64Array(rows);
  const sizes = Array.from({ length: runs }, (_, k) => Math.round(1e7 * 2 ** (k / 6)));
  for (let i = 0; i < rows; i++) {
    const k = Math.floor(i / each);
    const s = (i % each) + 1;
    run[i] = k;
    step[i] = 10 * s;
    tokens[i] = BigInt(s * 500_000);
    // A wave instead of noise, so that the table is the same everywhere; five digits, as in logs.
    const law = chinchilla.predict(coef as never, { N: sizes[k]!, D: s * 500_000 });
    loss[i] = Math.round(1e5 * law * (1 + 0.01 * Math.sin(1.7 * i))) / 1e5;
  }
  const frame = pl.DataFrame([
    pl.Series("run", run),
    pl.Series("step", step),
    pl.Series("tokens", tokens as never),
    pl.Series("loss", loss),
  ]);
  frame.writeCSV(`${folder}/curves.csv`);
  frame.writeParquet(`${folder}/curves.parquet`);
  const lines = sizes.map((N, k) => `${k},${N}`);
  Deno.writeTextFileSync(`${folder}/sizes.csv`, ["run,N", ...lines, ""].join("\n"));
}
