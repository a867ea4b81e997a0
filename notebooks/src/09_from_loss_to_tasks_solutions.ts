// %% [markdown]
// # Solutions: from loss to tasks
//
// Solutions to the exercises of `09_from_loss_to_tasks.ipynb`. Write down your prediction before you read on.

// %%
import {
  averageError,
  datasets,
  downstream,
  downstreamError,
  fitLaw,
  gadre,
  presetNamed,
  squared,
} from "isoflop";

const models = await datasets.load("overtraining-gadre", { standIn: true });
const pick = (set: string | null, which: (N: number, M: number) => boolean) =>
  models.where(({ train_set, N, D }) =>
    (set === null || train_set === set) && which(N as number, (D as number) / (N as number))
  );
const isSmall = (N: number, M: number) => N < 5e8 && M >= 20;
const objective = squared();

// %% [markdown]
// ## 1. A tenth of a nat
//
// The slope of $\epsilon - k e^{-\gamma L}$ is $k \gamma e^{-\gamma L}$.

// %%
const coef = presetNamed("downstream-error:redpajama-46").coef as never;
for (const L of [2.5, 4.5]) {
  const [high, low] = [L, L - 0.1].map((loss) => downstreamError.predict(coef, { loss }));
  console.log(`from ${L} to ${(L - 0.1).toFixed(1)}: ${(high! - low!).toFixed(4)}`);
}

// %% [markdown]
// Six times as much at the low loss. Models of a hundred million parameters are at 3.5 nats and above: their error is nearly that of guessing, whatever they have learnt, and a mean over tasks tells them apart by noise. They are good for the first stage and poor for the second.

// %% [markdown]
// ## 2. Five models of one M

// %%
const isUsual = (N: number, M: number) => N < 2e9 && M === 20;
for (const which of [isUsual, (N: number, M: number) => isUsual(N, M) || (N < 2e7 && M === 320)]) {
  const fit = fitLaw(pick("rpj", which), gadre, { objective });
  const { a, b } = fit.coef;
  const found = Number.isFinite(a)
    ? `a ${a.toFixed(0)}, b ${b.toFixed(0)}, best M ${fit.derived.Mbest.toFixed(1)}`
    : "no a, no b, no best M";
  console.log(`${fit.n} models: ${found}; ${fit.status}: ${fit.message}`);
}

// %% [markdown]
// With one $M$ the two terms are one power of compute, and no fit can part them: the status says so. One model at another $M$ parts them, and that one model decides about the best $M$ alone. A sweep that wants to know the best $M$ has to go around it.

// %% [markdown]
// ## 3. One curve for all texts

// %%
const names = ["c4_original", "rpj", "rw_original"] as const;
const spread = (residuals: Float64Array, free: number) =>
  Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / (residuals.length - free));
for (const set of [...names, null]) {
  const small = pick(set, isSmall);
  const fit = fitLaw({ loss: small.loss, error: averageError(small) }, downstreamError, {
    objective,
  });
  console.log(
    `${(set ?? "all three").padEnd(11)} ${fit.n} models, residuals of ${
      (100 * spread(fit.residuals, 3)).toFixed(2)
    } points`,
  );
}

// %% [markdown]
// More than half as large again. The text that a model was trained on is worth half a point of error at the same loss, somewhat more than the scatter within one text. Whoever compares models of different origin by a loss on one text pays that without seeing it.

// %% [markdown]
// ## 4. Task by task

// %%
const small = pick("rpj", isSmall);
const tasks = small.frame.columns.filter((name) => name.startsWith("acc_"));
const described = tasks.filter((task) => {
  const error = averageError(small, [task]);
  if (new Set(error).size < 4) return false;
  return fitLaw({ loss: small.loss, error }, downstreamError, { objective }).rSquared > 0.8;
});
console.log(`${described.length} of ${tasks.length} tasks with R² above 0.8`);

// %% [markdown]
// A minority. The others are at chance for models of this size, or so short that a share of questions jumps by its own grain. The mean over tasks is smooth because it is a mean, and because of the few that move.

// %% [markdown]
// ## 5. One seed or two

// %%
const table = { N: small.N, D: small.D, loss: small.loss, error: averageError(small) };
for (const seed of [1, 2]) {
  const drawn = (seed: number) => ({ objective, bootstrap: { draws: 400, seed } });
  const stages = downstream(
    fitLaw(table, gadre, drawn(1)),
    fitLaw(table, downstreamError, drawn(seed)),
  );
  const { low, high } = stages.at({ N: 6.9e9, D: 1.38e11 }).interval!;
  console.log(`seeds 1 and ${seed}: ${low.toFixed(3)} to ${high.toFixed(3)}`);
}

// %% [markdown]
// Somewhat wider with one seed. Then each resample of models serves both stages: one that is lucky in its losses bends both laws, and the two doubts do not cancel. With two seeds the draws meet by chance, as if the stages had been
// fitted to different models. Here the same models serve both, so one seed is right; had the second stage been fitted to other models, two would be.
