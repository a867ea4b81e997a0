// %% [markdown]
// # Solutions: repeating data
//
// Solutions to the exercises of `07_repeating_data.ipynb`. Write down your prediction before you read on.

// %%
import {
  chinchilla,
  count,
  dataConstrained,
  datasets,
  effectiveEpochs,
  epochsWithin,
  fitLaw,
  held,
  huberLog,
  planRepeated,
  presetNamed,
} from "isoflop";

const published = presetNamed("data-constrained:muennighoff");
const { R_D, R_N: _, ...base } = published.coef as Record<"R_D" | "R_N" | "E", number>;
const objective = huberLog(1e-3);

// %% [markdown]
// ## 1. Half a token
//
// The $k$-th repetition is worth $e^{-k/R_D^*}$. That is a half after $k = R_D^* \ln 2$ repetitions.

// %%
for (const worth of [R_D, 47]) {
  const epochs = 1 + worth * Math.LN2;
  const share = effectiveEpochs(epochs, worth) / (1 + worth);
  console.log(
    `R_D = ${worth.toFixed(1)}: after ${epochs.toFixed(1)} epochs, with ${
      (100 * share).toFixed(0)
    } % of all it can give`,
  );
}

// %% [markdown]
// After 12 epochs, or after 34. By then the text has given 53 and 51 % of its worth: half of it, and the first reading, which is given in full.

// %% [markdown]
// ## 2. Another 25 billion tokens
//
// The question turned round: the least compute for a loss, by the unique tokens that there are.

// %%
const first = planRepeated(published, { C: 9.206e21, U: 25e9 });
for (const U of [25e9, 50e9, 100e9, 400e9]) {
  const plan = planRepeated(published, { loss: first.loss!, U });
  console.log(
    `${count(U)} unique tokens: ${plan.C.toExponential(2)} FLOP, ${count(plan.N)} parameters, ${
      plan.epochs.toFixed(1)
    } epochs`,
  );
}

// %% [markdown]
// A third of the compute. The next doubling saves an eighth of what is left, and beyond 132 billion, where nothing is repeated, nothing. Text is worth its price where it is short, and only there.

// %% [markdown]
// ## 3. Without the long runs

// %%
const runs = await datasets.load("data-constrained-muennighoff", { standIn: true });
const few = runs.where(({ U, D }) => (D as number) / (U as number) <= 60);
const fit = fitLaw(few, dataConstrained, { objective, coefs: held(base) });
console.log(`${fit.n} runs, ${fit.status}: ${fit.message}`);
for (const R_D of [5, 15.4, 50, 500, 1e6]) {
  const { value } = fitLaw(few, dataConstrained, { objective, coefs: held({ ...base, R_D }) });
  console.log(`R_D held at ${R_D}: objective ${value.toFixed(6)}`);
}

// %% [markdown]
// It does not close; it opens. The larger $R_D^*$, the lower the objective, and the fit walks so far out that no run's prediction depends on it any more: the status says so. The long runs are what bounds $R_D^*$ from above at all: only where tokens have been seen dozens of times can their worth be told from none. But those are the runs that overfit. One asks the law about the
// region where it fails, to learn a number that is used where it holds.

// %% [markdown]
// ## 4. More compute, more epochs

// %%
for (const C of [1e20, 1e22, 1e24]) {
  const { epochs, N, freshLoss } = epochsWithin(published, { C });
  const floor = (100 * (freshLoss - base.E) / freshLoss).toFixed(0);
  console.log(
    `${C.toExponential(0)} FLOP, ${count(N)} parameters: ${
      epochs.toFixed(1)
    } epochs; ${floor} % of the loss is above the floor`,
  );
}

// %% [markdown]
// One percent is of the whole loss, and of the loss most is the floor $E$, which no data change. The larger the budget, the less is left for data to spoil. A rule that counts in percent of the loss grows lenient by
// itself; counted in compute it would not. So *four epochs* belongs to the budgets it was found at.

// %% [markdown]
// ## 5. The ladder up to 16 epochs

// %%
const ladder = await datasets.load("ladder");
const ground = fitLaw(ladder.where("sweep=isoflop"), chinchilla);
const sweep = ladder.where("sweep=repetition");
for (const most of [16, 32, 64]) {
  const part = sweep.where(({ epochs }) => (epochs as number) <= most);
  const { N, D, loss } = part;
  const table = { N, D, loss, U: part.column("unique_tokens") };
  const own = fitLaw(table, dataConstrained, { coefs: held(ground.coef) });
  const { low, high, open } = own.interval("R_D", 0.95, "profile")!;
  console.log(
    `up to ${most} epochs: R_D from ${low.toFixed(0)} ${
      open ? "and open above" : `to ${high.toFixed(0)}`
    }`,
  );
}

// %% [markdown]
// Up to 16 epochs the ladder shows no end of the worth of its tokens: $R_D^*$ may be 30 or infinite. It is the last doubling alone that makes a number of it. So what the rule of four rests on, that *little* is lost at first, is seen everywhere; how much is lost later is
// read off runs that do something else, overfitting. Two different things share one coefficient.
