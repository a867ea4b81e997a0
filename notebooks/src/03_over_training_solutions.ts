// %% [markdown]
// # Solutions: from twenty tokens per parameter to Llama 3
//
// Solutions to the exercises of `03_over_training.ipynb`. Write down your prediction before you read on.

// %%
import {
  allocate,
  charts,
  chinchilla,
  type ChinchillaCoef,
  count,
  datasets,
  fitLaw,
  flopPrices,
  planServing,
  presetNamed,
  show,
} from "isoflop";

// %% [markdown]
// ## 1. By hand
//
// For large $T$ the right side of $\frac{\alpha A / N^{\alpha}}{\beta B / D^{\beta}} = 1 + \frac{T}{3D}$ grows without end. $N$ stays between Chinchilla's size and the least one, so the left side can only follow if $B/D^{\beta} \to 0$: all of the loss above
// $E$ is then left to the first term, $A/N^{\alpha} = L - E$.

// %%
const sardana = presetNamed("chinchilla:sardana");
const { E, A, alpha } = sardana.coef as ChinchillaCoef;
const { coef, exponent } = sardana.frontier.N;
const { loss } = allocate(sardana, { C: (13e9 / coef) ** (1 / exponent) });
console.log(`least size: ${count((A / (loss! - E)) ** (1 / alpha))} parameters`);
for (const tokens of [1e12, 1e14, 1e16, 1e20]) {
  const { N, D } = planServing(sardana, { loss: loss!, tokens });
  console.log(`${count(tokens)} served: ${count(N)} parameters on ${count(D)} tokens`);
}

// %% [markdown]
// At $10^{20}$ served tokens the plan is 1.31 billion parameters, 4 % above the least size of 1.27 billion. It gets there slowly: to make $B/D^{\beta}$ ten times smaller, $D$ has to grow by a factor of $10^{1/0.283} = 3400$. Near the wall it is tokens that one runs out of.

// %% [markdown]
// ## 2. Break-even

// %%
for (const name of ["epoch", "hoffmann"] as const) {
  const law = chinchilla.presets[name];
  const judged = planServing(law, { N: 6.74e9, D: 2e12, tokens: 0 });
  const { chinchilla: least, breakEven } = judged;
  console.log(
    `${law.title}: as good as ${count(least.N)} on ${count(least.D)} tokens; ` +
      `cheaper from ${count(breakEven)} tokens served`,
  );
}

// %% [markdown]
// 1.5 trillion by Epoch's coefficients, 1.1 by Hoffmann's. By Hoffmann's law data help for longer, so that a model of two trillion tokens is not as far from its best: its rival has 15 billion parameters and 714 billion tokens, not 19 billion and 374. A smaller detour in training is repaid sooner,
// although each served token saves less.

// %% [markdown]
// ## 3. A budget for everything

// %%
const epoch = presetNamed("chinchilla:epoch");
const within = (tokens: number) => planServing(epoch, { C: 1e24, tokens });
await show(charts.relation({
  x: { title: "Tokens served", unit: "count", domain: [1e10, 1e15] },
  y: { title: "Loss (nats/token)", unit: "loss" },
  series: [
    { label: "training and serving", line: (tokens) => within(tokens).loss! },
    { label: "training alone", line: () => within(0).loss!, dashed: true },
  ],
}, { title: "The best loss that 1e24 FLOP can train and serve" }));
for (const tokens of [1e11, 1e12, 1e13, 1e14]) {
  const { N, C, totalC } = within(tokens);
  const share = (100 * C / totalC).toFixed(0);
  console.log(`${count(tokens)} served: ${count(N)} parameters, ${share} % for training`);
}

// %% [markdown]
// **Figure 1.** Up to a trillion tokens nothing is to be seen: the loss rises by less than 0.005. At ten trillion half of the budget goes into serving and the model is a quarter of the size, and still the loss has risen by only 0.03. Beyond that it hurts. The bend is where $T$ is about $3D$, some five trillion: the rule of the lesson.

// %% [markdown]
// ## 4. Batching

// %%
const lambda = (decode: number) => {
  const { training, serving } = flopPrices({
    training: { accelerator: "a100", mfu: 0.5 },
    serving: { accelerator: "a100-40gb", precision: "int8", prefill: 0.5, decode },
  });
  return serving / training;
};
let [low, high] = [0.01, 1];
for (let i = 0; i < 40; i++) {
  const middle = Math.sqrt(low * high);
  if (lambda(middle) > 1) low = middle;
  else high = middle;
}
console.log(`λ = 1 at ${(100 * low).toFixed(1)} % of the peak`);

// %% [markdown]
// At 15.2 %, fifteen times the utilisation of one user at a time. By hand: at full use a served FLOP costs $\frac{1.10/624}{1.50/312} \cdot 0.5 = 0.183$ of one of training, so
// $0.183 \cdot \bigl(\frac{70}{285 \cdot 0.5} + \frac{215}{285\,u}\bigr) = 1$, and $u = \frac{0.183 \cdot 0.754}{1 - 0.183 \cdot 0.491} = 0.152$. A service that batches well is there; then the plain rule of the lesson, $T$ against $3D$, is also the rule in money.
//
// And with one user at a time, what becomes of Figure 5 of the lesson?

// %%
await show(charts.servingMap(sardana, {
  prices: {
    training: { accelerator: "a100", mfu: 0.5 },
    serving: { accelerator: "a100-40gb", precision: "int8", prefill: 0.5, decode: 0.01 },
  },
}));

// %% [markdown]
// **Figure 2** (after Figure 3 of Sardana et al., axes exchanged). Every line of Figure 5 lies lower by the same factor, $\lambda = 13.9$, since the condition knows $T$ only as $\lambda T$: what took ten trillion tokens takes 720 billion.

// %% [markdown]
// ## 5. Where to put the runs

// %%
const ladder = await datasets.load("ladder");
const ratioOf = (row: { readonly [column: string]: unknown }) => Number(row.D) / Number(row.N);
const pool = ladder.where((row) =>
  ["isoflop", "over-training"].includes(String(row.sweep)) && Number(row.N) > 6000
);
const longest = Array.from(pool.D, (D, i) => D / pool.N[i]!).sort((a, b) => b - a)[4]!;
const sets = {
  "up to 60": pool.where((row) => ratioOf(row) < 61),
  "and the longest": pool.where((row) => ratioOf(row) < 61 || ratioOf(row) >= longest),
  all: pool,
};
const far = pool.where((row) => ratioOf(row) >= longest);
const middle = pool.where((row) => ratioOf(row) > 61 && ratioOf(row) < longest);
for (const [name, runs] of Object.entries(sets)) {
  const fit = fitLaw(runs, chinchilla);
  const above = ({ N, D, loss }: typeof pool) => {
    const percent = Array.from(loss, (L, i) => L / fit.predict({ N: N[i]!, D: D[i]! }) - 1);
    return (100 * percent.reduce((sum, x) => sum + x, 0) / percent.length).toFixed(1);
  };
  console.log(
    `${name.padEnd(16)}${fit.n} runs: loss above the law's by ${above(middle)} % in the middle, ` +
      `${above(far)} % at the far end`,
  );
}

// %% [markdown]
// Seven runs, since several tie. Of the error at the far end nearly nine tenths are gone: 1.3 % in place of 11.2. In the middle, where the law promised 4.5 % too much, it now promises 1.6 % too little: it bends another way than the runs do, and the longest pull it to their side.
// With all runs the middle is right to 0.6 % and the far end is off by 2.4 %. So a handful of long runs of small models buys most of what there is to be had, and a few in between keep the law honest.
