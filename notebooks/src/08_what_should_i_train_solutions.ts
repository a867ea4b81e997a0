// %% [markdown]
// # Solutions: What should I train?
//
// Solutions to the exercises of `08_what_should_i_train.ipynb`. Write down your prediction before you read on.

// %%
import {
  allocate,
  count,
  fitLaw,
  huberLog,
  planRepeated,
  planServing,
  powerLaw,
  presetNamed,
  show,
  squaredLog,
} from "isoflop";

const repeated = presetNamed("data-constrained:muennighoff");

// %% [markdown]
// ## 1. What demand does to the optimum
//
// Along the budget $C = 6N(D + D_\mathrm{inf}/3)$, so $dN/N = -dD/(D + D_\mathrm{inf}/3)$. The loss changes by $-\alpha A N^{-\alpha} \, dN/N - \beta B D^{-\beta} \, dD/D$. Set it to zero:
// $\alpha A N^{-\alpha} / (D + D_\mathrm{inf}/3) = \beta B D^{-\beta} / D$, which is $\alpha A N^{-\alpha} = \beta B D^{-\beta} (1 + D_\mathrm{inf}/3D)$.
//
// At equal $N$ and $D$ the right side grows with $D_\mathrm{inf}$. To make up for it the left side must grow, which needs a smaller $N$, or $D^{-\beta}$ must fall, which needs more tokens: demand pushes towards small models that are trained for long. The three
// is there because serving a token is a forward pass, a third of a step of training.

// %%
const { A, B, alpha, beta } = repeated.coef as Record<string, number>;
const served = planServing(repeated, { C: 1e23, tokens: 1e12 });
const left = alpha! * A! * served.N ** -alpha!;
const right = beta! * B! * served.D ** -beta! * (1 + 1e12 / (3 * served.D));
console.log(
  `at ${count(served.N)} and ${count(served.D)}: ${left.toFixed(6)} = ${right.toFixed(6)}`,
);

// %% [markdown]
// ## 2. The demand of a 7 B model
//
// `planServing` finds the point where that condition holds. With the demand $N$ falls, so a few tries are enough:

// %%
for (const tokens of [3e12, 3.5e12, 3.75e12, 4e12]) {
  const { N, inferenceC } = planServing(repeated, { C: 1e23, tokens });
  console.log(
    `${count(tokens)} tokens served: N = ${count(N)}, serving ${
      (100 * inferenceC / 1e23).toFixed(0)
    } % of the budget`,
  );
}

// %% [markdown]
// About 3.75 trillion tokens, and then serving is a little more than half of the budget. On the slider it is a place between 12.55 and 12.6.

// %% [markdown]
// ## 3. How many unique tokens are enough

// %%
const free = allocate(repeated, { C: 1e23 });
for (const U of [1e11, 1.5e11, 2e11, 2.1e11, 3e11]) {
  const { loss, epochs, N } = planRepeated(repeated, { C: 1e23, U });
  console.log(
    `${count(U)} unique: ${(loss! - free.loss!).toFixed(4)} nats/token worse, ${
      epochs.toFixed(1)
    } epochs, N = ${count(N)}`,
  );
}

// %% [markdown]
// A little more than 200 billion, where the best plan without a limit would read 572 billion: three epochs. That is the rule of the paper, up to four epochs are nearly free, seen from the other side.

// %% [markdown]
// ## 4. A run that is too good
//
// The 13 runs of the lesson's section 4, with the smallest at 70 % of its loss. Any losses on a power law show it; here they are without noise.

// %%
const C = [1, 1.7, 2.4, 4.1, 6.3, 9, 14, 22, 31, 52, 75, 110, 180].map((x) => 120 * (x * 1e8) ** 2);
const loss = C.map((c, i) => 24 * c ** -0.05 * (i === 0 ? 0.7 : 1));
for (const objective of [squaredLog(), huberLog(1), huberLog(0.1), huberLog(0.01)]) {
  const { gamma } = fitLaw({ C, loss }, powerLaw(), { objective }).coef;
  console.log(
    `${objective.name.padEnd(12)} δ = ${objective.delta ?? "–"}: γ = ${gamma.toFixed(4)}`,
  );
}

// %% [markdown]
// At the low end a loss that is too good makes the line flatter: less seems to be gained from there on. By least squares $\gamma$ falls from 0.050 to 0.036. Huber's line with $\delta = 0.01$ keeps it. It pulls no softer for a run being too good than for one being too bad: the objective does not
// know that luck is rarely that good. `asymmetricLog` does.

// %% [markdown]
// ## 5. A billion tokens and $10^{25}$ FLOP

// %%
await show(planRepeated(repeated, { C: 1e25, U: 1e9 }));

// %% [markdown]
// No. The plan has 179 thousand epochs, and no run behind the law had more than 9 thousand; of those with many, some overfit, which this law cannot say: by it no epoch ever hurts. And the surface is flat there. In this law both effective size and effective data end
// at a finite value, so beyond some compute nothing changes the loss, and "the best" is decided by digits that nobody measured. The sentence that belongs on the slide is the last but one of the plan: a tenth of the compute comes within 1 % of this loss.
