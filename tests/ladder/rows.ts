import { fileURLToPath } from "node:url";
import { Buffer } from "node:buffer";
import pl, { type DataFrame } from "nodejs-polars";
import { readSweepFiles } from "./sweep_files.ts";

/** A row of `runs.csv`. */
export interface Row {
  readonly run: string;
  readonly sweep: string;
  readonly budget: number | null;
  readonly N: number;
  readonly N_nonembedding: number;
  readonly D: number;
  readonly C: number;
  readonly C_exact: number;
  readonly loss: number;
  readonly loss_per_byte: number;
  readonly loss_se: number;
  readonly train_loss: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly vocabulary: number;
  readonly context: number;
  readonly batch: number;
  readonly steps: number;
  readonly lr: number;
  readonly lr_factor: number;
  readonly warmup: number;
  readonly schedule: "cosine" | "constant";
  readonly cosine_length: number | null;
  readonly cooldown: number | null;
  readonly epochs: number;
  readonly unique_tokens: number;
  readonly seed: number;
  readonly seconds: number;
  readonly machine: string;
  readonly torch: string;
}

/** Where a file of `data/ladder/` is. */
export const ladderPath = (name: string): string =>
  fileURLToPath(new URL(`../../data/ladder/${name}`, import.meta.url));

/** A shipped parquet table. */
export const parquetTable = (name: string): DataFrame =>
  pl.readParquet(Buffer.from(Deno.readFileSync(ladderPath(name))));

/** Every run that is shipped. */
export const rows: readonly Row[] = parquetTable("runs.parquet").toRecords() as unknown as Row[];

/** The runs of a sweep. */
export const sweepRows = (sweep: string): Row[] => rows.filter((row) => row.sweep === sweep);

/**
 * Two runs may differ by so much of their loss for no reason but the seed: seeds deviate by .2 %, two
 * of them by √2 of that, and here are two of those deviations.
 */
export const noise = 0.0057;

/** Rows by a key, in the order of the table. */
export const groups = <K>(of: readonly Row[], key: (row: Row) => K): Map<K, Row[]> =>
  Map.groupBy(of, key);

const asked = readSweepFiles();

/**
 * A test on a sweep, which waits until every run of it is there: that none is missing is a test of
 * its own, in `sweeps_test.ts`.
 */
export function testOnSweep(sweep: string, name: string, body: (rows: Row[]) => void): void {
  const here = sweepRows(sweep);
  const complete = here.length >= asked.filter((run) => run.sweep === sweep).length;
  Deno.test({
    name: complete ? name : `${name} (waits for the runs of ${sweep})`,
    ignore: !complete,
    fn: () => body(here),
  });
}
