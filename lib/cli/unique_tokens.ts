import type { RepeatedPlan, RepeatedQuestion } from "../plan/mod.ts";

/** The flags of `isoflop plan` that a plan with repeated data knows. */
export interface UniqueTokensFlags {
  readonly flop?: number;
  readonly loss?: number;
  readonly n?: number;
  readonly d?: number;
  readonly level: number;
}

/** The question of `--unique-tokens`, once it is known that one question is asked. */
export function repeatedQuestion(
  { flop, loss, n, d, level }: UniqueTokensFlags,
  U: number,
): RepeatedQuestion {
  if (flop !== undefined) return { C: flop, U, level };
  if (loss !== undefined) return { loss, U, level };
  return { N: n!, D: d!, U, level };
}

/** The keys that a plan with repeated data has besides the others. */
export function repeatedJson({ U, epochs, unlimited: { N, D, loss } }: RepeatedPlan): object {
  return { uniqueTokens: U, epochs, unlimited: { N, D, loss } };
}
