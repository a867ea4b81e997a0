// %% [markdown]
// # The critical batch size
//
// More machines let you look at more text before each step. Twice the batch, half the steps, the same bill, half the time: it sounds like a gift. Up to some batch it is one. Beyond it the steps stop falling, and
// every further machine is paid for nothing. Where is that batch? How would you know it before you have paid?
//
// This lesson begins with a model that fits on a postcard and is trained a hundred times while you read, so that every word of the theory can be held against a gradient that we know *exactly*. Then it takes the one table of large
// runs that anybody has published, finds two answers in it that differ in their exponent, and asks why. Then our own ladder, and Kaplan's claim that the loss alone decides. Half a minute; one small table of other people's
// steps has to be in the cache. Where it is not, simulated steps stand in for it, and their figures say so.

// %% [markdown]
// ## Words we need
//
// | symbol | in code | meaning | unit |
// | --- | --- | --- | --- |
// | $B$ | `B` | batch: examples in one step | tokens, or sequences |
// | $S$ | `S` | steps to a given loss | steps |
// | $E = BS$ | | examples to that loss | tokens, or sequences |
// | $S_{\min}$ | `S_min` | steps that no batch can save | steps |
// | $E_{\min}$ | `E_min` | examples that no batch can save | tokens, or sequences |
// | $B_{\text{crit}}$ | `B_crit` | $E_{\min}/S_{\min}$ | that of $B$ |
// | $\mathcal B$ | `B_simple` | the noise scale of the gradient, $\operatorname{tr}\Sigma/\lvert G\rvert^2$ | that of $B$ |
//
// *Steps are time*, as long as machines can be added. *Examples are money*: each costs $6N$ FLOP, whoever computes it.

// %%
import {
  Agreement,
  allocate,
  atBatch,
  batchSteps,
  charts,
  count,
  datasets,
  fitBatch,
  flop,
  kaplanBatch,
  kaplanSteps,
  leastTraining,
  noiseScale,
  PairModel,
  petaflopDays,
  presetNamed,
  show,
  stepsToLoss,
} from "isoflop";

// %% [markdown]
// ## Why a batch has a price
//
// A gradient over a batch is an opinion poll. The gradient $G$ over *all* text says which way is down. One example says it badly: its own gradient is $G$ plus something with covariance $\Sigma$. The mean of $B$ examples has covariance
// $\Sigma/B$. So the poll has an error of size $\operatorname{tr}\Sigma/B$ and a signal of size $\lvert G\rvert^2$, and they are equal at
//
// $$\mathcal B_{\text{simple}} = \frac{\operatorname{tr} \Sigma}{\lvert G \rvert^2}$$
//
// Far below it the step is mostly noise: it must be small, and ten times the batch allows ten times the step. Far above it the direction is already right. To ask a million people when a thousand would have said the same is a waste.
// McCandlish et al. (2018) made this exact for one step on a quadratic loss. The best rate and the gain of a step are both
//
// $$\varepsilon(B) = \frac{\varepsilon_{\max}}{1 + \mathcal B/B} \qquad \Delta L(B) = \frac{\Delta L_{\max}}{1 + \mathcal B/B}$$
//
// with $\mathcal B = \operatorname{tr}(H\Sigma)/G^{\top} H G$, which is the simple one where the curvature $H$ is the same in all directions. If $\mathcal B$ stayed the same for a whole training, steps and examples to a loss would be
//
// $$S = S_{\min}\left(1 + \frac{B_{\text{crit}}}{B}\right) \qquad E = E_{\min}\left(1 + \frac{B}{B_{\text{crit}}}\right) \qquad \left(\frac{S}{S_{\min}} - 1\right)\left(\frac{E}{E_{\min}} - 1\right) = 1$$
//
// *Predict first:* at a quarter of the critical batch, how many times the least steps does a training take, and how many times the least examples? At four times?

// %%
for (const share of [1 / 4, 1, 4]) {
  const { S, C } = atBatch(share, { B_crit: 1, S_min: 1, C_min: 1 });
  console.log(`B = ${share} B_crit: ${S} S_min steps, ${C} E_min examples`);
}

// %% [markdown]
// Five and 1.25, two and two, 1.25 and five. Nobody gets the least of both. At the critical batch you pay double for each, and that is the best *product*: $(1 + x)(1 + 1/x)$ is least at $x = 1$.
//
// ## A model on a postcard
//
// Theory is cheap. Here is a language model with 729 numbers: for each of 27 letters (space included), how likely each letter is to follow. It reads Lincoln's address at Gettysburg, 1419 pairs of letters, a batch being pairs drawn from it at random.
// So small a thing has an exact gradient, an exact $\Sigma$ and an exact $H$. Nothing in this section is simulated: these are real gradients of a real, if humble, model.

// %%
const address = `Four score and seven years ago our fathers brought forth on this continent, a new
nation, conceived in Liberty, and dedicated to the proposition that all men are created
equal. Now we are engaged in a great civil war, testing whether that nation, or any
nation so conceived and so dedicated, can long endure. We are met on a great
battle-field of that war. We have come to dedicate a portion of that field, as a final
resting place for those who here gave their lives that that nation might live. It is
altogether fitting and proper that we should do this. But, in a larger sense, we can not
dedicate, we can not consecrate, we can not hallow, this ground. The brave men, living
and dead, who struggled here, have consecrated it, far above our poor power to add or
detract. The world will little note, nor long remember what we say here, but it can
never forget what they did here. It is for us the living, rather, to be dedicated here
to the unfinished work which they who fought here have thus far so nobly advanced. It is
rather for us to be here dedicated to the great task remaining before us, that from
these honored dead we take increased devotion to that cause for which they gave the last
full measure of devotion, that we here highly resolve that these dead shall not have
died in vain, that this nation, under God, shall have a new birth of freedom, and that
government of the people, by the people, for the people, shall not perish from the
earth.`;
const model = new PairModel(address);
const { curve } = model.train({ B: 64, rate: 16, steps: 100, seed: 1 });
await show(
  `${model.pairs} pairs; loss ${model.loss(new Float64Array(729)).toFixed(2)} untrained, ${
    curve.loss.at(-1)!.toFixed(2)
  } nats/letter after 100 batches of 64`,
);

// %% [markdown]
// ## The noise scale from two batch sizes
//
// Nobody computes $\Sigma$ of a large model. But the squared length of a *batch's* gradient is signal plus noise, $\lvert G\rvert^2 + \operatorname{tr}\Sigma/B$ on average, so two batch sizes are two equations for two unknowns:
//
// $$\lvert G\rvert^2 = \frac{B_2 \lvert G_2\rvert^2 - B_1 \lvert G_1\rvert^2}{B_2 - B_1} \qquad \operatorname{tr}\Sigma = \frac{\lvert G_1\rvert^2 - \lvert G_2\rvert^2}{1/B_1 - 1/B_2}$$
//
// In a training on several machines both are at hand for nothing: the gradient of each machine, and their mean. We stop a training at several places, measure 2000 batches of 8 and 2000 of 128, and hold the estimate against the truth.
//
// *Predict first:* as the loss falls, does the noise scale rise, fall, or stay?

// %%
const stops = [80, 50, 30, 20, 10, 3, 1].map((steps) => {
  const { curve, logits } = model.train({ B: 1024, rate: 8, steps, seed: 1 });
  const of = (B: number) => model.gradientNorm(logits, { B, batches: 2000, seed: 2 });
  const measured = noiseScale(of(8), of(128));
  return { loss: curve.loss.at(-1)!, measured: measured.B_simple!, exact: model.noise(logits) };
});
await show(charts.relation({
  x: { title: "Loss (nats/letter)", unit: "loss" },
  y: { title: "Noise scale (pairs)", unit: "count" },
  series: [
    {
      label: "B_simple, from two batches",
      points: stops.map(({ loss, measured }) => ({ x: loss, y: measured })),
    },
    {
      label: "B_simple, exact",
      joined: "only",
      points: stops.map(({ loss, exact }) => ({ x: loss, y: exact.B_simple })),
    },
    {
      label: "with curvature, exact",
      joined: "only",
      points: stops.map(({ loss, exact }) => ({ x: loss, y: exact.B_noise })),
    },
  ],
}, { title: "The gradient drowns as the loss falls" }));

// %% [markdown]
// **Figure 1.** The noise scale along one training, which runs from right to left. Points: estimated from batches of 8 and 128; lines: computed over all pairs. It rises from a hundred pairs to three thousand, while the loss falls from 3.2 to 2.2 nats per letter. The noise itself hardly changes ($\operatorname{tr}\Sigma$ goes from 0.95 to 0.82). What shrinks is the *signal*: near the bottom
// the gradient over all text goes to zero, and a single letter still pulls as hard as ever. That is why a batch that is wasteful at the beginning may be too small at the end.
//
// Two warnings. The estimate divides by a small difference of two noisy numbers. With 2000 batches it is good; with a few it can come out below zero, and `noiseScale` then gives no $\mathcal B$ at all. Average the two *parts* over many steps, then divide.
// And $\mathcal B_{\text{simple}}$ is not $\mathcal B$: with the curvature it is a little less at the beginning and five times as much at the end.

// %% [markdown]
// ## Does the noise scale foretell the critical batch?
//
// Train it: six batches from 1 to 1024 pairs, several rates each, the mean of four trainings. Then count, for each batch, the fewest steps to a loss. `stepsToLoss` does it for any training curves.
//
// *Predict first*, from Figure 1: what will $B_{\text{crit}}$ be for a loss of 2.5 nats, and will it be more or less for 2.2?

// %%
const rates = (B: number) =>
  [1 / 2, 1, 2, 4, 8, 16, 32, 64, 128].filter((rate) =>
    rate <= 4 * B && rate >= Math.min(16, B / 4)
  );
const trainings = [1, 4, 16, 64, 256, 1024].flatMap((B) =>
  rates(B).map((rate) =>
    model.train({ B, rate, steps: Math.ceil(60 + 6000 / B), seed: 1, repeats: 4 }).curve
  )
);
const table = stepsToLoss({ curves: trainings }, [2.5, 2.4, 2.3, 2.2]);
const postcard = fitBatch(table);
await show(postcard);
const best = table.fastest.filter((_, i) => table.loss[i] === 2.3);
console.log(`fastest to 2.3: ${best.join("; ")}`);
await show(charts.stepsByBatch(postcard, { title: "The postcard: steps against the batch" }));

// %% [markdown]
// **Figure 2.** Each colour is a loss; "tokens" are pairs of letters here. Left of the diamonds four times the batch takes a quarter of the steps: a gift. Right of them the curve lies down. The law with its two coefficients goes through the points or near them.
//
// The critical batch is 196 pairs for 2.5 nats, and 418 for 2.2: it grows as the loss falls. The noise scale at the *end* of those trainings is three to eight times larger, at their *beginning* two to four times smaller. It must be so: $B_{\text{crit}}$ is an average over the way, and the way
// begins where the gradient is clear. McCandlish et al. found the same in their Table 1: for one language model 100 thousand tokens by training and 150 thousand by the noise scale, for ImageNet 15 against 30 thousand images. **The noise scale foretells the order of magnitude.** Half a factor of ten is what to expect of it.
//
// The rates tell the other half of the theory. The fastest rate to 2.3 nats grows from 1/2 to 64 with the batch, in proportion at first, and then no further: $\varepsilon_{\max}/(1 + \mathcal B/B)$. Whoever raises the batch and leaves the rate alone will
// find that large batches are useless, and has measured the rate.

// %%
await show(charts.stepsByExamples(postcard, { title: "The postcard: time against examples" }));

// %% [markdown]
// **Figure 3** (after the Pareto fronts of McCandlish et al. 2018). The same trainings. Down is faster, left is cheaper; the curves are $(S/S_{\min} - 1)(E/E_{\min} - 1) = 1$ and the diamonds sit at twice the least of both. No batch lies far below its curve: that is what it means to be on a front. (Some do by a tenth. The draws are random, and the fastest of several rates is the luckiest, too.) Which point is yours
// depends on what an hour is worth, not on the theory.

// %% [markdown]
// ## Five real models
//
// Zhang et al. (2024) trained models of 85 million to 1.2 billion parameters on C4 at nine batches each and wrote down the steps to a loss: 45 numbers, each the best over many settings, and the only such table in public. The rate is constant and the weights
// are averaged, so that a run can be read at every step: a decaying rate would have made each point of each curve a training of its own.
//
// Each model has a target of its own: 3.42 nats for the smallest, 2.736 for the largest, which the smallest batch reaches after 17 to 21 tokens per parameter.
//
// *Predict first:* the largest model is fourteen times the smallest. How many times larger is its critical batch?

// %%
const steps = await datasets.load("critical-batch-zhang", { standIn: true });
const zhang = fitBatch(steps, { unit: "sequences" });
await show(zhang);
await show(
  charts.stepsByBatch(zhang, {
    title: "Five models: each to its loss, in sequences of 512 tokens",
  }),
);

// %% [markdown]
// **Figure 4** (after Figure 1 of Zhang et al. 2024). Points are theirs, lines the law with two coefficients, by least squares of $\ln S$, as the authors do it. The kinks of the dashed lines, at $B_{\text{crit}}$, walk to the right: from 2.2 thousand sequences (1.1 million tokens) to 11 thousand (5.7 million), a factor of five.
// The intervals are narrow, 13 to 20 % to each side: nine batches over a factor of 256 pin down two coefficients well. The law misses the steps by 4 to 5 % on average, 9 % at most.
//
// Look closely, though, at the last two points of the lowest curve: twice the batch takes just as many steps. The formula cannot stand still. The authors replace the last value by hand before they draw their figure; the table here has it as it was measured.

// %%
await show(
  charts.stepsByExamples(zhang, { title: "Five models: what a shorter training costs" }),
);

// %% [markdown]
// **Figure 5.** Steps against examples; the same rows. Here the law's residuals can be seen, which a plot of steps over four factors of ten hides. The model of 302 million needs 9 % *more* examples at the smallest batch than at the next, where the law says that a small batch can only save. A small batch wants a small rate and a
// long memory in the optimiser; whoever does not search far enough pays for it in examples.

// %% [markdown]
// ## Two definitions, two exponents
//
// $B_{\text{crit}} = E_{\min}/S_{\min}$ is where a training takes twice the least of both. Zhang et al. define theirs otherwise: the batch $B^*$ at which steps exceed *proportion* to those at 256 sequences by 20 %,
//
// $$S(B^*) = 1.2 \cdot S(256) \cdot \frac{256}{B^*} \qquad\Longrightarrow\qquad B^* = 1.2 \cdot 256 + 0.2 \, B_{\text{crit}}$$
//
// Both are sensible. The second asks a practitioner's question: how far can I go from where I am? *Predict first:* fit both against the number of parameters as a power law. Will the exponents agree?

// %%
const ratio = zhang.power("N");
const overhead = zhang.power("N", { from: 256 });
await show(charts.criticalBatch({ "E_min/S_min": ratio, "20 % more steps": overhead }, {
  ...{ unit: "sequences", source: steps.source },
  title: "One table, two definitions, two laws",
}));
for (const [name, power] of [["ratio", ratio], ["overhead", overhead]] as const) {
  const { low, high } = power.interval()!;
  const at70 = power.intervalAt(7e10)!;
  console.log(
    `${name.padEnd(9)} ${power.predict(1e6).toFixed(3)} N_M^${power.exponent.toFixed(4)} [${
      low.toFixed(2)
    }, ${high.toFixed(2)}]; at 70 B: ${count(at70.estimate)} [${count(at70.low)}, ${
      count(at70.high)
    }] sequences`,
  );
}

// %% [markdown]
// **Figure 6.** Critical batches of five models, with the 95 % intervals of their fits. The overhead gives $B^* = 93.197 \, N_M^{0.4683}$ with $N_M$ in millions, the law that the authors report. The ratio gives an exponent of 0.6191 *from the same five fits*. Neither estimate lies in the other's interval. **The exponent depends on the definition**,
// and a sentence like "the critical batch grows with the square root of the size" says nothing until it says which batch.
//
// The reason is one line of algebra. $B^*$ is a constant plus a share of $B_{\text{crit}}$. Near the constant it is nearly flat, so its line is less steep; only where $B_{\text{crit}}$ dwarfs 1536 sequences would both grow alike. A power plus a constant is *not a power*, and the difference is worst where people want it
// most, far away: at 70 billion parameters the ratio says 146 thousand sequences (75 million tokens), the overhead 17 thousand (8.9 million). They are answers to two questions, but not even consistent ones: a fifth of the first and 307 is 30 thousand. Two straight lines
// cannot both be right, and both are extrapolated by a factor of 58 from five points.
//
// How much does the choice of 256 and of 20 % matter? As much as it likes:

// %%
for (const [from, share] of [[64, 0.2], [256, 0.1], [256, 0.2], [256, 0.5], [1024, 0.2]] as const) {
  const { exponent } = zhang.power("N", { from, overhead: share });
  console.log(
    `${100 * share} % more than in proportion to ${from} sequences: exponent ${
      exponent.toFixed(2)
    }`,
  );
}

// %% [markdown]
// From 0.28 to 0.57, all from the same table. What can be compared between papers is $S_{\min}$ and $E_{\min}$.
//
// ## Is it the size at all?
//
// In this table the size, the loss and the number of tokens go up and down *together*: each model was asked for its own loss, after tokens in proportion to its size. Five points on one line cannot say which of the three moves the batch. Zhang et al. made the experiment: with the tokens held fixed and the size varied
// the critical batch hardly moves; with the size fixed and the tokens varied it grows with the power 0.47. (Those runs are in figures only, so we cannot refit them.) So their law is a law of *data* in the dress of a law of size.
//
// Kaplan et al. had said something like it four years before: the critical batch depends on the *loss*, and on nothing else,
//
// $$B_{\text{crit}}(L) = \frac{2.1 \cdot 10^8 \text{ tokens}}{L^{1/0.21}}$$
//
// so that it doubles whenever the loss falls by 13 %. Longer training is lower loss, so the two do not contradict each other. For one model at several losses we need curves. We have them.
//
// ## The ladder's own critical batch
//
// One model of 33 thousand parameters, eight batches of 128 to 16 384 tokens, three constant rates each, the loss on text that no run has seen. *Predict first:* how does $B_{\text{crit}}$ move from 4.8 to 4.3 nats, a fall of a tenth? Kaplan's exponent would give a factor of 1.7.

// %%
const own = stepsToLoss(await datasets.load("ladder-batch"), [4.8, 4.7, 4.6, 4.5, 4.4, 4.3]);
const ladder = fitBatch(own);
await show(ladder);

// %% [markdown]
// The critical batch grows from 3.1 thousand to 12 thousand tokens: a factor of four, where we asked for 1.7. But read the report to its end before you celebrate.
//
// - **A batch that never arrived.** At 4.3 nats the batch of 128 tokens is missing: within its 9376 steps no rate brought it there. It is reported and left out of the fit. To put in its last step would say "it needed 9376", which is false; to drop it without a word would hide that small batches *fail* at low loss. A batch that does not arrive
// bends the fit in one direction only, and what it says is "more than".
// - **`flat`.** At 4.4 and 4.3 nats half or one and a half times the batch fits nearly as well, and the intervals span a factor of three and of seven. The fit of lower losses leaves the law: look at Figure 7.
// - **The rates.** Three per batch are too few.

// %%
const drawn = fitBatch(stepsToLoss(await datasets.load("ladder-batch"), [4.8, 4.6, 4.4, 4.3]));
await show(
  charts.stepsByBatch(drawn, { title: "The ladder: 33 thousand parameters, four losses" }),
);
const runs = (await datasets.load("ladder")).where("sweep=batch");
const rateOf = new Map(runs.frame.toRecords().map((row) => [row.run as string, row]));
const sorted = (batch: unknown) =>
  [...rateOf.values()].filter((row) => row.batch === batch).map((row) => Number(row.lr_factor))
    .sort((a, b) => a - b);
const atEdge = own.fastest.filter((run) => {
  const row = run === null ? null : rateOf.get(run);
  return row && sorted(row.batch)[1] !== Number(row.lr_factor);
}).length;
await show(
  `${atEdge} of ${
    own.fastest.filter(Boolean).length
  } fastest rates are the highest or the lowest of three`,
);

// %% [markdown]
// **Figure 7.** Steps of the ladder's batch sweep; the triangle at the top is the batch that never arrived. At 4.8 nats the law holds. At 4.3 the points at the left lie *above* the line: the batch of 256 took a third more steps than the law gives it, and the one of 1024 a seventh fewer. A small batch at a constant rate is thrown about by its own noise and
// hovers above the loss that it is asked for: a high rate does not get low enough, a low one not there in time. (The batch of 128 ended at 4.32 nats on its best rate, the lowest of the three.) In most of the cells the fastest rate is at the edge of the three, so the true table is lower there. Which way that moves $B_{\text{crit}}$ depends on which cells would fall most. The growth is real. Its *size* is not known to better than a factor of two.
//
// The same in numbers, with the two smallest batches taken out:

// %%
const without = fitBatch({ ...own, S: own.S.map((S, i) => own.B[i]! < 512 ? Infinity : S) });
for (const [name, fit] of [["all batches", ladder], ["from 512 tokens", without]] as const) {
  const power = fit.power("loss"), { low, high } = power.interval()!;
  const ends = [fit.targets[0]!, fit.targets.at(-1)!].map(({ fit }) => count(fit!.coef.B_crit));
  console.log(
    `${name}: ${ends.join(" to ")} tokens; exponent ${power.exponent.toFixed(1)} [${
      low.toFixed(1)
    }, ${high.toFixed(1)}]`,
  );
}

// %% [markdown]
// Kaplan's exponent is $-1/0.21 = -4.8$. Our fit has −13 with all batches and −10 without the two that cannot be trusted, and the second interval holds −4.8. (The six losses are read off the same curves, so both intervals are too short: the six points are not six experiments.)
//
// The postcard, by the way, has been at hand all along: what exponent do *its* four critical batches have? That is exercise 2.

// %% [markdown]
// ## Kaplan's Figure 10
//
// Kaplan's runs are not public; his law is. Put everything into one picture: his line, the line of a replication on nanoGPT, Zhang's five, and ours. But losses of different vocabularies are not on one scale. On the ladder a token is 2.15 bytes, in Kaplan's text 4.3 characters. So the right panel counts both *by the character*.

// %%
const line = presetNamed("kaplan-batch:table5").coef as { B_star: number; alpha_B: number };
const nano = presetNamed("kaplan-batch:nanogpt").coef as typeof line;
const points = (fit: ReturnType<typeof fitBatch>, characters = 1) =>
  fit.power("loss").points.map(({ x, B, low, high }) => ({
    ...{ x: x / characters, y: B * characters },
    ...(low !== null && high !== null && { low: low * characters, high: high * characters }),
  })).sort((a, b) => a.x - b.x);
const kaplan = (characters: number) => (loss: number) =>
  characters * kaplanBatch.predict(line, { loss: loss * characters });
await show(charts.relation([
  {
    title: "by the token: not one scale",
    x: { title: "Loss (nats/token)", unit: "loss", domain: [2.4, 5.2] },
    y: { title: "Critical batch (tokens)", unit: "count", domain: [2e3, 1e7] },
    series: [
      { label: "Kaplan", line: kaplan(1) },
      { label: "nanoGPT", line: (loss) => kaplanBatch.predict(nano, { loss }) },
      { label: "ladder", points: points(ladder) },
      { label: "Zhang", points: points(fitBatch(steps)) },
    ],
  },
  {
    title: "by the character",
    x: { title: "Loss (nats/character)", unit: "loss", domain: [0.6, 2.5] },
    y: { title: "Critical batch (characters)", unit: "count", domain: [2e3, 1e7] },
    series: [
      { label: "Kaplan", line: kaplan(4.3), from: [0.6, 1.6] },
      { label: "extended", line: kaplan(4.3), from: [1.6, 2.5], dashed: true },
      { label: "ladder", points: points(ladder, 2.149) },
    ],
  },
], {
  title: "The critical batch against the loss",
  subtitle: "lines: as printed; points with 95 % intervals: fitted here",
  source: steps.source,
}));

// %% [markdown]
// **Figure 8** (after Figure 10 of Kaplan et al. 2020). On the left the ladder lies seventeen to forty times below Kaplan's line, and one would think that his law fails for small models. On the right, by the character, it lies within a factor of three of the line's extension. Most of the gap was *the vocabulary*. (Kaplan's smallest models, of 768 parameters,
// lose 6.9 nats per token by his own $L(N)$, 1.6 per character; the dashed part is a line drawn where nobody has measured.)
//
// Zhang's five are two to three times above Kaplan, and steeper: −7.5, with an interval that excludes −4.8. Their text, their optimiser and their averaging of weights differ. And five *sizes* at five losses are not one model at five losses: if the size does matter a little, or if the tokens do, this is where it would show. The nanoGPT line lies five times below Kaplan's and has nearly
// the same slope.
//
// So: that the critical batch grows as the loss falls, steeply, everybody finds. That it depends on the loss *alone*, with one constant for everybody, does not hold across laboratories to better than a factor of three to ten. Measure your own.

// %% [markdown]
// ## What it means for a budget
//
// Kaplan's Table 6 says how to spend compute *if* batches cost nothing: $C_{\min}$. No run spends that. The compute of a run at a batch $B$ is $C = C_{\min}(1 + B/B_{\text{crit}})$, its steps $S = S_{\min}(1 + B_{\text{crit}}/B)$. *Predict first:* at the critical batch half of the compute is waste. Is a tenth of the critical batch better?

// %%
const plan = allocate(presetNamed("kaplan:table6"), { C: 1e21 });
const { B: B_crit, S: S_min } = plan.batch!;
const C_min = 5e20;
for (const share of [0.1, 0.5, 1, 2, 10]) {
  const { S, C } = atBatch(share * B_crit, { B_crit, S_min, C_min });
  console.log(
    `${share.toFixed(1).padStart(4)} B_crit = ${count(share * B_crit).padStart(6)} tokens: ${
      count(S).padStart(6)
    } steps, ${flop(C)} FLOP`,
  );
}

// %%
const front = (x: number) => 1 + 1 / (x - 1);
const shares = [0.1, 0.5, 1, 2, 10].map((share) => ({ x: 1 + share, y: 1 + 1 / share }));
await show(charts.relation({
  x: { title: "Compute over the least C/C_min", unit: "ratio", domain: [1.05, 12] },
  y: { title: "Time over the least S/S_min", unit: "ratio" },
  series: [{ label: "", points: shares, line: front }],
}, { title: "Time against compute, for any budget" }));

// %% [markdown]
// **Figure 9.** The trade in units of the least of each; the points are a tenth, a half, one, two and ten times the critical batch. For the model of $5 \cdot 10^{20}$ FLOP of least compute, the critical batch is three million tokens and 11 thousand steps at $10^{21}$ FLOP. A tenth of that batch saves 45 % of the compute and takes 63 thousand steps, 5.5 times as long. Ten times the batch saves less than half of the time and costs 5.5 times as much. The ends of the curve are steep and
// flat: nobody should be far out on the right, and who has weeks to spare should go left. Gopher and Chinchilla doubled their batches on the way, from 3 to 6 and from 1.5 to 3 million tokens.
//
// What did a finished run waste? `leastTraining` takes it apart: a billion parameters, half a million tokens a step, a hundred thousand steps, to 2.4 nats.

// %%
const least = leastTraining({ N: 1e9, B: 2 ** 19, S: 1e5, loss: 2.4 });
await show([
  `critical batch ${count(least.B_crit)} tokens`,
  `compute ${flop(least.C)} FLOP, of which ${flop(least.C_min)} is the least`,
  `steps ${count(1e5)}, of which ${count(least.S_min)} is the least`,
].join("\n"));

// %% [markdown]
// Sixteen per cent above the least compute, seven times the least steps. It was a cheap, slow run; a batch of three million tokens would have taken 28 thousand steps at 1.7 times the compute.
//
// ## Should the batch grow along the way?
//
// If the critical batch grows while the loss falls, a fixed batch is wasteful at the beginning and small at the end. McCandlish et al. derive the best policy: at each moment $B = \sqrt{r \, \mathcal B}$, where $r$ says how many examples you give for a step. *Predict first:* for the same time, how much of the compute does this save?
//
// We take Kaplan's curve for a billion parameters, treat $B_{\text{crit}}(L)$ as the noise scale of each moment (a supposition: it was fitted to *whole* trainings), and compare with one batch for all, the critical one of the last step. No runs: two laws and a sum.

// %%
const table3 = presetNamed("kaplan-steps:table3").coef as Parameters<
  typeof kaplanSteps.predict
>[0];
const moments = Array.from({ length: 2000 }, (_, i) => 5 * (i + 0.5));
const critical = moments.map((S) =>
  kaplanBatch.predict(line, { loss: kaplanSteps.predict(table3, { N: 1e9, S_min: S }) })
);
const total = (batch: (B_crit: number) => number) => ({
  S: critical.reduce((sum, c) => sum + 5 * (1 + c / batch(c)), 0),
  E: critical.reduce((sum, c) => sum + 5 * (batch(c) + c), 0),
});
const fixed = total(() => critical.at(-1)!);
const r = 2.943636e6; // tokens: with this r the growing batch takes as many steps as the fixed one
const growing = total((c) => Math.sqrt(r * c));
console.log(
  `critical batch: ${count(critical[20]!)} tokens at step 100, ${
    count(critical.at(-1)!)
  } at the end`,
);
console.log(
  `growing batch: ${(growing.S / fixed.S).toFixed(3)} times the steps, ${
    (100 * (1 - growing.E / fixed.E)).toFixed(1)
  } % fewer tokens`,
);

// %% [markdown]
// Six per cent. The critical batch grows from a thousand tokens at step 100 to two million at the end, but nearly all of a training happens near its end, and there one batch does. For a longer training it is less: at $10^5$ steps of a hundred million parameters, 1 %. Growing the batch is a small, honest gain; it is used because it is also *stable*
// early on, when a large batch with a large rate may diverge.

// %% [markdown]
// ## Do we agree with the papers?
//
// Zhang's notebook gives $a = S_{\min}$, $B^*$ and the law; McCandlish and Kaplan what follows from their formulas; the ladder's README the table that its authors read off. On simulated steps the exponent that they were simulated with has to lie in the interval.

// %%
const models = ["85M", "151M", "302M", "604M", "1.2B"];
const named = (values: readonly number[], what: string) =>
  Object.fromEntries(values.map((value, i) => [`${what}, ${models[i]}`, value]));
const public_ = { source: "Zhang et al. (2024), the authors' notebook", within: 1e-4 };
const law = {
  "B* of a million parameters": overhead.predict(1e6),
  "exponent by overhead": overhead.exponent,
  "exponent by ratio": ratio.exponent,
};
const zhangAgrees = Agreement.between(
  {
    ...named(zhang.targets.map(({ fit }) => fit!.coef.S_min), "S_min"),
    ...named(overhead.points.map(({ B }) => B), "B*"),
    ...law,
  },
  {
    ...named([1293.827, 1752.421, 2095.35, 2459.927, 3897.307], "S_min"),
    ...named([745.32, 955.16, 1393.73, 1888.52, 2533.41], "B*"),
    "B* of a million parameters": 93.1968,
    "exponent by overhead": 0.468278,
    "exponent by ratio": 0.6191,
  },
  public_,
);
const simulatedAgrees = Agreement.between({ "exponent by ratio": 0.6 }, {
  "exponent by ratio": ratio.interval()!,
}, { source: "95 % interval of this fit" });
await show((steps.source.simulated ? simulatedAgrees : zhangAgrees).orThrow());

// %%
const half = leastTraining({ N: 1e8, B: 2 ** 19, S: 1e5, loss: 3 });
const quarter = batchSteps.predict({ S_min: 1, B_crit: 1000 }, { B: 250 });
const two = noiseScale({ B: 10, squaredNorm: 5 }, { B: 100, squaredNorm: 2.3 });
const formulas = Agreement.between(
  {
    "S/S_min at a quarter of B_crit": quarter,
    "E/E_min there": quarter / 4,
    "B_simple of 5 at 10, 2.3 at 100": two.B_simple!,
    "B_crit at 3 nats": half.B_crit,
    "S_min": half.S_min,
    "C_min (PF-days)": petaflopDays(half.C_min),
    "E_min (tokens)": half.E_min,
  },
  {
    "S/S_min at a quarter of B_crit": 5,
    "E/E_min there": 1.25,
    "B_simple of 5 at 10, 2.3 at 100": 15,
    "B_crit at 3 nats": 1122569.7,
    "S_min": 31835.659,
    "C_min (PF-days)": 0.24817879,
    "E_min (tokens)": 3.5737746e10,
  },
  { source: "McCandlish et al. (2018) and Kaplan et al. (2020), in Python", within: 1e-6 },
);
await show(formulas.orThrow());

// %%
const cell = (loss: number, B: number) =>
  own.S[own.S.findIndex((_, i) => own.loss[i] === loss && own.B[i] === B)]!;
const readme = Agreement.between(
  {
    "steps to 4.8 at 128 tokens": cell(4.8, 128),
    "steps to 4.4 at 1024 tokens": cell(4.4, 1024),
    "steps to 4.3 at 16 384 tokens": cell(4.3, 16384),
    "B_crit at 4.8": ladder.targets[0]!.fit!.coef.B_crit,
    "B_crit at 4.3, in ln S": ladder.targets[5]!.fit!.coef.B_crit,
  },
  {
    "steps to 4.8 at 128 tokens": { low: 949.5, high: 950.5 },
    "steps to 4.4 at 1024 tokens": { low: 489.5, high: 490.5 },
    "steps to 4.3 at 16 384 tokens": { low: 128.5, high: 129.5 },
    "B_crit at 4.8": { low: 3050, high: 3150 },
    "B_crit at 4.3, in ln S": { low: 12_150, high: 12_250 },
  },
  { source: "data/ladder/README.md" },
);
await show(readme.orThrow());

// %% [markdown]
// ## What to take away
//
// 1. **A batch has a price in time and one in examples**, and no batch has the least of both. At $B_{\text{crit}}$ both are doubled.
// 2. **The noise scale foretells the order of magnitude** of the critical batch from gradients alone. It rises as the loss falls because the signal shrinks, not because the noise grows.
// 3. **Say which critical batch.** Ratio and overhead have exponents of 0.62 and 0.47 on one table, and differ by a factor of eight at 70 billion parameters.
// 4. **Size, data and loss move together** in most tables. What moves the batch is how far the training has come.
// 5. **Tune the rate at every batch, and report the batch that never arrived.** Most errors in such tables are rates.
// 6. **A factor of two in the batch hardly matters**: at half or twice the critical batch a training takes 1.5 times the least of one and three times that of the other, where the critical one takes two and two. Being wrong by ten does matter.
//
// ## What is doubtful
//
// The law supposes a noise scale that stays put; on the postcard it rises thirtyfold. It supposes that each step is plain descent with the best rate; everybody uses Adam, whose best rate grows with something between the root of the batch and the batch. And it supposes that nothing but the batch changes, while the decay of the rate, the averaging of weights and the memory of the optimiser
// all act as a larger batch. That it fits nine batches of five real models within 9 % is more than one could ask. The numbers in it belong to the recipe that they were measured with.
//
// ## Exercises
//
// 1. *The wrong rate.* Count the postcard's steps at one rate, 4, for all batches. What is the critical batch now?
// 2. *The postcard's law of the loss.* Which power of the loss has $B_{\text{crit}}$ on the postcard, and does its interval hold Kaplan's −4.8?
// 3. *By another norm.* Fit the ladder's steps by squares of $S$ (`squared()`) in place of squares of $\ln S$. Two rows have no answer then. Which, and why?
// 4. *Few batches.* Leave Zhang's table every other batch, and then only the three smallest. What becomes of the exponent, and what of its interval?
// 5. *Your own text.* Give `PairModel` a page of your own, in another language or in code. Does the critical batch for the same share of the untrained loss change?
//
// Solutions are in `04_critical_batch_size_solutions.ipynb`.
//
// ## Sources
//
// - McCandlish et al. (2018), [An Empirical Model of Large-Batch Training](https://arxiv.org/abs/1812.06162).
// - Kaplan et al. (2020), [Scaling Laws for Neural Language Models](https://arxiv.org/abs/2001.08361), section 5.
// - Zhang et al. (2024), [How Does Critical Batch Size Scale in Pre-training?](https://arxiv.org/abs/2410.21676); their [notebooks](https://github.com/hlzhang109/critical-batch-size).
// - The replication: [shehper/scaling_laws](https://github.com/shehper/scaling_laws).
// - The runs: [the ladder](../data/ladder/README.md), which comes with the package.
