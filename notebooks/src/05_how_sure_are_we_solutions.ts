// %% [markdown]
// # Solutions: how sure are we?
//
// Solutions to the exercises of `05_how_sure_are_we.ipynb`. Write down your prediction before you read on.

// %%
import { chinchilla, datasets, fitLaw, grid, presetNamed, simulate, squaredLog } from "isoflop";
import { normalQuantile, studentT } from "isoflop/numeric";

// %% [markdown]
// ## 1. What few runs cost
//
// Twelve runs less five coefficients leave seven degrees of freedom. The noise itself is estimated from those seven, and may well have come out small; the
// quantile of Student's $t$ allows for it.

// %%
const seven = studentT(0.975, 7), many = normalQuantile(0.975);
console.log(
  `t(7) ${seven.toFixed(3)}, normal ${many.toFixed(3)}: ${(seven / many).toFixed(2)} times as wide`,
);

// %% [markdown]
// One fifth wider, and that only for not knowing the noise. With six runs, one degree of freedom, the factor is 6.5: five coefficients from six runs are
// hardly a fit.

// %% [markdown]
// ## 2. Luck of their own
//
// When nearly all of the noise belongs to the single checkpoint, twelve checkpoints are nearly twelve observations. Rows should do well now. Runs
// should do no worse: drawing whole runs is right in both worlds, only a little noisier with twenty runs.

// %%
const truth = presetNamed("chinchilla:epoch");
const design = grid({ N: [1e8, 3e8, 1e9, 3e9, 1e10], C: [1e19, 1e20, 1e21, 1e22] });
const hits = (unit: "rows" | "runs") =>
  Array.from({ length: 60 }, (_, i) => {
    const checkpoints = { count: 12, shared: 0.001 };
    const runs = simulate(truth, design, { noise: 0.008, seed: i + 1, checkpoints });
    const bootstrap = { draws: 200, seed: i + 1, unit };
    const { low, high } = fitLaw(runs, chinchilla, { objective: squaredLog(), bootstrap })
      .interval("beta")!;
    return low <= truth.coef!.beta! && truth.coef!.beta! <= high;
  }).filter(Boolean).length;
console.log(`of 60: rows ${hits("rows")}, runs ${hits("runs")}`);

// %% [markdown]
// Whoever does not know how much luck is shared should draw runs. It costs little when nothing is shared, and everything otherwise.

// %% [markdown]
// ## 3. A coefficient that no model has
//
// $A$ is the cost of finite size at $N = 1$ parameter. To get there from the runs one has to extrapolate over eight decades along a slope $\alpha$ that is not
// known exactly: an error of 0.01 in $\alpha$ is $10^{0.08}$, twenty percent, in $A$. At one billion parameters, among the runs, the same term is well known.

// %%
const points = await datasets.load("chinchilla-epoch", { standIn: true });
const runs = points.without(points.highestLoss(5));
const fit = fitLaw(runs, chinchilla);
for (
  const [name, quantity] of [
    ["alpha", "alpha"],
    ["A", "A"],
    ["A / N^alpha at 1e9", ({ A, alpha }: typeof fit.coef) => A * 1e9 ** -alpha],
  ] as const
) {
  const { estimate, low, high } = fit.interval(quantity, 0.95, "profile")!;
  console.log(
    `${name.padEnd(20)} ${estimate.toPrecision(4)}  [${low.toPrecision(4)}, ${
      high.toPrecision(4)
    }]`,
    `± ${(50 * (high - low) / estimate).toFixed(0)} %`,
  );
}

// %% [markdown]
// The interval of $A$ is several times as wide as that of the term it stands for. It says nothing about models and much about where the coordinate system begins.

// %% [markdown]
// ## 4. Where the floor appears
//
// The smallest budgets are the furthest from the power law: a model of 2.6 thousand parameters learns hardly more than letter frequencies. Leave them out from below, and what is left curves
// more on logarithmic axes; curvature is what a floor is.

// %%
const ladder = (await datasets.load("ladder")).where("sweep=isoflop");
for (const least of [2e10, 6e10, 2e11]) {
  const cut = ladder.where(`budget>=${least}`);
  const small = fitLaw(cut, chinchilla, { objective: squaredLog() });
  const E = small.interval("E", 0.95, "profile")!;
  const low = E.open?.includes("low") ? "open" : E.low.toFixed(2);
  console.log(
    `from ${least.toExponential(0)} FLOP, ${cut.length} runs: ${small.status}, ` +
      `E ${E.estimate.toFixed(2)} [${low}, ${E.high.toFixed(2)}]`,
  );
}

// %% [markdown]
// The interval closes as the smallest budgets go, although there are fewer runs. That is no good news: the interval from $2 \cdot 10^{11}$ FLOP on, 2.08 to 2.57, hardly meets that of all runs, which
// ends at 2.11. The law is not the same at both ends of the ladder, and the choice of the cut is one more doubt that no interval holds.

// %% [markdown]
// ## 5. Other clusters
//
// Anything that many rows share and that was chosen, or drawn, once: the order of the data, a tokenizer, one learning-rate rule for all sizes, one cluster of machines with one
// fault. Draw what was drawn: if each *size* had a learning rate of its own, whole sizes are the units. If all runs share one thing, there is a single cluster, nothing can be
// drawn, and no bootstrap in the world measures what it did. That is a sentence in the report, not an interval.
