// %% [markdown]
// # From loss to tasks
//
// Nobody buys nats. A model is wanted because it answers questions, and the budget is granted for the share of questions that it will answer. So the law of the loss is only half of a plan. Can the other half be predicted
// too: the error of a model that nobody has trained, from models that cost a three-hundredth?
//
// Gadre et al. (2024) tried. They trained 104 models on three sets of text, many of them on far more tokens than is best, fitted five small ones, and said what would come out of the two largest. This lesson does it again, in two stages: from size and tokens to the loss, from the loss to the
// error. Then it asks what they could not with five models: how sure are we? It takes a quarter of a minute.

// %% [markdown]
// ## Words we need
//
// | symbol | in code | meaning |
// | --- | --- | --- |
// | $M$ | `M` | tokens per parameter, $D/N$ |
// | *over-trained* | | $M$ above the best: a smaller model, trained longer, cheaper to serve |
// | $\eta$ | `eta` | exponent of compute; half of that of $N$ and of $D$ |
// | *error* | `averageError` | share of questions answered wrongly, the mean over 46 tasks |
// | $\epsilon, k, \gamma$ | `downstreamError` | error without knowledge, how far it falls, how fast |
// | *held out* | | models that no fit has seen |

// %%
import {
  Agreement,
  averageError,
  charts,
  count,
  datasets,
  downstream,
  downstreamError,
  fitLaw,
  gadre,
  type Runs,
  show,
  squared,
} from "isoflop";

// %% [markdown]
// ## The models
//
// From 11 million to 6.9 billion parameters, at 5 to 640 tokens per parameter, on C4, RedPajama or RefinedWeb; the loss is on C4 for all of them. The rows are other people's. Where they cannot be had, models simulated from the
// published laws stand in, and every figure says so; the words below are about the real ones.
//
// The paper fits the loss to five models: four sizes up to 412 million parameters at $M = 20$, and the smallest once more at $M = 320$. The error is fitted to the same and one more.

// %%
const models = await datasets.load("overtraining-gadre", { standIn: true });
const real = !models.source.simulated;
const pick = (set: string, which: (N: number, M: number) => boolean) =>
  models.where(({ train_set, N, D }) =>
    train_set === set && which(N as number, (D as number) / (N as number))
  );
const isFive = (N: number, M: number) => (N < 5e8 && M === 20) || (N < 2e7 && M === 320);
const isSix = (N: number, M: number) => isFive(N, M) || (N > 1e9 && N < 2e9 && M === 20);
const isLarge = (N: number, M: number) => N > 1e9 && !isSix(N, M);
const titles = { c4_original: "C4", rpj: "RedPajama", rw_original: "RefinedWeb" };
const objective = squared();
const sets = Object.entries(titles).map(([set, title]) => {
  const five = pick(set, isFive), six = pick(set, isSix);
  const first = fitLaw(five, gadre, { objective });
  const second = fitLaw(
    { loss: six.loss, error: averageError(six) },
    downstreamError,
    { objective },
  );
  return { set, title, five, six, first, second, large: pick(set, isLarge) };
});
await show(models.summary());

// %% [markdown]
// ## Stage one: the loss
//
// Written in compute and tokens per parameter, the sum of two powers with one exponent is
//
// $$L(C, M) = E + \left(a M^{\eta} + b M^{-\eta}\right) C^{-\eta}.$$
//
// For each $M$ it is a power of compute above the same floor with the same exponent. Over-training costs a factor, not a worse slope: that is why small models can speak for large ones. *Predict first:* the law is fitted to five models, the largest of $2 \cdot 10^{19}$ FLOP. By how
// many percent will it miss one of $8 \cdot 10^{21}$ FLOP, 1.4 billion parameters on 921 billion tokens?

// %%
const outcomeOf = ({ N, D, loss }: Runs) => ({ N, D, outcome: loss });
const panels = sets.map(({ set, title, first, five }) => ({
  title,
  predict: ({ N, D }: { N: number; D: number }) => first.predict({ C: 6 * N * D, M: D / N }),
  fitted: outcomeOf(five),
  heldOut: outcomeOf(pick(set, (N, M) => M >= 20 && !isFive(N, M))),
}));
const { source } = models;
await show(
  charts.overTraining(panels[1]!, { source, title: "Five models speak for twenty-two others" }),
);
for (const { title, first, large } of sets) {
  const { E, a, b, eta } = first.coef;
  console.log(
    `${title}: E ${E.toFixed(3)}, a ${a.toFixed(0)}, b ${b.toFixed(0)}, η ${
      eta.toFixed(4)
    }; best M ${first.derived.Mbest.toFixed(1)}`,
  );
  large.N.forEach((N, i) => {
    const D = large.D[i]!, predicted = first.predict({ C: 6 * N * D, M: D / N });
    const off = (100 * (predicted / large.loss[i]! - 1)).toFixed(2);
    console.log(`  ${count(N)} on ${count(D)}: ${off} %`);
  });
}

// %% [markdown]
// **Figure 1** (after Figure 1, left, of the paper). RedPajama. Filled points were fitted, hollow ones not. The rightmost is missed by 0.7 %, at four hundred times the largest compute in the fit. That is the paper's headline, and it stands.
//
// Look at the other sets before you believe in five points.

// %%
await show(charts.overTraining(panels, { source, title: "The same on three sets of text" }));

// %% [markdown]
// **Figure 2** (after Figure 2 of the paper). Parallel lines on all three, and large models that lie on them, but for one: C4's largest is predicted 4.3 % too low. Five points and four coefficients leave one thing to chance, and the floor $E$ pays: 1.51 on C4, 1.84 on RedPajama. It is one loss on one
// text, so the floors should differ far less.
//
// One more oddity, said aloud: by the fits' own account the best $M$ is 3 to 7 tokens per parameter, not the 20 that the grid was built around. It hangs on one model, the one at $M = 320$: exercise 2 takes it away.

// %% [markdown]
// ## Stage two: the error
//
// The average error over 46 tasks falls as the loss falls, along
//
// $$\mathrm{Err}(L) = \epsilon - k\, e^{-\gamma L}.$$
//
// At a large loss it stays at $\epsilon$, where a model guesses. *Predict first:* the three sets of text differ. Given the *loss*, does it still matter which one a model was trained on?

// %%
const errors = ({ loss }: Runs, error: Float64Array) => ({ loss, error });
await show(charts.errorByLoss(
  sets.map(({ set, title, second, six }) => {
    const rest = pick(set, (N, M) => !isSix(N, M));
    return {
      ...{ label: title, law: second, fitted: errors(six, averageError(six)) },
      heldOut: errors(rest, averageError(rest)),
    };
  }),
  { source },
));
for (const { title, second } of sets) {
  const { epsilon, k, gamma } = second.coef;
  console.log(
    `${title}: ε ${epsilon.toFixed(4)}, k ${k.toFixed(3)}, γ ${gamma.toFixed(3)}; ${second.status}`,
  );
}

// %% [markdown]
// **Figure 3** (after Figure 3 of the paper). It matters. At 2.8 nats a model trained on C4 errs two points more often than one trained on the others: the loss is measured on C4, where it is at home. A loss is a ruler for models of one training set, and only then.
//
// And look at the lower left. The held-out models with the lowest loss all lie *below* their lines. Six points fix the curve where it is flat; where it matters it falls faster than they say. RefinedWeb's status is `flat`: half as much again would do for $\gamma$.

// %% [markdown]
// ## Both together
//
// Now the prediction that was asked for: size and tokens in, error out, and nothing of the large models used.

// %%
for (const { title, first, second, large } of sets) {
  const check = downstream(first, second).heldOut({
    ...{ N: large.N, D: large.D, loss: large.loss, error: averageError(large) },
  });
  for (const { predicted, error, lossOff, errorOff } of check.runs) {
    console.log(
      `${title.padEnd(10)} ${count(predicted.N)} on ${count(predicted.D).padEnd(6)} error ${
        predicted.error.toFixed(3)
      }, observed ${error.toFixed(3)}: off by ${
        (100 * errorOff).toFixed(1).padStart(4)
      } %, loss by ${(100 * lossOff).toFixed(1).padStart(4)} %`,
    );
  }
}

// %% [markdown]
// Within 0.1 and 4.3 %, and every one of the six too high. Two things hide here. C4's largest model has the worst loss and the best error: its loss is 4.3 % too low, its curve too high, and they cancel. A small error of the end is not a sign of small errors on the way. And
// an error that always points the same way is not noise.
//
// (The paper's headline for the error, 3.6 and 0.05 %, is for an average of 17 of the tasks. On all 46 we get 3.4 and 2.1.)

// %% [markdown]
// ## How sure are we?
//
// With five models and four coefficients there is nothing to resample. But there are 23 or 24 small models for each set, up to 412 million parameters. Fit both stages to all of them, resample both, and carry each refit of the first stage through one of
// the second. *Predict first:* which of the two stages is the larger doubt?

// %%
const isSmall = (N: number, M: number) => N < 5e8 && M >= 20;
const carried = sets.map(({ set, title }) => {
  const small = pick(set, isSmall), big = pick(set, (N) => N > 1e9);
  const table = { N: small.N, D: small.D, loss: small.loss, error: averageError(small) };
  // One seed: each resample of models serves both stages, and their luck with them.
  const drawn = { objective, bootstrap: { draws: 400, seed: 1 } };
  const stages = downstream(fitLaw(table, gadre, drawn), fitLaw(table, downstreamError, drawn));
  const seen = { N: big.N, D: big.D, loss: big.loss, error: averageError(big) };
  return { title, small, table, big: seen, stages, check: stages.heldOut(seen) };
});
const width = (ends: { low: number; high: number } | null) => ends!.high - ends!.low;
for (const { title, check } of carried) {
  const inside = check.runs.filter(({ inside }) => inside).length;
  const { fromLoss, fromError, interval, model } = check.runs.at(-1)!.predicted;
  console.log(
    `${title.padEnd(10)} ${inside} of ${check.runs.length} inside; width for the last: ${
      [fromLoss, fromError, interval, model].map((ends) => width(ends).toFixed(3)).join(", ")
    }`,
  );
}
const { stages, table, big, check } = carried[1]!;
await show(charts.overTraining({
  predict: (at) => stages.predict(at).error,
  fitted: { ...table, outcome: table.error },
  heldOut: { ...big, outcome: big.error },
  intervals: check.runs.map(({ predicted: { N, D, model } }) => ({ N, D, ...model! })),
}, { outcome: "error", source, title: "What comes out of the two stages, and how sure it is" }));

// %% [markdown]
// **Figure 4** (after Figure 1, right, of the paper). RedPajama, from 24 small models. Widths are, in this order: from the doubts about the loss alone, from those about the second stage alone, from both, and for one more model with its own scatter. Both stages count, the second somewhat more; together they are wider than either,
// and a plan that carries only one of them is too sure.
//
// Eight of nine large models are inside their 95 % interval. That is as it should be, and still seven of nine lie below the prediction. The interval knows of scatter; it does not know that the curve bends.

// %% [markdown]
// ## Do we agree with the paper?

// %%
const coefs = Object.fromEntries(sets.flatMap(({ title, first, second }) => [
  ...(["E", "a", "b", "eta"] as const).map((term) => [`${title}: ${term}`, first.coef[term]]),
  ...(["epsilon", "k", "gamma"] as const).map((term) => [`${title}: ${term}`, second.coef[term]]),
]));
const printed = {
  ...{ "C4: E": 1.5083, "C4: a": 141.28, "C4: b": 189.52, "C4: eta": 0.12124 },
  ...{ "C4: epsilon": 0.7589, "C4: k": 1.2885, "C4: gamma": 0.9722 },
  ...{ "RedPajama: E": 1.8366, "RedPajama: a": 212.24, "RedPajama: b": 366.69 },
  ...{ "RedPajama: eta": 0.13643, "RedPajama: epsilon": 0.7608, "RedPajama: k": 1.3229 },
  ...{ "RedPajama: gamma": 0.8907, "RefinedWeb: E": 1.7345, "RefinedWeb: a": 157.12 },
  ...{ "RefinedWeb: b": 246.21, "RefinedWeb: eta": 0.1272, "RefinedWeb: epsilon": 0.7677 },
  ...{ "RefinedWeb: k": 1.1281, "RefinedWeb: gamma": 0.8215 },
};
if (real) {
  const agreed = Agreement.between(coefs, printed, {
    ...{ source: "Gadre et al. (2024), tables of fits, 46 tasks", within: 5e-4 },
  });
  await show(agreed.orThrow());
  const [over, larger] = downstream(sets[1]!.first, sets[1]!.second).heldOut({
    ...{ N: sets[1]!.large.N, D: sets[1]!.large.D, loss: sets[1]!.large.loss },
    error: averageError(sets[1]!.large),
  }).runs;
  const missed = Agreement.between(
    { "1.4 B on 921 B, %": 100 * over!.lossOff, "6.9 B on 138 B, %": 100 * larger!.lossOff },
    { "1.4 B on 921 B, %": 0.71, "6.9 B on 138 B, %": 0.732 },
    { source: "the same, held-out losses on RedPajama", within: 1e-2 },
  );
  await show(missed.orThrow());
}

// %% [markdown]
// ## What to take away
//
// - Along a line of one $M$ the loss is a power of compute above a floor, and over-training shifts the line without turning it. Five small models can speak for one four hundred times larger, and once in six they are 4 % wrong.
// - Between loss and error stands a second law with its own doubts. It depends on the training set, and it is fixed where the curve is flat and used where it is steep.
// - Carry both doubts. Errors of the two stages can cancel, which looks like accuracy.
// - An interval that holds its models and has nearly all of them on one side is an interval of the wrong curve.

// %% [markdown]
// ## Exercises
//
// 1. **By hand.** By how much does the error fall from $L = 2.5$ to 2.4 and from 4.5 to 4.4, with RedPajama's coefficients? What does that say about models below 100 million parameters?
// 2. **Predict, then run.** Leave the one model at $M = 320$ out of the five and put the next of $M = 20$ in, at 1.4 billion parameters. What becomes of $b$ and of the best $M$?
// 3. **Vary.** Fit the second stage to the small models of all three sets together. How much larger are its residuals?
// 4. **Vary.** Fit the second stage to each of the 46 tasks by itself, on RedPajama's small models. How many tasks does it describe, with an $R^2$ above 0.8?
// 5. **Criticise.** Resample the second stage with another seed than the first. Does the interval of the error change, and which of the two is right?
//
// Solutions are in `09_from_loss_to_tasks_solutions.ipynb`.

// %% [markdown]
// ## Sources
//
// - S. Gadre et al. (2024), *Language models scale reliably with over-training and on downstream tasks*, [arXiv 2403.08540](https://arxiv.org/abs/2403.08540), and [github.com/mlfoundations/scaling](https://github.com/mlfoundations/scaling), MIT licence: the models, the two laws, Figures 1 to 3.
