// %% [markdown]
// # What should I train?
//
// Somebody gives you a budget and asks for a model. The laws of the earlier lessons answer with two numbers, $N^*$ and $D^*$. Then the questions begin. How many people will use it? How much text
// is there? On which machines, and when is it due? And which of the laws did you take, fitted how, to which runs?
//
// This lesson is a desk with knobs. Every figure has sliders, and whatever follows from them is computed again where you look at it: in JupyterLab, or in a page that somebody sent you,
// without a kernel and without a network. (GitHub and the classic notebook show the figures as they are at first.) It takes ten seconds and downloads nothing.

// %% [markdown]
// ## How to move a slider
//
// With the mouse, or with the keyboard: `Tab` goes to the next slider, the arrow keys move it by one step, `Page Up` and `Page Down` by more, `Home` and `End` to its ends. Amounts that span decades have sliders of their decimal
// logarithm: 23 is $10^{23}$. Each figure repeats what you chose, and what follows, as numbers below its panels.
//
// | symbol | in code | meaning |
// | --- | --- | --- |
// | $N$, $D$ | `N`, `D` | parameters, and tokens of training |
// | $C$ | `C` | a budget in FLOP; $6ND$ for training |
// | $E, A, B, \alpha, \beta$ | `coef` | the coefficients of $L = E + A/N^\alpha + B/D^\beta$ |
// | $\delta$ | `huberLog(delta)` | where Huber's objective stops squaring, in ln nats |
// | $D_\mathrm{inf}$ | `demand` | tokens that the model serves in its life, read and written |
// | $\lambda$ | `lambda` | what a FLOP of serving weighs beside one of training |
// | $U$ | `U` | unique tokens that there are |
// | MFU | `mfu` | the share of its peak rate that a machine reaches in training |

// %%
import {
  Agreement,
  allocate,
  charts,
  chinchilla,
  type ChinchillaCoef,
  count,
  datasets,
  fitLaw,
  fitValleys,
  huberLog,
  planRepeated,
  planServing,
  powerLaw,
  presetNamed,
  show,
  simulate,
  squaredLog,
} from "isoflop";

// %% [markdown]
// ## 1. The surface and its valleys
//
// Five coefficients make the loss surface. Left, lines of equal loss, and the black line that cuts each of them at its cheapest point. Right, what three budgets can have: each curve is one valley.
//
// *Predict first*, then move one slider at a time from Epoch's coefficients. Raise $E$: do the best sizes move? Double $A$, the loss that is due to size: does the best model grow or shrink?
// Raise $\alpha$ by $0.05$: does it grow or shrink?

// %%
const epoch = presetNamed("chinchilla:epoch");
const coef = epoch.coef as ChinchillaCoef;
await show(charts.exploreSurface(epoch, { C: 1e23 }));

// %% [markdown]
// **Figure 1.** The loss surface of Epoch AI (2024). The same, without sliders, for $10^{23}$ FLOP:

// %%
const changes = { E: coef.E + 0.3, A: 2 * coef.A, B: 2 * coef.B, alpha: coef.alpha + 0.05 };
for (const [term, value] of [["as fitted", 0], ...Object.entries(changes)] as const) {
  const { N, D, loss } = chinchilla.frontier({ ...coef, [term]: value });
  const [n, d] = [N, D].map(({ coef, exponent }) => coef * 1e23 ** exponent) as [number, number];
  console.log(
    `${term.padEnd(9)} N* = ${count(n).padEnd(7)} D* = ${count(d).padEnd(7)} D*/N* = ${
      (d / n).toFixed(1).padStart(5)
    }  loss ${loss!(1e23).toFixed(3)} nats/token`,
  );
}

// %% [markdown]
// $E$ moves the loss and nothing else: a floor does not care what you train. Twice $A$ makes size dearer to do without, and the best model grows from 29 to 78 billion parameters. But a larger $\alpha$ makes it *shrink*, to 7 billion: the
// loss of a small model falls faster with size, so at ten billion parameters little of it is left. Small changes of an exponent are large changes of a plan, $0.05$ here a factor of four. Now look at the valley on the right, at half the best size or twice it: the loss is
// 0.007 nats/token higher. The bottom is flat. An error in $N^*$ costs far less than it looks.

// %% [markdown]
// ## 2. One budget, three answers
//
// Hoffmann et al. (2022), Epoch AI (2024) on 240 of their runs, and the ladder: 56 language models of at most 735 thousand parameters that come with this package. The ladder's line is solid for two and a half decades and then dashed for thirteen.
//
// *Predict first:* at $10^{23}$ FLOP, by what factor do the three differ in tokens per parameter? And at $10^{12}$, in the middle of the ladder's runs?

// %%
const runs = (await datasets.load("ladder")).where("sweep=isoflop");
const valleys = fitValleys(runs, { bootstrap: { draws: 400, seed: 1 } });
const { frontier, data } = valleys;
const ladder = { title: "the ladder", law: null, coef: null, predict: null, frontier, data };
const hoffmann = presetNamed("chinchilla:hoffmann");
await show(charts.exploreBudget([hoffmann, epoch, ladder], { C: 1e23, range: [1e10, 1e26] }));

// %% [markdown]
// **Figure 2.** Three policies. At $10^{23}$ FLOP they say 51, 19 and 84 tokens per parameter, at $10^{12}$ FLOP 6, 36 and 19. Hoffmann and Epoch fitted one formula to much the same runs and differ by a factor of 2.6 here, of 4.4 at $10^{25}$.
//
// The ladder's 84 is a curiosity and not advice. Its exponent is $a = 0.47$, and the 80 % interval goes from 0.26 to 0.69; eleven decades on, that is a factor of more than two hundred in $N^*$ either way. Its tokens are other tokens, too, of a vocabulary of 512 instead of
// 32 000, and so its losses are not in the table, because they cannot be compared. What the slider shows is how far a line can be followed before it says nothing.

// %% [markdown]
// ## 3. The bend of a floor
//
// Losses are drawn on logarithmic axes because a power law is straight there. A power law *above a floor* is not. Suppose you look at $10^{20}$ FLOP, see a straight piece, and follow it for four decades.
//
// *Predict first:* of a loss of 2.55 nats/token, 1.82 are floor. Which exponent does the straight piece have, if above the floor it is $\gamma = 0.178$? Is the prediction at $10^{24}$ FLOP too low or too high? Then tick the box.

// %%
await show(charts.exploreFloor(epoch));

// %% [markdown]
// **Figure 3.** The frontier of Epoch's law. The exponent that one sees is $\gamma (1 - E/L)$, here $0.178 \cdot (1 - 0.71) = 0.051$, and it falls as the floor's share of the loss grows. The line says 1.59 nats/token at
// $10^{24}$ FLOP, 19 % too low, and below the floor. With the floor subtracted the curve is straight, to the last digit.
//
// Not every set of runs can show a floor. A fit of the Chinchilla law to the ladder has the status `floor-unidentified`: $E = 0$ fits its runs about as well. Move $E$ down to see why. The smaller the floor's share of the loss, the slower the bend, and
// three decades of runs are a short piece of it.

// %% [markdown]
// ## 4. What an outlier does
//
// A fit is only as good as its worst run is harmless. Here are 13 runs, simulated from a power law without a floor so that we know the truth ($\gamma = 0.05$), with 1 % of noise. The largest of them had bad luck: its loss is 20 % too high.
// Both fits are made in the page, as you move the sliders, and both are exact. For Huber's, the page goes down from $\delta = \infty$, where it is the least squares, and follows the line from one bend to the next.
//
// *Predict first:* move the outlier from 20 % to 60 %. Does Huber's line move? And the least squares? Then move $\delta$ from $10^{-2}$ to 1.

// %%
const line = {
  name: "power law of compute",
  coefNames: ["K", "gamma"],
  predict: ({ K, gamma }: Record<string, number>, { N, D }: { N: number; D: number }) =>
    K! * (6 * N * D) ** -gamma!,
};
const sizes = [1, 1.7, 2.4, 4.1, 6.3, 9, 14, 22, 31, 52, 75, 110, 180].map((x) => x * 1e8);
const design = { N: sizes, D: sizes.map((N) => 20 * N) };
const unlucky = simulate({ law: line, coef: { K: 24, gamma: 0.05 } }, design, {
  noise: 0.01,
  seed: 1,
});
await show(charts.exploreOutliers(unlucky));

// %% [markdown]
// **Figure 4.** With $\delta = 0.01$ the exponent is 0.0503, by least squares 0.0444; a hundred times ahead they differ by 7 % in the loss. Once the outlier is outside $\pm\delta$ it pulls with a force of $\delta$, and no harder if it is farther away: from 20 % to 60 % nothing
// moves. At $\delta = 1$ nobody is outside and Huber's line *is* the least squares.
//
// So is a small $\delta$ always better? Choose *the three largest*. Three of thirteen that are wrong together look like a trend, and at any $\delta$ the line follows them part of the way: from 0.051 to 0.047 at $\delta = 0.01$ (0.034 by least squares). No objective knows which runs are wrong. It
// only decides how much a few may say.

// %% [markdown]
// ## 5. The planner
//
// Now all of it. The budget pays for training and for serving: $C = 6ND + \lambda \, 2N D_\mathrm{inf}$, with $\lambda = 1$ at first. A smaller model is cheaper to serve, so demand makes the best model smaller and its training longer (Sardana et al. 2024). If there are only $U$ unique tokens, more training means more
// epochs, and repeated tokens are worth less and less (Muennighoff et al. 2023). Machines and prices turn FLOP into days and money.
//
// *Predict first*, for $10^{23}$ FLOP. Without demand and limit the best model has 29 billion parameters. With $10^{12}$ tokens served? With $10^{13}$? And with no demand but only 100 billion unique tokens: larger or smaller, and how many epochs?

// %%
const repeated = presetNamed("data-constrained:muennighoff");
await show(charts.explorePlan([repeated, epoch, hoffmann]));

// %% [markdown]
// **Figure 5.** The planner. Peaks and rated power are the makers', for dense bfloat16 (`accelerators` in `isoflop/plan` names the data sheets). The MFU of 40 % and the price of 2.50 dollars are assumptions, and both are sliders: neither is known to a factor of 1.5 before the first bill.
//
// The same questions by brute force, a hundred thousand sizes each:

// %%
type Loss = (at: { N: number; D: number; U: number }) => number;
const bySearch = (C: number, demand: number, U: number, predict = repeated.predict as Loss) =>
  Array.from({ length: 100_000 }, (_, i) => 10 ** (6 + i * 7e-5))
    .map((N) => ({ N, D: C / (6 * N) - demand / 3 })).filter(({ D }) => D > 0)
    .map(({ N, D }) => ({ N, D, loss: predict({ N, D, U }) }))
    .reduce((best, each) => (each.loss < best.loss ? each : best));
for (
  const [demand, U] of [[0, 1e40], [1e12, 1e40], [1e13, 1e40], [0, 1e11], [1e12, 1e11]] as const
) {
  const { N, D, loss } = bySearch(1e23, demand, U);
  console.log(
    `${(demand ? count(demand, 1) : "none").padEnd(5)} served, ${
      U < 1e30 ? "100 B unique" : "no limit"
    }:`.padEnd(28) +
      `N = ${count(N).padEnd(7)} D = ${count(D).padEnd(7)} D/N = ${
        (D / N).toFixed(0).padStart(3)
      }  loss ${loss.toFixed(3)}`,
  );
}

for (const lambda of [5, 50]) {
  const { N, tokensPerParameter } = planServing(repeated, { C: 1e23, tokens: 1e12, lambda });
  console.log(`λ = ${lambda}: N = ${count(N)}, D/N = ${tokensPerParameter.toFixed(0)}`);
}

// %% [markdown]
// A trillion tokens served halve the model and make 20 tokens per parameter 53; ten trillion leave 3.4 billion parameters and 475 tokens for each. The price is quality, since serving takes two thirds of that budget: the loss rises from
// 2.08 to 2.17 nats/token. And these are FLOP. Sardana et al. assume that a machine reaches half of its peak in training and a hundredth when it writes one token after the other; with their $\lambda$ of 50 a trillion tokens served, all written, leave a model of 842 million. Move
// the slider of $\lambda$: at 5 it is 5.7 billion.
//
// Only 100 billion unique tokens also make the model *smaller*, 23 billion, and are seen 7.2 times: repeated tokens are worth less than new ones, but surplus parameters lose their worth sooner ($R_N^* = 5.3$ against $R_D^* = 15.4$).
// And the two together: 14.7 billion and eight epochs. Demand had already asked for a small model on much text; the limit hardly changes its size.
//
// Now change the law. For $10^{12}$ tokens served Epoch's agrees with Muennighoff's to one per cent, 14.9 billion; Hoffmann's says 10.9 billion and 109 tokens for each. Neither of the two saw a token twice, so both take repeated tokens for new ones: with either, the slider of the unique tokens
// does nothing.

// %% [markdown]
// ## Are the figures right?
//
// The figures are checked in the package's tests: in a real browser, without a network, a key is pressed and the numbers are compared with the library's. Here we compare the library with numbers from elsewhere.

// %%
const scarce = planRepeated(repeated, { C: 9.206e21, U: 25e9 });
const sardana = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.336, beta: 0.283 };
const total = 6 * 6.9686e9 * 1.24784e12 + 2 * 6.9686e9 * 2e12;
const served = bySearch(total, 2e12, 1e40, (at) => chinchilla.predict(sardana, at));
const published = Agreement.between(
  {
    "Hoffmann, 5.76e23 FLOP: N* in B": allocate(hoffmann, { C: 5.76e23 }).N / 1e9,
    "as good as Sardana's 13 B, and serving 2 T: N in B": served.N / 1e9,
    "its D in T": served.D / 1e12,
    "its loss": served.loss,
  },
  {
    "Hoffmann, 5.76e23 FLOP: N* in B": 40.4,
    "as good as Sardana's 13 B, and serving 2 T: N in B": 6.9686,
    "its D in T": 1.24784,
    "its loss": 2.045282,
  },
  { source: "Hoffmann et al. (2022), Figure 4; Sardana et al. (2024), equation 2", within: 1e-3 },
);
await show(published.orThrow());
const repetition = Agreement.between(
  {
    "N = 6.34 B, 242 B tokens, 25 B of them unique": (repeated.predict as Loss)({
      ...{ N: 6.34e9, D: 242e9, U: 25e9 },
    }),
    "the best plan of that budget": scarce.loss!,
  },
  {
    "N = 6.34 B, 242 B tokens, 25 B of them unique": 2.2256440889984477,
    "the best plan of that budget": { low: 2.2254, high: 2.2256440889984477 },
  },
  { source: "Muennighoff et al. (2023), parametric_fit.ipynb", within: 1e-9 },
);
await show(repetition.orThrow());
const truth = (objective: ReturnType<typeof huberLog>) =>
  fitLaw({ C: unlucky.C, loss: unlucky.loss }, powerLaw(), { objective }).coef.gamma;
const gammas = Agreement.between(
  { "least squares": truth(squaredLog()), Huber: truth(huberLog(0.01)) },
  { "least squares": { low: 0.048, high: 0.052 }, Huber: { low: 0.048, high: 0.052 } },
  { source: "γ = 0.05, from which the runs of section 4 were simulated; no outlier" },
);
await show(gammas.orThrow());

// %% [markdown]
// ## What to take away
//
// - The valley is flat: half or twice the best size costs less than 0.01 nats/token. Choose within it by what else you need.
// - What you will serve decides more than the law does: where serving costs as much as training, the Chinchilla point is the answer to another question.
// - Unique tokens that are too few cost little at first. Four epochs are nearly as good as four times the text; forty are not.
// - Exponents are not known to the digits that a plan needs. Move them by their interval and look at what stays.
// - A straight line on logarithmic axes is not a law. Ask what the floor is, and whether these runs could have shown it.

// %% [markdown]
// ## Exercises
//
// 1. **By hand.** Without demand the best plan has $D^*/N^* = 20$. Show that with demand the optimum obeys $\alpha A N^{-\alpha} = \beta B D^{-\beta} (1 + D_\mathrm{inf}/3D)$. At equal $N$ and $D$, which way does $D_\mathrm{inf}$ push?
// 2. **Predict, then run.** In Figure 5, find the demand at which the best model by Muennighoff's law, for $10^{23}$ FLOP and no limit, has 7 billion parameters. How large a share of the budget is serving then?
// 3. **Vary.** How many unique tokens are enough, for $10^{23}$ FLOP and no demand, to be within 0.005 nats/token of having no limit? How many epochs is that?
// 4. **Vary.** In Figure 4 make the smallest run 30 % too *low*. Which of the two lines is moved more, and which way does the exponent go?
// 5. **Criticise.** The planner says that for $10^{25}$ FLOP and one billion unique tokens there is a best model. Should one believe it? (Look at the epochs, and at the runs that Muennighoff's law was fitted to.)
//
// Solutions are in `08_what_should_i_train_solutions.ipynb`.

// %% [markdown]
// ## Sources
//
// - J. Hoffmann et al. (2022), *Training Compute-Optimal Large Language Models*, [arXiv 2203.15556](https://arxiv.org/abs/2203.15556): equations 2 to 4.
// - T. Besiroglu et al. (2024), *Chinchilla Scaling: A replication attempt*, [arXiv 2404.10102](https://arxiv.org/abs/2404.10102): the coefficients called Epoch's here.
// - N. Sardana et al. (2024), *Beyond Chinchilla-Optimal*, [arXiv 2401.00448](https://arxiv.org/abs/2401.00448): equation 2, training and serving in one budget.
// - N. Muennighoff et al. (2023), *Scaling Data-Constrained Language Models*, [arXiv 2305.16264](https://arxiv.org/abs/2305.16264): equations 5 and 6.
// - The ladder: [data/ladder](../data/ladder/README.md).
