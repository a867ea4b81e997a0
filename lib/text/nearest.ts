import leven from "leven";
import { InputError } from "./errors.ts";

/**
 * The known name that looks most like the given one, for "did you mean …?"; `undefined` when
 * nothing is close.
 *
 * Close means: at most 40 % of the letters have to change, or one name contains the other.
 *
 * @example A slip of the finger
 * ```ts
 * import assert from "node:assert/strict";
 * import { nearest } from "isoflop/text";
 *
 * assert.equal(nearest("epohc", ["epoch", "hoffmann"]), "epoch");
 * ```
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const contained = Math.min(wanted.length, other.length) > 2 &&
      (other.includes(wanted) || wanted.includes(other));
    const changed = leven(wanted, other) / Math.max(wanted.length, other.length);
    const share = contained ? Math.min(changed, 0.35) : changed;
    if (share < least) [best, least] = [candidate, share];
  }
  return least <= 0.4 ? best : undefined;
}

/** The names in quotes, as a phrase: `"N", "D" and "loss"`. */
export function listNames(names: Iterable<string>): string {
  const quoted = Array.from(names, (name) => JSON.stringify(name));
  const last = quoted.pop();
  if (last === undefined) return "nothing";
  return quoted.length ? `${quoted.join(", ")} and ${last}` : last;
}

/**
 * The error for a name that is not among the known ones; it lists them and suggests the nearest.
 *
 * @param cannot What cannot be done, without the name: `find the preset`.
 */
export function unknownName(cannot: string, name: string, known: Iterable<string>): InputError {
  const names = Array.from(known);
  const near = nearest(name, names);
  return new InputError({
    cannot: `${cannot} ${JSON.stringify(name)}`,
    needs: `one of ${listNames(names)}`,
    found: JSON.stringify(name),
    ...(near !== undefined && { cure: `did you mean ${JSON.stringify(near)}?` }),
  });
}
