import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { run } from "../../lib/cli/mod.ts";
import { assertRefused, Folder, isoflop } from "./support.ts";

const usage: [words: string, says: string[]][] = [
  ["chrat", [
    'Cannot run "isoflop chrat"',
    '  needed: one of "fit", "rollout", "compare", "plan", "flops", "chart", "data", "notebook" and "kernel"',
    '  found: "chrat"',
    '  cure: did you mean "chart"?',
  ]],
  ["data lsit", [
    'Cannot run "isoflop data lsit"',
    '  needed: one of "list", "fetch" and "path"',
    '  found: "lsit"',
    "  cure: see isoflop data --help",
  ]],
  ["--jsno", [
    'Cannot run "isoflop"',
    "  needed: options that it has",
    '  found: "--jsno"',
    "  cure: see isoflop --help",
  ]],
  ["plan --presett chinchilla:epoch", [
    'Cannot run "isoflop plan"',
    "  needed: options that it has",
    '  found: "--presett"',
    '  cure: did you mean "--preset"?',
  ]],
  ["fit", [
    'Cannot run "isoflop fit"',
    "  needed: FILE",
    "  found: nothing in its place",
    "  cure: see isoflop fit --help",
  ]],
  ["fit a.csv b.csv", [
    'Cannot run "isoflop fit"',
    "  needed: 1 argument",
    "  found: 2",
    "  cure: see isoflop fit --help",
  ]],
  ["plan --flop", [
    'Cannot run "isoflop plan"',
    "  needed: --flop <X>",
    "  found: no value",
    "  cure: see isoflop plan --help",
  ]],
];

for (const [words, says] of usage) {
  Deno.test(`isoflop refuses ${words}`, async () => {
    using folder = new Folder();
    await assertRefused(folder, words.split(" "), says);
  });
}

Deno.test("isoflop without a command shows the help on standard error, exit 2", async () => {
  for (const words of [[], ["data"], ["notebook"], ["kernel"]]) {
    const { code, out, err } = await isoflop(...words);
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(err, new RegExp(`^Usage: ${["isoflop", ...words].join(" ")} `));
  }
});

const commands = [
  ..."fit plan chart data notebook kernel".split(" "),
  ..."data list,data fetch,data path,notebook run,notebook build,notebook check".split(","),
  ..."notebook pull,notebook page,kernel install,kernel remove,kernel status".split(","),
];

for (const command of commands) {
  Deno.test(`isoflop ${command} --help shows an example on standard output`, async () => {
    const { code, out, err } = await isoflop(...command.split(" "), "--help");
    assert.equal(code, 0);
    assert.equal(err, "");
    assert.match(out, new RegExp(`^Usage: isoflop ${command} `));
    assert.match(out, /\nExamples?:\n {2}isoflop /);
    if (!/^(data|notebook|kernel)$/.test(command)) assert.match(out, / --json /);
  });
}

Deno.test("isoflop --help and --version answer on standard output", async () => {
  assert.deepEqual(await isoflop("--version"), { code: 0, out: `${config.version}\n`, err: "" });
  const { code, out } = await isoflop("--help");
  assert.equal(code, 0);
  assert.match(out, /Exit codes: 0 an answer, 2 bad input or usage, 1 a fault of isoflop\./);
});

Deno.test("run() says in one line when the fault is isoflop's own, exit 1", async () => {
  let err = "";
  const code = await run(["--version"], {
    out: () => {
      throw new TypeError("the answer\ncould not be written");
    },
    err: (text) => void (err += text),
  });
  assert.equal(code, 1);
  assert.equal(
    err,
    "This is a fault of isoflop, not of your input: TypeError: the answer could not be written\n",
  );
});

Deno.test("run() adds the stack with ISOFLOP_DEBUG=1", async () => {
  let err = "";
  Deno.env.set("ISOFLOP_DEBUG", "1");
  try {
    await run(["--version"], {
      out: () => {
        throw new TypeError("no");
      },
      err: (text) => void (err += text),
    });
  } finally {
    Deno.env.delete("ISOFLOP_DEBUG");
  }
  assert.match(err, /^This is a fault of isoflop[^\n]+\nTypeError: no\n {4}at /);
});

Deno.test("run() ends quietly when nobody reads on", async () => {
  const code = await run(["--version"], {
    out: () => {
      throw new Deno.errors.BrokenPipe();
    },
    err: () => assert.fail("nothing to say"),
  });
  assert.equal(code, 0);
});
