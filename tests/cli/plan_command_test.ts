import assert from "node:assert/strict";
import { assertClose } from "../support/agree.ts";
import { assertRefused, Folder, isoflop, sevenRuns } from "./support.ts";

async function plan(...args: string[]) {
  const { code, out, err } = await isoflop("plan", ...args, "--json");
  assert.equal(err, "");
  assert.equal(code, 0);
  return JSON.parse(out);
}

Deno.test("isoflop plan gives the 40 B of Hoffmann's Figure 4", async () => {
  const found = await plan("--preset", "chinchilla:hoffmann", "--flop", "5.76e23");
  assertClose(found.N, 40.36e9, 1e-3, "N");
  assert.equal(found.law, "chinchilla");
  assert.equal(found.preset, "chinchilla:hoffmann");
  assert.equal(found.C, 5.76e23);
  assert.equal(found.tokensPerParameter, found.D / found.N);
  assert.equal(found.intervals, null);
  assert.ok(Array.isArray(found.notes));
});

Deno.test("isoflop plan --n --d takes counts as people write them", async () => {
  const found = await plan("--preset", "chinchilla:hoffmann-rounded", "--n", "280B", "--d", "0.3T");
  assert.equal(found.N, 280e9);
  assert.equal(found.D, 0.3e12);
  // Hoffmann et al. (2022), equation 10, at the size and tokens of Gopher.
  assert.equal(found.loss.toFixed(3), "1.993");
  const same = await plan(
    "--preset",
    "chinchilla:hoffmann-rounded",
    "--n",
    "2.8e11",
    "--d",
    "300b",
  );
  assert.deepEqual(same, found);
});

Deno.test("isoflop plan --loss inverts --flop", async () => {
  const there = await plan("--preset", "chinchilla:epoch", "--flop", "1e22");
  const back = await plan("--preset", "chinchilla:epoch", "--loss", String(there.loss));
  assertClose(back.C, 1e22, 1e-9, "C");
});

Deno.test("isoflop plan has no loss from a table", async () => {
  const found = await plan("--preset", "chinchilla:approach2", "--flop", "1e21");
  assert.equal(found.law, null);
  assert.equal(found.loss, null);
  assert.ok(found.N > 0);
});

Deno.test("isoflop plan --fit has intervals if the fit has draws, null if not", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  const bare = folder.at("bare.json"), drawn = folder.at("drawn.json");
  await isoflop("fit", file, "--save", bare);
  await isoflop("fit", file, "--bootstrap", "50", "--save", drawn);
  assert.equal((await plan("--fit", bare, "--flop", "1e21")).intervals, null);
  const { N, D, intervals } = await plan("--fit", drawn, "--flop", "1e21", "--level", "0.9");
  assert.deepEqual(Object.keys(intervals), ["C", "N", "D", "tokensPerParameter", "loss"]);
  assert.equal(intervals.N.level, 0.9);
  assert.ok(intervals.N.low <= N && N <= intervals.N.high);
  assert.ok(intervals.D.low <= D && D <= intervals.D.high);
  assert.equal((await plan("--fit", drawn, "--loss", "3")).intervals.loss, null);
});

Deno.test("isoflop plan without --json prints a table", async () => {
  const { out } = await isoflop("plan", "--preset", "chinchilla:hoffmann", "--flop", "5.76e23");
  assert.equal(
    out,
    `Spend 5.76e23 FLOP (Hoffmann et al. 2022)

         best  unit
C     5.76e23  FLOP
N      40.4 B  parameters
D      2.38 T  tokens
D/N      58.9  tokens per parameter
loss    1.918  nats/token

Unrounded: these reproduce the 40 B parameters of Figure 4.
`,
  );
});

const question = [
  "Cannot make a plan",
  "  needed: one question: --flop X, --loss L, or --n N with --d D",
];
const number = "  needed: a number, such as 5.76e23 or 0.001";
const refused: [args: string, says: string[]][] = [
  ["--flop -1e21", [
    "Cannot allocate a budget",
    "  needed: a positive number of FLOP",
    "  found: -1e+21",
  ]],
  ["--flop 0", ["Cannot allocate a budget", "  needed: a positive number of FLOP", "  found: 0"]],
  ["--flop NaN", ['Cannot use --flop "NaN"', number, '  found: "NaN"']],
  ["--flop Infinity", ['Cannot use --flop "Infinity"', number, '  found: "Infinity"']],
  ["--flop 1e21FLOP", ['Cannot use --flop "1e21FLOP"', number, '  found: "1e21FLOP"']],
  ["--n 70G --d 1T", [
    'Cannot use --n "70G"',
    "  needed: a number, such as 70e9, 70B or 1.4T",
    '  found: "70G"',
  ]],
  ["--loss 1.8", [
    "Cannot find the budget for a loss of 1.8",
    "  needed: a loss above the irreducible 1.8172 nats/token of Epoch 2024",
    "  found: 1.8",
  ]],
  ["--n 0 --d 1T", [
    "Cannot predict a loss",
    "  needed: a positive number of parameters N",
    "  found: 0",
  ]],
  ["", [...question, "  found: none of them"]],
  ["--n 70B", [...question, "  found: --n alone"]],
  ["--d 70B", [...question, "  found: --d alone"]],
  ["--flop 1e21 --loss 2", [...question, "  found: --flop and --loss"]],
  ["--flop 1e21 --n 1B --d 1B", [...question, "  found: --flop and --n and --d"]],
  ["--flop 1e21 --level 95", [
    'Cannot use --level "95"',
    "  needed: a number between 0 and 1",
    '  found: "95"',
    "  cure: 0.95 for 95 %",
  ]],
  ["--flop 1e21 --fit fit.json", [
    "Cannot make a plan",
    "  needed: --fit FIT.json or --preset NAME",
    "  found: both",
  ]],
];

for (const [args, says] of refused) {
  Deno.test(`isoflop plan refuses ${args || "no question"}`, async () => {
    using folder = new Folder();
    const words = ["plan", "--preset", "chinchilla:epoch", ...args.split(" ").filter(Boolean)];
    await assertRefused(folder, words, says);
  });
}

Deno.test("isoflop plan refuses to go without a law", async () => {
  using folder = new Folder();
  await assertRefused(folder, ["plan", "--flop", "1e21"], [
    "Cannot make a plan",
    "  needed: --fit FIT.json or --preset NAME",
    "  found: neither",
    "  cure: take --preset chinchilla:epoch, or fit runs of your own",
  ]);
});

Deno.test("isoflop plan suggests the preset that was meant", async () => {
  using folder = new Folder();
  await assertRefused(folder, ["plan", "--preset", "chinchilla:epohc", "--flop", "1e21"], [
    'Cannot find the preset "chinchilla:epohc"',
    '  needed: one of "chinchilla:epoch", "chinchilla:epoch-notebook", "chinchilla:hoffmann", ' +
    '"chinchilla:hoffmann-rounded", "chinchilla:sardana", "chinchilla:approach1", "chinchilla:approach2" and ' +
    '"chinchilla:approach3"',
    '  found: "chinchilla:epohc"',
    '  cure: did you mean "chinchilla:epoch"?',
  ]);
});

Deno.test("isoflop plan refuses files that are no saved fit", async () => {
  using folder = new Folder();
  const runs = folder.write("runs.csv", sevenRuns);
  const saved = folder.at("fit.json");
  await isoflop("fit", runs, "--bootstrap", "5", "--save", saved);
  const whole = Deno.readTextFileSync(saved);
  const written = 'what "isoflop fit --save" wrote';
  const format = 'what Fit.toJSON() or "isoflop fit --save" wrote (format "isoflop-fit")';
  const parts = JSON.stringify({ ...JSON.parse(whole), coef: {} });
  const files: [name: string, content: string | Uint8Array | null, needs: string, found: string][] =
    [
      ["none.json", null, written, "no file of that name"],
      ["cut.json", whole.slice(0, whole.length / 2), written, "JSON that breaks off"],
      ["empty.json", "", written, "an empty file"],
      ["junk.json", new Uint8Array([0, 1, 255, 27, 91]), written, "no JSON"],
      ["runs.csv", sevenRuns, written, "no JSON"],
      ["runs.json", '[{"N":1}]', format, 'an object without "format"'],
      ["other.json", '{"format":"vega"}', format, 'format "vega"'],
      ["parts.json", parts, format, "a fit with parts missing"],
    ];
  for (const [name, content, needs, found] of files) {
    if (content !== null) folder.write(name, content);
    await assertRefused(folder, ["plan", "--fit", folder.at(name), "--flop", "1e21"], [
      `Cannot read the fit "${name}"`,
      `  needed: ${needs}`,
      `  found: ${found}`,
    ]);
  }
  await assertRefused(folder, ["plan", "--fit", folder.path, "--flop", "1e21"], [
    'Cannot read the fit "."',
    `  needed: ${written}`,
    "  found: a folder",
  ]);
});

Deno.test("isoflop plan refuses a fit that is not identified", async () => {
  using folder = new Folder();
  const rows = [1, 2, 4, 8, 16, 32].map((d, i) => `1e9,${d}e9,${3.4 - 0.1 * i}`);
  const file = folder.write("runs.csv", ["N,D,loss", ...rows].join("\n"));
  const saved = folder.at("fit.json");
  await isoflop("fit", file, "--save", saved);
  await assertRefused(folder, ["plan", "--fit", saved, "--flop", "1e21"], [
    "Cannot plan from this fit",
    "  needed: a fit that determines all five coefficients, with exponents above zero",
    "  found: status not-identified: all 6 runs have N = 1000000000: E, A, alpha cannot be told " +
    "apart",
    "  cure: fit runs that vary N and D apart from each other, or plan from a preset",
  ]);
});

Deno.test("isoflop plan --preset kaplan:table6 takes compute spent, twice C_min, with B and S", async () => {
  // 20 PF-days spent are 10 PF-days of C_min: Table 6 gives N 6.98e9, B 3475601.7, S 5786.2.
  const found = await plan("--preset", "kaplan:table6", "--flop", "1.728e21");
  assert.equal(found.nConvention, "non-embedding");
  assertClose(found.N, 6.9814134e9, 1e-7, "N");
  assertClose(found.B, 3475601.7, 2e-8, "B");
  assertClose(found.S, 5786.2042, 1e-7, "S");
  assertClose(found.Cmin, 8.64e20, 1e-12, "Cmin");
  assert.equal((await plan("--preset", "chinchilla:epoch", "--flop", "1e21")).nConvention, "total");
});

Deno.test("isoflop plan --n-convention refuses an N that the law does not count", async () => {
  using folder = new Folder();
  const flags = ["--preset", "kaplan-joint:table2", "--n", "124M", "--d", "10B"];
  await assertRefused(folder, ["plan", ...flags, "--n-convention", "total"], [
    "Cannot predict a loss",
    "  needed: an N of parameters without embeddings, as Kaplan et al. 2020, L(N, D) counts",
    "  found: one of every parameter",
    '  cure: countParameters(shape, "kaplan")',
  ]);
});

Deno.test("isoflop plan --unique-tokens adds the epochs", async () => {
  const asked = ["--preset", "data-constrained:muennighoff", "--flop", "9.206e21"];
  const found = await plan(...asked, "--unique-tokens", "25B") as unknown as Record<string, number>;
  // Muennighoff et al. (2023): 9.04 epochs of 25 B unique tokens; the valley is flat.
  assertClose(found.epochs!, 9.04, 0.02, "epochs");
  assert.equal(found.uniqueTokens, 25e9);
  assert.equal("epochs" in await plan(...asked), false);
  const at = ["--preset", "data-constrained:muennighoff", "--n", "4.2B", "--d", "84B"];
  assertClose((await plan(...at, "--unique-tokens", "21B")).loss!, 2.30820370738, 1e-11);
});

Deno.test("isoflop plan --unique-tokens needs a law that knows repetition, and one question", async () => {
  const asked = ["plan", "--flop", "1e21", "--unique-tokens", "1B"];
  const { code, err } = await isoflop(...asked, "--preset", "chinchilla:epoch");
  assert.equal(code, 2);
  assert.match(err, /found: the law "chinchilla", to which all tokens are new/);
  const two = await isoflop(...asked, "--loss", "2.5", "--preset", "data-constrained:muennighoff");
  assert.equal(two.code, 2);
  assert.match(two.err, /found: --flop and --loss/);
});
