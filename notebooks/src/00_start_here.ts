// %% [markdown]
// # Start here: what is a scaling law?
//
// You want to train a language model, the largest that you can pay for, once. How good will it be? How large should it be, and how much text should
// it read? Nobody can try the large model twice. What one can do is train many small ones, see how their quality follows from their size and their
// text, and go on along that line. Such a line is a *scaling law*.
//
// This lesson makes one from the beginning: 56 real training runs, a first fit in ten steps, and a prediction of larger runs that the fit has never
// seen. You write down your own guess before you look. The models are tiny, three thousand to seven hundred thousand parameters, and come with the
// package: nothing is downloaded. It takes about ten seconds.

// %% [markdown]
// ## A scaling law in words
//
// A model that reads text and guesses the next token makes mistakes for three reasons. It is too small to hold what there is to know; it has read too
// little; and text is not predictable, not even for somebody who knows everything. The first two kinds of mistakes can be bought off, with
// *parameters* and with *tokens*. The third cannot: it is the *floor*.
//
// The finding behind scaling laws is how the first two shrink. Ten times as many parameters do not take away a fixed *amount* of the mistakes that
// small models make, but a fixed *share* of them, and the next tenfold the same share of what is left. That is a power law. It holds over many
// factors of ten, which is why small runs say something about large ones.
//
// A scaling law is not derived from anything. It is a curve that went through the runs so far.

// %% [markdown]
// ## Words we need
//
// | symbol | in code | meaning | unit |
// | --- | --- | --- | --- |
// | *N* | `N` | parameters: the numbers that training adjusts; here with the embedding, counted once | parameters |
// | *D* | `D` | tokens seen in training. A token is a piece of a word, here 2.15 bytes on average, one of 512 | tokens |
// | *C* | `C` | compute of the training: about six operations per parameter and token, *C* = 6*ND* | FLOP |
// | *L* | `loss` | how badly the next token is guessed, on text that no run was trained on | nats per token |
// | *E* | `coef.E` | the floor: the loss that is left with infinite *N* and *D* | nats per token |
//
// FLOP are *floating-point operations*, a number and not a speed: your laptop does some $10^{11}$ in a second.
//
// The **loss** is the mean of $-\ln p$, where $p$ is the probability that the model gave to the token that really came. Its unit is the **nat**. A
// nat is to $e$ what a bit is to 2: who loses $L$ nats is as unsure as among $e^L$ equally likely tokens. One nat is $1/\ln 2 = 1.44$ bits.
//
// Losses per token depend on how long the tokens are. To compare with models that cut their text in another way, divide by the bytes: *bits per
// byte*.

// %%
import {
  Agreement,
  allocate,
  type AnyFit,
  budgets,
  charts,
  chinchilla,
  count,
  datasets,
  type Fit,
  fitEnvelope,
  fitLaw,
  fitValleys,
  flop,
  heldOut,
  predictionInterval,
  type Runs,
  show,
  sideBySide,
  squaredLog,
} from "isoflop";

// %% [markdown]
// ## Your first fit, in ten steps
//
// ### Step 1: the runs
//
// Each row is a training of its own, from random weights to the end: a decoder-only transformer with three layers, and a width that makes its size.
// The runs come in six *budgets* of compute, from $2 \cdot 10^{10}$ to $6 \cdot 10^{12}$ FLOP; within a budget seven sizes share the same compute, so
// a small model reads much and a large one little. At $2 \cdot 10^{11}$ each size was trained three times, from three seeds.
//
// The same file holds a few runs of larger compute. We load them with the rest and look away.

// %%
const ladder = await datasets.load("ladder");
const runs = ladder.where("sweep=isoflop");
await show(runs);

// %% [markdown]
// The best of these runs loses 3.18 nats per token. Is that good? *Predict first:* a model that knows nothing gives each of the 512 tokens the same
// probability. What does it lose?

// %%
const best = Math.min(...runs.loss);
const perByte = Math.min(...runs.frame.getColumn("loss_per_byte").toArray() as number[]);
await show([
  `knows nothing: ln 512 = ${Math.log(512).toFixed(2)} nats/token`,
  `best run: ${best.toFixed(2)} nats/token`,
  `          like ${Math.exp(best).toFixed(0)} equally likely tokens`,
  `          ${(perByte / Math.LN2).toFixed(2)} bits/byte`,
].join("\n"));

// %% [markdown]
// From 512 equally likely tokens to 24. In bits per byte the best run has 2.14; a compressor built on it would shrink English from eight bits per
// letter to a little over two.
//
// ### Step 2: two kinds of axes
//
// Compute goes from $2 \cdot 10^{10}$ to $6 \cdot 10^{12}$ FLOP, a factor of 300. **What to look for:** on which of the two panels can you tell the
// budgets apart?

// %%
await show(charts.linearAndLog(runs, { title: "The same runs, twice" }));

// %% [markdown]
// **Figure 1.** Loss against compute, 56 runs. On the left, linear: equal distances are equal *differences*, and 35 of the runs crowd into the first
// thirtieth of the axis. On the right, logarithmic: equal distances are equal *factors*, and the six budgets stand half a decade apart.
//
// Scaling laws are drawn on logarithmic axes for a second reason. A power law $y = k x^{-\gamma}$ is $\ln y = \ln k - \gamma \ln x$: a straight line
// there, with the exponent as its slope, and nowhere else. A floor shows as a line that levels out. So look at the lower edge of the cloud on the
// right: straight, levelling out, or neither?
//
// It is neither: it gets *steeper* first. Keep that in mind until step 7.
//
// ### Step 3: the training curves
//
// A run leaves more than its last loss. Here are all 56 curves, the training loss over the compute spent so far. At each compute some model has the
// least loss, and the lower edge of all curves is what the best choice of size reaches. (Where the leader changes the edge may step up: it is the least loss *at* that compute, not so far.)

// %%
const bootstrap = { draws: 1000, seed: 1 };
const all = await datasets.load("ladder-curves");
const curves = all.where(({ run }) => run.startsWith("isoflop-"));
const envelope = fitEnvelope(curves, { bootstrap });
await show(
  charts.envelope(curves, envelope, { title: "Fifty-six training curves and their lower edge" }),
);

// %% [markdown]
// **Figure 2** (after Figure 2 of Hoffmann et al. 2022, their Approach 1). Left: loss against compute, a curve for each run, coloured by size; the
// least loss in black. Middle and right: the size that has it and the tokens it has read, with a power law through the middles of the sizes.
//
// The curves begin between 6.24 and 6.8 nats: $\ln 512 = 6.24$ is what knowing nothing costs, and wide models begin worse than that. To the right larger models take the lead, on the
// whole: below $10^{11}$ FLOP the order is disturbed, and five of the eighteen sizes never lead. But **the more compute, the larger the best model.** By how much? The line says $N^* \propto C^{0.35}$, with a 95 % interval from
// 0.12 to 0.60.

// %%
await show(envelope);

// %% [markdown]
// The last line of the report is a warning: on a law like the one that fits these runs, such an envelope puts the exponent too low by 0.17. In the
// middle of a run the learning rate is still high, and the loss higher than that of a run that was planned to end there. Only the ends of the runs
// are fair points; each notch of the black line is one.
//
// ### Step 4: the valleys
//
// So take the ends only, and compare what cost the same. *Predict first:* at $6 \cdot 10^{12}$ FLOP the seven sizes go from 43 thousand to 735
// thousand parameters. Does the largest win? The smallest?

// %%
await show(charts.isoflop(runs, { title: "Neither the smallest nor the largest model wins" }));

// %% [markdown]
// **Figure 3.** Loss against model size, a line for each budget. Every budget has a valley: left of it the models are too small for their text, right
// of it they have read too little. At $6 \cdot 10^{12}$ FLOP 271 thousand parameters win, a hair before 180 thousand, and the largest lose by 0.2
// nats. The valleys move to the right as they go down.
//
// How much of this is luck? At $2 \cdot 10^{11}$ there are three points for each size, and you can hardly see them apart: between seeds the loss has
// a standard deviation of 0.2 % on average and 0.33 % at most, and even the shallow sides of the valleys are eight times deeper than that.
//
// ### Step 5: the bottoms of the valleys
//
// A parabola in $\ln N$ through each valley has its lowest point at the best size of that budget.

// %%
const valleys = fitValleys(runs, { bootstrap });
await show(charts.valleys(runs, valleys, { title: "Six valleys and where they are lowest" }));

// %% [markdown]
// **Figure 4** (after Figure 3 of Hoffmann et al. 2022, their Approach 2). Left: a parabola for each budget, a diamond at its lowest point. Middle
// and right: size and tokens of the lowest points against compute. They lie on straight lines over two and a half decades.

// %%
await show(valleys);

// %% [markdown]
// In words: with 300 times the compute the best model is 15 times larger and reads 20 times more. The exponents are 0.47 and 0.53, about a half each,
// and at every budget there are 14 to 20 tokens for each parameter: the rule of thumb of twenty tokens per parameter, from models of a few thousand
// parameters. It may be a coincidence: what counts as a parameter matters here, as exercise 5 shows. And the interval of the exponent reaches from
// 0.03 to 0.97. Its draws turn over the distances of the runs from a law in $N$ and $D$, and these runs are not close to one. Why, we shall see now.
//
// ### Step 6: one law for all
//
// $$L(N, D) = E + \frac{A}{N^{\alpha}} + \frac{B}{D^{\beta}}$$
//
// This is the sentence from the beginning in symbols: the loss is a floor $E$, plus what a finite model costs, plus what finite text costs. $\alpha$
// says how fast parameters help: ten times as many leave the share $10^{-\alpha}$ of their term, for $\alpha = 0.3$ one half. $A$ and $B$ are what
// one parameter and one token would cost, if the law went that far; they only mean something together with their exponents.
//
// The fit looks for the five coefficients that bring the law nearest to the 56 runs, and it refits resampled runs a thousand times to see how firm
// they are.

// %%
const everything = fitLaw(runs, chinchilla, { bootstrap });
await show(`${everything.status}: ${everything.message}`);

// %% [markdown]
// A fit always returns numbers. Before you read any of them, read the *status*: `floor-unidentified`. With $E = 0$ the law would do about as well, so
// whatever it says about the floor is not in the runs. And before you believe any of them, look at what the law leaves over.
//
// ### Step 7: what is left over
//
// **What to look for:** residuals that scatter around zero are noise. Residuals with a shape are a law that bends where the runs do not.

// %%
const byBudget = (fit: Fit, runs: Runs) =>
  budgets(runs.C, runs.N).map(({ C, rows }) => {
    const misses = rows.map((i) => 100 * fit.residuals[i]!);
    const mean = misses.reduce((sum, miss) => sum + miss, 0) / rows.length;
    return `${flop(C, 1)} FLOP, ${rows.length} runs: ${mean.toFixed(1)} % on average`;
  }).join("\n");
await show(charts.residuals(runs, everything, { title: "What one law for all runs leaves over" }));
await show(byBudget(everything, runs));

// %% [markdown]
// **Figure 5.** Predicted less observed, in ln loss: 0.02 is a loss predicted 2 % too high. The left panel sags: too high by 2.4 % at the smallest
// budget, too low by 1.2 and 1.4 % in the middle, too high by 2.4 % at the largest. The right panel is an arch: at both ends of tokens per parameter
// the law is too low, in the middle too high. The seeds scatter by 0.2 %; this is not noise.
//
// The lowest points of the valleys say the same without any law. From budget to budget the loss falls by 0.25, 0.31, 0.32, 0.35 and 0.28 nats. A
// power law with a floor has steps that *shrink*. Here the first two are smaller than those that follow: the smallest runs are not on the law yet.
// What are they doing? A table that only counts which token follows which in the training text loses 3.96 nats per token, and knowing nothing but how
// frequent each token is loses 5.66 (counted on the ladder's corpus; the text is not shipped). The runs of the two smallest budgets, at 4.46 nats and
// above, are on their way from the one to the other. They learn pairs of tokens, and pairs are soon exhausted. What larger models learn comes after.
//
// ### Step 8: the range, and a second fit
//
// So the law gets the runs from $2 \cdot 10^{11}$ FLOP on: four budgets, 42 runs.
//
// **This is a choice.** It was made by looking at Figure 5. A later start could be defended too; but three
// budgets are few for a floor and two exponents. You need not take our word for it: exercise 3 tries other starts. What would not be honest is to look at the held-out runs first and
// then to choose the start that predicts them best.

// %%
const fitted = runs.where("budget>=2e11");
const fit = fitLaw(fitted, chinchilla, { bootstrap });
await show(fit);

// %% [markdown]
// Converged. In words: with an infinite model and infinite text these networks would still lose $E$ = 2.27 nats per token, between 1.83 and 2.58. Ten
// times the parameters leave $10^{-0.328}$ = 47 % of what the finite model costs, ten times the tokens $10^{-0.428}$ = 37 % of what finite text
// costs. The best size grows as $C^{0.57}$, between 0.45 and 0.70: the exponent of the valleys, 0.47, is inside, and so is that of the same four
// valleys alone, 0.50. The intervals of all three approaches overlap; they are wide.

// %%
const fourValleys = fitValleys(fitted, { bootstrap });
await show(
  sideBySide({ envelope, valleys, "valleys from 2e11": fourValleys, "law from 2e11": fit }),
);
const colours = [2e10, 6e12] as const; // as in Figure 3, which has two budgets more
await show(charts.isoflop(fitted, { law: fit, colours, title: "The law along four budgets" }));
await show(byBudget(fit, fitted));

// %% [markdown]
// **Figure 6.** The 42 runs, and the law along each budget. At $2 \cdot 10^{11}$ it goes through the points, because half of all runs are there and
// this objective follows the many. At the other budgets the valleys of the runs are deeper than those of the law, and at the largest budget the three
// best runs lie two to three percent *below* it. The root mean square of the residuals is 1.3 %, six times the seeds. Better than one law for all,
// and still not right.
//
// ### Step 9: predict
//
// Now the larger runs: five sizes at $2 \cdot 10^{13}$ FLOP, three times the compute of the largest run fitted, and one run at $6 \cdot 10^{13}$, ten
// times. Only their $N$ and $D$ are read in this cell. A *95 % prediction interval* is where the law expects one more run: the law itself is
// uncertain, and runs scatter about it.
//
// **Write down your own guess first**: the loss of the best of the five, and its size. Go on from 3.18 at $6 \cdot 10^{12}$ with what you have seen.
// The number below is what a ruler says, that is, another step of 0.28 nats. Replace it.

// %%
const guess = 2.90; // nats/token, the best run at 2e13 FLOP
const held = ladder.where("sweep=held-out");
const predictions = Array.from(held.N, (N, i) => {
  const at = { N, D: held.D[i]! };
  const { estimate, low, high } = predictionInterval(fit, at)!;
  return `${flop(6 * at.N * at.D, 1)} FLOP, ${count(N)} parameters, ${count(at.D)} tokens: ` +
    `${estimate.toFixed(2)}, between ${low.toFixed(2)} and ${high.toFixed(2)} nats/token`;
});
await show(predictions.join("\n"));
const bestAt = (fit: AnyFit) => `${count(allocate(fit, { C: 2e13 }).N)} parameters`;
await show([
  `best size at 2e13 FLOP, six valleys: ${bestAt(valleys)}`,
  `                        four valleys: ${bestAt(fourValleys)}`,
  `                        law: ${bestAt(fit)}`,
].join("\n"));

// %% [markdown]
// The law puts the best run at $2 \cdot 10^{13}$ FLOP at 3.07 nats per token. The ruler says 2.90: the law expects the gains to shrink, because it
// believes in a floor not far below.
//
// The doubts, said aloud *before* looking:
//
// - Figure 6 shows the law above the best runs of its largest budget. If it fails, it will fail by predicting too much loss.
// - The interval supposes that runs beyond scatter about the law like the runs within. It knows nothing of a law that bends.
// - The runs are of one ladder of widths, three layers each, on one corpus, at two neighbouring budgets: that is *one* extrapolation, not six.
// - One seed for each held-out run. Seeds move the loss by 0.2 %, so that is the smallest of the worries.
//
// ### Step 10: look
//
// Your guess is written down? Then look.

// %%
const check = heldOut(fit, held);
await show(check);
const atFirst = check.runs.filter(({ C }) => C < 3e13);
const lowest = Math.min(...atFirst.map(({ loss }) => loss));
await show(`your guess ${guess.toFixed(2)}, the best run ${lowest.toFixed(2)} nats/token`);

// %%
await show(charts.heldOut(check, { title: "Runs that the law had not seen" }));

// %% [markdown]
// **Figure 7.** Prediction intervals of the law, and the runs. **The law failed.** One run of six is inside its interval. At 108 thousand parameters
// the law is right to 1.2 %; from 180 thousand on it predicts 6.6 to 8.3 % too much loss at $2 \cdot 10^{13}$ FLOP, and 11 % too much at
// $6 \cdot 10^{13}$: the further out, the more. An interval of 95 % that holds one run in six is no interval of 95 %.
//
// Nothing is tuned here: range, objective and seed are those of step 8. The miss is not bad luck either, for it is more than twenty times the scatter
// of seeds, and it goes in the direction that Figure 6 had shown. What had not been foreseen is how large it is.
//
// Did the valleys, which believe in no law, do better?

// %%
const withHeld = ladder.where(({ sweep }) => sweep === "isoflop" || sweep === "held-out");
const later = fitValleys(withHeld, { budgets: [6e12, 2e13] });
const beyond = later.minima.at(-1)!;
await show(charts.isoflop(held, {
  ...{ law: fit, valleys: later, colours: [2e10, 2e13] },
  title: "The valley that was not seen, and the law's",
}));
await show([
  `lowest point at ${flop(beyond.C, 1)} FLOP: ${count(beyond.N!)} parameters, ` +
  `${(beyond.D! / beyond.N!).toFixed(0)} tokens each, ${beyond.loss!.toFixed(2)} nats/token`,
].join("\n"));

// %% [markdown]
// **Figure 8.** The five held-out runs at $2 \cdot 10^{13}$ FLOP, the parabola through them (dashed), and the law along that budget (solid). The runs have a valley, and it is deeper
// than the law's.
//
// So yes, the valleys did better. This one is lowest at 407 thousand parameters, give or take 25 thousand, with 20 tokens for each. The line through the six valleys said 385
// thousand, the line through the upper four 409 thousand; the law said 585 thousand. *Where* the best model is could be read off two and a half
// decades of small runs, as well as this valley can tell. *How good* it is could not be read off the law.
//
// Why? Three suspects, and this lesson cannot convict any of them.
//
// - **The law.** It adds what a finite model costs and what finite text costs, as if they had nothing to do with each other. So its valleys get
//   shallower as the loss comes down: from $2 \cdot 10^{11}$ to $2 \cdot 10^{13}$ FLOP the curvature of a parabola through them falls from 0.13 to
//   0.05 nats (per square of $\ln N$). Through the runs it stays between 0.13 and 0.15, and reaches 0.19 only with the run
//   of 108 thousand parameters at 288 tokens for each, whose learning rate was probably too high. The law has no term that would keep its valleys as deep.
// - **The range.** Perhaps these models are still at the beginning: frequencies of single tokens, then pairs, then triples. A table of all triples of
//   tokens, smoothed, loses about 3.0 nats, and the best runs at $2 \cdot 10^{13}$ are the first to go below. Each kind of regularity has a curve of
//   its own. Over many of them the sum may be a power law; over the first three it need not be. Hoffmann's smallest budget is a million times our
//   largest fitted one.
// - **The recipe.** The batch grows with the text, but not above 1024 tokens. So the best runs up to $6 \cdot 10^{12}$ FLOP took 2300 to 3700 steps,
//   and the best at $2 \cdot 10^{13}$ took 8500. If short runs suffer from having few steps, part of the gain is that.
//
// And your guess? The ruler said 2.90 for a best run of 2.84: wrong too, but by 2 % where the law was wrong by 8 %. A law is not better than a ruler
// because it has Greek letters.

// %% [markdown]
// ## Does it agree?
//
// A notebook should check itself. The numbers below were computed apart from this package, with NumPy and SciPy, from the same table of runs: the
// lowest point of the parabola at $2 \cdot 10^{12}$ FLOP, and the least value of two objectives over the 42 runs, from 54 starts each. The cell fails
// if a number does not agree.

// %%
const leastSquares = fitLaw(fitted, chinchilla, { objective: squaredLog() });
const bottom = valleys.minima.find(({ C }) => Math.abs(C / 2e12 - 1) < 0.01)!;
const parabola = Agreement.between(
  { "N* at 2e12 FLOP": bottom.N!, "loss there": bottom.loss! },
  { "N* at 2e12 FLOP": 128787.83, "loss there": 3.4686504 },
  { source: "NumPy, polyfit", within: 1e-6 },
);
await show(parabola.orThrow());

// %%
const huberFit = Agreement.between(
  fit.coef,
  { E: 2.2693974, A: 35.32439, B: 270.3105, alpha: 0.3281984, beta: 0.4280809 },
  { source: "SciPy, Huber", within: 1e-5 },
);
const squaresFit = Agreement.between(
  leastSquares.coef,
  { E: 2.3597804, A: 43.23832, B: 430.7798, alpha: 0.3522384, beta: 0.4650540 },
  { source: "SciPy, least squares", within: 1e-5 },
);
await show(huberFit.orThrow());
await show(squaresFit.orThrow());

// %% [markdown]
// And facts that need no other program: every budget is lower than the one before and wants a larger model and more tokens; no held-out run is among
// those fitted; and what SciPy's coefficients predict for the largest model at $2 \cdot 10^{13}$ FLOP is what the table says.

// %%
const rising = (values: readonly number[]) =>
  values.slice(1).filter((value, i) => value > values[i]!).length;
const facts = Agreement.between(
  {
    "steps down in loss": rising(valleys.minima.map(({ loss }) => -loss!)),
    "steps up in N*": rising(valleys.minima.map(({ N }) => N!)),
    "steps up in D*": rising(valleys.minima.map(({ D }) => D!)),
  },
  {
    "steps down in loss": 5,
    "steps up in N*": 5,
    "steps up in D*": 5,
  },
  { source: "monotone facts" },
);
await show(facts.orThrow());
const factor = Math.min(...held.C) / Math.max(...fitted.C);
const outside = Agreement.between(
  {
    "least compute held out over the largest fitted": factor,
    "largest model at 2e13 FLOP": check.runs.find(({ N }) => N === 655360)!.predicted,
  },
  {
    "least compute held out over the largest fitted": 10 / 3,
    "largest model at 2e13 FLOP": 3.068926,
  },
  { source: "the sweep files; SciPy's law", within: 1e-3 },
);
await show(outside.orThrow());

// %% [markdown]
// ## What to take away
//
// A scaling law says how the loss falls with parameters and tokens: a share for each tenfold, down to a floor. It is fitted to runs and believed as
// far as they reach. On 56 real runs the best size grew as the square root of compute, with 14 to 20 tokens for each parameter, and that rule held at
// the one budget where it was tried; the law of the loss did not.
//
// So, for every scaling law that you meet: read the status before the coefficients, look at the residuals before the intervals, keep some runs apart,
// and write down your prediction before you look. An interval speaks about the runs that were fitted. It does not know whether the law goes on.
//
// The next lesson, `02_chinchilla.ipynb`, does the same with the runs of a large laboratory, where the question was worth millions.

// %% [markdown]
// ## Exercises
//
// 1. **By hand.** A talk shows three models: 10 million parameters have a loss of 2.1, 100 million 1.8, one billion 1.5, "a clean scaling law". Show
//    on paper that no power law with a floor $E \ge 0$ goes through the three. Which floor will a fit answer, and with which status? You will have
//    learned to tell a logarithm from a power.
// 2. **Predict, then run.** Give the 42 losses in bits per byte to `fitLaw`. Which of the five coefficients change, and by which factor? You will
//    have learned what a unit does to a law.
// 3. **Vary.** Start the fit at $2 \cdot 10^{10}$, $6 \cdot 10^{11}$ or $2 \cdot 10^{12}$ FLOP. What happens to the floor, and what to the
//    predictions? You will have learned how much of a prediction is a choice.
// 4. **Vary.** Do without a floor: lay a straight line through $\ln$ loss of the four upper valleys against $\ln C$ and predict the best run at
//    $2 \cdot 10^{13}$ FLOP. Is it nearer to the runs than the law?
// 5. **Vary.** Count the parameters without the embedding (`N_nonembedding`), as Kaplan et al. (2020) did. By how much does the exponent of the best
//    size move, and in which direction? You will have learned to ask what was counted.
// 6. **Criticise.** $6ND$ leaves out the attention. Take the column `C_exact` instead. Which numbers of this lesson change, and which cannot?
//
// Solutions are in `00_start_here_solutions.ipynb`.

// %% [markdown]
// ## Sources
//
// - The runs: [the ladder](../data/ladder/README.md), trained for this package, MIT licence; with the trainer and the sweep files.
// - J. Kaplan et al. (2020), *Scaling Laws for Neural Language Models*, [arXiv 2001.08361](https://arxiv.org/abs/2001.08361).
// - J. Hoffmann et al. (2022), *Training Compute-Optimal Large Language Models*, [arXiv 2203.15556](https://arxiv.org/abs/2203.15556): the three
//   approaches, Figures 2 and 3.
