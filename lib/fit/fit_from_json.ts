import { Fit } from "./fit.ts";
import { FrontierFit } from "./frontier_fit.ts";

/** A fit by any of the three approaches. */
export type AnyFit = Fit | FrontierFit;

/**
 * A fit by any approach from what its `toJSON` wrote; `approach` in the data says which.
 *
 * @throws {InputError} If it is something else.
 *
 * @example Approach 2, saved and read again
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitFromJSON, fitValleys } from "isoflop/fit";
 *
 * const C = [1e19, 1e19, 1e19, 1e20, 1e20, 1e20];
 * const N = [1e8, 3e8, 9e8, 3e8, 9e8, 27e8];
 * const D = N.map((n, i) => C[i]! / (6 * n));
 * const fit = fitValleys({ N, D, C, loss: [3.1, 3.0, 3.1, 2.7, 2.6, 2.7] });
 * assert.equal(fitFromJSON(JSON.parse(JSON.stringify(fit))).approach, 2);
 * ```
 */
export function fitFromJSON(json: unknown): AnyFit {
  const { approach } = (json ?? {}) as { approach?: unknown };
  return approach === 1 || approach === 2 ? FrontierFit.fromJSON(json) : Fit.fromJSON(json);
}
