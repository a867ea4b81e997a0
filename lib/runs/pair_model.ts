import { type Draw, stream } from "../numeric/streams.ts";
import { InputError, listNames } from "../text/mod.ts";
import type { Curve } from "./curve.ts";

/** How {@linkcode PairModel.train} trains. */
export interface PairTraining {
  /** Pairs in a batch, drawn with replacement. */
  readonly B: number;
  /** The learning rate, the same at every step. */
  readonly rate: number;
  /** Steps. */
  readonly steps: number;
  /** The seed of the draws. */
  readonly seed: number;
  /** Trainings whose losses are averaged. @default {1} */
  readonly repeats?: number;
}

/** A trained model. */
export interface TrainedPairs {
  /** The loss over the whole text, checkpoint by checkpoint; D counts pairs, C is 6ND. */
  readonly curve: Curve;
  /** The coefficients at the end of the last repeat. */
  readonly logits: Float64Array;
}

/** The gradient's noise over all pairs of a text, computed and not estimated. */
export interface PairNoise {
  /** |G|² of the gradient over the whole text. */
  readonly squaredNorm: number;
  /** tr Σ of the gradients of single pairs. */
  readonly trace: number;
  /** tr Σ / |G|², in pairs. */
  readonly B_simple: number;
  /** tr HΣ / GᵀHG with the Hessian H of the loss, in pairs. */
  readonly B_noise: number;
}

const V = 27;

/**
 * The smallest language model there is: which letter follows which, learnt by gradient descent. A table of
 * 27 × 27 logits, small enough to train hundreds of times in a lesson and to know its gradients exactly.
 *
 * L = −mean over pairs (a, b) of ln softmax(w_a)_b, in nats per letter
 *
 * Letters are a to z without case; whatever lies between them is one space.
 *
 * @example An untrained model guesses among 27
 * ```ts
 * import assert from "node:assert/strict";
 * import { PairModel } from "isoflop/runs";
 *
 * const model = new PairModel("The quick brown fox jumps over the lazy dog.");
 * const { curve } = model.train({ B: 8, rate: 2, steps: 200, seed: 1 });
 * assert.equal(model.loss(new Float64Array(729)).toFixed(4), Math.log(27).toFixed(4));
 * assert.ok(curve.loss.at(-1)! < 2);
 * ```
 */
export class PairModel {
  /** Pairs in the text. */
  readonly pairs: number;
  readonly #from: Uint8Array;
  readonly #to: Uint8Array;
  /** How often each letter follows each. */
  readonly #counts = new Float64Array(V * V);
  readonly #rows = new Float64Array(V);

  /**
   * Counts the pairs of a text.
   *
   * @param text What is to be learnt.
   * @throws {InputError} If it has fewer than three letters.
   */
  constructor(text: string) {
    const letters = Uint8Array.from(
      text.toLowerCase().replace(/[^a-z]+/g, " ").trim(),
      (letter) => letter === " " ? 26 : letter.charCodeAt(0) - 97,
    );
    if (letters.length < 3) {
      throw new InputError({
        cannot: "learn the pairs of a text",
        needs: "at least three letters, a to z",
        found: JSON.stringify(text.slice(0, 40)),
      });
    }
    this.pairs = letters.length - 1;
    this.#from = letters.subarray(0, -1);
    this.#to = letters.subarray(1);
    for (let i = 0; i < this.pairs; i++) {
      this.#counts[V * this.#from[i]! + this.#to[i]!]!++;
      this.#rows[this.#from[i]!]!++;
    }
  }

  /** The loss over the whole text, in nats per letter. */
  loss(logits: Float64Array): number {
    let sum = 0;
    for (let a = 0; a < V; a++) {
      if (this.#rows[a] === 0) continue;
      const p = softmax(logits, a);
      for (let b = 0; b < V; b++) {
        const count = this.#counts[V * a + b]!;
        // Of a rate that is far too high the probability may be no number above 0.
        if (count > 0) sum -= count * Math.log(Math.max(p[b]!, 1e-300));
      }
    }
    return sum / this.pairs;
  }

  /**
   * |G_B|² of the gradient of a random batch, averaged over several: what `noiseScale` takes.
   *
   * @throws {InputError} If B or batches is not a whole number above 0.
   */
  gradientNorm(
    logits: Float64Array,
    { B, batches, seed }: { readonly B: number; readonly batches: number; readonly seed: number },
  ): { B: number; squaredNorm: number } {
    needCounts("measure gradients of the pairs of a text", { B, batches });
    const draw = stream("isoflop", seed);
    let sum = 0;
    for (let i = 0; i < batches; i++) {
      const counts = this.#batch(B, draw);
      for (let a = 0; a < V; a++) {
        for (const g of gradient(logits, counts, a, B) ?? []) sum += g * g;
      }
    }
    return { B, squaredNorm: sum / batches };
  }

  /** The noise of the gradient over all pairs: what batches of two sizes estimate. */
  noise(logits: Float64Array): PairNoise {
    const { pairs } = this;
    let squaredNorm = 0, single = 0, bent = 0, singleBent = 0;
    for (let a = 0; a < V; a++) {
      const g = gradient(logits, this.#counts, a, pairs);
      if (!g) continue;
      const p = softmax(logits, a);
      // H of a row is its share of the pairs times diag p − p pᵀ.
      const bend = (v: ArrayLike<number>) => {
        let mean = 0, square = 0;
        for (let b = 0; b < V; b++) {
          mean += p[b]! * v[b]!;
          square += p[b]! * v[b]! ** 2;
        }
        return this.#rows[a]! / pairs * (square - mean * mean);
      };
      squaredNorm += g.reduce((sum, x) => sum + x * x, 0);
      bent += bend(g);
      for (let b = 0; b < V; b++) {
        const share = this.#counts[V * a + b]! / pairs;
        if (share === 0) continue;
        const one = p.map((x, k) => x - (k === b ? 1 : 0));
        single += share * one.reduce((sum, x) => sum + x * x, 0);
        singleBent += share * bend(one);
      }
    }
    const trace = single - squaredNorm;
    return {
      ...{ squaredNorm, trace },
      B_simple: trace / squaredNorm,
      B_noise: (singleBent - bent) / bent,
    };
  }

  /**
   * Plain stochastic gradient descent from zero at a constant rate; some twenty checkpoints for each
   * factor of ten in steps.
   *
   * @throws {InputError} If B, steps or repeats is not a whole number above 0, or the rate not above 0.
   */
  train({ B, rate, steps, seed, repeats = 1 }: PairTraining): TrainedPairs {
    const cannot = "train on the pairs of a text";
    needCounts(cannot, { B, steps, repeats });
    if (!(rate > 0 && rate < Infinity)) {
      throw new InputError({ cannot, needs: "a rate above 0 and finite", found: `${rate}` });
    }
    const step = checkpoints(steps);
    const loss = new Float64Array(step.length);
    const draw = stream("isoflop", seed);
    let logits = new Float64Array(V * V);
    for (let repeat = 0; repeat < repeats; repeat++) {
      logits = new Float64Array(V * V);
      for (let s = 1, at = 0; s <= steps; s++) {
        const counts = this.#batch(B, draw);
        for (let a = 0; a < V; a++) {
          const g = gradient(logits, counts, a, B);
          for (let b = 0; g && b < V; b++) logits[V * a + b]! -= rate * g[b]!;
        }
        if (s === step[at]) loss[at++]! += this.loss(logits) / repeats;
      }
    }
    const D = step.map((s) => s * B), N = V * V;
    const run = `batch ${B}, rate ${rate}`;
    return { curve: { run, N, step, D, C: D.map((pairs) => 6 * N * pairs), loss }, logits };
  }

  #batch(B: number, draw: Draw): Float64Array {
    const counts = new Float64Array(V * V);
    for (let i = 0; i < B; i++) {
      const k = draw(this.pairs);
      counts[V * this.#from[k]! + this.#to[k]!]!++;
    }
    return counts;
  }
}

function needCounts(cannot: string, counts: Readonly<Record<string, number>>): void {
  const bad = Object.entries(counts).find(([, n]) => !(Number.isSafeInteger(n) && n > 0));
  if (!bad) return;
  throw new InputError({
    cannot,
    needs: `whole numbers above 0 as ${listNames(Object.keys(counts))}`,
    found: `${bad[0]} = ${bad[1]}`,
  });
}

/** The probabilities of what follows the letter a. */
function softmax(logits: Float64Array, a: number): Float64Array {
  const row = logits.subarray(V * a, V * (a + 1));
  let most = -Infinity, sum = 0;
  for (const w of row) most = Math.max(most, w);
  const p = row.map((w) => Math.exp(w - most));
  for (const x of p) sum += x;
  for (let b = 0; b < V; b++) p[b]! /= sum;
  return p;
}

/** The row a of the mean gradient of B pairs; `null` where none begins with a. */
function gradient(logits: Float64Array, counts: Float64Array, a: number, B: number) {
  let begin = 0;
  for (let b = 0; b < V; b++) begin += counts[V * a + b]!;
  if (begin === 0) return null;
  return softmax(logits, a).map((x, b) => (begin * x - counts[V * a + b]!) / B);
}

function checkpoints(steps: number): Float64Array {
  const found = new Set<number>();
  for (let s = 1; s < steps; s *= 10 ** (1 / 20)) found.add(Math.round(s));
  return Float64Array.from(found.add(steps));
}
