import type { ChinchillaCoef } from "../laws/chinchilla_formula.ts";
import { leastSquares } from "../numeric/least_squares.ts";
import { stream } from "../numeric/streams.ts";
import { normalQuantile, studentT } from "../numeric/student_t.ts";
import type { BootstrapOptions } from "./bootstrap.ts";
import { influence } from "./influence.ts";
import type { FrontierMethod, LogLines } from "./frontier_method.ts";
import { huberLog } from "./objective.ts";
import type { RunColumns } from "./run_data.ts";

/** Coefficients of the law; each costs one degree of freedom. */
const coefficients = 5;

/** The refitted lines of every draw, and what they say about the method. */
export interface LawDraws {
  /** One entry per draw, NaN where it gave no lines. */
  readonly lines: readonly LogLines[];
  /** Mean of what the method finds, less what the law is: its bias, noise included. */
  readonly bias: LogLines;
}

/**
 * A wild bootstrap over runs, about the Approach-3 fit of the same runs.
 *
 * In draw k every run's residual r about the law φ, over 1 − leverage and times a random sign,
 * makes noise e; the method gives t_k in the world φ with that noise. The law is refitted too, to
 * φ_k, and the method repeated in the world φ_k with the noise of the draw before, which tells how
 * far the method's bias moves with the law: v_k − t_(k−1). Together the error of the method, bias
 * removed, is
 *
 *     x_k = (t_k − truth(φ)) − (v_k − t_(k−1)) + (truth(φ_k) − truth(φ)).
 *
 * A draw is `found` − s (x_k − mean x), s = t(n − 5)/z at 97.5 %: percentiles of the draws are then
 * the "basic" interval about what was found.
 *
 * Drawing runs with replacement does worse for both approaches: a valley or an envelope without one
 * of its sizes is another experiment. Noise may differ from run to run, for each keeps its own.
 *
 * @param found What the method says of the runs as they are.
 * @param runs One entry per run: N, D and loss at its end.
 * @param unit The number of the run of each entry; entries of one run share their sign.
 */
export function lawDraws(
  method: FrontierMethod,
  found: LogLines,
  runs: RunColumns,
  unit: Int32Array,
  coef: ChinchillaCoef,
  { draws, seed, stream: name = "isoflop", onProgress }: BootstrapOptions,
): LawDraws {
  const draw = stream(name, seed);
  const { enlarged, refit } = response(runs, coef);
  const units = unit.reduce((most, k) => Math.max(most, k + 1), 0);
  const sign = new Float64Array(units);
  const noise = () => {
    for (let k = 0; k < units; k++) sign[k] = draw(2) * 2 - 1;
    return enlarged.map((u, i) => u * sign[unit[i]!]!);
  };
  const truth = method.truth(coef);
  let before = noise(), answerBefore = method.under(coef, before);
  const errors: (LogLines | null)[] = [], misses: (LogLines | null)[] = [];
  for (let k = 0; k < draws; k++) {
    const now = noise(), answer = method.under(coef, now);
    const law = refit(now);
    const moved = law.alpha > 0 && law.beta > 0 ? method.under(law, before) : null;
    misses.push(answer && combine([1, answer], [-1, truth]));
    errors.push(
      answer && moved && answerBefore && combine(
        [1, answer],
        [-1, moved],
        [1, answerBefore],
        [1, method.truth(law)],
        [-2, truth],
      ),
    );
    [before, answerBefore] = [now, answer];
    onProgress?.(k + 1);
  }
  const free = units - coefficients;
  const wider = free > 0 ? studentT(0.975, free) / normalQuantile(0.975) : 1;
  const mean = meanOf(errors);
  return {
    lines: errors.map((error) => combine([1, found], [-wider, error ?? none], [wider, mean])),
    bias: meanOf(misses),
  };
}

const none: LogLines = { a: NaN, n: NaN, b: NaN, d: NaN };

/** Σ weight · lines. */
function combine(...parts: readonly (readonly [number, LogLines])[]): LogLines {
  let a = 0, n = 0, b = 0, d = 0;
  for (const [weight, lines] of parts) {
    a += weight * lines.a;
    n += weight * lines.n;
    b += weight * lines.b;
    d += weight * lines.d;
  }
  return { a, n, b, d };
}

function meanOf(all: readonly (LogLines | null)[]): LogLines {
  const usable = all.filter((lines) => lines !== null);
  if (usable.length === 0) return none;
  return combine(...usable.map((lines) => [1 / usable.length, lines] as const));
}

/** The law at the runs, and how it answers to noise. */
interface Response {
  /** ln loss − ln law, centred, over 1 − leverage: a fit bends towards each run it is made of. */
  readonly enlarged: Float64Array;
  /** The law refitted to its own losses times exp(noise), to first order in the noise. */
  refit(noise: Float64Array): ChinchillaCoef;
}

/**
 * The minimum of Σ ρ(r) moves by δ = (n/Σψ′) (JᵀJ)⁻¹ Jᵀ ψ(noise), J the Jacobian of ln L in (ln E,
 * ln A, ln B, alpha, beta) and ψ = ρ′ of Huber's loss. One product instead of a dozen Newton steps,
 * which would be nine tenths of the time of a draw.
 */
function response({ N, D, loss }: RunColumns, coef: ChinchillaCoef): Response {
  const { A, B, E, alpha, beta } = coef;
  const n = N.length, objective = huberLog();
  const jacobian: number[][] = [], left = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const size = A * N[i]! ** -alpha, data = B * D[i]! ** -beta, law = E + size + data;
    left[i] = Math.log(loss[i]! / law);
    const terms = [size, data, -size * Math.log(N[i]!), -data * Math.log(D[i]!)];
    // A floor of zero has no logarithm to move.
    jacobian.push((E > 0 ? [E, ...terms] : terms).map((term) => term / law));
  }
  const mean = left.reduce((sum, r) => sum + r, 0) / n;
  const centred = left.map((r) => r - mean);
  const squares = leastSquares(jacobian);
  const even = coefficients / n;
  const enlarged = centred.map((r, i) =>
    // A run that the law passes through in any case would count without limit.
    r / Math.max(1 - (squares?.leverage[i] ?? even), (1 - even) / 2)
  );
  const bend = objective.delta!;
  const scale = n / influence(centred, objective, coefficients).slope;
  const rows = squares?.solution ?? [];
  const first = E > 0 ? 1 : 0;
  const clipped = new Float64Array(n);
  const move = (row: Float64Array | undefined) => {
    let sum = 0;
    if (row) { for (let i = 0; i < n; i++) sum += row[i]! * clipped[i]!; }
    return scale * sum;
  };
  return {
    enlarged,
    refit: (noise) => {
      for (let i = 0; i < n; i++) clipped[i] = Math.max(-bend, Math.min(bend, noise[i]!));
      return {
        E: E > 0 ? E * Math.exp(move(rows[0])) : 0,
        A: A * Math.exp(move(rows[first])),
        B: B * Math.exp(move(rows[first + 1])),
        alpha: alpha + move(rows[first + 2]),
        beta: beta + move(rows[first + 3]),
      };
    },
  };
}
