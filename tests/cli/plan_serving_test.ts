import assert from "node:assert/strict";
import { assertClose, assertNear } from "../support/agree.ts";
import { assertRefused, Folder, isoflop, sevenRuns } from "./support.ts";

async function plan(...args: string[]) {
  const { code, out, err } = await isoflop("plan", ...args, "--json");
  assert.equal(err, "");
  assert.equal(code, 0);
  return JSON.parse(out);
}

const sardana = ["--preset", "chinchilla:sardana"] as const;

Deno.test("isoflop plan --inference-tokens has the 13 B example of Sardana et al.", async () => {
  const found = await plan(...sardana, "--loss", "2.045282", "--inference-tokens", "2T");
  // Printed: 7 B on 2.1 times the tokens, 17 % and 1.7e22 FLOP less.
  assertNear(found.N / 1e9, 6.97, 0.005);
  assertNear(found.D / found.chinchilla.D, 2.165, 5e-4);
  assertNear(found.saving, 0.1745, 5e-5);
  assert.equal(found.trainingFlop, found.C);
  assert.equal(found.inferenceFlop, 2 * found.N * 2e12);
  assertClose(found.totalFlop, found.trainingFlop + found.inferenceFlop, 1e-12);
  assert.equal(found.intervals, null);
});

Deno.test("isoflop plan --lambda weighs serving as more tokens would", async () => {
  const twice = await plan(
    ...sardana,
    "--flop",
    "1e23",
    "--inference-tokens",
    "1e12",
    "--lambda",
    "2",
  );
  const more = await plan(...sardana, "--flop", "1e23", "--inference-tokens", "2e12");
  assertClose(twice.N, more.N, 1e-12);
  assertClose(twice.totalFlop, 1e23, 1e-12);
});

Deno.test("isoflop plan --gpu --gpus --days says what 256 H100 can train in 30 days", async () => {
  const hardware = ["--gpu", "h100", "--gpus", "256", "--mfu", ".4", "--price", "2"];
  const found = await plan(...sardana, ...hardware, "--days", "30");
  assertClose(found.C, 256 * 30 * 86400 * 989.4e12 * 0.4, 1e-12);
  assertClose(found.gpuHours, 256 * 720, 1e-12);
  assertClose(found.cost, 2 * 256 * 720, 1e-12);
  assertClose(found.days, 30, 1e-12);
  const back = await plan(...sardana, ...hardware, "--flop", String(found.C));
  assert.deepEqual(back, found);
});

Deno.test("isoflop plan --fit has intervals for serving and hours", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns), drawn = folder.at("drawn.json");
  await isoflop("fit", file, "--bootstrap", "50", "--save", drawn);
  const use = ["--inference-tokens", "1e11", "--gpu", "a100"];
  const { intervals, gpuHours } = await plan("--fit", drawn, "--flop", "1e21", ...use);
  for (const name of ["inferenceFlop", "saving", "gpuHours", "cost"]) {
    assert.ok(intervals[name].low <= intervals[name].high, name);
  }
  assert.ok(intervals.gpuHours.low <= gpuHours && gpuHours <= intervals.gpuHours.high);
});

Deno.test("isoflop plan refuses flags that do not go together", async () => {
  using folder = new Folder();
  const budget = [...sardana, "--flop", "1e22"];
  await assertRefused(folder, ["plan", ...budget, "--lambda", "2"], [
    "Cannot make a plan",
    "  needed: --inference-tokens T with --lambda",
    "  found: --lambda alone",
  ]);
  await assertRefused(folder, ["plan", ...budget, "--days", "3"], [
    "Cannot make a plan",
    "  needed: --gpu NAME with --days",
    "  found: --days without it",
    "  cure: name the hardware, as in --gpu h100",
  ]);
  await assertRefused(folder, ["plan", ...sardana, "--gpu", "h100", "--days", "3"], [
    "Cannot make a plan",
    "  needed: --gpus COUNT with --days",
    "  found: --days without it",
  ]);
  await assertRefused(folder, ["plan", ...budget, "--gpu", "h100", "--gpus", "8", "--days", "3"], [
    "Cannot make a plan",
    "  needed: one question: --flop X, --loss L, or --n N with --d D",
    "  found: --flop and --days",
  ]);
  await assertRefused(folder, ["plan", ...budget, "--inference-tokens", "-3"], [
    "Cannot plan for training and serving",
    "  needed: a number of tokens served of 0 or more",
    "  found: -3",
  ]);
  await assertRefused(folder, ["plan", ...sardana, "--loss", "1.6", "--inference-tokens", "1T"], [
    "Cannot plan for training and serving",
    "  needed: a loss above the irreducible 1.6900 nats/token of Sardana et al. 2024",
    "  found: 1.6",
  ]);
  await assertRefused(folder, ["plan", ...budget, "--gpu", "h1000"], [
    'Cannot find the accelerator "h1000"',
    '  needed: one of "v100", "a100", "a100-40gb", "h100", "h100-pcie", "h200", "b200", "mi300x", ' +
    '"tpuv4" and "tpuv5p"',
    '  found: "h1000"',
    '  cure: did you mean "h100"?',
  ]);
});
