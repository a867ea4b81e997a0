/**
 * The results of `train.py` as the shipped tables: `deno task ladder:collect OUT CORPUS`.
 *
 * OUT is the folder that `train.py` wrote, CORPUS the one that `corpus.py` wrote. `runs.csv`, `runs.parquet`, `curves.parquet` and
 * `corpus.json` are written beside this file, each whole or not at all.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pl from "nodejs-polars";
import { InputError } from "../../lib/text/mod.ts";
import { writeWhole } from "../../lib/text/write_whole.ts";

interface Checkpoint {
  readonly step: number;
  readonly D: number;
  readonly loss: number;
  readonly val_loss?: number;
}

type Result = Readonly<Record<string, string | number | boolean | null>> & {
  readonly run: string;
  readonly sweep: string;
  readonly N: number;
  readonly C: number;
  readonly curve: readonly Checkpoint[];
};

/** The order of the sweeps in `sweeps/`, which is the order of the rows. */
const sweeps = [
  "isoflop",
  "held-out",
  "schedule",
  "over-training",
  "shape",
  "batch",
  "repetition",
];

/** Sweeps that ask for a budget: C is the budget but for the rounding to whole steps. */
const budgeted = ["isoflop", "held-out", "schedule", "shape"];

/** Counts: written without a decimal point. N, D and FLOP pass 2^31, and FLOP 2^53. */
const counts = ["N", "N_nonembedding", "D", "unique_tokens"];
const smallCounts = [
  ...["width", "layers", "heads", "vocabulary", "context", "batch", "steps", "epochs", "seed"],
  "step",
];

/** The frame with its counts as integers. */
function counted(frame: pl.DataFrame): pl.DataFrame {
  const cast = (names: string[], type: pl.DataType) =>
    names.filter((name) => frame.columns.includes(name)).map((name) => pl.col(name).cast(type));
  return frame.withColumns(...cast(counts, pl.Int64), ...cast(smallCounts, pl.Int32));
}

async function resultsIn(folder: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const sweep of sweeps) {
    const names = Array.from(
      await Array.fromAsync(Deno.readDir(join(folder, sweep))).catch(() => []),
    )
      .map(({ name }) => name).filter((name) => name.endsWith(".json"));
    for (const name of names) {
      results.push(JSON.parse(await Deno.readTextFile(join(folder, sweep, name))));
    }
  }
  const rank = ({ sweep, N, C, run }: Result) =>
    [sweeps.indexOf(sweep), Math.round(100 * Math.log10(C)), N, run] as const;
  return results.sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    const i = x.findIndex((value, k) => value !== y[k]);
    return i < 0 ? 0 : x[i]! < y[i]! ? -1 : 1;
  });
}

/** A thousandth of the noise between seeds is enough. */
const sixDecimals = (value: number) => Math.round(value * 1e6) / 1e6;

function runColumns(results: readonly Result[], bytesPerToken: number) {
  const column = (name: string) => results.map((result) => result[name] ?? null);
  const loss = results.map((result) => result.loss as number);
  return {
    run: column("run"),
    sweep: column("sweep"),
    budget: results.map(({ sweep, C }) =>
      budgeted.includes(sweep) ? Number(C.toPrecision(1)) : null
    ),
    N: column("N"),
    N_nonembedding: column("N_nonembedding"),
    D: column("D"),
    C: column("C"),
    C_exact: column("C_exact"),
    loss: loss.map(sixDecimals),
    loss_per_byte: loss.map((value) => sixDecimals(value / bytesPerToken)),
    loss_se: results.map(({ loss_se }) => sixDecimals(loss_se as number)),
    train_loss: results.map(({ curve }) => sixDecimals(curve.at(-1)!.loss)),
    width: column("width"),
    layers: column("layers"),
    heads: column("heads"),
    vocabulary: column("vocabulary"),
    context: column("context"),
    batch: column("batch"),
    steps: column("steps"),
    lr: column("lr"),
    lr_factor: column("lr_factor"),
    warmup: column("warmup"),
    schedule: column("schedule"),
    cosine_length: results.map(({ schedule, cosine_length }) =>
      schedule === "cosine" ? cosine_length! : null
    ),
    cooldown: results.map(({ schedule, cooldown }) => schedule === "constant" ? cooldown! : null),
    epochs: column("epochs"),
    unique_tokens: column("unique_tokens"),
    seed: column("seed"),
    seconds: column("seconds"),
    machine: column("machine"),
    torch: column("torch"),
  };
}

function curveColumns(results: readonly Result[]) {
  const points = results.flatMap(({ run, sweep, N, schedule, cosine_length, curve }) => {
    const cycle = schedule === "cosine" ? cosine_length! : null;
    return curve.map((point) => ({ run, sweep, N, cycle, ...point }));
  });
  return {
    run: points.map(({ run }) => run),
    sweep: points.map(({ sweep }) => sweep),
    N: points.map(({ N }) => N),
    cycle: points.map(({ cycle }) => cycle),
    step: points.map(({ step }) => step),
    D: points.map(({ D }) => D),
    loss: points.map(({ loss }) => sixDecimals(loss)),
    val_loss: points.map(({ val_loss }) => val_loss === undefined ? null : sixDecimals(val_loss)),
  };
}

/** What {@linkcode collect} wrote, and what it left out. */
export interface Collected {
  readonly runs: number;
  readonly checkpoints: number;
  /** The runs that diverged: they have no loss, and the README names them. */
  readonly diverged: readonly string[];
  /** Folders of `out` that are not a sweep's. */
  readonly unknown: readonly string[];
}

/**
 * The finished runs in the folder `out` as three tables in the folder `into`, beside `corpus.json`.
 *
 * @throws {InputError} If there is no finished run in `out`; the tables stay as they were.
 */
export async function collect(out: string, corpus: string, into: string): Promise<Collected> {
  const results = await resultsIn(out);
  const diverged = results.filter(({ status }) => status !== "finished").map(({ run }) => run);
  const kept = results.filter(({ run }) => !diverged.includes(run));
  if (kept.length === 0) {
    throw new InputError({
      cannot: `collect the runs in ${JSON.stringify(out)}`,
      needs: "the folder that train.py wrote: isoflop/RUN.json and so on",
      found: diverged.length > 0 ? "only runs that diverged" : "no finished run",
    });
  }
  const text = await Deno.readTextFile(join(corpus, "corpus.json"));
  const bytesPerToken: number = JSON.parse(text).val.bytesPerToken;
  const runs = counted(pl.DataFrame(runColumns(kept, bytesPerToken)));
  const curves = counted(pl.DataFrame(curveColumns(kept)));
  await writeWhole(join(into, "corpus.json"), text);
  await writeWhole(join(into, "runs.csv"), runs.writeCSV().toString());
  await writeWhole(join(into, "runs.parquet"), runs.writeParquet({ compression: "zstd" }));
  await writeWhole(join(into, "curves.parquet"), curves.writeParquet({ compression: "zstd" }));
  const unknown = (await Array.fromAsync(Deno.readDir(out)))
    .filter(({ name, isDirectory }) => isDirectory && !sweeps.includes(name))
    .map(({ name }) => name).sort();
  return { runs: runs.height, checkpoints: curves.height, diverged, unknown };
}

if (import.meta.main) {
  const [out, corpus] = Deno.args;
  if (!out || !corpus || Deno.args.length > 2) {
    console.error("deno task ladder:collect OUT CORPUS");
    Deno.exit(2);
  }
  try {
    const into = fileURLToPath(new URL(".", import.meta.url));
    const { runs, checkpoints, diverged, unknown } = await collect(out, corpus, into);
    console.log(`${runs} runs, ${checkpoints} checkpoints`);
    if (diverged.length > 0) console.log(`diverged, left out: ${diverged.join(", ")}`);
    if (unknown.length > 0) console.log(`no sweep of the ladder, left out: ${unknown.join(", ")}`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}
