// The command line on public data, against published numbers.
import assert from "node:assert/strict";
import { allocate, datasets, Fit, fitLaw } from "isoflop";
import { assertNear } from "../support/agree.ts";
import { testOnPublicRuns, withoutOutliers } from "../support/public_data.ts";
import { Folder, isoflop } from "./support.ts";

const columns = "N=Model Size,C=Training FLOP,loss=loss";
const epoch = () => [
  ...["fit", datasets.path("chinchilla-epoch"), "--columns", columns],
  ...["--drop-highest", "5"],
];

testOnPublicRuns("chinchilla-epoch", "isoflop fit reaches the least objective known", async () => {
  const { code, out } = await isoflop(...epoch(), "--json");
  assert.equal(code, 0);
  const fit = JSON.parse(out);
  // The least value known is 1.018274017800599e-3.
  assert.ok(fit.value <= 1.0182740179e-3, `${fit.value}`);
  assert.equal(fit.n, 240);
  assert.equal(fit.data.dropped, 5);
  assert.equal(fit.status, "converged");
});

testOnPublicRuns(
  "chinchilla-epoch",
  "isoflop fit --stream numpy replays Epoch's bootstrap, and plan reads what it saved",
  async (runs) => {
    using folder = new Folder();
    const saved = folder.at("fit.json");
    const { out } = await isoflop(
      ...[...epoch(), "--bootstrap", "4000", "--seed", "42", "--stream", "numpy"],
      ...["--save", saved, "--json"],
    );
    const { intervals } = JSON.parse(out);
    assertNear(intervals.A.low, 286.085, 0.05, "A, 2.5 %");

    const fit = Fit.fromJSON(JSON.parse(Deno.readTextFileSync(saved)));
    const made = fitLaw(withoutOutliers(runs), undefined, {
      bootstrap: { draws: 4000, seed: 42, stream: "numpy" },
    });
    assert.deepEqual(fit.draws, made.draws);
    const plan = allocate(made, { C: 5.76e23 });
    const answer = await isoflop("plan", "--fit", saved, "--flop", "5.76e23", "--json");
    const asked = JSON.parse(answer.out);
    for (const key of ["C", "N", "D", "tokensPerParameter", "loss"] as const) {
      assert.equal(asked[key], plan[key]);
    }
    for (const key of ["N", "D", "tokensPerParameter", "loss"] as const) {
      const { low, high, level, method } = plan.intervals![key]!;
      assert.deepEqual(asked.intervals[key], { low, high, level, method });
    }
    assert.equal(asked.intervals.C, null);
    assert.deepEqual(asked.notes, plan.notes);
  },
);

testOnPublicRuns(
  "isoflop-experiments",
  "isoflop fit --where takes one experiment of several",
  async () => {
    const file = datasets.path("isoflop-experiments");
    const { code, out, err } = await isoflop(
      ...["fit", file, "--columns", "N=params,D=tokens,loss=loss"],
      ...["--where", "experiment=llama_3__raw_loss", "--json"],
    );
    assert.equal(code, 0);
    assert.equal(JSON.parse(out).n, 133);
    assert.match(err, /^note: 133 of 947 rows, those where experiment = llama_3__raw_loss\.$/m);
  },
);
