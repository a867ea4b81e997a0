// %% [markdown]
// # Solutions: Kaplan 2020
//
// Solutions to the exercises of `01_kaplan.ipynb`. Write down your prediction before you read on.

// %%
import {
  charts,
  count,
  datasets,
  fitLaw,
  fitValleys,
  flop,
  flopOfPetaflopDays,
  kaplanJoint,
  petaflopDays,
  show,
  squaredLog,
} from "isoflop";

// %% [markdown]
// ## 1. The other count
//
// The same 42 runs, with the embedding and without.

// %%
const ladder = await datasets.load("ladder");
const fitted = ladder.where(({ sweep, budget }) => sweep === "isoflop" && Number(budget) >= 2e11);
const without = fitted.frame.getColumn("N_nonembedding").toArray() as number[];
const bootstrap = { draws: 300, seed: 1 };
const options = { objective: squaredLog(), bootstrap };
const joint = fitLaw(fitted, kaplanJoint, options);
const counted = fitLaw({ N: without, D: fitted.D, loss: fitted.loss }, kaplanJoint, options);
for (const [name, fit] of [["with", joint], ["without", counted]] as const) {
  const { alpha_N, alpha_D } = fit.coef;
  const ends = fit.interval("alpha_N")!;
  console.log(
    `${name.padEnd(8)} alpha_N ${alpha_N.toFixed(3)} [${ends.low.toFixed(3)}, ${
      ends.high.toFixed(3)
    }], ` +
      `alpha_D ${alpha_D.toFixed(3)}`,
  );
}

// %% [markdown]
// $\alpha_N$ moves from 0.128 to 0.100, half of the way to Kaplan's 0.076; $\alpha_D$ moves away, from 0.166 to 0.178 (Table 2: 0.103). Without the embedding a small
// model is counted as smaller still, so the same loss is spread over more factors of ten of $N$, and the exponent must shrink. Part of the difference to Kaplan is in what is counted; not all of it.

// %% [markdown]
// ## 2. From the law to the advice
//
// The joint law to the power $1/\alpha_D$ is a sum of two powers, so the frontier under $C = 6ND$ has a closed form.

// %%
const law = kaplanJoint.frontier!(joint.coef);
const valleys = fitValleys(fitted, { bootstrap });
const { low, high } = valleys.interval("a")!;
console.log(`joint law: N* = ${law.N.coef.toPrecision(2)} C^${law.N.exponent.toFixed(2)}`);
console.log(
  `valleys:   N* = ${valleys.frontier.N.coef.toPrecision(2)} C^${
    valleys.frontier.N.exponent.toFixed(2)
  } [${low.toFixed(2)}, ${high.toFixed(2)}]`,
);
for (const C of [2e11, 6e12, 2e13]) {
  const [a, b] = [law, valleys.frontier].map(({ N }) => N.coef * C ** N.exponent);
  console.log(`${flop(C, 1)} FLOP: ${count(a!)} by the law, ${count(b!)} by the valleys`);
}

// %% [markdown]
// The exponents are 0.57 and 0.50, and the interval of the valleys holds both. The law turns faster: a smaller model than the valleys' at $2 \cdot 10^{11}$ FLOP, a larger one from $6 \cdot 10^{12}$ on. (The law with a floor has 0.57 too.) A law must get the *curvature* of every valley right to get their bottoms right; the parabolas only need the runs near each bottom.

// %% [markdown]
// ## 3. Halfway
//
// By Table 2 with $\delta L = 0.02$, $D = 5519 \, N^{0.738}$, so $N = (D/5519)^{1/0.738}$.

// %%
const size = (D: number) => (D / 5519.32) ** (0.103 / 0.076);
console.log(`Table 2: ${count(size(1e12))} parameters; twenty tokens each: ${count(1e12 / 20)}`);

// %% [markdown]
// 156 billion parameters against 50 billion. The two rules answer different questions: Kaplan's says when text *begins to be missed*, Hoffmann's how to spend compute. The first does not ask what the parameters cost.

// %% [markdown]
// ## 4. A more honest contradiction
//
// Both are fits to sets of limited text: equation 1.2 to one large model on them, the joint law to models of many sizes.

// %%
const [C_c, gamma] = [3.1e8, 0.05];
const crossing = (D_c: number, alpha_D: number) => {
  const slope = gamma - alpha_D * 0.27;
  return Math.exp((gamma * Math.log(C_c) - alpha_D * Math.log(D_c / 2e10)) / slope);
};
for (
  const [name, D_c, alpha_D] of [["equation 1.2", 5.4e13, 0.095], [
    "Table 2",
    1.8e13,
    0.103,
  ]] as const
) {
  const days = crossing(D_c, alpha_D);
  console.log(
    `${name}: ${days.toExponential(1)} PF-days, loss ${
      ((C_c / days) ** gamma).toFixed(2)
    } nats/token`,
  );
}

// %% [markdown]
// From 11 thousand to 260 thousand PF-days, from 1.67 to 1.42 nats per token, with the other of the paper's own fits of the same quantity: a factor of 24. The point is not known to an order of magnitude.

// %% [markdown]
// ## 5. A replication
//
// $10^{-0.074}$ leaves 84 %.

// %%
const paper = (C: number) => (1.6e7 / petaflopDays(C)) ** 0.057;
const replication = (C: number) => (1.8e5 / petaflopDays(C)) ** 0.074;
const meet = Math.exp((0.074 * Math.log(1.8e5) - 0.057 * Math.log(1.6e7)) / (0.074 - 0.057));
console.log(
  `ten times the compute: ${(100 * (1 - 10 ** -0.074)).toFixed(0)} % off, in the paper ${
    (100 * (1 - 10 ** -0.057)).toFixed(0)
  } %`,
);
console.log(`they cross at ${meet.toPrecision(2)} PF-days, ${flop(flopOfPetaflopDays(meet))} FLOP`);
await show(charts.relation({
  x: { title: "Compute C (FLOP)", unit: "flop", domain: [1e14, 1e21] },
  y: { title: "Loss (nats/token)", unit: "loss" },
  series: [
    { label: "Kaplan et al., L(C)", line: paper },
    { label: "nanoGPT", line: replication },
  ],
}, { title: "A law and its replication" }));

// %% [markdown]
// 16 % for every factor of ten, where the paper has 12 %. The lines cross at 0.05 PF-days, $4.5 \cdot 10^{18}$ FLOP: below it the replication has the higher loss, beyond it the lower. The two texts and tokenizers are nearly the same, the models are smaller, and small models are where $\alpha$ depends most on what is counted and how it was trained.
