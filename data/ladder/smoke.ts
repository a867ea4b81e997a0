/**
 * Whether the trainer keeps its promises, in a minute and on made-up tokens: `deno task ladder:smoke`.
 *
 * A run that is killed and started again ends bit for bit like one that was not; finished runs are
 * skipped; a second trainer in the same folder is refused; Ctrl-C leaves neither workers nor half
 * files; what cannot be trained is said in a sentence before anything is. PYTHON names the Python
 * that has torch and numpy (`python3` unless set).
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { collect } from "./collect.ts";

const python = Deno.env.get("PYTHON") || "python3";
const trainer = fileURLToPath(new URL("train.py", import.meta.url));
const folder = await Deno.makeTempDir({ prefix: "ladder-smoke-" });
const corpus = join(folder, "corpus");

const small = `sweep = "isoflop"
[[grid]]
shape = "8x1"
unique_tokens = 25_600
[[grid]]
shape = "24x2"
unique_tokens = 96_000
seed = 3
`;

/** Tokens of a Markov chain with something to learn, from a seeded generator (Numerical Recipes). */
function tokens(count: number, seed: number): Uint16Array<ArrayBuffer> {
  let state = seed, token = 0;
  return Uint16Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    token = (token * 5 + 1 + (state >>> 29)) % 64;
    return token;
  });
}

async function write(name: string, content: string | Uint16Array<ArrayBuffer>): Promise<string> {
  const path = join(folder, name);
  if (typeof content === "string") await Deno.writeTextFile(path, content);
  else await Deno.writeFile(path, new Uint8Array(content.buffer));
  return path;
}

/** Starts the trainer; checkpoints come five times a second. */
function start(out: string, ...more: string[]): Deno.ChildProcess {
  return new Deno.Command(python, {
    args: [trainer, corpus, join(folder, out), ...more],
    env: { CHECKPOINT_SECONDS: "0.2" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function end(child: Deno.ChildProcess): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const { out, err } = { out: text(stdout), err: text(stderr) };
  assert.doesNotMatch(err, /Traceback/);
  return { code, out, err };
}

const train = async (out: string, ...more: string[]) => await end(start(out, ...more));

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 1200, `${what}: not within a minute`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const names = (out: string): string[] => {
  const there = (path: string) => {
    try {
      return Array.from(Deno.readDirSync(path), ({ name }) => name);
    } catch {
      return [];
    }
  };
  return there(join(folder, out, "isoflop")).sort();
};
const has = (out: string, end: string) => names(out).some((name) => name.endsWith(end));

/** Processes that have the corpus mapped: the trainer's workers, orphans too. Linux only. */
function workers(): string[] {
  return Array.from(Deno.readDirSync("/proc"), ({ name }) => name).filter((pid) => {
    try {
      return /^\d+$/.test(pid) && Deno.readTextFileSync(`/proc/${pid}/maps`).includes(corpus);
    } catch {
      return false;
    }
  });
}

const results = (out: string) =>
  names(out).map((name) => {
    const { seconds, ...rest } = JSON.parse(
      Deno.readTextFileSync(join(folder, out, "isoflop", name)),
    );
    assert.ok(seconds > 0);
    return rest;
  });

async function promise(what: string, body: () => Promise<void>): Promise<void> {
  await body();
  console.log(`ok  ${what}`);
}

async function main(): Promise<void> {
  await Deno.mkdir(corpus);
  await write("corpus/train.bin", tokens(200_001, 1));
  await write("corpus/val.bin", tokens(40_001, 2));
  await write("corpus/corpus.json", JSON.stringify({ vocabulary: 64, val: { bytesPerToken: 2 } }));
  const sweep = await write("small.toml", small);

  await promise("two runs are trained, a second trainer beside them is refused", async () => {
    const first = start("whole", "--workers", "2", sweep);
    await until("a checkpoint", () => has("whole", ".checkpoint"));
    const second = await train("whole", "--workers", "2", sweep);
    assert.equal(second.code, 1);
    const place = join(folder, "whole");
    assert.equal(
      second.err,
      `${place} is in use by another train.py: wait for it, or name another folder\n`,
    );
    const { code, out } = await end(first);
    assert.equal(code, 0);
    assert.match(out, /^0 of 2 runs are there already\n/);
    assert.deepEqual(names("whole"), ["isoflop-24x2-9.6e04-s3.json", "isoflop-8x1-2.56e04.json"]);
    for (const { curve, status } of results("whole")) {
      assert.equal(status, "finished");
      assert.ok(curve.at(-1).loss < curve[0].loss - 0.3, "something is learnt");
    }
  });

  await promise("a run that was killed goes on, and ends like one that was not", async () => {
    const killed = start("killed", "--workers", "2", sweep);
    await until(
      "one run and a checkpoint",
      () => has("killed", ".json") && has("killed", ".checkpoint"),
    );
    killed.kill("SIGKILL");
    await killed.output();
    await until("the end of its workers", () => workers().length === 0);
    assert.deepEqual(names("killed").filter((name) => name.endsWith(".json")).length, 1);
    const { code, out } = await train("killed", "--workers", "2", sweep);
    assert.equal(code, 0);
    assert.match(out, /^1 of 2 runs are there already\n/);
    assert.deepEqual(names("killed"), names("whole"));
    assert.deepEqual(results("killed"), results("whole"));
  });

  await promise(
    "Ctrl-C leaves no worker and no half file; one worker gives what two give",
    async () => {
      for (const [out, count] of [["one", "1"], ["two", "2"]] as const) {
        const stopped = start(out, "--workers", count, sweep);
        await until("a checkpoint", () => has(out, ".checkpoint"));
        stopped.kill("SIGINT");
        const { code, err } = await end(stopped);
        assert.equal(code, 130);
        assert.match(err, /\nstopped: the same command goes on from the last checkpoints\n$/);
        assert.deepEqual(workers(), []);
        assert.ok(!has(out, ".part"));
      }
      assert.equal((await train("one", "--workers", "1", sweep)).code, 0);
      assert.deepEqual(results("one"), results("whole"));
    },
  );

  await promise("what is there is skipped, and refused where its settings are others", async () => {
    const { code, out } = await train("whole", sweep);
    assert.deepEqual({ code, out }, { code: 0, out: "2 of 2 runs are there already\n" });
    const other = await write("other.toml", small.replace("seed = 3", "seed = 3\nwarmup = 0.1"));
    const path = join(folder, "whole", "isoflop", "isoflop-24x2-9.6e04-s3.json");
    assert.deepEqual(await train("whole", other), {
      code: 1,
      out: "",
      err: `${path} is of another warmup: name another folder\n`,
    });
  });

  await promise("what cannot be trained is said in a sentence, before anything is", async () => {
    const refused: [string, RegExp][] = [
      [
        "unique_tokens = 256_000",
        /^isoflop-8x1-2\.56e05 needs 256,000 tokens, the corpus has 199,936: take a larger /,
      ],
      ["unique_tokens = 1280\nbatch = 100", /the batch has to be whole windows of 128 tokens/],
      ["unique_tokens = 1280\nschedule = 'linear'", /the schedule cosine or constant\n$/],
      ["unique_tokens = 1280\nbach = 128", /too\.toml sets bach: there is only batch, budget, /],
      ["epochs = 2", /has to give every run a shape and one of budget, tokens_per_parameter/],
      ["epochs = ", /too\.toml cannot be read: /],
    ];
    for (const [line, sentence] of refused) {
      const path = await write("too.toml", `sweep = "isoflop"\n[[grid]]\nshape = "8x1"\n${line}\n`);
      const { code, out, err } = await train("too", "--workers", "2", path);
      assert.deepEqual({ code, out }, { code: 1, out: "" });
      assert.match(err, sentence);
      assert.equal(err.trimEnd().split("\n").length, 1, err);
      assert.deepEqual(names("too"), []);
    }
  });

  await promise("the results can be collected", async () => {
    const { runs, diverged } = await collect(join(folder, "whole"), corpus, folder);
    assert.deepEqual({ runs, diverged }, { runs: 2, diverged: [] });
  });
}

const torch = new Deno.Command(python, { args: ["-c", "import torch, numpy"], stderr: "null" });
if (!(await torch.output().catch(() => ({ success: false }))).success) {
  console.error(`${python} has no torch and numpy: install them, or set PYTHON to one that has`);
  Deno.exit(1);
}
try {
  await main();
} finally {
  await Deno.remove(folder, { recursive: true });
}
