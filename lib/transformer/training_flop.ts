import { InputError, unknownName } from "../text/mod.ts";
import type { Architecture } from "./architecture.ts";
import { type Convention, conventionRules } from "./conventions.ts";
import { type FlopOptions, flops } from "./flops.ts";

/**
 * FLOP to train on D tokens: C = D · training FLOP per token, 6ND by that convention.
 *
 * Of a model whose shape is not known give N, in parameters that one token uses; only 6ND can
 * count it.
 *
 * @param model An architecture, or N.
 * @param D Tokens.
 * @param how A convention, or the options of {@linkcode flops}; 6ND unless given.
 * @throws {InputError} If N or D is not a positive number, the convention is unknown, or N alone is
 * to be counted by anything but 6ND.
 *
 * @example Chinchilla: 70 B parameters, 1.4 T tokens
 * ```ts
 * import assert from "node:assert/strict";
 * import { trainingFlop } from "isoflop/transformer";
 *
 * assert.equal(trainingFlop(70e9, 1.4e12), 5.88e23);
 * ```
 */
export function trainingFlop(
  model: Architecture | number,
  D: number,
  how: Convention | FlopOptions = {},
): number {
  positive("D", D);
  const options = typeof how === "string" ? { convention: how } : how;
  if (typeof model !== "number") return D * flops(model, options).perToken.training;
  positive("N", model);
  const { convention = "6ND", ...others } = options;
  if (!Object.hasOwn(conventionRules, convention)) {
    throw unknownName("count FLOP by", String(convention), Object.keys(conventionRules));
  }
  const given = Object.keys(others);
  if (convention !== "6ND" || given.length > 0) {
    throw new InputError({
      cannot: "count training FLOP",
      needs: "an architecture for anything but plain 6ND",
      found: `N = ${model} alone, with ${
        [convention, ...given].map((each) => JSON.stringify(each)).join(", ")
      }`,
      cure: "give layers, dModel, heads, vocabulary and context",
    });
  }
  return 6 * model * D;
}

function positive(name: string, value: number): void {
  if (value > 0 && value < Infinity) return;
  throw new InputError({
    cannot: "count training FLOP",
    needs: `${name} > 0`,
    found: `${name} = ${value}`,
  });
}
