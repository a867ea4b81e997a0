// %% [markdown]
// # How sure are we?
//
// A laboratory is about to spend ten million dollars. On the slide stands one number: the exponent $a$ says how the best model grows with compute,
// and it is $0.51$. Somebody asks: could it be $0.48$, or $0.56$? At a thousand times the compute of the runs, those two answers differ by a factor of
// $1000^{0.08} = 1.7$ in the size of the model. People act on the interval, not on the point.
//
// This lesson is about the interval: four ways to make one, what each of them supposes, and three ways in which all of them can be wrong. It takes the
// same fit as `02_chinchilla.ipynb` and doubts it. It takes a quarter of a minute.

// %% [markdown]
// ## Words we need
//
// | word | in code | meaning |
// | --- | --- | --- |
// | *residual* | `fit.residuals` | $r = \ln \hat L - \ln L$: what the law leaves over at one run |
// | *objective* | `huberLog()` | what the fit makes small: a sum of $\rho(r)$ over the runs |
// | *interval* | `fit.interval("beta")` | a range that would hold the truth in 95 of 100 repetitions of the whole experiment |
// | *confidence band* | `bands()` | where the law is |
// | *prediction band* | `bands()` | where the next run will be: the law's uncertainty, and the scatter of runs about it |
// | *cluster* | column `run` | rows that share their luck: checkpoints of one run |

// %%
import {
  absoluteLog,
  Agreement,
  bands,
  charts,
  chinchilla,
  compare,
  datasets,
  defineLaw,
  fitLaw,
  grid,
  huberLog,
  presetNamed,
  profileCurve,
  rollout,
  show,
  simulate,
  squaredLog,
  studentTLog,
} from "isoflop";

// %% [markdown]
// ## The data
//
// We take the 245 runs that Epoch AI read off Figure 4 of Hoffmann et al. (2022), without the five of highest loss. They are other people's and are
// downloaded; where they cannot be had, runs simulated from the published law stand in, and every figure says so. Later come the 56 runs of our own
// ladder, which are shipped with the package, and simulated runs whose truth we know, because only there can an interval be caught out.

// %%
const points = await datasets.load("chinchilla-epoch", { standIn: true });
const runs = points.without(points.highestLoss(5));
const published = !runs.source.simulated;
await show(runs.summary());

// %% [markdown]
// ## Residuals first
//
// An interval is made of residuals. Before asking how wide it is, look at what it is made of. *Predict first:* if noise were Gaussian with a standard
// deviation of 0.75 %, how many of 240 residuals would be larger than three times that? (Fewer than one.)

// %%
const fit = fitLaw(runs, chinchilla, {
  objective: huberLog(1e-3),
  bootstrap: { draws: 4000, seed: 42, stream: "numpy" },
});
await show(charts.residuals(runs, fit, { title: "A few runs are far worse than the law says" }));

// %% [markdown]
// **Figure 1.** What the law leaves over, against compute, size and tokens per parameter. Most runs are within half a percent. Five are beyond three standard deviations, where
// Gaussian noise would have put fewer than one: four below zero, where the law promises less loss than the run had, and the most expensive run above it.
//
// Is that bad luck? Look where they lie. Below 1.5 tokens per parameter nine of eleven residuals are negative, by 1.8 % on average. So are all six runs above ten billion parameters,
// and nineteen of the twenty-six above a hundred tokens per parameter. Luck has no corners. This is a law that bends where the runs do not, and a part of what follows, for every
// interval below takes what is left over for noise.
//
// Huber's objective with $\delta = 10^{-3}$ hardly notices the far runs. Least squares does.
//
// So the objective is a choice, and the first doubt is cheap: fit with four of them.

// %%
const objectives = [huberLog(), absoluteLog(), studentTLog(), squaredLog()];
const fits = objectives.map((objective) => fitLaw(runs, chinchilla, { objective }));
for (const each of fits) {
  const { E, alpha, beta } = each.coef;
  console.log(
    each.objective.name.padEnd(14),
    `E ${E.toFixed(3)}  alpha ${alpha.toFixed(3)}  beta ${beta.toFixed(3)}  a ${
      each.derived.a.toFixed(3)
    }`,
  );
}

// %% [markdown]
// On the published runs the three robust objectives agree to the second digit: $\beta$ is 0.363 to 0.367. Student's $t$ needed no $\delta$: its scale,
// 0.44 %, was fitted too. Least squares stands apart with $\beta = 0.406$; a few bad runs pull it. No interval knows of this difference, because each
// interval is made *within* one objective. Keep it in mind as the first source of doubt: **what was minimised**.

// %% [markdown]
// ## Four intervals for one number
//
// | method | how | what it supposes |
// | --- | --- | --- |
// | Wald | curvature at the minimum, times the noise | one noise for all runs, a law that is nearly a plane, independent rows |
// | profile | hold $\beta$ elsewhere, refit the rest, see how much worse it gets | one noise, independent rows |
// | sandwich | how far the fit moves when each run is left out in turn | a law that is nearly a plane, independent runs |
// | bootstrap | draw 240 runs with replacement, refit, 4000 times | independent runs, and many: with twenty it is a little too narrow |
//
// *Predict first:* which one will be widest?

// %%
const methods = ["wald", "profile", "sandwich", "bootstrap"] as const;
const rows = methods.map((method) => ({
  label: method,
  interval: fit.interval("beta", 0.95, method)!,
}));
const hoffmann = presetNamed("chinchilla:hoffmann");
await show(
  charts.intervals(rows, {
    title: "Four 95 % intervals for β, from the same 240 runs",
    unit: "β (exponent of D)",
    reference: { value: hoffmann.coef!.beta!, label: "Hoffmann et al., unrounded" },
    simulated: !published,
  }),
);

// %% [markdown]
// **Figure 2.** The same fit, four intervals, in two pairs. On the published runs the two that suppose one noise for all runs are short: 0.351 to 0.383 and 0.346 to 0.389. The two
// that do not are long: the sandwich's 0.336 to 0.399, and the bootstrap's 0.331 to 0.415, which Besiroglu et al. printed. One noise is what fails here: the runs far from
// twenty tokens per parameter, which decide $\beta$, are the ones that the law misses most (Figure 1).
//
// None of the four reaches down to the dashed line, the $0.285$ of Hoffmann et al.: whichever way one counts, these runs and that coefficient do not go together.

// %% [markdown]
// ## A profile, step by step
//
// The profile is the easiest to understand and the least often shown. Put $\beta$ somewhere else by hand. Refit the other four coefficients. How much worse
// did it get? Where the objective has risen by more than noise would let it, the interval ends. The rise is counted in units of that noise, so that the
// threshold is that of an $F$ test: about 3.9 for one coefficient and many runs.

// %%
console.log(fit.profileThreshold());
const profile = profileCurve(fit, "beta");
await show(
  charts.profile(profile, { title: "How much worse the fit gets when β is put elsewhere" }),
);

// %% [markdown]
// **Figure 3.** The objective refitted with $\beta$ held, against $\beta$. The dashed parabola is what the covariance at the minimum promises. The two part, and it is tempting to say that
// the law's valley is wider than it looks. It is not: with least squares profile and covariance agree, 0.387 to 0.425 and 0.388 to 0.424. What is no parabola here is Huber's objective,
// whose $\delta$ is far below the residuals: as $\beta$ moves, runs cross from one side of the law to the other, a few at a time. A profile that leaves the parabola because of the law comes at
// the end of this lesson.
//
// A profile can be had of anything that follows from the coefficients. Here for the exponent $a = \beta/(\alpha + \beta)$ and for the number that
// decides the budget: the best size at $10^{24}$ FLOP.

// %%
const bestSize = (coef: typeof fit.coef) =>
  chinchilla.frontier(coef).N.coef *
  1e24 ** chinchilla.frontier(coef).N.exponent;
for (const method of ["profile", "bootstrap"] as const) {
  const a = fit.interval("a", 0.95, method)!, N = fit.interval(bestSize, 0.95, method)!;
  console.log(
    `${method.padEnd(10)} a ${a.low.toFixed(3)} to ${a.high.toFixed(3)},`,
    `N*(1e24) ${(N.low / 1e9).toFixed(0)} to ${(N.high / 1e9).toFixed(0)} billion parameters`,
  );
}

// %% [markdown]
// ## When checkpoints pose as runs
//
// Many public tables have one row per *checkpoint*. Twenty runs with twelve checkpoints each look like 240 rows. Are they 240 pieces of evidence? A run
// that was lucky with its seed or its data order is lucky at every checkpoint. To find out what that does to an interval one has to know the truth, so
// we simulate: each run has a luck of 0.8 % that its checkpoints share, and each checkpoint 0.2 % of its own.
//
// *Predict first:* we repeat the experiment twelve times and draw a 95 % interval for $\beta$ each time, treating rows as if they were runs. How many of
// the twelve will hold the true $\beta = 0.366$?

// %%
const truth = presetNamed("chinchilla:epoch");
const design = grid({ N: [1e8, 3e8, 1e9, 3e9, 1e10], C: [1e19, 1e20, 1e21, 1e22] });
const experiment = (seed: number) =>
  simulate(truth, design, { noise: 0.002, seed, checkpoints: { count: 12, shared: 0.008 } });
const betaOf = (seed: number, unit: "rows" | "runs") =>
  fitLaw(experiment(seed), chinchilla, {
    objective: squaredLog(),
    bootstrap: { draws: 200, seed, unit },
  }).interval("beta")!;
const seeds = Array.from({ length: 60 }, (_, i) => i + 1);
const byRows = seeds.map((seed) => betaOf(seed, "rows"));
const byRuns = seeds.map((seed) => betaOf(seed, "runs"));
const holds = ({ low, high }: { low: number; high: number }) =>
  low <= truth.coef!.beta! && truth.coef!.beta! <= high;

// %%
await show(charts.intervals(
  byRows.slice(0, 12).map((interval, i) => ({ label: `experiment ${i + 1}`, interval })),
  {
    title: "Rows drawn one by one: short, confident, and often elsewhere",
    domain: [0.332, 0.394],
    truth: { value: truth.coef!.beta!, label: "true β" },
    unit: "β (exponent of D)",
    simulated: true,
  },
));

// %% [markdown]
// **Figure 4.** Twelve simulated experiments, rows drawn one by one. Six of the twelve hold the truth. Of all sixty experiments 22 do. The same
// twelve experiments, whole runs drawn:

// %%
await show(charts.intervals(
  byRuns.slice(0, 12).map((interval, i) => ({ label: `experiment ${i + 1}`, interval })),
  {
    title: "Whole runs drawn: as wide as the doubt",
    domain: [0.332, 0.394],
    truth: { value: truth.coef!.beta!, label: "true β" },
    unit: "β (exponent of D)",
    simulated: true,
  },
));
console.log(
  `of 60 experiments: rows hold the truth in ${byRows.filter(holds).length}, runs in ${
    byRuns.filter(holds).length
  }`,
);

// %% [markdown]
// **Figure 5.** The same runs, the same fits, the same axis, another unit of chance. The run bootstrap holds the truth in 57 of sixty. The package draws whole runs wherever the table has a
// column `run`; the short intervals had to be asked for with `unit: "rows"`. The other methods have to be told too. Here they are for the same sixty experiments:

// %%
const held60 = (["wald", "profile", "sandwich"] as const).map((method) => {
  const count = seeds.filter((seed) =>
    holds(
      fitLaw(experiment(seed), chinchilla, { objective: squaredLog() }).interval(
        "beta",
        0.95,
        method,
      )!,
    )
  ).length;
  return [method, count] as const;
});
console.log(held60.map(([method, count]) => `${method} ${count} of 60`).join(", "));

// %% [markdown]
// Wald's interval counts rows and holds the truth in 27. The sandwich leaves out whole runs, and the profile's threshold is stretched until its curvature agrees with the sandwich: 57 each. The second
// source of doubt: **what counts as one observation**. None of the published tools that we know asks.

// %% [markdown]
// ## Where the law is, and where the next run will be
//
// Two bands are often drawn as one. The *confidence* band says where the law is; with enough runs it shrinks to a line. The *prediction* band says where one
// more run will land; it cannot shrink below the scatter of the runs. Who checks a forecast against a run needs the second.
//
// *Predict first:* along the best sizes, beyond the largest run, which of the two grows faster?

// %%
const budgets = Array.from({ length: 41 }, (_, i) => 10 ** (19 + i / 8));
const along = budgets.map((C) => {
  const { N, D } = fit.frontier;
  return { N: N.coef * C ** N.exponent, D: D.coef * C ** D.exponent };
});
await show(charts.bands(bands(fit, along), {
  x: "C",
  fittedTo: fit.data.ranges.C[1],
  simulated: !published,
  title: "The law beyond its runs, along the best size for each budget",
  xTitle: "compute 6ND (FLOP)",
}));

// %% [markdown]
// **Figure 6.** The loss of the best model at each budget; the runs end at the dotted line. At $10^{20}$ FLOP the confidence band is 0.006 nats wide and cannot be seen: far better known than any
// single run would tell. At the largest run it is 0.026, at $10^{24}$ FLOP 0.054. The prediction band was 0.069 wide where the runs are many, and is 0.077 at $10^{24}$: the scatter of the runs is the
// larger part of it, and the scatter does not grow. So the confidence band grows faster, and that is the honest reason for keeping the two apart: one measures what the law does not know, the
// other what no law will.

// %% [markdown]
// ## What no interval knows
//
// All of this supposes that the law goes on. The test is to hold the largest runs back. `rollout` fits the law to the runs below some compute and predicts
// all the others, at several cuts. We take three of them: $10^{20}$, $3 \cdot 10^{20}$ and $10^{21}$ FLOP.

// %%
const held = rollout(runs, chinchilla, { by: "C", cuts: [1e20, 3e20, 1e21] });
await show(held);
await show(charts.rollout(held, { title: "Errors beyond the cut grow with the distance" }));

// %% [markdown]
// **Figure 7.** Left: error of the predicted loss against how far the run lies beyond the largest fitted one; a run is there once for each cut below it. On the published runs the mean error is
// 0.6 % below twice the largest fitted compute and 1.7 % at twenty to fifty times. Right: how many of the runs are inside their prediction interval, against how many should be. Of the intervals
// that promise 95 %, 74 % keep their word; of those that promise one half, a quarter. They were made of the scatter among small runs.
//
// One percent of loss sounds good. *Predict first:* how far off is the model that each of the four fits would have trained at $10^{24}$ FLOP?

// %%
for (const cut of [1e20, 3e20, 1e21, Infinity]) {
  const below = fitLaw(runs.where(({ C }) => Number(C) < cut), chinchilla, {
    bootstrap: { draws: 500, seed: 1 },
  });
  const beta = below.interval("beta")!, size = below.interval(bestSize)!;
  console.log(
    `${String(below.n).padStart(3)} runs: beta ${beta.estimate.toFixed(3)}`,
    `[${beta.low.toFixed(3)}, ${beta.high.toFixed(3)}],`,
    `best size at 1e24 ${(size.estimate / 1e9).toFixed(0)} billion`,
    `[${(size.low / 1e9).toFixed(0)}, ${(size.high / 1e9).toFixed(0)}]`,
  );
}

// %% [markdown]
// The fit of the runs below $10^{20}$ FLOP would have trained 268 billion parameters, that of all runs 97: almost three times less. Along the best sizes the loss is flat, so a law can be right about
// the loss to one percent and wrong about the size by a factor. And $\beta$ fell from 0.470 to 0.367 while the first fit's interval, 0.42 to 0.54, did not reach there. The third source of doubt:
// **whether the law goes on**. It is the largest, and it is in no interval. The report of every fit has a line about it.

// %% [markdown]
// ## When the data refuse
//
// The most useful answer a fit can give is sometimes none. The 56 IsoFLOP runs of the ladder reach from $2 \cdot 10^{10}$ to $6 \cdot 10^{12}$ FLOP. Do they show a
// floor? *Predict first:* their losses go from 5.1 down to 3.2 nats per token, and text does have entropy.

// %%
const ladder = (await datasets.load("ladder")).where("sweep=isoflop");
const small = fitLaw(ladder, chinchilla, { objective: squaredLog() });
console.log(`${small.status}: ${small.message}`);
await show(
  charts.profile(profileCurve(small, "E"), {
    title: "The ladder does not know whether there is a floor",
  }),
);

// %% [markdown]
// **Figure 8.** The profile of $E$ on the ladder. To the right it rises and ends the interval near 2.1 nats per token. To the left it never reaches the
// threshold: no floor at all fits about as well. The interval is *open* on that side, and the report prints dashes for $E$ instead of a standard error.
// The estimate of 1.3 is not a measurement.
//
// A fit refuses in other ways too. Each status comes with a sentence:

// %%
const one = (column: "N" | "D", value: number) => ({
  ...{ N: runs.N, D: runs.D, loss: runs.loss },
  [column]: runs.N.map(() => value),
});
for (
  const attempt of [
    fitLaw(one("N", 1e9)),
    fitLaw(runs, chinchilla, { coefs: { alpha: { low: 0, high: 0.2 } } }),
    fitLaw(ladder, chinchilla),
  ]
) console.log(`${attempt.status}: ${attempt.message}`);

// %% [markdown]
// ## Your own law, against another
//
// Is one exponent enough? Muennighoff et al. (2023) tied $\alpha = \beta$. A law of your own is a plain function; its derivatives are worked out from its
// text. `compare` gives both laws the same runs, and asks which one *describes* them better for its number of coefficients (AICc, BIC) and which one *predicts* the
// larger runs better.

// %%
const tied = defineLaw({
  name: "one exponent",
  coefNames: ["E", "A", "B", "alpha"],
  regressors: ["N", "D"],
  predict: ({ E, A, B, alpha }, { N, D }) => E + A / N ** alpha + B / D ** alpha,
  rules: { E: { positive: true }, A: { positive: true }, B: { positive: true } },
});
await show(compare(runs, [chinchilla, tied], { objective: huberLog() }));

// %% [markdown]
// On the published runs the law with one exponent describes them as well as the law with two: 0.44 of AICc is no difference, and BIC, which charges more for a coefficient, prefers it by 3.8. Its mean error on
// the larger runs is a little smaller, its worst error a little larger. So: nobody can say from these runs that the two exponents differ. The criteria count rows as independent, BIC and the weights
// suppose that one of the two laws is true, and the held-out error supposes that the runs held out are like those to come.

// %% [markdown]
// ## Do we agree with the papers?
//
// On the published runs every number must come out; the bootstrap replays the random stream of Epoch's notebook.

// %%
const [w1, w2, w3] = held.windows;
const [wald60, profile60, sandwich60] = held60.map(([, count]) => count);
const inside = (low: number, high: number) => ({ low, high });
if (published) {
  const replayed = Agreement.between(
    {
      "beta, low": fit.interval("beta")!.low,
      "beta, high": fit.interval("beta")!.high,
      "a, low": fit.interval("a")!.low,
      "a, high": fit.interval("a")!.high,
    },
    { "beta, low": 0.3313, "beta, high": 0.4154, "a, low": 0.4807, "a, high": 0.5561 },
    { source: "Besiroglu et al. (2024), their notebook", within: 1e-3 },
  );
  await show(replayed.orThrow());
  const beyond = Agreement.between(
    {
      "mean error below 1e20, %": 100 * w1!.meanError!,
      "mean error below 3e20, %": 100 * w2!.meanError!,
      "mean error below 1e21, %": 100 * w3!.meanError!,
    },
    {
      "mean error below 1e20, %": 0.890,
      "mean error below 3e20, %": 1.002,
      "mean error below 1e21, %": 1.051,
    },
    { source: "the same roll-out in SciPy", within: 1e-3 },
  );
  await show(beyond.orThrow());
}
const simulated = Agreement.between(
  {
    "run bootstrap, of 60": byRuns.filter(holds).length,
    "sandwich, of 60": sandwich60!,
    "profile, of 60": profile60!,
    "row bootstrap, of 60": byRows.filter(holds).length,
    "wald, of 60": wald60!,
  },
  {
    "run bootstrap, of 60": inside(52, 60),
    "sandwich, of 60": inside(52, 60),
    "profile, of 60": inside(52, 60),
    "row bootstrap, of 60": inside(0, 40),
    "wald, of 60": inside(0, 40),
  },
  { source: "95 % of 60, three standard errors; far less" },
);
await show(simulated.orThrow());

// %% [markdown]
// ## What to take away
//
// An interval answers one question: if the same people repeated the same experiment with other luck, how far would the number move? Bootstrap it, profile it or leave runs out,
// count runs and not rows, and write down which. Then add by hand what the interval leaves out: another objective, another law, the runs beyond. On the
// published runs the objective alone moves $\beta$ from 0.367 to 0.406, about half of the bootstrap's width; the range of compute moves it from 0.367 to 0.470, and the best size at $10^{24}$ FLOP by a factor of almost three.
//
// And when the profile is open, report that it is open.

// %% [markdown]
// ## Exercises
//
// 1. **By hand.** A law is fitted to 12 runs and has five coefficients. Which quantile of Student's $t$ makes its 95 % interval, and how much wider is that
//    than $\pm 1.96$? You will have learned what few runs cost.
// 2. **Predict, then run.** Make the shared luck 0.1 % and the checkpoint's own 0.8 %. How many of 60 row bootstraps hold the truth now, and why?
// 3. **Vary.** Profile $A$ and $\alpha$ on the published runs. Why is the interval of $A$ so wide when that of $\alpha$ is not? Profile the size term at one
//    billion parameters, $A/N^{\alpha}$, instead.
// 4. **Vary.** Where must the ladder be cut from below for its floor to become visible? Give the profile interval of $E$ at three cuts.
// 5. **Criticise.** The clusters here are runs. What other rows of your own tables share their luck: one data order, one cluster of machines, one learning rate? What
//    would you draw?
//
// Solutions are in `05_how_sure_are_we_solutions.ipynb`.

// %% [markdown]
// ## Sources
//
// - The published runs: Epoch AI, read off Figure 4 of J. Hoffmann et al. (2022), [arXiv 2203.15556](https://arxiv.org/abs/2203.15556).
// - T. Besiroglu et al. (2024), *Chinchilla Scaling: A replication attempt*, [arXiv 2404.10102](https://arxiv.org/abs/2404.10102): the bootstrap of Figure 2.
// - N. Muennighoff et al. (2023), *Scaling Data-Constrained Language Models*, [arXiv 2305.16264](https://arxiv.org/abs/2305.16264): one exponent for both terms.
// - The ladder: [data/ladder](../data/ladder/README.md), MIT licence.
