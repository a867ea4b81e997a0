// %% [markdown]
// # How many tokens per parameter?
//
// Within four months two papers from the same laboratory gave two answers. Gopher had 280 billion
// parameters and saw 300 billion tokens: about one token per parameter. Chinchilla spent the same compute on
// 70 billion parameters and 1.4 trillion tokens, twenty per parameter, and won nearly everywhere.
//
// The paper behind Chinchilla (Hoffmann et al. 2022) fitted a law to more than four hundred training
// runs. Two years later Besiroglu et al. of Epoch AI read the runs off a figure of that paper,
// fitted the same law, and got other coefficients. This notebook repeats the fit, asks how sure one
// can be of it, and finds out why the two papers disagree. It takes a few seconds.

// %% [markdown]
// ## Words we need
//
// | symbol | in code | meaning | unit |
// | --- | --- | --- | --- |
// | *N* | `N` | parameters of the model | parameters |
// | *D* | `D` | tokens seen in training | tokens |
// | *C* | `C` | compute of the training, about 6*ND* | FLOP |
// | *L* | `loss` | cross-entropy at the end of training | nats/token |
// | *E*, *A*, *B*, *α*, *β* | `coef` | coefficients of the law | see below |
//
// *Parameters* are the model's, *coefficients* are the law's. The *loss* is the network's; what a fit
// minimises is called the *objective*.

// %%
import {
  absoluteLog,
  Agreement,
  allocate,
  charts,
  chinchilla,
  type ChinchillaCoef,
  costOfAllocation,
  datasets,
  fitLaw,
  huberLog,
  objectiveAt,
  show,
  sideBySide,
  squaredLog,
} from "isoflop";

// %% [markdown]
// ## The data
//
// The original runs were never published. Epoch AI read 245 of them from the vector graphics of
// Figure 4 in the paper: the place of a point gives $N$ and $C$, its colour gives the loss. The tokens
// follow from $D = C/6N$. The points belong to their authors, so they are downloaded, not shipped. When
// they cannot be had, the same call gives runs *simulated* from the published law, and every figure
// below says so.

// %%
const points = await datasets.load("chinchilla-epoch", { standIn: true });
await show(points);

// %% [markdown]
// Each row is one training run. On the published points the smallest model has 57 million parameters, the largest 16 billion;
// the most expensive run cost $1.3 \cdot 10^{22}$ FLOP, a fortieth of what Chinchilla cost. Whatever we say
// about Chinchilla will therefore be an extrapolation.
//
// Before any law, let us look. **What to look for:** at a given compute (go up from the horizontal axis)
// there are models of many sizes. Is the largest one the best? Is the smallest?

// %%
const title = "Neither the largest nor the smallest model is best";
await show(charts.lossCompute(points, { title }));

// %% [markdown]
// **Figure 1.** Loss against compute, one point per run, coloured by model size; both axes are logarithmic.
// The lower edge of the cloud is what the best choice of size reaches. It bends: a pure power law would be
// a straight line here.
//
// On the published points four runs float far above the cloud; a fifth hardly does. All five saw less than half a token per parameter, and so did a
// sixth that stays. The cut at five is Epoch's, not the data's: we follow it, the fit will report it, and the first exercise puts the five back.

// %%
const runs = points.without(points.highestLoss(5));
await show(runs.summary());

// %% [markdown]
// ## The model
//
// $$L(N, D) = E + \frac{A}{N^{\alpha}} + \frac{B}{D^{\beta}}$$
//
// Read it aloud: the loss is a floor $E$, plus what a finite model costs, plus what finite data cost. With an
// infinite model and infinite data only $E$ is left: the entropy of the text itself, as this tokenizer cuts it.
// $A$ is the cost of finite size at $N = 1$, which no model has; so $A$ and $\alpha$ only mean something together.
//
// Check a limit by hand. Doubling $N$ divides the second term by $2^{\alpha}$. With $\alpha = 0.34$ that is
// $1.27$: ten times the parameters remove only half of the term. Scaling laws are about patience.

// %% [markdown]
// ## The fit
//
// The fit minimises, summed over the runs, Huber's loss of the residual
// $r = \ln \hat L - \ln L$: a parabola while $|r| \le \delta$, straight lines beyond. Hoffmann et al. chose
// $\delta = 10^{-3}$. No starting point is needed: for given $\alpha$ and $\beta$ the law is linear in the rest,
// so a small grid of exponents finds the right valley, and Newton's method goes to its bottom.
//
// *Predict first:* the paper printed $\alpha = 0.34$ and $\beta = 0.28$. Will the refit confirm that
// parameters help a little faster than data?

// %%
const fit = fitLaw(runs, chinchilla, {
  objective: huberLog(1e-3),
  bootstrap: { draws: 4000, seed: 42, stream: "numpy" },
});
await show(fit);

// %% [markdown]
// On the published points it does not: $\beta$ comes out at 0.367, a little *above* $\alpha = 0.347$, and the floor at
// 1.817 nats per token instead of 1.69. In words: about 1.82 nats of every token's loss cannot be bought off, and
// each tenfold of parameters leaves $10^{-0.347} = 45\,\%$ of what the finite model still costs.
//
// A fit deserves a look at what it leaves over. **What to look for:** a residual that drifts with compute, size or
// tokens per parameter is a law that bends where the data do not.

// %%
await show(charts.residuals(runs, fit, { title: "What the law leaves over" }));

// %% [markdown]
// **Figure 2.** Residuals $\ln \hat L - \ln L$ against compute, size and tokens per parameter. On the published points most are within half a
// percent, but they do drift. The law is too optimistic (below zero) at both ends of $D/N$ and for all six runs above ten billion parameters, and too
// pessimistic, by 2.5 %, for the one most expensive run. It bends where the runs are fewest, and that is where we shall extrapolate. Another doubt: the
// colours in the paper's figure come in steps of 0.3 % of loss, three times $\delta$. Points read off a picture carry the picture's errors.

// %% [markdown]
// ## How sure are we?
//
// The bootstrap answers by asking what would have happened with other runs: draw as many runs as there are, with replacement,
// fit again, 4000 times. The seed and the stream of random numbers above are those of Epoch's own notebook, so these are
// the very same 4000 resamples.
//
// *Predict first:* the table above has an $A$ of a few hundred. Within which range would you bet it lies?

// %%
const { low, high } = fit.interval("A")!;
await show(`A between ${low.toFixed(0)} and ${high.toFixed(0)}, in 95 % of resamples`);

// %% [markdown]
// On the published points $A$ is known to a factor of about 2.6, $B$ to a factor of more than five. That sounds hopeless, and is not: the report above says that
// $\ln A$ goes with $\alpha$ with a correlation of 0.999, so a large $A$ always comes with a large $\alpha$ that undoes it. Look at the exponents instead.

// %%
await show(charts.coefficients(fit, {
  x: "alpha",
  y: "beta",
  presets: [chinchilla.presets.epoch, chinchilla.presets.hoffmann],
  title: "Where the resamples put the exponents",
}));

// %% [markdown]
// **Figure 3.** The exponents of a third of the resamples, the fit, and two published pairs. On the published points Epoch's
// pair sits in the middle of the cloud. Hoffmann's $\alpha$ is inside, its $\beta$ of 0.285 far below: chance in the choice of runs does not
// explain the difference. Something else must.

// %% [markdown]
// ## Why the two papers disagree
//
// Three suspects, one by one.
//
// **First: rounding.** The paper prints $\alpha = 0.34$, $\beta = 0.28$. Its TeX source has 0.33917 and 0.28491. How much can the
// third digit matter? Ask both for the best model at Gopher's budget.

// %%
const budget = 5.76e23; // FLOP, as Hoffmann et al. give it for Gopher
const { hoffmann, "hoffmann-rounded": rounded, epoch } = chinchilla.presets;
await show(allocate(hoffmann, { C: budget }));
await show(allocate(rounded, { C: budget }));

// %% [markdown]
// Unrounded coefficients ask for 40 billion parameters, 59 tokens each; rounded ones for 32 billion and 93 tokens each. At
// $10^{12}$ tokens, $D^{0.005}$ is a factor of 1.15: exponents need more digits than tables usually give them.
// Yet even unrounded the answer is 59, not 20.
//
// **Second: a mean instead of a sum.** How well do Hoffmann's coefficients fit the points at all?

// %%
const least = fit.value;
const published = hoffmann.coef as ChinchillaCoef;
const theirs = objectiveAt(runs, chinchilla, published, huberLog(1e-3));
await show([
  `${theirs.toExponential(3)} at Hoffmann's coefficients`,
  `${least.toExponential(3)} at the minimum`,
].join("\n"));

// %% [markdown]
// Hoffmann's coefficients are 21 % above the minimum on the published points. An optimiser should have gone on. Epoch's explanation,
// confirmed by the authors, is that the objective was *averaged* over the runs instead of summed. An average has the same
// minimum, but common optimisers stop when a step gains less than a *fixed* amount: $2.2 \cdot 10^{-9}$ in SciPy's
// L-BFGS-B, as long as the objective is below one. Which share of the objective is that?

// %%
const stop = 2.2e-9; // SciPy's default ftol for L-BFGS-B
const percent = 100 * stop / least;
await show([
  `${percent.toFixed(4)} % of the sum`,
  `${(percent * runs.length).toFixed(2)} % of the mean`,
].join("\n"));

// %% [markdown]
// Averaged, the optimiser quits as soon as a step gains less than a twentieth of a percent. In a long flat valley that is far from the
// bottom: of 4500 starts with SciPy, 9 % reach it with the sum, and none with the mean. That explains why a fit stopped early, not why it stopped just
// there; and the 21 % are on Epoch's points, not on Hoffmann's own. This package measures convergence relative to the objective, so its unit does not matter.
//
// **Third: what is being minimised.** Epoch's published row is $A = 482.01$, ours is 477.8. A small difference, but both
// claim the minimum of the same thing. They are not the same thing: Epoch's code also fits the *scale* of the residuals,
// the scale shrinks to $e^{-12.3}$, and Huber's parabola shrinks with it until only absolute values are left. Let us
// shrink $\delta$ ourselves.

// %%
const bends = [1e-2, 1e-3, 1e-4].map((delta) => huberLog(delta));
const byObjective = [squaredLog(), ...bends, absoluteLog()]
  .map((objective) => fitLaw(runs, chinchilla, { objective }));
await show(sideBySide(byObjective));

// %% [markdown]
// From least squares to least absolute deviations $\beta$ slides from 0.406 to 0.366, and the last row of the published points is
// Epoch's row: 482.0, 2085, 1.8169, 0.3478, 0.3659. The objective is part of the answer. (The $E$ printed in Epoch's paper,
// 1.8172, is that of the Huber fit: the printed law mixes two rows of this table.)

// %% [markdown]
// ## How many tokens per parameter?
//
// Within a budget $C = 6ND$ the least loss is where both terms fall equally fast,
// $\alpha A/N^{\alpha} = \beta B/D^{\beta}$. That gives $N^* = G\,(C/6)^a$ with $a = \beta/(\alpha + \beta)$. Here is the whole
// surface, with the cheapest point at every budget.

// %%
await show(charts.isoLoss(runs, fit, {
  C: budget,
  title: "Lines of equal loss, and the cheapest way down",
}));

// %% [markdown]
// **Figure 4** (after Figure 4 of the paper). Each line joins the pairs of compute and size with the same loss; the runs are the
// points. The frontier passes through the leftmost point of every line: less compute for that loss is not to be had. To
// the right of the runs all is extrapolation.

// %%
const plan = allocate(fit, { C: budget });
await show(plan);

// %% [markdown]
// On the published points: 73 billion parameters on 1.3 trillion tokens, 18 tokens for each. Chinchilla, 70 billion on 1.4 trillion, could hardly be
// nearer. But read the interval: the same 240 runs allow anything from 8 to 36 tokens per parameter. *Twenty* is well inside; 59
// and 93 are not.

// %%
const models = await datasets.publishedTable("landmark_models");
const landmarks = models
  .filter(({ status }) => status === "verified")
  .map(({ model, N, active_N, D }) => ({ name: model, N: active_N ?? N!, D: D! }));
await show(charts.tokensPerParameter([fit, epoch, hoffmann], {
  landmarks,
  title: "The best number of tokens per parameter, and what was trained",
}));

// %% [markdown]
// **Figure 5.** The best number of tokens per parameter against compute. The blue band holds 80 % of the resamples; our line is dashed beyond the
// runs. Hoffmann's printed 80 % interval of the exponent is drawn too: a sliver so thin that it misses its own line. Epoch works out that an interval
// that narrow would take some 630 000 runs.
//
// The points are models that were really trained, those of our table whose size and tokens could be verified. Those far below followed the advice of Kaplan et al.
// (2020), to grow the model much faster than the data. Those far above are no mistakes either: a model that will answer questions for years should be smaller
// than this optimum and trained longer, because the law counts training alone.
//
// How much does it cost to miss? Suppose Gopher's shape, one token per parameter, at its own budget:

// %%
await show(costOfAllocation(fit, { C: budget, N: 280e9 }));

// %% [markdown]
// On the published points 46.5 % of the compute bought nothing, with an interval from 26 to 61 %. The valley is flat near its bottom, though: try
// `N: 50e9`, a third below the optimum, and the waste is 5 %, with an interval from nothing to 21 %. That is why twenty is a useful rule in spite of its interval.

// %% [markdown]
// ## Does it agree with the papers?
//
// A notebook should check itself. On the published points the last row of the table of objectives is held against Epoch's notebook, and the
// Huber fit, its interval and the plan against published or independently computed numbers. On simulated runs the coefficients that they were
// simulated from should lie inside the 95 % intervals. The cell fails if a number does not agree.

// %%
const simulatedFrom = points.source.simulated?.coef;
const notebookRow = chinchilla.presets["epoch-notebook"].coef!;
const absolute = byObjective.at(-1)!.coef;
const checks = simulatedFrom
  ? Agreement.between(simulatedFrom, fit.intervals(), { source: "95 % interval of this fit" })
  : Agreement.between(absolute, notebookRow, { source: "Epoch's notebook", within: 2e-5 });
await show(checks.orThrow());

// %% [markdown]
// The expected column of the published points is Epoch's notebook to five digits. Two more checks need the published points.

// %%
const found = { A: fit.coef.A, "A at 2.5 %": low, "A at 97.5 %": high, "N*": plan.N };
const expected = { A: 477.826, "A at 2.5 %": 285.214, "A at 97.5 %": 743.626, "N*": 73.19e9 };
const more = Agreement.between(found, expected, { source: "see below", within: 0.005 });
if (!simulatedFrom) await show(more.orThrow());

// %% [markdown]
// The first and last are optima found independently with SciPy, the two ends are Epoch's printed interval. Their lower end is 285.2 and ours 286.1, which is why the check
// allows half a percent: of Epoch's 4000 refits 21 stopped more than $10^{-4}$ above their minimum.

// %% [markdown]
// ## What to take away
//
// The published points support about 18 tokens per parameter at Chinchilla's compute, with an interval from 8 to 36. Hoffmann's third
// approach implies 59, most likely because its fit stopped early, and 93 when its printed exponents are used. The other two
// approaches of that paper never disagreed with twenty. Trust the law inside the range of its runs; a factor of forty beyond
// them it is a guess with a formula. And when you read somebody's exponents, ask three things: how many digits, which
// objective, and where is the interval?

// %% [markdown]
// ## Exercises
//
// 1. **Repeat.** Fit all 245 points. Write down first whether $\alpha$ or $\beta$ will move more, and why. You will have learned what five
//    points can do.
// 2. **Vary.** Leave out every run above $10^{21}$ FLOP and fit again. Does the interval of the ratio at Chinchilla's budget get wider?
//    You will have learned what the large runs are for.
// 3. **Predict, then run.** Double Chinchilla's budget. By which factor do $N^*$ and $D^*$ grow? Compute it from $a$ and $b$, then ask `allocate`.
// 4. **Criticise.** The losses were read from colours. Simulate runs from the fitted law with `simulate`, round their ln loss to steps
//    of 0.003, and fit. Is the bias larger than the interval?
//
// Solutions are in `02_chinchilla_solutions.ipynb`.

// %% [markdown]
// ## Sources
//
// - J. Hoffmann et al. (2022), *Training Compute-Optimal Large Language Models*, [arXiv 2203.15556](https://arxiv.org/abs/2203.15556): equations 2–4 and 10, Tables 2 and 3, Figure 4.
// - T. Besiroglu, E. Erdil, M. Barnett, J. You (2024), *Chinchilla Scaling: A replication attempt*, [arXiv 2404.10102](https://arxiv.org/abs/2404.10102), and its [notebook and points](https://github.com/epoch-research/analyzing-chinchilla) (no licence stated; downloaded, not shipped).
// - Landmark models: `data/landmark_models.csv`, with a source for each row.
