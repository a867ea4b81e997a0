// `isoflop fit --hold`: coefficients held at a value, as the second step of a data-constrained fit needs it.
import assert from "node:assert/strict";
import { presetNamed, type RepeatedPoint } from "isoflop";
import { assertClose } from "../support/agree.ts";
import { assertRefused, Folder, isoflop, sevenRuns } from "./support.ts";

const { coef, predict } = presetNamed("data-constrained:muennighoff");
const held = ["E", "A", "B", "alpha", "beta"].map((term) => `${term}=${coef![term]}`).join(",");

/** Runs of the published law, some of them of up to 60 epochs. */
function repeatedRuns(): string {
  const rows = [2e7, 2e8].flatMap((N) =>
    [1, 4, 15, 60].map((epochs): Required<RepeatedPoint> => ({ N, D: 1e9 * epochs, U: 1e9 }))
  );
  const lines = rows.map((at) => [at.N, at.D, at.U, predict!(at)].join(","));
  return ["params,tokens,unique,loss", ...lines].join("\n");
}

Deno.test("isoflop fit --hold fits the other coefficients alone", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", repeatedRuns());
  const columns = "N=params,D=tokens,U=unique,loss=loss";
  const { code, out, err } = await isoflop(
    ...["fit", file, "--law", "data-constrained", "--columns", columns, "--hold", held, "--json"],
  );
  assert.equal(code, 0, err);
  const found = JSON.parse(out);
  assert.equal(found.coef.E, coef!.E);
  // Made without noise: what is left is the rounding of the losses.
  assertClose(found.coef.R_D, coef!.R_D!, 1e-6);
  assertClose(found.coef.R_N, coef!.R_N!, 1e-6);
  assert.equal(found.intervals, null);
});

Deno.test("isoflop fit --hold refuses what is no coefficient, no value, or no Approach 3", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  await assertRefused(folder, ["fit", file, "--hold", "E0=1.69"], [
    'Cannot constrain a coefficient of "chinchilla": "E0"',
    '  needed: one of "E", "A", "B", "alpha" and "beta"',
    '  found: "E0"',
  ]);
  await assertRefused(folder, ["fit", file, "--hold", "E"], [
    'Cannot use --hold "E"',
    "  needed: names and values with commas between, such as E=1.69,alpha=0.34",
    '  found: "E"',
  ]);
  await assertRefused(folder, ["fit", file, "--approach", "2", "--hold", "E=1.69"], [
    "Cannot use --hold with --approach 2",
    "  needed: --approach 3",
    "  found: --approach 2",
    "  cure: leave --hold out",
  ]);
});
