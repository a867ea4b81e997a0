// %% [markdown]
// # From twenty tokens per parameter to Llama 3
//
// In 2022 Chinchilla settled the matter: for a given compute, train on about twenty tokens per parameter. A year later LLaMA-7B had 150, then Llama 2 7B had 300 and Phi-3-mini 870. None of
// their makers had forgotten the paper. They had read its first sentence more closely than most of its readers: it asks what is best *for a given training compute*.
//
// A model is trained once and used for years. Every token that it reads or writes costs $2N$ FLOP, so a smaller model is cheaper every single day; but for the same loss it must be trained
// longer. This lesson puts numbers on that exchange. How much more training does a smaller model need? After how many served tokens has it paid for itself? Which size is best then, how sure are we,
// and does the law still hold that far out? It takes about half a minute.

// %% [markdown]
// ## Words we need
//
// | symbol | in code | meaning | unit |
// | --- | --- | --- | --- |
// | *N*, *D* | `N`, `D` | parameters, and tokens seen in training | parameters, tokens |
// | *C* | `C` | compute of the training, 6*ND* | FLOP |
// | *T* | `tokens` | tokens served over the model's life, read and written | tokens |
// | 2*NT* | `inferenceC` | compute of serving them | FLOP |
// | $k_N$, $k_D$ | `kN`, `kD` | size and tokens as multiples of Chinchilla's, at the same loss | – |
// | *λ* | `lambda` | what a FLOP of serving costs beside one of training | – |
//
// *Chinchilla's point* of a loss is the model that reaches it with the least training. *Over-trained* is the usual word for a smaller one on more tokens; nothing about it is over.

// %%
import {
  Agreement,
  allocate,
  charts,
  chinchilla,
  computeWithin,
  count,
  datasets,
  efficientSpan,
  fitLaw,
  fitValleys,
  huberLog,
  impliedDemand,
  lossAt,
  overheadOfSize,
  planServing,
  presetNamed,
  show,
  trainingBill,
} from "isoflop";

// %% [markdown]
// ## What was trained

// %%
const models = await datasets.landmarkModels();
const advice = ["chinchilla:approach2", "chinchilla:epoch", "llama3:refit"].map(presetNamed);
const year = "Beyond twenty: tokens per parameter of models that were trained";
await show(charts.landmarks(models, advice, { title: year }));

// %% [markdown]
// **Figure 1.** Models whose size and tokens could be verified, against their year and their compute, with what three laws advise for *training alone*. Until 2022 everybody is below the lines, since 2023 nearly
// everybody is above. Llama 3.1 405B lies on a line, its authors' own; the small siblings of such models are far off. Either small models are made by people who cannot read a graph, or the graph leaves something out.
//
// ## A law to plan with
//
// We need the loss at any $N$ and $D$, not only at the best ones, so we need the law itself,
//
// $$L(N, D) = E + \frac{A}{N^{\alpha}} + \frac{B}{D^{\beta}},$$
//
// fitted to the 240 runs of Chinchilla as [lesson 02](02_chinchilla.ipynb) does. When the published points cannot be had, simulated runs take their place, and every figure says so.

// %%
const points = await datasets.load("chinchilla-epoch", { standIn: true });
const fit = fitLaw(points.without(points.highestLoss(5)), chinchilla, {
  objective: huberLog(1e-3),
  bootstrap: { draws: 1000, seed: 1 },
});
await show(fit);

// %% [markdown]
// ## What does a smaller model cost?
//
// Take Chinchilla's point of some loss and shrink the model to a share $k_N$ of its parameters. The first term of the law grows by $k_N^{-\alpha}$, and the second must make room: the tokens grow by
//
// $$k_D = \Bigl(1 - \frac{\beta}{\alpha}\bigl(k_N^{-\alpha} - 1\bigr)\Bigr)^{-1/\beta}.$$
//
// It is one line of algebra from the law, and it holds at every compute, because at Chinchilla's point the two terms always stand in the ratio $\beta : \alpha$ (de Vries 2023). The compute grows by $k_N k_D$.
//
// *Predict first:* a model with half of the parameters. How much more training compute for the same loss: 5 %, 25 %, or twice as much?

// %%
await show(overheadOfSize(fit, { C: 5.76e23, share: 0.5 }));

// %% [markdown]
// On the published points half the size costs 2.5 times the tokens, and so 26 % more compute. That is little: near its best size the cost of training is flat. But look at the last two lines. At a third of the size the
// overhead is 100 %, and below 15 % no number of tokens is enough: the finite model alone already costs more than the loss allows.

// %%
await show(charts.overheadCurve([presetNamed("chinchilla:sardana"), fit], {
  title: "Half the size is cheap, a quarter is not",
}));

// %% [markdown]
// **Figure 2** (after the figure of de Vries 2023). Left: compute on top of Chinchilla's, against size; right: how many times the tokens. His coefficients, which are also those of Sardana et al., say 21 % at half the size and
// 106 % at 30 %; ours are a little steeper. Read the left end with care: there the curve is a wall, and where exactly it stands depends on an extrapolation of $A/N^{\alpha}$.
//
// ## When does it pay?
//
// Training costs $6ND$ once, serving $2N$ for each token. Two models of the same loss, a large one $(N_c, D_c)$ and a small one $(N, D)$, have cost the same after
//
// $$T = \frac{3\,(ND - N_c D_c)}{N_c - N}$$
//
// tokens. Sardana et al. (2024) open with an example: somebody wants the quality of Chinchilla's model of 13 billion parameters, and expects to serve two trillion tokens. Should it be 7 billion parameters instead?
//
// *Predict first:* how many tokens must be served until the smaller model has paid back its training: billions, hundreds of billions, or trillions?

// %%
const sardana = presetNamed("chinchilla:sardana");
/** Chinchilla's point of so many parameters. */
const ofSize = (N: number, { frontier } = sardana) =>
  allocate(sardana, { C: (N / frontier.N.coef) ** (1 / frontier.N.exponent) });
const thirteen = ofSize(13e9);
await show(charts.smallerModel(sardana, { C: thirteen.C, N: 7e9, tokens: 2e12 }));

// %% [markdown]
// **Figure 3** (after Figure 1 of Sardana et al.). Left: both models reach the dashed loss, the small one 16 % of compute later. Right: what training and serving add up to. The small model starts higher and rises more slowly; the lines cross at 590 billion tokens
// served. At two trillion 17 % of everything is saved, $1.7 \cdot 10^{22}$ FLOP: the two numbers of the paper.
//
// ## Which size is best?
//
// Seven billion was a guess. For the best size we minimise the sum,
//
// $$6ND + 2NT \quad\text{where}\quad L(N, D) = \text{the wanted loss}.$$
//
// Moving along the curve of equal loss, the minimum is where
//
// $$\underbrace{\frac{\alpha A / N^{\alpha}}{\beta B / D^{\beta}}}_{\text{what a factor of } N \text{ brings, over a factor of } D} = \; 1 + \frac{T}{3D}.$$
//
// This one line is all of inference-aware planning. With $T = 0$ it is Chinchilla's rule, that both must bring the same. And it says what demand to compare with: *three times the training tokens*. As long as $T$ is small beside $3D$, forget about serving.

// %%
const wanted = thirteen.loss!;
const plan = planServing(sardana, { loss: wanted, tokens: 2e12 });
await show(plan);

// %%
await show(charts.servingCosts(sardana, { loss: wanted, tokens: 2e12 }));

// %% [markdown]
// **Figure 4.** The models of one loss. Training alone is cheapest at 13 billion parameters; serving is cheaper the smaller the model; the sum is least at 7.0 billion on 1.25 trillion tokens, 179 for each parameter. The guess of the paper was no guess.
//
// Note how flat the bottom is. Between 5 and 10 billion parameters the total changes by less than a tenth. So there is room for other reasons: what fits into the memory of one device, for instance, may well decide.
//
// ## How much demand does it take?
//
// *Predict first:* does a better model need more demand or less before over-training pays?

// %%
const map = "The better the model, the more demand it takes";
await show(charts.servingMap(sardana, { title: map }));

// %% [markdown]
// **Figure 5** (after Figure 2 of Sardana et al., axes exchanged). For each quality, named by the size of Chinchilla's model that has it, the tokens served at which the total, the parameters and the training tokens are so many times Chinchilla's.
// All lines rise faster than in proportion: a model of 70 billion parameters must serve some 10 trillion tokens before 12 % are saved; for one of a billion parameters less than a tenth of a trillion is enough. That is why the small siblings in Figure 1 are the over-trained ones.
// And the three panels tell three stories. Where 5 % of the cost is saved the model is already 30 % smaller, and trained on half as many tokens again: *the plan moves long before the bill does.* Near an optimum it always does.
//
// ## FLOP are not money
//
// So far a FLOP of serving cost as much as one of training. It does not. Training and reading a prompt keep an accelerator busy to about half of what it could do; writing an answer, one token after the other, keeps it waiting for memory, and 1 % is not unusual. On the
// other hand serving can do with smaller numbers (INT8, at twice the rate) and cheaper machines. Sardana et al. put this together: \$1.50 an hour for training, \$1.10 for serving, 70 tokens asked and 215 answered per request.

// %%
const prices = {
  training: { accelerator: "a100", mfu: 0.5 },
  serving: { accelerator: "a100-40gb", precision: "int8", prefill: 0.5, decode: 0.01 },
} as const;
const thirty = ofSize(30e9).loss!;
await show(planServing(sardana, { loss: thirty, tokens: 1.5e9 * 285, prices }));

// %% [markdown]
// The ratio of prices is $\lambda = 13.9$: one served FLOP costs as much as fourteen of training. For a billion and a half requests, which in FLOP would move almost nothing, the answer is now half the size: 15.7 billion parameters on 3.5 trillion tokens, a fifth cheaper. The paper prints 16 billion,
// 3.35 trillion and 17 %. We do not know why it differs; the paper leaves some of its assumptions unsaid, and the flat bottom forgives them.
//
// *A doubt.* A utilisation of 1 % is that of one user at a time. A busy service batches its requests and reaches ten times as much, and then $\lambda$ is near 1.5. Nothing else in this lesson matters as much as this number, and it is about engineering, not about scaling laws.

// %%
for (const decode of [0.01, 0.03, 0.1, 0.3]) {
  const busier = { ...prices, serving: { ...prices.serving, decode } };
  const { lambda, N, D, saving } = planServing(sardana, {
    ...{ loss: thirty, tokens: 1.5e9 * 285, prices: busier },
  });
  console.log(
    `decode at ${100 * decode} % of the peak: λ = ${lambda.toFixed(1)}, ${count(N)} parameters, ` +
      `${(D / N).toFixed(0)} tokens each, ${(100 * saving).toFixed(1)} % saved`,
  );
}

// %% [markdown]
// ## How sure are we?
//
// A plan is no surer than its law. Every number of a plan has an interval when the fit has resamples; each resample is asked the same question from the start.

// %%
await show(planServing(fit, { loss: 2, tokens: 10e12 }));

// %% [markdown]
// On the published points the best size for this loss and ten trillion served tokens is known to a factor of three: between 13 and 41 billion parameters. The saving, 27 to 44 %, is much surer than the size: again the flat bottom.
// The choice of the *law* matters as much as the choice of runs. The same question, the quality of 30 billion parameters and ten trillion tokens served, for three published sets of coefficients:

// %%
for (const name of ["hoffmann", "sardana", "epoch"] as const) {
  const law = chinchilla.presets[name], { coef, exponent } = law.frontier.N;
  const { loss } = allocate(law, { C: (30e9 / coef) ** (1 / exponent) });
  const { N, D, chinchilla: least, saving } = planServing(law, { loss: loss!, tokens: 1e13 });
  console.log(
    `${law.title}: ${(N / 1e9).toFixed(2)} B, ${(D / least.D).toFixed(2)} times the tokens, ` +
      `${(100 * saving).toFixed(1)} % saved`,
  );
}

// %% [markdown]
// Epoch's coefficients save 43 %, Hoffmann's own 27 %: the difference is in how many tokens Chinchilla's point has to begin with. Hoffmann's law, whose fit stopped early, asks for so many tokens that there is less room for over-training.
//
// ## What were they trained for?
//
// We can turn the condition round. Given $N$ and $D$ of a model, for which demand would it have been the right choice? $T = 3D\,(\text{slope} - 1)$, the slope being the left side of the condition.
//
// *Predict first:* for Chinchilla itself the answer should be zero, if the fit is right. For Gopher, with one token per parameter?

// %%
const asked = ["Gopher", "Chinchilla", "LLaMA-65B", "LLaMA-7B", "Llama 2 7B", "Llama 3.1 405B"];
for (const model of models.filter(({ name }) => asked.includes(name))) {
  const { tokens, interval } = impliedDemand(fit, model);
  const [low, high] = [interval!.low, interval!.high].map((x) => (x / 1e12).toFixed(1));
  const ratio = (model.D / model.N).toFixed(0);
  console.log(
    `${model.name.padEnd(15)}${ratio.padStart(4)} tokens per parameter: ` +
      `${(tokens / 1e12).toFixed(1)} T served [${low}, ${high}]`,
  );
}

// %% [markdown]
// On the published points: Gopher is too large for any demand, a negative number. Chinchilla and LLaMA-65B could have been meant to serve nobody, zero is inside their intervals. LLaMA-7B is right for some three trillion tokens, Llama 2 7B for ten. For the
// 405 billion parameters of Llama 3.1 the interval is so wide that the law has nothing to say: the model lies three thousand times beyond the runs that we fitted.
//
// ## Does the law hold out there?
//
// All of this uses the law where nobody fitted it. The runs of Chinchilla have few models beyond 100 tokens per parameter. Sardana et al. trained 47 models up to 10 000 tokens per parameter, and found two things. The loss goes on falling, all the way. But a law fitted to the models up to 100 tokens per
// parameter expects it to fall *faster* than it does: its coefficients came out as $\alpha = 0.08$, $\beta = 0.13$, $E = 0.17$, and with all models as $0.18$, $0.24$ and $1.45$.
//
// Is that so for other models? Our own ladder has tiny ones, between 6 and 730 thousand parameters, with up to 800 tokens each. Fit those with at most 60, and predict the rest.
//
// *Predict first:* will the law promise too much or too little?

// %%
const ladder = await datasets.load("ladder");
const ratioOf = (row: { readonly [column: string]: unknown }) => Number(row.D) / Number(row.N);
const pool = ladder.where((row) =>
  ["isoflop", "over-training"].includes(String(row.sweep)) && Number(row.N) > 6000
);
const near = pool.where((row) => ratioOf(row) < 61), far = pool.where((row) => ratioOf(row) > 61);
const short = fitLaw(near, chinchilla, { bootstrap: { draws: 300, seed: 1 } });
const long = fitLaw(pool, chinchilla, { bootstrap: { draws: 300, seed: 1 } });
for (const [words, of] of [["up to 60", short], ["all", long]] as const) {
  const { alpha, beta, E } = of.coef;
  console.log(
    `${words.padEnd(9)}${of.n} runs: α = ${alpha.toFixed(2)}, β = ${beta.toFixed(2)}, ` +
      `E = ${E.toFixed(2)}; ${of.status}`,
  );
}

// %%
const excess = (of: typeof short) => ({
  points: Array.from(far.N, (N, i) => ({ N, D: far.D[i]!, loss: far.loss[i]! }))
    .map((at) => ({ x: at.D / at.N, y: 100 * (at.loss / of.predict(at) - 1) }))
    .sort((a, b) => a.x - b.x),
});
await show(charts.relation({
  x: { title: "Tokens per parameter D/N", unit: "ratio" },
  y: { title: "Loss above the law's (%)", unit: "ratio", scale: "linear" },
  series: [
    { label: "fitted to 60", ...excess(short) },
    { label: "fitted to all", ...excess(long) },
  ],
}, { title: "The further out, the more the law promised", source: ladder.source }));

// %% [markdown]
// **Figure 6.** Runs of the ladder with more than 60 tokens per parameter: their loss above what a law says that was fitted to the others, and above what one says that was fitted to all. The first promises too much, by 2 % at 80 tokens per parameter and by 11 % at 800.
// And the reason is the one of the paper. Where $N$ and $D$ grow together, a floor looks much like a slow power: the fit of the left runs finds no floor at all, and exponents near 0.13, as theirs did. With the long runs a floor appears, if only just (the fit still calls its valley flat), and both exponents nearly double. Theirs went from 0.08 and 0.13 to 0.18 and 0.24.
//
// *A doubt.* These models are smaller than anybody's, the learning rate was chosen for one length, and the smallest are mostly embedding. That the same thing happens at a millionth of the size does not prove that it is the same thing.
//
// For planning it means: *a law fitted near Chinchilla's line overrates over-training.* The remedy is cheap, since small models are: put a few over-trained ones into the sweep.

// %% [markdown]
// ## Llama 3
//
// The Llama 3 report did what this package's second approach does: ten budgets, models of many sizes at each, a parabola through each valley, and a line through the lowest points; then an extrapolation from $10^{22}$ to $3.8 \cdot 10^{25}$ FLOP.

// %%
const experiments = await datasets.load("isoflop-experiments", { standIn: true });
const names = [...new Set(experiments.frame.getColumn("experiment").toArray() as string[])];
const raw = "llama_3__raw_loss", experiment = names.includes(raw) ? raw : names[0]!;
const llama = experiments.where({ experiment });
const valleys = fitValleys(llama, { bootstrap: { draws: 500, seed: 1 } });
await show(charts.valleys(llama, valleys, {
  C: 3.8e25,
  title: "Ten valleys, and a line 3800 times beyond them",
}));

// %% [markdown]
// **Figure 7** (after the scaling figures of the Llama 3 report). Left: loss against size at ten budgets, when the digitised points can be had, on a scale of their own. Middle and right: size and tokens of the lowest points, and the extrapolation.

// %%
await show(allocate(valleys, { C: 3.8e25 }));
await show(allocate(presetNamed("llama3:printed"), { C: 3.8e25 }));

// %% [markdown]
// On the digitised points: 393 billion parameters on 16.1 trillion tokens. The report says 402 billion and 16.55 trillion, and trained 405 on 15.6. So the flagship is *not* over-trained: 41 tokens per parameter is what its own sweep found best for training alone. But the formula that the report prints gives 605 billion
// on 10.5 trillion: its exponent was rounded from 0.537 to 0.53, and over so many decades the third digit is worth half of all tokens.
// Read the interval, too. Ten minima at the lower end of the range allow anything from a hundred billion parameters to a trillion. The report calls its choice robust because the valley is flat, and that is the better argument.

// %%
await show(trainingBill(3.8e25, { accelerator: "h100", count: 16384, mfu: 0.4 }));

// %% [markdown]
// 27 million hours of an accelerator, at the 40 % of the peak that the report gives; the model card has 30.8 million in all. Both include what we forget so easily: only a share of the peak becomes the model's own FLOP.
//
// The small siblings are another matter. A model of eight billion parameters on the same fifteen trillion tokens has nearly 1900 tokens per parameter. What does that buy?

// %%
const small = { N: 8e9, D: 15e12 };
await show(overheadOfSize(fit, { loss: lossAt(fit, small).loss!, N: small.N }));

// %% [markdown]
// On the published points it is as good as a model of 34 billion parameters at its best, for 5.6 times the training compute, and has repaid that after some 11 trillion tokens served. So says the best fit; the intervals are open. The model is near the wall of Figure 2, and in some resamples
// eight billion parameters never reach this loss. If the law promises too much out there, as Figure 6 suggests, the model is as good as a smaller one than 34 billion, and the bargain is worse.
// Whether a model that millions of people run serves eleven trillion tokens is a question about the world; and there are other reasons for such a model, such as the memory of a single device.
//
// ## Once and per token
//
// The whole exchange in one picture: compute spent once against compute spent on every token, at equal loss.

// %%
const named = ["GPT-3 175B", "Chinchilla", "LLaMA-7B", "Qwen2.5-72B"];
await show(charts.tradeOffCurve(presetNamed("chinchilla:epoch"), {
  models: models.filter(({ name }) => named.includes(name)),
  title: "Train more, or pay for every token",
}));

// %% [markdown]
// **Figure 8** (after Villalobos & Atkinson 2023). The lowest point of a curve is Chinchilla's; to the left of it inference gets cheaper and training dearer. GPT-3 lies on the right branch, where both are dearer than they need be. Over-training is a good exchange until one percent of inference costs about
// six percent of training; with Epoch's coefficients that is one decade of training for seven tenths of a decade of inference, with Hoffmann's 1.2 for 0.8. (The authors print 1.2 and 0.7.)

// %% [markdown]
// ## What can 256 accelerators train in a month?
//
// Last, the question as it is asked in practice. There are 256 H100 for thirty days, and the model will serve five trillion tokens.

// %%
const C = computeWithin({ accelerator: "h100", count: 256, days: 30, mfu: 0.4 });
await show(allocate(fit, { C }));
const { loss } = allocate(fit, { C });
await show(planServing(fit, { loss: loss!, tokens: 5e12 }));

// %% [markdown]
// On the published points the month buys a model of 49 billion parameters, if nobody uses it. For five trillion served tokens the same loss is better had with 25 billion, at a quarter more training compute: that does not fit into the month, and is nearly a quarter cheaper over the model's life. Deadlines are a kind of demand too, with the
// opposite sign. To play with all of this there is [lesson 08](08_what_should_i_train.ipynb), whose figures have sliders.

// %% [markdown]
// ## Self-check
//
// The examples of Sardana et al. and the printed statements of de Vries need no data. They follow from coefficients that were published to three digits.

// %%
const thirtyServed = planServing(sardana, { loss: thirty, tokens: 5e12 });
const seventy = planServing(sardana, { loss: ofSize(70e9).loss!, tokens: 2e12 });
const byShare = (share: number) => 100 * overheadOfSize(sardana, { C: 1e23, share }).overhead;
const checks = Agreement.between({
  "13 B, 2 T served: N*/N": plan.N / 13e9,
  "13 B, 2 T served: D*/D": plan.D / thirteen.D,
  "13 B, 2 T served: saving": plan.saving,
  "30 B, 5 T served: saving": thirtyServed.saving,
  "70 B, 2 T served: saving": seventy.saving,
  "overhead at 75 % of the size": byShare(0.75),
  "overhead at 25 % of the size": byShare(0.25),
}, {
  "13 B, 2 T served: N*/N": 0.536,
  "13 B, 2 T served: D*/D": 2.1646,
  "13 B, 2 T served: saving": 0.174467,
  "30 B, 5 T served: saving": 0.162777,
  "70 B, 2 T served: saving": 0.013132,
  "overhead at 75 % of the size": 2.8456,
  "overhead at 25 % of the size": 188.8827,
}, { source: "Sardana et al. 2024, de Vries 2023, recomputed", within: 1e-4 });
await show(checks.orThrow());

// %% [markdown]
// Three more: without demand the plan is Chinchilla's; the span of over-training as it was printed, to the digit that was printed; and Llama 3's line against an independent refit, when its points can be had.

// %%
const idle = planServing(fit, { loss: 2.1, tokens: 0 });
const limits = Agreement.between(
  { "N without demand": idle.N, "span of training, decades": span() },
  { "N without demand": idle.chinchilla.N, "span of training, decades": { low: 1.15, high: 1.25 } },
  { source: "lesson 02; Villalobos & Atkinson 2023", within: 1e-9 },
);
await show(limits.orThrow());
function span(): number {
  return efficientSpan(presetNamed("chinchilla:hoffmann-rounded"), { loss: 1.936645 }).training;
}
const { exponent, coef } = valleys.frontier.D;
const line = Agreement.between(
  { "b of Llama 3": exponent, "log10 of its coefficient": Math.log10(coef) },
  { "b of Llama 3": 0.53678, "log10 of its coefficient": -0.52381 },
  { source: "refit of the digitised points", within: 5e-4 },
);
if (!experiments.source.simulated) await show(line.orThrow());

// %% [markdown]
// ## What to take away
//
// - Chinchilla's twenty tokens per parameter minimise training. Nobody who serves a model wants that, and the deviation is cheap at first: half the size for a quarter more compute.
// - The best size is where a factor of $N$ brings $1 + \lambda T/3D$ times what a factor of $D$ brings. Demand matters once $\lambda T$ is comparable with $3D$.
// - In money the utilisation while writing decides, through $\lambda$: a number between 1 and 14 that is about engineering.
// - The plan moves long before the bill does. Savings are surer than sizes.
// - A law fitted near Chinchilla's line promises too much far from it: 11 % of the loss at 800 tokens per parameter on our own runs.
// - Not settled: whether tokens of ever lower quality or repeated tokens ([lesson 07](07_repeating_data.ipynb)) can feed such training, and what the loss is worth to the user.
//
// ## Exercises
//
// 1. **By hand.** From the condition of the optimum show that for $T \to \infty$ the best size goes to the least size, $N \to (A/(L - E))^{1/\alpha}$. Check with `planServing` at $T = 10^{20}$.
// 2. **Break-even.** For which demand is Llama 2 7B cheaper than Chinchilla's model of the same loss, by the coefficients of Epoch and by those of Hoffmann? Explain the difference.
// 3. **A budget for everything.** You have $10^{24}$ FLOP for training and serving together. Draw the best loss against the tokens served. Where does serving begin to hurt?
// 4. **Batching.** At which utilisation while writing is $\lambda = 1$ with the prices above?
// 5. **Where to put the runs.** Add to `near` only the five runs with the most tokens per parameter, and fit again. How much of the error at 800 tokens per parameter is gone?
//
// Solutions: [03_over_training_solutions.ipynb](03_over_training_solutions.ipynb).
//
// ## Sources
//
// - J. Hoffmann et al. (2022), *Training Compute-Optimal Large Language Models*, https://arxiv.org/abs/2203.15556
// - H. de Vries (2023), *Go smol or go home*, https://www.harmdevries.com/post/model-size-vs-compute-overhead/
// - N. Sardana et al. (2024), *Beyond Chinchilla-Optimal*, https://arxiv.org/abs/2401.00448
// - P. Villalobos, D. Atkinson (2023), *Trading off compute in training and inference*, https://epoch.ai/blog/trading-off-compute-in-training-and-inference
// - A. Dubey et al. (2024), *The Llama 3 Herd of Models*, https://arxiv.org/abs/2407.21783; the points of its figure as digitised in https://github.com/Open-Athena/scaling-law-analysis
// - T. Besiroglu et al. (2024), *Chinchilla Scaling: A replication attempt*, https://arxiv.org/abs/2404.10102
