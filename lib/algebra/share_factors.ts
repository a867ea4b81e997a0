import type { Step, Steps } from "./steps.ts";

const ROOM = 2 ** 20; // more steps than any formula has, so that a pair is one number

/**
 * Leaves at most two factors in every product: the pair of factors that most products have in
 * common is multiplied once and stands for both, until no two products share a pair. Of what is left
 * the factors that are computed once go first, then those of the regressors alone.
 */
export function shareFactors(steps: Steps): void {
  const long = steps.all.filter(({ product }) => product);
  const longer = () => long.filter(({ args }) => args.length > 2);
  for (let left = longer(); left.length > 0; left = longer()) {
    const best = commonest(long);
    if (best === null) break;
    const pair = steps.multiply(best);
    let replaced = false;
    for (const step of left) {
      const args = without(step.args, best);
      if (args === null || step === pair) continue;
      step.args = [...args, pair];
      replaced = true;
    }
    if (!replaced) break;
    if (!long.includes(pair)) long.push(pair);
  }
  for (const step of longer()) {
    let args = step.args.toSorted((a, b) => a.reach - b.reach || a.id - b.id);
    while (args.length > 2) args = [steps.multiply(args.slice(0, 2)), ...args.slice(2)];
    step.args = args;
  }
}

function commonest(products: readonly Step[]): readonly [Step, Step] | null {
  const counts = new Map<number, { count: number; a: Step; b: Step; long: boolean }>();
  for (const { args } of products) {
    const seen = new Set<number>();
    for (const [i, a] of args.entries()) {
      for (const b of args.slice(i + 1)) {
        const key = Math.min(a.id, b.id) * ROOM + Math.max(a.id, b.id);
        if (seen.has(key)) continue;
        seen.add(key);
        const entry = counts.get(key);
        if (entry === undefined) counts.set(key, { count: 1, a, b, long: args.length > 2 });
        else {
          entry.count++;
          entry.long ||= args.length > 2;
        }
      }
    }
  }
  let best: readonly [Step, Step] | null = null, most = 1;
  for (const { count, a, b, long } of counts.values()) {
    // Among equals a pair that leaves the loop, then one that becomes a column, saves most.
    const worth = count + ((a.reach | b.reach) < 3 ? 0.5 : 0);
    if (count > 1 && long && worth > most) [best, most] = [[a, b], worth];
  }
  return best;
}

/** The list without one `a` and one `b`; `null` if it has not both. */
function without(list: readonly Step[], [a, b]: readonly [Step, Step]): Step[] | null {
  const rest = list.slice();
  for (const each of [a, b]) {
    const at = rest.indexOf(each);
    if (at < 0) return null;
    rest.splice(at, 1);
  }
  return rest;
}
