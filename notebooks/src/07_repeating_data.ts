// %% [markdown]
// # Repeating data
//
// A laboratory works on a language of which 25 billion tokens of text exist. It has $9.2 \cdot 10^{21}$ FLOP, about six hours of a thousand accelerators that do $4 \cdot 10^{14}$ FLOP per second each. For that budget the
// law without repetition asks for a model of 8.8 billion parameters on 173 billion tokens: seven times what there is. What now? Train a smaller model, or read the same text
// seven times?
//
// Everybody has heard an answer: *up to four epochs are as good as fresh data*. It comes from one paper, Muennighoff et al. (2023), with 182 runs that anybody can fit again. This
// lesson fits them again. The rule of thumb survives. The numbers behind it turn out to be one point of a flat valley, and the valley has a reason. At the end stand 21 runs of
// our own, one of which gets worse. It takes ten seconds.

// %% [markdown]
// ## Words we need
//
// | symbol | in code | meaning |
// | --- | --- | --- |
// | $U$ | `U` | unique tokens that there are |
// | *epochs* | `D / U` | how often they are seen; repetitions are epochs less one |
// | $D'$ | `effectiveEpochs` | fresh tokens that the repeated ones are worth |
// | $R_D^*$ | `R_D` | repetitions after which the next one is worth $1/e$ of the first reading |
// | $N'$, $R_N^*$ | `R_N` | the same of parameters beyond those that $U$ tokens are enough for |
// | *held* | `held(base)` | a coefficient that the fit may not move |

// %%
import {
  Agreement,
  charts,
  chinchilla,
  count,
  dataConstrained,
  datasets,
  effectiveEpochs,
  epochsWithin,
  fitLaw,
  held,
  huberLog,
  objectiveAt,
  planRepeated,
  presetNamed,
  profileCurve,
  show,
} from "isoflop";

// %% [markdown]
// ## What a second reading is worth
//
// The idea fits in a line. Let the $k$-th repetition be worth $e^{-k/R_D^*}$ of a first reading. Summed up, $D$ tokens of which $U$ are different are worth
//
// $$D' = U + U R_D^* \left(1 - e^{-R_D / R_D^*}\right), \qquad R_D = D/U - 1,$$
//
// fresh ones. The paper prints $R_D^* = 15.4$. *Predict first:* what are four epochs worth, what forty, and what a thousand?

// %%
const published = presetNamed("data-constrained:muennighoff");
const { R_D, R_N, ...base } = published.coef as Record<"R_D" | "R_N" | "E", number>;
for (const epochs of [1, 2, 4, 8, 16, 40, 1000]) {
  const worth = effectiveEpochs(epochs, R_D);
  console.log(
    `${String(epochs).padStart(4)} epochs are worth ${worth.toFixed(2).padStart(5)}, ${
      (100 * worth / epochs).toFixed(0).padStart(3)
    } % of as many fresh tokens`,
  );
}

// %% [markdown]
// Four epochs lose 7 %, forty lose 62 %, and no number of epochs is worth more than $1 + R_D^* = 16.4$. That is the whole rule of thumb: four is where the loss is too small to see.
//
// A small remark on arithmetic. $1 - e^{-x}$ of a small $x$ is the difference of two nearly equal numbers; for $R_D^* = 10^{12}$ it has lost all its digits. The package takes `expm1`, and that matters
// below, where a fit walks out to such values.
//
// Parameters are treated alike. $U$ tokens are best for a certain size, $N_{opt}(U)$, and parameters beyond it are worth less and less, with $R_N^*$ in place of $R_D^*$. The loss is then the
// Chinchilla law of $N'$ and $D'$.

// %% [markdown]
// ## The runs
//
// 182 runs on C4, an English web text: from 7 million to 8.7 billion parameters, 0.1 to 178 billion unique tokens, up to 9000 epochs. They are other people's; where the table is not to be had, runs simulated from the published
// law stand in, and every figure says so. The words below are about the real ones.
//
// *Predict first:* take 8.7 billion parameters and 178 billion tokens. Now keep the compute and give the model a quarter of the unique tokens, four epochs of 44 billion. By how much does the loss rise?

// %%
const runs = await datasets.load("data-constrained-muennighoff", { standIn: true });
const real = !runs.source.simulated;
await show(runs.summary());
await show(charts.repetition(runs, published, {
  groups: [{ N: 2.81e9, D: 55e9 }, { N: 4.2465e9, D: 84e9 }, { N: 8.67e9, D: 178e9 }],
  shifted: true,
  title: "The same compute on fewer and fewer unique tokens",
}));

// %% [markdown]
// **Figure 1** (after Figure 4 of the paper). Each line is one model and one number of tokens, so one cost. From left to right fewer of the tokens are different. At four epochs the largest model has
// lost 0.014 nats of 2.337, six in a thousand; at fourteen 0.115, and there the law is too kind. The lines are moved to the leftmost run, as in the paper. Keep that in mind: it hides something, and we come back to it.
//
// That is one way to repeat. The other: keep the text, and train longer.

// %%
await show(charts.repetition(runs, published, {
  ...(real &&
    { groups: [{ N: 44e6, U: 1e8 }, { N: 146.5e6, U: 1e8 }, { N: 421.2e6, U: 1e8 }] }),
  title: "The same 100 million tokens, again and again",
}));

// %% [markdown]
// **Figure 2** (after Figure 1 of the paper, at a smaller scale). Here more epochs are more compute. The law levels off at $16.4$ times the unique tokens; the dashed lines are what fresh tokens would give. The runs do something else. The smallest model levels off
// more or less as it should. The middle one is best at about 60 epochs and then slowly worsens; the largest turns at 27 and ends *above* where it began. That is overfitting, and no
// choice of $R_D^*$ can give it, since $D'$ never falls. And at few epochs the small model is far above its line.

// %% [markdown]
// ## Fit it again
//
// The authors fit in two steps. $E, A, B$ and the exponent come from 54 other points on C4, digitised from IsoFLOP curves without repetition. They are held, and the 182 runs decide about $R_D^*$ and $R_N^*$ alone, by Huber's objective with $\delta = 10^{-3}$ on $\ln L$.

// %%
const objective = huberLog(1e-3);
const fit = fitLaw(runs, dataConstrained, { objective, coefs: held(base) });
const printed = objectiveAt(runs, dataConstrained, { ...base, R_D, R_N } as never, objective);
await show(fit);
console.log(`objective at the printed point ${printed.toFixed(7)}, here ${fit.value.toFixed(7)}`);

// %% [markdown]
// We asked for the least value and got another point: $R_D^* = 95$ and $R_N^* = 1.7$, with 0.0158047 in place of 0.0158259. Nobody made a mistake. The authors' optimiser started from a grid of sixteen points and ended in a
// minimum; ours searches from 256 and finds eight of them, theirs among them, one tenth of a percent apart. The status says what to make of it: `flat`. Here is how flat.

// %%
await show(charts.profile(profileCurve(fit, "R_D"), {
  title: "A valley: R_D from 12 to 500 fits about as well",
}));
const { low, open } = fit.interval("R_D", 0.95, "profile")!;
console.log(`95 % by the profile: from ${low.toFixed(1)}, ${open ? "open above" : "closed"}`);

// %% [markdown]
// **Figure 3.** For each $R_D^*$ the best $R_N^*$ was sought anew. Between 12 and 500 the objective moves by less than half a percent; where the printed point lies there is a shallow dent. The lower end of the interval is 5, the upper end does not
// exist. So say it aloud: **these runs do not determine $R_D^*$.** "Fifteen repetitions" is not a measured constant of nature. It is one of several equally good ways to describe 182 runs.
//
// Along the valley the two trade places: the longer data keep their worth, the faster extra parameters lose theirs. Both describe the same disappointment of a large model on little text.

// %% [markdown]
// ## What the valley does to a decision
//
// Does it matter? Back to the laboratory, with the printed point and with the lowest one. *Predict first:* by what factor do the two models differ in size?

// %%
const budget = { C: 9.206e21, U: 25e9 };
const other = presetNamed("data-constrained:lowest");
const [one, two] = [published, other].map((law) => planRepeated(law, budget));
for (const plan of [one!, two!]) {
  console.log(
    `${plan.from}: ${count(plan.N)} parameters, ${plan.epochs.toFixed(1)} epochs, loss ${
      plan.loss!.toFixed(3)
    }`,
  );
}
const swapped = planRepeated(other, { U: budget.U, N: one!.N, D: one!.D });
console.log(
  `the first plan, if the second law is right: ${
    (100 * (swapped.loss! / two!.loss! - 1)).toFixed(2)
  } % more loss`,
);
for (const law of [published, other]) {
  const { epochs } = epochsWithin(law, { C: budget.C });
  console.log(`${epochs.toFixed(1)} epochs before 1 % more loss, by ${law.title}`);
}
await show(charts.repeatedPlane(null, published, budget));

// %% [markdown]
// **Figure 4** (after Figure 1, right, of the paper). Tokens across, parameters up. Along the orange line every point costs the same. Without a limit the best point is the hollow diamond; with 25 billion unique tokens it slides down the line to
// 6.8 billion parameters and 9 epochs: *repeat more, and train a smaller model*. The contours bend upright and level where data and parameters have nothing more to give.
//
// By the lowest point of the valley it is 3.6 billion parameters and 17 epochs. A factor of two in size, and yet each plan costs only half a percent of loss if the other law is right. That is what a flat optimum means, and it is good news: both say
// smaller and longer, they disagree about how much, and how much matters little. The rule of thumb too: one percent of loss is lost after 5.0 or after 3.2 epochs. *Four* is a fair summary; its second digit does not exist.
//
// An interval says the same. Resample the runs and ask each refit:

// %%
const drawn = fitLaw(runs, dataConstrained, {
  ...{ objective, coefs: held(base) },
  bootstrap: { draws: 400, seed: 1 },
});
await show(planRepeated(drawn, budget));

// %% [markdown]
// From 2 to 10 billion parameters, 6 to 34 epochs; and a loss that is known to one percent. The upper end, 10 billion, lies above the 8.8 of unlimited text: not even *smaller* is quite sure. Read the note in the report: what was held is not in doubt here, as far as the interval knows.

// %% [markdown]
// ## The ground under the valley
//
// Should it be in doubt? 29 of the runs repeat nothing. The base law should have them right on its own. *Predict first:* how far off will it be?

// %%
const U = runs.column("U");
const fresh = Array.from(runs.N.keys()).filter((row) => runs.D[row] === U[row]);
const off = fresh.map((row) =>
  100 * (published.predict!({ N: runs.N[row]!, D: runs.D[row]! }) / runs.loss[row]! - 1)
);
const ends = (values: number[]) =>
  `${Math.min(...values).toFixed(0)} % to ${Math.max(...values).toFixed(0)} %`;
console.log(`${fresh.length} runs of one epoch: predicted against observed, ${ends(off)}`);

// %% [markdown]
// Every single one lies above its law: by 6 % for the largest model, by a third for the one that is most too large for its text. This is what the moved lines of Figure 1 hid. The base law is of other runs, near the optima of
// budgets from $10^{19}$ to $10^{21}$ FLOP; the 182 are mostly smaller, many far from any optimum, and their loss may be measured otherwise.
// With the ground so much too low, $R_D^*$ and $R_N^*$ have to explain losses that have nothing to do with repetition.
//
// So let us free the ground: the same law, one exponent, all six coefficients fitted, on the 80 runs with at least a billion unique tokens, where the law has a chance.

// %%
const larger = runs.where(({ U }) => (U as number) >= 1e9);
const tied = { beta: { tied: "alpha" } } as const;
const freed = fitLaw(larger, dataConstrained, { objective, coefs: tied });
const before = fitLaw(larger, dataConstrained, { objective, coefs: held(base) });
for (const [what, { value, rSquared }] of [["held", before], ["freed", freed]] as const) {
  console.log(`base ${what}: objective ${value.toFixed(5)}, R² ${rSquared.toFixed(2)}`);
}
for (const term of ["R_D", "R_N"] as const) {
  const { estimate, low, high } = freed.interval(term, 0.95, "profile")!;
  console.log(
    `${term} = ${estimate.toFixed(1)}, 95 % from ${low.toFixed(1)} to ${high.toFixed(1)}`,
  );
}
const again = planRepeated(freed, budget);
const most = epochsWithin(freed, { C: budget.C }).epochs;
console.log(
  `the plan: ${count(again.N)} parameters, ${again.epochs.toFixed(1)} epochs; ${
    most.toFixed(1)
  } epochs before 1 % more loss`,
);

// %% [markdown]
// The objective falls to a quarter, and the valley closes: $R_D^* = 47$, from 31 to 84, with $R_N^* = 5.4$, from 3 to 10. The plan lies between the two above, 5.4 billion parameters and 11 epochs; one percent is lost after 4.9.
//
// Is this the truth, then? It is better supported, no more. The profile supposes one noise for all runs; the cut at a billion tokens was our choice after looking; on all 182 runs the freed law
// gives 34 and a size term without end, because the small runs overfit and the law cannot. What can be said: repeated tokens kept their worth *longer* than the printed number says, and the printed interval-free 15.4 is outside this interval.

// %% [markdown]
// ## Where the law cannot go
//
// One more look at 100 million unique tokens, now in the plane of tokens and parameters. Points should have the colour of the lines that they lie on; bright is a low loss.

// %%
await show(charts.repeatedPlane(runs, published, { U: 1e8 }));

// %% [markdown]
// **Figure 5** (after Figure 3 of the paper). The lowest losses are in the middle, near the solid line, not at the upper right where the law has its plateau. The plateau is a polite fiction: beyond some dozen epochs of a large model the loss rises, and a
// plan that the law calls harmless is not. The package says so where it can: more epochs than any run had are called an extrapolation, and so is a budget of which a tenth would do.

// %% [markdown]
// ## Our own ladder
//
// 21 runs that are shipped with the package: 100 096 tokens of old books and dictionaries, seen 1 to 64 times by models of 17, 33 and 78 thousand parameters. Four orders of magnitude below the paper. First the base law, from
// the 56 runs of the ladder that repeat nothing; then $R_D^*$ and $R_N^*$. *Predict first:* which of the three models overfits first?

// %%
const ladder = await datasets.load("ladder");
const ground = fitLaw(ladder.where("sweep=isoflop"), chinchilla);
const sweep = ladder.where("sweep=repetition");
const { N, D, loss, source } = sweep;
const repeated = { N, D, loss, source, U: sweep.column("unique_tokens") };
const own = fitLaw(repeated, dataConstrained, { coefs: held(ground.coef) });
for (const term of ["R_D", "R_N"] as const) {
  const { estimate, low, high } = own.interval(term, 0.95, "profile")!;
  console.log(
    `${term} = ${estimate.toFixed(1)}, 95 % from ${low.toFixed(1)} to ${high.toFixed(1)}`,
  );
}
await show(
  charts.repetition(repeated, own, { title: "The ladder: 100 thousand tokens, again and again" }),
);

// %% [markdown]
// **Figure 6.** The largest: after 16 epochs it stands still, at 64 it has lost 0.07 nats again. The same shape as in Figure 2, at a thousandth of the size. The two smaller ones still gain.
//
// $R_D^* = 29$, from 20 to 54. It is tempting to compare with 47, and we should not lean on it. The ladder's ground is soft too: its fit does not show an irreducible loss, and at one epoch it misses the three models by −2 to +4 %. Each point is one run with one
// seed. The number of repetitions after which overfitting begins depends on the model's size, which $R_D^*$ does not. What repeats itself over four orders of magnitude is the shape: nothing lost for a few epochs, less and less gained for some dozen, and then, for a model that is large
// for its text, loss.

// %% [markdown]
// ## Do we agree with the paper?

// %%
const formulas = Agreement.between(
  {
    "4 epochs are worth": effectiveEpochs(4, R_D),
    "40 epochs": effectiveEpochs(40, R_D),
    "L(6.34 B, 242 B, 25 B)": planRepeated(published, { U: 25e9, N: 6.34e9, D: 242e9 }).loss!,
    "L(8.67 B, 178 B, 25 B)": planRepeated(published, { U: 25e9, N: 8.67e9, D: 178e9 }).loss!,
    "loss of the plan": one!.loss!,
    "tokens per parameter, unlimited": one!.unlimited.tokensPerParameter,
  },
  {
    "4 epochs are worth": 3.725673,
    "40 epochs": 15.167465,
    "L(6.34 B, 242 B, 25 B)": 2.2256440889984477,
    "L(8.67 B, 178 B, 25 B)": 2.2269634075087867,
    "loss of the plan": 2.22551,
    "tokens per parameter, unlimited": 19.613,
  },
  { source: "Muennighoff et al. (2023), README and notebook", within: 1e-5 },
);
await show(formulas.orThrow());
if (real) {
  const found = Agreement.between(
    {
      "objective, printed point": printed,
      "least objective": fit.value,
      "R_D there": fit.coef.R_D,
      "R_N there": fit.coef.R_N,
    },
    {
      "objective, printed point": 0.0158259366,
      "least objective": 0.01580466247,
      "R_D there": 95.365,
      "R_N there": 1.7059,
    },
    { source: "their notebook, and a search from many starts", within: 1e-4 },
  );
  await show(found.orThrow());
}
const measured = Agreement.between(
  {
    "ladder, 78 k: 16 epochs": loss[
      sweep.column("epochs").findIndex((e, i) => e === 16 && N[i]! > 7e4)
    ]!,
  },
  { "ladder, 78 k: 16 epochs": 3.873 },
  { source: "data/ladder/README.md, nats/token", within: 2e-4 },
);
await show(measured.orThrow());

// %% [markdown]
// ## What to take away
//
// - A few epochs are nearly free. *Four* costs about one percent of loss: 3.2, 4.9 or 5.0 epochs, by three fits.
// - Where text is scarce: more epochs, and most likely a smaller model. How much smaller is not known; at the optimum it hardly matters.
// - $R_D^* = 15.4$ is one point of a valley that is open above. Its objective is not its least, and the ground under it is 6 to 33 % too low.
// - The law never overfits. Models do: from a dozen epochs on, watch a held-out loss and not a formula.
// - A fit in two steps hands the errors of the first step to the second. Look at the runs that only the first step should explain.

// %% [markdown]
// ## Exercises
//
// 1. **By hand.** After how many epochs is the next token worth half a fresh one, for $R_D^* = 15.4$ and for 47? What share of its worth has a text then given?
// 2. **Predict, then run.** The same laboratory finds another 25 billion tokens. What does that save: at the loss of the first plan, how much of the compute?
// 3. **Vary.** Leave the runs of more than 60 epochs out of the fit with a held base. Does the valley close?
// 4. **Vary.** How many epochs before 1 % more loss at $10^{20}$, $10^{22}$ and $10^{24}$ FLOP? Why does the number grow?
// 5. **Criticise.** Fit the ladder's repetition sweep to its runs of up to 16 epochs alone. What becomes of $R_D^*$, and what does that say about the rule of four?
//
// Solutions are in `07_repeating_data_solutions.ipynb`.

// %% [markdown]
// ## Sources
//
// - N. Muennighoff et al. (2023), *Scaling Data-Constrained Language Models*, [arXiv 2305.16264](https://arxiv.org/abs/2305.16264), and [github.com/huggingface/datablations](https://github.com/huggingface/datablations), `utils/parametric_fit.ipynb`, Apache-2.0: the runs and the printed point.
// - J. Hoffmann et al. (2022), *Training Compute-Optimal Large Language Models*, [arXiv 2203.15556](https://arxiv.org/abs/2203.15556): the law without repetition.
// - The ladder: [data/ladder](../data/ladder/README.md), MIT licence.
