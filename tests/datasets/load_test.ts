import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as datasets from "isoflop/datasets";
import { sha256 } from "../../lib/runs/digest.ts";
import { downloadSet, type LoadOptions, loadSet } from "../../lib/datasets/load.ts";
import { type DataSet, dataSetNamed } from "../../lib/datasets/registry.ts";
import { Curves, Runs } from "isoflop/runs";
import { withServer } from "./server.ts";

const table = "Model Size,Training FLOP,loss\n1e9,6e19,2.5\n2e9,6e20,2.25\n";
const tableBytes = new TextEncoder().encode(table);
const digest = await sha256(tableBytes);

const set: DataSet = {
  name: "small",
  title: "Two runs",
  description: "Two runs for a test.",
  citation: "nobody",
  licence: "none stated",
  pinned: { owner: "o", repo: "r", commit: "c", path: "data/small.csv", sha256: digest },
  row: "run",
  file: "small.csv",
  sha256: digest,
  rows: 2,
  columns: "N=Model Size,C=Training FLOP,loss=loss",
  committable: false,
  standIn: { presets: ["chinchilla:epoch"], tokensPerParameter: [1, 300] },
};
const address = "https://raw.githubusercontent.com/o/r/c/data/small.csv";
const cure = "  cure: set ISOFLOP_DATA to a folder that holds small/small.csv, " +
  "or load simulated runs with { standIn: true }";

async function withCache(body: (cacheDir: string) => Promise<void>): Promise<void> {
  const cacheDir = await Deno.makeTempDir();
  try {
    await body(cacheDir);
  } finally {
    await Deno.remove(cacheDir, { recursive: true });
  }
}

/** The runs of a record whose rows are runs. */
async function loadRuns(set: DataSet, options: LoadOptions): Promise<Runs> {
  const runs = await loadSet(set, options);
  assert.ok(runs instanceof Runs);
  return runs;
}

/** Every file below a folder, temporary ones too. */
function files(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder)).flatMap((entry) =>
    entry.isDirectory
      ? files(join(folder, entry.name)).map((name) => `${entry.name}/${name}`)
      : [entry.name]
  );
}

const refuse = () => {
  throw new Error("the network must not be used here");
};

Deno.test("load() downloads once, then reads the cache", async () => {
  const asked: string[] = [];
  const answer = (request: Request) => {
    asked.push(new URL(request.url).search);
    return new Response(table);
  };
  await withCache((cacheDir) =>
    withServer(answer, async (fetch) => {
      const runs = await loadRuns(set, { cacheDir, fetch });
      assert.deepEqual(Array.from(runs.N), [1e9, 2e9]);
      assert.deepEqual(Array.from(runs.D), [1e10, 5e10]);
      assert.deepEqual(runs.source, {
        name: "small",
        digest,
        licence: "none stated",
        url: address,
        committable: false,
      });
      assert.deepEqual(files(cacheDir), ["small/small.csv"]);
      assert.equal((await loadRuns(set, { cacheDir, fetch: refuse })).length, 2);
      assert.deepEqual(asked, ["?/o/r/c/data/small.csv"]);
      assert.equal(datasets.loaded().small, digest);
    })
  );
});

Deno.test("download() gives the path, and does nothing twice", async () => {
  await withCache((cacheDir) =>
    withServer(() => new Response(table), async (fetch) => {
      const path = await downloadSet(set, { cacheDir, fetch });
      assert.equal(path, join(cacheDir, "small", "small.csv"));
      assert.equal(await Deno.readTextFile(path), table);
      assert.equal(await downloadSet(set, { cacheDir, fetch: refuse }), path);
    })
  );
});

Deno.test("load() refuses a changed table in the cache, with a stand-in too", async () => {
  await withCache(async (cacheDir) => {
    const path = join(cacheDir, "small", "small.csv");
    await Deno.mkdir(join(cacheDir, "small"));
    await Deno.writeTextFile(path, table.replace("2.5", "2.6"));
    for (const standIn of [false, true]) {
      await assert.rejects(loadSet(set, { cacheDir, fetch: refuse, standIn }), (error: Error) => {
        const lines = error.message.split("\n");
        assert.equal(error.name, "InputError");
        assert.deepEqual(lines.toSpliced(2, 1), [
          `Cannot use the table ${JSON.stringify(path)}`,
          `  needed: SHA-256 ${digest}`,
          "  cure: delete the file; it will be downloaded again",
        ]);
        assert.match(lines[2]!, /^ {2}found: SHA-256 [0-9a-f]{64}$/);
        return true;
      });
    }
  });
});

const hang = (request: Request) =>
  new Promise<Response>((resolve) => {
    request.signal.addEventListener("abort", () => resolve(new Response("late")));
  });

/** The first half of the table, and then nothing more. */
const stall = (request: Request) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(tableBytes.subarray(0, 20));
        request.signal.addEventListener("abort", () => controller.close());
      },
    }),
  );

const endless = () =>
  new Response(
    new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(2 ** 20));
      },
    }),
  );

const failures: [
  what: string,
  answer: (request: Request) => Response | Promise<Response>,
  string,
][] = [
  ["an address that is gone", () => new Response("gone", { status: 404 }), "HTTP 404"],
  ["a broken server", () => new Response(null, { status: 503 }), "HTTP 503"],
  [
    "a truncated table",
    () => new Response(tableBytes.subarray(0, 40)),
    `40 bytes with SHA-256 ${await sha256(tableBytes.slice(0, 40))} instead of ${digest}`,
  ],
  [
    "another table",
    () => new Response("<html>"),
    `6 bytes with SHA-256 ${await sha256(new TextEncoder().encode("<html>"))} instead of ${digest}`,
  ],
  ["a server that never answers", hang, "no complete answer within 0.3 s"],
  ["a server that stops half-way", stall, "no complete answer within 0.3 s"],
  ["an endless answer", endless, "more than 16 MiB"],
];

for (const [what, answer, found] of failures) {
  const timeout = found.includes("0.3 s") ? 300 : 5000;
  Deno.test(`load() says so about ${what}, and leaves nothing behind`, async () => {
    await withCache((cacheDir) =>
      withServer(answer, async (fetch) => {
        await assert.rejects(loadSet(set, { cacheDir, fetch, timeout }), {
          name: "InputError",
          message: [
            `Cannot download the data set "small"`,
            `  needed: ${address}`,
            `  found: ${found}`,
            cure,
          ].join("\n"),
        });
        assert.deepEqual(files(cacheDir), []);
      })
    );
  });
}

Deno.test("load() says so when there is no network", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  listener.close();
  await withCache(async (cacheDir) => {
    const closed = (_: string, init: RequestInit) => fetch(`http://127.0.0.1:${port}/`, init);
    await assert.rejects(loadSet({ ...set, standIn: null }, { cacheDir, fetch: closed }), {
      message: [
        `Cannot download the data set "small"`,
        `  needed: ${address}`,
        "  found: no connection, or one that broke off",
        "  cure: set ISOFLOP_DATA to a folder that holds small/small.csv",
      ].join("\n"),
    });
    assert.deepEqual(files(cacheDir), []);
  });
});

Deno.test({
  name: "load() says so when Deno may not use the network",
  permissions: { net: false, read: true, write: true },
  async fn() {
    await withCache(async (cacheDir) => {
      await assert.rejects(
        loadSet(set, { cacheDir }),
        /found: no permission to use the network \(--allow-net\)\n/,
      );
    });
  },
});

Deno.test("load() stops when it is told to, and then takes no stand-in", async () => {
  await withCache((cacheDir) =>
    withServer(hang, async (fetch) => {
      const signal = AbortSignal.timeout(100);
      await assert.rejects(loadSet(set, { cacheDir, fetch, signal, standIn: true }), {
        name: "TimeoutError",
      });
      const stopped = AbortSignal.abort(new Error("enough"));
      await assert.rejects(loadSet(set, { cacheDir, fetch: refuse, signal: stopped }), {
        message: "enough",
      });
      assert.deepEqual(files(cacheDir), []);
    })
  );
});

Deno.test("load() says so when the cache cannot be written to", async () => {
  await withCache(async (cacheDir) => {
    const file = join(cacheDir, "file");
    await Deno.writeTextFile(file, "");
    await assert.rejects(loadSet(set, { cacheDir: file, fetch: refuse }), (error: Error) => {
      const lines = error.message.split("\n");
      assert.equal(lines[0], `Cannot keep a table in ${JSON.stringify(join(file, "small"))}`);
      assert.equal(lines[1], "  needed: a folder that can be written to");
      assert.match(lines[2]!, /^ {2}found: (Not a directory|File exists|.*os error)/);
      assert.equal(lines[3], "  cure: set ISOFLOP_DATA to another folder");
      return true;
    });
  });
});

Deno.test("load() takes a stand-in when asked to, and says why", async () => {
  await withCache((cacheDir) =>
    withServer(() => new Response(null, { status: 404 }), async (fetch) => {
      const runs = await loadRuns(set, { cacheDir, fetch, standIn: true });
      assert.equal(runs.source.name, "a stand-in for small");
      assert.equal(runs.source.committable, true);
      assert.deepEqual(runs.source.simulated, {
        law: "chinchilla",
        coef: { E: 1.8172, A: 482.01, B: 2085.43, alpha: 0.3478, beta: 0.3658 },
        noise: 0.0076,
        seed: 1,
      });
      assert.deepEqual(runs.notes, [
        "Simulated from chinchilla:epoch, because the table could not be had: HTTP 404.",
        "Fits of these runs say nothing about the data set.",
      ]);
      assert.match(String(runs), /^235 simulated runs from a stand-in for small\n/);
      assert.equal(datasets.loaded().small, "simulated");
      const again = await loadRuns(set, { cacheDir, fetch, standIn: true });
      assert.deepEqual(again.loss, runs.loss);
    })
  );
});

Deno.test("load() simulates one experiment per preset where a collection cannot be had", async () => {
  await withCache((cacheDir) =>
    withServer(() => new Response(null, { status: 404 }), async (fetch) => {
      const presets = ["chinchilla:epoch", "chinchilla:hoffmann"];
      const collection = { ...set, standIn: { presets, tokensPerParameter: [3, 120] as const } };
      const runs = await loadRuns(collection, { cacheDir, fetch, standIn: true });
      assert.equal(runs.source.simulated?.law, "chinchilla:epoch and chinchilla:hoffmann");
      assert.deepEqual(runs.source.simulated?.coef, {});
      const epoch = runs.where("experiment=simulated__epoch");
      const hoffmann = runs.where({ experiment: "simulated__hoffmann", outlier: false });
      assert.equal(epoch.length, hoffmann.length);
      assert.deepEqual(epoch.N, hoffmann.N);
      assert.notDeepEqual(epoch.loss, hoffmann.loss);
    })
  );
});

Deno.test("load() refuses a stand-in where there is none", async () => {
  await withCache((cacheDir) =>
    withServer(() => new Response(null, { status: 404 }), async (fetch) => {
      const options = { cacheDir, fetch, standIn: true };
      await assert.rejects(loadSet({ ...set, standIn: null }, options), /found: HTTP 404/);
    })
  );
});

Deno.test("load() suggests the nearest name", async () => {
  await assert.rejects(datasets.load("chinchila-epoch"), {
    message: [
      `Cannot find the data set "chinchila-epoch"`,
      `  needed: one of "ladder", "ladder-curves", "ladder-batch", "chinchilla-epoch", "isoflop-experiments", ` +
      `"critical-batch-zhang", "data-constrained-muennighoff" and "overtraining-gadre"`,
      `  found: "chinchila-epoch"`,
      `  cure: did you mean "chinchilla-epoch"?`,
    ].join("\n"),
  });
});

Deno.test("list() says of every data set where it is from and whether it is here", () => {
  const listed = datasets.list();
  assert.deepEqual(listed.map(({ name, pinned, committable }) => [name, !pinned, committable]), [
    ["ladder", true, true],
    ["ladder-curves", true, true],
    ["ladder-batch", true, true],
    ["chinchilla-epoch", false, false],
    ["isoflop-experiments", false, false],
    ["critical-batch-zhang", false, false],
    ["data-constrained-muennighoff", false, false],
    ["overtraining-gadre", false, false],
  ]);
  for (const { pinned, sha256, cached } of listed) {
    assert.match(sha256, /^[0-9a-f]{64}$/);
    // What comes with the package is always here.
    if (pinned) assert.match(pinned.commit, /^[0-9a-f]{40}$/);
    else assert.equal(cached, true);
  }
});

Deno.test("path() of a shipped table is where the package is, whatever the cache", () => {
  const data = fileURLToPath(new URL("../../data/", import.meta.url));
  assert.equal(datasets.path("ladder"), join(data, "ladder", "runs.csv"));
  assert.equal(datasets.path("ladder-curves"), join(data, "ladder", "curves.parquet"));
});

Deno.test("load() and download() of a shipped table use no network and leave the cache alone", async () => {
  await withCache(async (cacheDir) => {
    const options = { cacheDir, fetch: refuse };
    const runs = await datasets.load("ladder", options);
    const curves = await datasets.load("ladder-curves", options);
    assert.ok(runs instanceof Runs && curves instanceof Curves);
    for (const name of ["ladder", "ladder-curves"]) {
      const { sha256 } = dataSetNamed(name);
      assert.equal(await datasets.download(name, options), datasets.path(name));
      assert.equal(datasets.loaded()[name], sha256);
    }
    assert.deepEqual(runs.source, {
      name: "ladder",
      digest: dataSetNamed("ladder").sha256,
      licence: "MIT",
      committable: true,
    });
    assert.deepEqual(files(cacheDir), []);
  });
});

for (const name of ["ladder", "ladder-curves", "ladder-batch"]) {
  Deno.test(`load() refuses a ${name} that is not the one the package was made with`, async () => {
    const record = dataSetNamed(name);
    const other = { ...record, sha256: "0".repeat(64) };
    const message = [
      `Cannot use the table ${JSON.stringify(datasets.path(name))}`,
      `  needed: SHA-256 ${"0".repeat(64)}`,
      `  found: SHA-256 ${record.sha256}`,
      "  cure: restore the file that came with the package, or read your own with readRuns(file)",
    ].join("\n");
    await assert.rejects(loadSet(other, {}), { name: "InputError", message });
    // Nothing stands in for a shipped table: it is there.
    await assert.rejects(loadSet(other, { standIn: true }), { name: "InputError", message });
    await assert.rejects(downloadSet(other, {}), { name: "InputError", message });
  });
}
