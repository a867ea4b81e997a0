import { InputError } from "../text/mod.ts";
import type { FitFlags } from "./approaches.ts";

type Number = 1 | 2 | 3;

/** Options that not every approach takes, those that do, and whether one was given. */
const particular: readonly {
  readonly flag: string;
  readonly of: readonly Number[];
  readonly given: (flags: FitFlags) => boolean;
}[] = [
  { flag: "--law", of: [3], given: ({ law }) => law !== "chinchilla" },
  { flag: "--free", of: [3], given: ({ free }) => free !== undefined },
  { flag: "--hold", of: [3], given: ({ hold }) => hold !== undefined },
  { flag: "--uncertainty", of: [3], given: ({ uncertainty }) => uncertainty !== undefined },
  { flag: "--objective", of: [3], given: ({ objective }) => objective !== "huber-log" },
  { flag: "--delta", of: [3], given: ({ delta }) => delta !== undefined },
  { flag: "--minimum", of: [2], given: ({ minimum }) => minimum !== undefined },
  { flag: "--budgets", of: [2], given: ({ budgets }) => budgets !== undefined },
  { flag: "--sizes", of: [1], given: ({ sizes }) => sizes !== undefined },
  { flag: "--restarts", of: [1], given: ({ restarts }) => restarts !== undefined },
  { flag: "--drop-highest", of: [2, 3], given: ({ dropHighest = 0 }) => dropHighest > 0 },
];

/**
 * An option that the approach does not take would be ignored in silence.
 *
 * @throws {InputError} If one is given.
 */
export function refuseFlags(flags: FitFlags, approach: Number): void {
  for (const { flag, of, given } of particular) {
    if (of.includes(approach) || !given(flags)) continue;
    throw new InputError({
      cannot: `use ${flag} with --approach ${approach}`,
      needs: `--approach ${of.join(" or ")}`,
      found: `--approach ${approach}`,
      cure: `leave ${flag} out`,
    });
  }
}
