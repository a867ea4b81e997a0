// The shipped tables of the ladder: their schema, their digests, and that they say the same.
import assert from "node:assert/strict";
import { join } from "node:path";
import * as datasets from "isoflop/datasets";
import pl, { type DataFrame } from "nodejs-polars";
import { sha256 } from "../../lib/runs/digest.ts";
import { dataSetNamed } from "../../lib/datasets/registry.ts";
import { ladderPath, parquetTable, rows, sweepRows } from "../ladder/rows.ts";

const types = {
  ...{ run: pl.String, sweep: pl.String, budget: pl.Float64 },
  ...{ N: pl.Int64, N_nonembedding: pl.Int64, D: pl.Int64, C: pl.Float64, C_exact: pl.Float64 },
  ...{ loss: pl.Float64, loss_per_byte: pl.Float64, loss_se: pl.Float64, train_loss: pl.Float64 },
  ...{ width: pl.Int32, layers: pl.Int32, heads: pl.Int32, vocabulary: pl.Int32 },
  ...{ context: pl.Int32, batch: pl.Int32, steps: pl.Int32 },
  ...{ lr: pl.Float64, lr_factor: pl.Float64, warmup: pl.Float64, schedule: pl.String },
  ...{ cosine_length: pl.Float64, cooldown: pl.Float64, epochs: pl.Int32 },
  ...{ unique_tokens: pl.Int64, seed: pl.Int32, seconds: pl.Float64 },
  ...{ machine: pl.String, torch: pl.String },
};

const typeNames = (of: Record<string, pl.DataType>): string[] =>
  Object.entries(of).map(([name, type]) => `${name} ${type}`);

/** The columns that have empty cells. */
const withNulls = (frame: DataFrame): string[] =>
  frame.columns.filter((name) => frame.getColumn(name).nullCount() > 0);

Deno.test("runs.parquet has every column, of its type, and empty cells only where nothing applies", () => {
  const frame = parquetTable("runs.parquet");
  assert.deepEqual(typeNames(frame.schema), typeNames(types as never));
  const mayBeEmpty = ["budget", "cosine_length", "cooldown"];
  assert.deepEqual(withNulls(frame).filter((name) => !mayBeEmpty.includes(name)), []);
  for (const { run, sweep, budget, schedule, cosine_length, cooldown } of rows) {
    const budgeted = ["isoflop", "held-out", "schedule", "shape"].includes(sweep);
    assert.equal(budget !== null, budgeted, run);
    assert.equal(cosine_length !== null, schedule === "cosine", run);
    assert.equal(cooldown !== null, schedule === "constant", run);
  }
});

Deno.test("runs.csv and runs.parquet say the same, to the last digit", () => {
  const csv = pl.readCSV(ladderPath("runs.csv"), { inferSchemaLength: 10_000 });
  assert.deepEqual(csv.columns, Object.keys(types));
  // Rows without an empty cell in them: polars cannot read what is empty in every row as a number.
  assert.deepEqual(csv.toRecords(), rows);
});

Deno.test("load() of the ladder gives N, D, C and the loss as the table has them, without a note", async () => {
  const runs = await datasets.load("ladder");
  for (const name of ["N", "D", "C", "loss"] as const) {
    assert.deepEqual(Array.from(runs[name]), rows.map((row) => row[name]), name);
  }
  assert.deepEqual(runs.run, rows.map(({ run }) => run));
  assert.deepEqual(runs.notes, []);
  assert.equal(runs.where("sweep=isoflop").length, 56);
});

for (const name of ["ladder", "ladder-curves"]) {
  Deno.test(`${name} is the table of the registry: digest and rows`, async () => {
    const set = dataSetNamed(name);
    const path = datasets.path(name);
    assert.equal(await sha256(Deno.readFileSync(path)), set.sha256);
    const frame = name === "ladder"
      ? pl.readCSV(path, { inferSchemaLength: 10_000 })
      : parquetTable("curves.parquet");
    assert.equal(frame.height, set.rows);
  });
}

Deno.test("all that is shipped of the ladder has 6 MB at most", () => {
  const size = (folder: string): number =>
    Array.from(Deno.readDirSync(folder)).reduce((sum, { name, isDirectory }) => {
      const path = join(folder, name);
      return sum + (isDirectory ? size(path) : Deno.statSync(path).size);
    }, 0);
  assert.ok(size(ladderPath(".")) <= 6e6, `${size(ladderPath("."))} bytes`);
});

Deno.test("rows are in the order of sweep, compute and size", () => {
  const order = [
    "isoflop",
    "held-out",
    "schedule",
    "over-training",
    "shape",
    "batch",
    "repetition",
  ];
  const ranks = rows.map(({ sweep }) => order.indexOf(sweep));
  assert.ok(!ranks.includes(-1));
  assert.deepEqual(ranks, ranks.toSorted((a, b) => a - b));
  const budgets = sweepRows("isoflop").map(({ budget }) => budget!);
  assert.deepEqual(budgets, budgets.toSorted((a, b) => a - b));
});
