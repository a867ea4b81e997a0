// What becomes of the trainer's results: `deno task ladder:collect`. Nothing is trained here; that
// the trainer itself keeps its promises is for `deno task ladder:smoke`, which needs torch.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pl from "nodejs-polars";
import { readCurves, readRuns } from "isoflop/runs";
import { collect } from "../../data/ladder/collect.ts";

/** A result as train.py writes it. */
function result(sweep: string, run: string, more: Record<string, unknown> = {}) {
  const [N, D] = [6400, 520_832];
  return {
    ...{ sweep, run: `${sweep}-${run}`, status: "finished" },
    ...{ seed: 0, lr_factor: 1, warmup: 0.05, schedule: "cosine", cosine_length: 1, cooldown: 0 },
    ...{ epochs: 1, validate_curve: false, vocabulary: 512, context: 128 },
    ...{ width: 8, layers: 3, heads: 2, N, N_nonembedding: 2304, D, C: 6 * N * D },
    ...{ C_exact: (6 * N + 12 * 3 * 128 * 8) * D, batch: 128, steps: 4069, lr: 0.017 },
    ...{ unique_tokens: D, loss: 4.8276961234, loss_se: 0.0047801234, seconds: 7.6 },
    ...{ machine: "x86_64 core", torch: "1.13.0a0" },
    curve: [
      { step: 1, D: 128, loss: 6.3002481460571 },
      { step: 4069, D, loss: 4.8239678999 },
    ],
    ...more,
  };
}

interface Folders {
  readonly out: string;
  readonly corpus: string;
  readonly into: string;
}

/** Runs the body on a folder of results, by their paths in it, and an empty one for the tables. */
async function withResults(
  files: Record<string, unknown>,
  body: (folders: Folders) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "ladder-" });
  const [out, corpus, into] = ["out", "corpus", "into"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  try {
    for (const path of [out, corpus, into]) await Deno.mkdir(path);
    await Deno.writeTextFile(
      join(corpus, "corpus.json"),
      JSON.stringify({ vocabulary: 512, val: { bytesPerToken: 2 } }),
    );
    for (const [name, content] of Object.entries(files)) {
      await Deno.mkdir(join(out, name, ".."), { recursive: true });
      const text = typeof content === "string" ? content : JSON.stringify(content);
      await Deno.writeTextFile(join(out, name), text);
    }
    await body({ out, corpus, into });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
const table = (path: string) => pl.readParquet(Buffer.from(Deno.readFileSync(path))).toRecords();

Deno.test("collect() writes a row for every run and one for every checkpoint", async () => {
  await withResults({ "isoflop/a.json": result("isoflop", "a") }, async ({ out, corpus, into }) => {
    assert.deepEqual(await collect(out, corpus, into), {
      ...{ runs: 1, checkpoints: 2, diverged: [], unknown: [] },
    });
    assert.deepEqual(names(into), ["corpus.json", "curves.parquet", "runs.csv", "runs.parquet"]);
    const [row] = table(join(into, "runs.parquet"));
    const { status: _, validate_curve: __, curve: ___, ...settings } = result("isoflop", "a");
    assert.deepEqual(row, {
      ...settings,
      // 6 · 6400 · 520 832 = 1.99999e10.
      budget: 2e10,
      // Six decimals are kept, and there are 2 bytes per token here.
      ...{ loss: 4.827696, loss_se: 0.00478, loss_per_byte: 2.413848, train_loss: 4.823968 },
      cooldown: null,
    });
    const points = table(join(into, "curves.parquet")) as Record<string, unknown>[];
    assert.deepEqual(points.map(({ run, step, D, loss }) => [run, step, D, loss]), [
      ["isoflop-a", 1, 128, 6.300248],
      ["isoflop-a", 4069, 520_832, 4.823968],
    ]);
  });
});

Deno.test("collect() writes tables that readRuns and readCurves take as they are", async () => {
  const more = { N: 735_488, D: 1_041_664, C: 6 * 735_488 * 1_041_664, loss: 4.1 };
  const files = {
    "isoflop/a.json": result("isoflop", "a"),
    "isoflop/b.json": result("isoflop", "b", more),
  };
  await withResults(files, async ({ out, corpus, into }) => {
    await collect(out, corpus, into);
    for (const name of ["runs.csv", "runs.parquet"]) {
      const runs = await readRuns(join(into, name));
      assert.deepEqual(Array.from(runs.loss), [4.827696, 4.1], name);
      assert.deepEqual(runs.notes, [], name);
    }
    const curves = await readCurves(join(into, "curves.parquet"));
    assert.deepEqual(curves.curves.map(({ run, N }) => [run, N]), [
      ["isoflop-a", 6400],
      ["isoflop-b", 735_488],
    ]);
  });
});

Deno.test("collect() orders rows by sweep, compute, size and name, whatever the folder's order", async () => {
  const bigger = { N: 8000, D: 416_666, C: 6 * 8000 * 416_666 };
  const files = {
    "repetition/a.json": result("repetition", "a"),
    "isoflop/z.json": result("isoflop", "z"),
    "isoflop/b.json": result("isoflop", "b", bigger),
    "isoflop/y.json": result("isoflop", "y"),
    "isoflop/a.json": result("isoflop", "a", { C: 6e10 }),
    "held-out/a.json": result("held-out", "a"),
  };
  await withResults(files, async ({ out, corpus, into }) => {
    await collect(out, corpus, into);
    const rows = table(join(into, "runs.parquet")) as Record<string, unknown>[];
    assert.deepEqual(rows.map(({ run }) => run), [
      ...["isoflop-y", "isoflop-z", "isoflop-b", "isoflop-a", "held-out-a", "repetition-a"],
    ]);
    // Only sweeps that ask for a budget have one.
    assert.deepEqual(rows.map(({ budget }) => budget), [2e10, 2e10, 2e10, 6e10, 2e10, null]);
  });
});

Deno.test("collect() says of a constant rate its cooldown, and of a cosine its length", async () => {
  const constant = { schedule: "constant", cooldown: 0.2 };
  const files = {
    "schedule/a.json": result("schedule", "a", constant),
    "schedule/b.json": result("schedule", "b", { cosine_length: 2 }),
    "schedule/c.json": result("schedule", "c", { ...constant, cooldown: 0 }),
  };
  await withResults(files, async ({ out, corpus, into }) => {
    await collect(out, corpus, into);
    const rows = table(join(into, "runs.parquet")) as Record<string, unknown>[];
    assert.deepEqual(rows.map(({ cosine_length, cooldown }) => [cosine_length, cooldown]), [
      [null, 0.2],
      [2, null],
      [null, 0],
    ]);
  });
});

Deno.test("collect() leaves out runs that diverged, and names them", async () => {
  const lost = { status: "diverged", loss: null, loss_se: null };
  const files = {
    "batch/a.json": result("batch", "a"),
    "batch/b.json": result("batch", "b", lost),
    // It diverged before the first checkpoint.
    "batch/c.json": result("batch", "c", { ...lost, curve: [] }),
  };
  await withResults(files, async ({ out, corpus, into }) => {
    const { runs, checkpoints, diverged } = await collect(out, corpus, into);
    assert.deepEqual({ runs, checkpoints }, { runs: 1, checkpoints: 2 });
    assert.deepEqual(diverged, ["batch-b", "batch-c"]);
    const points = table(join(into, "curves.parquet")) as Record<string, unknown>[];
    assert.deepEqual(new Set(points.map(({ run }) => run)), new Set(["batch-a"]));
  });
});

Deno.test("collect() names folders of no sweep, and reads no checkpoint and no half file", async () => {
  const files = {
    "isoflop/a.json": result("isoflop", "a"),
    "isoflop/b.checkpoint": "not a result",
    "isoflop/b.json.part": '{"run": "isof',
    "pilot/a.json": result("pilot", "a"),
    "lock": "",
  };
  await withResults(files, async ({ out, corpus, into }) => {
    const { runs, unknown } = await collect(out, corpus, into);
    assert.equal(runs, 1);
    assert.deepEqual(unknown, ["pilot"]);
  });
});

Deno.test("collect() refuses a folder without a finished run, and writes nothing", async () => {
  const lost = { status: "diverged", loss: null, loss_se: null };
  const cases: [Record<string, unknown>, string][] = [
    [{}, "no finished run"],
    [{ "pilot/a.json": result("pilot", "a") }, "no finished run"],
    [{ "isoflop/a.json": result("isoflop", "a", lost) }, "only runs that diverged"],
  ];
  for (const [files, found] of cases) {
    await withResults(files, async ({ out, corpus, into }) => {
      await assert.rejects(collect(out, corpus, into), {
        name: "InputError",
        message: [
          `Cannot collect the runs in ${JSON.stringify(out)}`,
          "  needed: the folder that train.py wrote: isoflop/RUN.json and so on",
          `  found: ${found}`,
        ].join("\n"),
      });
      assert.deepEqual(names(into), []);
    });
  }
});

Deno.test("collect() writes nothing where the corpus is not one", async () => {
  await withResults({ "isoflop/a.json": result("isoflop", "a") }, async ({ out, into }) => {
    await assert.rejects(collect(out, into, into), { name: "NotFound" });
    assert.deepEqual(names(into), []);
  });
});

Deno.test("ladder:collect wants two folders, and says so", async () => {
  const script = fileURLToPath(new URL("../../data/ladder/collect.ts", import.meta.url));
  for (const args of [[], ["one"], ["one", "two", "three"]]) {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", script, ...args],
    }).output();
    assert.equal(code, 2);
    assert.equal(new TextDecoder().decode(stdout), "");
    assert.equal(new TextDecoder().decode(stderr), "deno task ladder:collect OUT CORPUS\n");
  }
});
