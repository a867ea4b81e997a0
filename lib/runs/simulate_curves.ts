import { count, InputError, significant } from "../text/mod.ts";
import { gaussian } from "./chance.ts";
import type { Curve } from "./curve.ts";
import { Curves } from "./curves.ts";
import type { Design } from "./grid.ts";
import { checkedDesign, type Truth, understand } from "./truth.ts";

/** How {@linkcode simulateCurves} adds chance and a schedule. */
export interface SimulateCurvesOptions {
  /** The standard deviation of a run's noise on ln loss, the same at all its checkpoints. */
  readonly noise: number;
  /** The seed: the same one gives the same curves. */
  readonly seed: number;
  /** The standard deviation of every checkpoint's own noise on ln loss. @default {0} */
  readonly jitter?: number;
  /** Checkpoints per run, evenly spaced in tokens, the last one at D. @default {200} */
  readonly checkpoints?: number;
  /**
   * `"cosine"`: before the learning rate has decayed the loss lies above the law. `"law"`: every
   * checkpoint lies on the law, as if each were the end of a run. @default {"cosine"}
   */
  readonly schedule?: "cosine" | "law";
  /** The length of the cosine over that of the training, at least 1; one per run, or one for all. @default {1} */
  readonly cycle?: number | ArrayLike<number>;
  /** How far above the law the loss is at the peak learning rate, as a share. @default {0.04} */
  readonly premium?: number;
}

/**
 * Training curves of runs that nobody trained.
 *
 * With t tokens seen of the run's D, the learning rate over its peak is
 *
 * lr(t) = 0.1 + 0.9 · ½ (1 + cos(π t / (cycle · D))), and the loss
 *
 * loss(t) = L(N, t) · (1 + premium · (lr(t) − 0.1)/0.9) · exp(noise · ε + jitter · ε_t),
 *
 * ε one Gaussian number per run and ε_t one per checkpoint; C = 6·N·t. The end of a run whose
 * cosine is as long as its training lies on the law; everything before it, and the end of a run
 * with a longer cosine, lies above. The decay to a tenth is that of Hoffmann et al. (2022), section
 * 3.1. **The premium is an assumption for teaching**, not a measurement: no paper says by how much
 * a high learning rate raises the loss. With `schedule: "law"` the factor is 1.
 *
 * The noise of the runs is that of {@linkcode simulate} with the same seed.
 *
 * @param truth A preset that predicts losses, or a law with coefficients.
 * @param design N in parameters and D in tokens at the end of each run, pairwise.
 * @throws {InputError} If the preset has no loss, a coefficient is missing, or the design or an
 * option has no meaning.
 *
 * @example A cosine twice too long ends above the law
 * ```ts
 * import assert from "node:assert/strict";
 * import { simulateCurves } from "isoflop/runs";
 * import { presetNamed } from "isoflop/laws";
 *
 * const epoch = presetNamed("chinchilla:epoch");
 * const design = { N: [1e8, 1e8], D: [2e9, 2e9] };
 * const curves = simulateCurves(epoch, design, { noise: 0, seed: 1, cycle: [1, 2] });
 * const [right, tooLong] = curves.ends().loss;
 * const law = epoch.predict!({ N: 1e8, D: 2e9 });
 * assert.ok(Math.abs(right! / law - 1) < 1e-12);
 * assert.ok(Math.abs(tooLong! / law - 1.02) < 1e-12);
 * ```
 */
export function simulateCurves(
  truth: Truth,
  design: Design,
  {
    noise,
    seed,
    jitter = 0,
    checkpoints = 200,
    schedule = "cosine",
    cycle = 1,
    premium = 0.04,
  }: SimulateCurvesOptions,
): Curves {
  const cannot = "simulate training curves";
  const { name, law, coef, predict } = understand(truth, cannot);
  const refuse = (needs: string, found: string): InputError =>
    new InputError({ cannot: `${cannot} of ${name}`, needs, found });
  for (const [what, value] of Object.entries({ noise, jitter, premium })) {
    if (!(value >= 0 && value < Infinity)) throw refuse(`${what} of 0 or more`, String(value));
  }
  if (!Number.isSafeInteger(checkpoints) || checkpoints < 2) {
    throw refuse("a whole number of checkpoints, at least 2", String(checkpoints));
  }
  if (schedule !== "cosine" && schedule !== "law") {
    throw refuse(`the schedule "cosine" or "law"`, JSON.stringify(schedule));
  }
  const epsilon = gaussian(seed, refuse);
  const { N, D } = checkedDesign(design, refuse);
  const cycles = typeof cycle === "number" ? D.map(() => cycle) : Float64Array.from(cycle);
  if (cycles.length !== D.length) {
    throw refuse(`one cycle, or one for each of the ${D.length} runs`, `${cycles.length} cycles`);
  }
  const short = cycles.find((x) => !(x >= 1 && x < Infinity));
  if (short !== undefined) throw refuse("cycles of 1 or more", String(short));

  // Drawn first, all of them, so that jitter does not change them.
  const runNoise = D.map(() => noise * epsilon());
  const names = runNames(N, D, cycles);
  const curves = names.map((run, i): Curve => {
    const [n, horizon] = [N[i]!, D[i]!];
    const tokens = Float64Array.from(
      { length: checkpoints },
      (_, k) => horizon * ((k + 1) / checkpoints),
    );
    const loss = tokens.map((t) => {
      const height = (1 + Math.cos((Math.PI * t) / (cycles[i]! * horizon))) / 2;
      const above = schedule === "law" ? 1 : 1 + premium * height;
      const chance = runNoise[i]! + (jitter > 0 ? jitter * epsilon() : 0);
      return predict({ N: n, D: t }) * above * Math.exp(chance);
    });
    const bad = loss.findIndex((x) => !(x > 0 && x < Infinity));
    if (bad >= 0) {
      throw refuse("a positive loss at every checkpoint", `${loss[bad]} in ${JSON.stringify(run)}`);
    }
    return {
      run,
      N: n,
      D: tokens,
      C: tokens.map((t) => 6 * n * t),
      loss,
      ...(schedule === "cosine" && { cycle: cycles[i]! }),
    };
  });
  const notes = [
    schedule === "law"
      ? "Every checkpoint lies on the law, as if it were the end of a run."
      : `Before the learning rate has decayed the loss lies up to ${
        significant(100 * premium)
      } % above the law: an assumption for teaching, not a measurement.`,
    ...(jitter > 0 ? [`Every checkpoint has noise of ${significant(jitter)} of its own.`] : []),
  ];
  const simulated = { law, coef: { ...coef }, noise, seed };
  return new Curves({ curves, notes, source: { name, committable: true, simulated } });
}

/** Size and horizon, the cosine where it is not the training's length, and a number among equals. */
function runNames(N: Float64Array, D: Float64Array, cycles: Float64Array): string[] {
  const taken = new Map<string, number>();
  return Array.from(N, (n, i) => {
    const cosine = cycles[i] === 1 ? "" : `, cosine × ${significant(cycles[i]!)}`;
    const name = `${count(n)}, ${count(D[i]!)} tokens${cosine}`;
    const before = taken.get(name) ?? 0;
    taken.set(name, before + 1);
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}
