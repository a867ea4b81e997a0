import type { PowerOfCompute } from "../laws/law.ts";
import { InputError } from "../text/mod.ts";
import type { FrontierFit } from "./frontier_fit.ts";
import { frontierLines } from "./frontier_line.ts";

/** The power laws through a third of a frontier. */
export interface Third {
  /** The least and the greatest budget of the third, in FLOP. */
  readonly C: readonly [least: number, greatest: number];
  /** N*(C) through its minima. */
  readonly N: PowerOfCompute;
  /** D*(C) through its minima. */
  readonly D: PowerOfCompute;
}

/**
 * The power laws through the first, the middle and the last third of a frontier's minima: where
 * their exponents differ, the frontier bends, and one power law is the wrong line to extend.
 *
 * @returns Three laws, thirds of the range of ln C.
 * @throws {InputError} If a third of the range has fewer than two minima.
 *
 * Source: Hoffmann et al. (2022), Figure A5 and appendix E, https://arxiv.org/abs/2203.15556
 *
 * @example A frontier that is a power law does not bend
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitValleys, thirds } from "isoflop/fit";
 * import { chinchilla } from "isoflop/laws";
 *
 * const truth = { E: 1.69, A: 400, B: 400, alpha: 0.31, beta: 0.31 };
 * const budgets = [1, 3, 10, 30, 100, 300].map((times) => times * 1e18);
 * const C = budgets.flatMap((budget) => Array(7).fill(budget) as number[]);
 * const N = C.map((c, i) => Math.sqrt(c / 6) * 2 ** (i % 7 - 3));
 * const D = C.map((c, i) => c / (6 * N[i]!));
 * const loss = C.map((_, i) => chinchilla.predict(truth, { N: N[i]!, D: D[i]! }));
 *
 * const slopes = thirds(fitValleys({ N, D, C, loss })).map(({ N }) => N.exponent.toFixed(6));
 * assert.deepEqual(slopes, ["0.500000", "0.500000", "0.500000"]);
 * ```
 */
export function thirds(fit: FrontierFit): readonly Third[] {
  const points = fit.converged.map(({ C, N, D }) => ({
    C: Math.log(C),
    N: Math.log(N),
    D: Math.log(D),
  }));
  if (points.length < 6) {
    throw new InputError({
      cannot: "fit the thirds of a frontier",
      needs: "six minima, two in each third",
      found: `${points.length} ${points.length === 1 ? "minimum" : "minima"}`,
    });
  }
  const budgets = points.map(({ C }) => C);
  const least = Math.min(...budgets), greatest = Math.max(...budgets);
  return [0, 1, 2].map((k) => {
    const third = points.filter(({ C }) =>
      Math.min(2, Math.floor((3 * (C - least)) / (greatest - least))) === k
    );
    if (third.length < 2) {
      throw new InputError({
        cannot: "fit the thirds of a frontier",
        needs: "two minima in each third of the range of ln C",
        found: `${third.length} in the ${["first", "middle", "last"][k]}`,
      });
    }
    const { N, D } = frontierLines(third);
    return {
      C: [Math.exp(third[0]!.C), Math.exp(third.at(-1)!.C)],
      N: { coef: N.coef, exponent: N.exponent },
      D: { coef: D.coef, exponent: D.exponent },
    };
  });
}
