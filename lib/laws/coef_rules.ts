import { InputError, unknownName } from "../text/mod.ts";
import type { CoefRule, CoefRules } from "./law.ts";

/**
 * Checks that the rules of a law's coefficients can all be kept.
 *
 * @throws {InputError} If a rule names no coefficient, bounds leave no room, a coefficient is both
 * held and tied, or is tied to itself or to one that is tied.
 */
export function checkRules(law: string, coefNames: readonly string[], rules: CoefRules): void {
  for (const [term, rule] of Object.entries(rules)) {
    if (!coefNames.includes(term)) {
      throw unknownName(`constrain a coefficient of ${JSON.stringify(law)}:`, term, coefNames);
    }
    for (const key of Object.keys(rule ?? {})) {
      if (!keys.includes(key)) throw unknownName(`constrain ${term} by`, key, keys);
    }
    const found = contradiction(term, rule ?? {}, coefNames, rules);
    if (found === null) continue;
    throw new InputError({ cannot: `fit ${term} of ${JSON.stringify(law)}`, ...found });
  }
}

const keys = ["positive", "low", "high", "fixed", "tied", "linear", "search"];

/** Least and largest value that a rule allows. */
export function limits({ positive, low, high }: CoefRule): [low: number, high: number] {
  return [Math.max(low ?? -Infinity, positive ? 0 : -Infinity), high ?? Infinity];
}

function contradiction(
  term: string,
  rule: CoefRule,
  coefNames: readonly string[],
  rules: CoefRules,
): { needs: string; found: string } | null {
  const { fixed, tied, search } = rule;
  const [low, high] = limits(rule);
  const range = `[${low}, ${high}]`;
  // Written so that NaN is refused too.
  if (!(low < high)) return { needs: "a lower bound below the upper one", found: range };
  if (fixed !== undefined && tied !== undefined) {
    return { needs: "a value to hold it at or a coefficient to tie it to", found: "both" };
  }
  if (fixed !== undefined && !(low <= fixed && fixed <= high && Number.isFinite(fixed))) {
    return { needs: `a value within ${range}`, found: `${term} held at ${fixed}` };
  }
  const ends = typeof search === "string" ? undefined : search;
  if (ends && !(ends[0] < ends[1] && Math.max(...ends.map(Math.abs)) < Infinity)) {
    return { needs: "two finite ends to search between", found: `[${ends.join(", ")}]` };
  }
  if (tied === undefined) return null;
  const other = rules[tied];
  const isFree = coefNames.includes(tied) && tied !== term && other?.tied === undefined;
  return isFree ? null : {
    needs: "to be tied to another coefficient, itself not tied",
    found: tied === term
      ? "tied to itself"
      : other?.tied === undefined
      ? `tied to ${tied}`
      : `tied to ${tied}, which is tied to ${other.tied}`,
  };
}
