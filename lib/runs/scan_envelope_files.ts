import pl, { type Expr, type LazyDataFrame } from "nodejs-polars";
import { InputError } from "../text/mod.ts";
import { carefulBlocks } from "./careful_blocks.ts";
import { type CellTest, needCare } from "./condition_doubts.ts";
import { conditionExpr } from "./condition_expr.ts";
import { conditionText, parseCondition } from "./conditions.ts";
import type { ColumnSpec } from "./columns.ts";
import {
  canonicalRows,
  type CurveHeader,
  curveHeader,
  type CurveTableOptions,
} from "./curve_table.ts";
import type { Envelope } from "./envelope.ts";
import { type Least, type LeastPerBin, leastPerBin, type QuantityExprs } from "./least_per_bin.ts";
import type { TableFile } from "./open_file.ts";
import { lazyTable } from "./scan_table.ts";
import type { TableFiles } from "./table_files.ts";
import { type Quantity, unitFactor } from "./units.ts";

/** An envelope with the name of the run behind each of its entries. */
export interface ScannedEnvelope extends Envelope {
  /** The run with the least loss, one name per entry; `curve` numbers the different ones. */
  readonly run: readonly string[];
}

/** The least loss per bin of C in some files, file by file. */
export async function scanEnvelopeFiles(
  files: TableFiles,
  options: CurveTableOptions,
  perDecade: number,
  onProgress: (done: number) => void,
): Promise<ScannedEnvelope> {
  const header = await curveHeader(files, options);
  const best = new Map<number, Least>();
  for (const [i, file] of files.files.entries()) {
    const run = header.runs?.[i] ?? null;
    const fast = await scanned(file, header, options, perDecade, run);
    if (fast) merge(best, fast.least);
    else await readCarefully(file, files, header, options, perDecade, run, best);
    onProgress(i + 1);
  }
  if (best.size === 0) {
    const conditions = options.where.map((text) => conditionText(parseCondition(text)));
    throw new InputError({
      cannot: `read training curves from ${JSON.stringify(files.path)}`,
      needs: "at least one row" + (conditions.length ? ` where ${conditions.join(" and ")}` : ""),
      found: "none",
    });
  }
  return toEnvelope(best);
}

/** What the streaming engine makes of a file; `null` where it needs a careful reader. */
async function scanned(
  file: TableFile,
  { found, wanted }: CurveHeader,
  options: CurveTableOptions,
  perDecade: number,
  run: string | null,
): Promise<LeastPerBin | null> {
  const table = await lazyTable(file, wanted);
  if (table === null) return null;
  try {
    const { rows, exprs, tests } = prepared(table, found, options, run);
    if (needCare(rows, tests, file.format === "csv")) return null;
    const kept = tests.reduce(
      (some, { condition, cells }) => some.filter(conditionExpr(condition, cells)),
      rows,
    );
    const result = leastPerBin(kept, exprs, perDecade);
    return result.bad > 0 ? null : result;
  } catch (error) {
    // polars names a cell that is no number without its line; the careful reader finds it.
    if (error instanceof InputError) throw error;
    return null;
  }
}

/** The rows, what in them the quantities are, and what the conditions are about. */
function prepared(
  table: LazyDataFrame,
  found: ReadonlyMap<Quantity, ColumnSpec>,
  { sizes, where }: CurveTableOptions,
  file: string | null,
): { rows: LazyDataFrame; exprs: QuantityExprs; tests: CellTest[] } {
  const of = (quantity: "N" | "D" | "C" | "loss"): Expr | null => {
    const spec = found.get(quantity);
    if (!spec) return null;
    const factor = unitFactor(quantity, spec.unit);
    const numbers = pl.col(spec.column).cast(pl.Float64);
    return factor === 1 ? numbers : numbers.mul(pl.lit(factor));
  };
  const spec = found.get("run");
  const run = spec ? pl.col(spec.column) : pl.lit(file);
  let rows = table;
  if (sizes) {
    const type = spec ? table.limit(1).collectSync().getColumn(spec.column).dtype : pl.Utf8;
    const key = spec?.column ?? " run";
    if (!spec) rows = rows.withColumns(run.alias(key));
    const beside = pl.DataFrame([
      pl.Series(key, Array.from(sizes.keys()), pl.Utf8).cast(type),
      pl.Series(" N", Float64Array.from(sizes.values())),
    ]);
    rows = rows.join(beside.lazy(), { on: key, how: "left" });
  }
  const N = sizes ? pl.col(" N") : of("N")!;
  const [tokens, flop] = [of("D"), of("C")];
  const six = pl.lit(6);
  const C = flop ?? N.mul(six).mul(tokens!);
  const D = tokens ?? flop!.div(N.mul(six));
  const exprs = { N, D, C, loss: of("loss")!, run };
  const tests = where.map((text) => {
    const condition = parseCondition(text);
    const known = exprs[condition.column as keyof QuantityExprs];
    const own = condition.column === "step" || condition.column === "cycle"
      ? found.get(condition.column)?.column
      : undefined;
    return { condition, cells: known ?? pl.col(own ?? condition.column) };
  });
  return { rows, exprs, tests };
}

/** The careful reader refuses what cannot be used, and knows more ways to write a number. */
async function readCarefully(
  file: TableFile,
  files: TableFiles,
  { wanted }: CurveHeader,
  options: CurveTableOptions,
  perDecade: number,
  run: string | null,
  best: Map<number, Least>,
): Promise<void> {
  for await (const { frame, place } of carefulBlocks(file, wanted.text)) {
    const chosen = frame.select(...wanted.columns);
    const table = {
      frame: run === null ? chosen : chosen.withColumn(pl.lit(run).alias("run")),
      place: files.files.length === 1
        ? place
        : (row: number) => `${place(row)} of ${JSON.stringify(file.path)}`,
    };
    const rows = canonicalRows(table, files.path, options, { mayBeEmpty: true });
    if (rows.frame.height === 0) continue;
    const [N, D, C, loss] = ["N", "D", "C", "loss"].map((name) => rows.frame.getColumn(name));
    const checked = pl.DataFrame([N!, D!, C!, loss!, rows.run.alias("run")]);
    const col = pl.col;
    const exprs = { N: col("N"), D: col("D"), C: col("C"), loss: col("loss"), run: col("run") };
    merge(best, leastPerBin(checked.lazy(), exprs, perDecade).least);
  }
}

function merge(best: Map<number, Least>, more: ReadonlyMap<number, Least>): void {
  for (const [bin, row] of more) {
    const known = best.get(bin);
    if (!known || row.key < known.key) best.set(bin, row);
  }
}

function toEnvelope(best: ReadonlyMap<number, Least>): ScannedEnvelope {
  const rows = Array.from(best.entries()).sort(([a], [b]) => a - b).map(([, row]) => row);
  const run = rows.map((row) => row.run);
  const names = Array.from(new Set(run));
  const pick = (name: "C" | "N" | "D" | "loss") => Float64Array.from(rows, (row) => row[name]);
  return {
    C: pick("C"),
    N: pick("N"),
    D: pick("D"),
    loss: pick("loss"),
    curve: Int32Array.from(run, (name) => names.indexOf(name)),
    run,
  };
}
