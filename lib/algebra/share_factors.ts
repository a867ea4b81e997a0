import type { Step, Steps } from "./steps.ts";

/**
 * Leaves at most two factors in every product: the pair of factors that most products have in
 * common is multiplied once and stands for both, until no two products share a pair. Of what is left
 * the factors that are computed once go first, then those of the regressors alone.
 */
export function shareFactors(steps: Steps): void {
  const products = steps.all.filter(({ product }) => product);
  // A shared pair is a step too; every one takes a factor from some product.
  const factors = products.reduce((sum, { args }) => sum + args.length, 0);
  const pairs = new Pairs(steps.all.length + factors);
  products.forEach((step) => pairs.enter(step.args));
  let long = products.filter(({ args }) => args.length > 2);
  for (let best = pairs.commonest(); best !== null; best = pairs.commonest()) {
    const pair = steps.multiply(best);
    for (const step of long) {
      const rest = step === pair ? null : without(step.args, best);
      if (rest === null) continue;
      pairs.leave(step.args);
      step.args = [...rest, pair];
      pairs.enter(step.args);
    }
    pairs.enter(best); // from now on the pair itself is there to be used
    long = long.filter(({ args }) => args.length > 2);
  }
  for (const step of long) {
    let args = step.args.toSorted((a, b) => a.reach - b.reach || a.id - b.id);
    while (args.length > 2) args = [steps.multiply(args.slice(0, 2)), ...args.slice(2)];
    step.args = args;
  }
}

/** How many products hold each pair of factors. */
class Pairs {
  /** More than any step's number, so that two of them make one key. */
  readonly #room: number;
  /** The place of a pair in the lists below. */
  readonly #places = new Map<number, number>();
  readonly #pairs: (readonly [Step, Step])[] = [];
  /** In how many products of more than two factors it is. */
  readonly #inLong: number[] = [];
  /** In how many products it saves a multiplication; among equals, where it leaves the loop. */
  readonly #worth: number[] = [];

  constructor(room: number) {
    this.#room = room;
  }

  enter(args: readonly Step[]): void {
    this.#count(args, 1);
  }

  leave(args: readonly Step[]): void {
    this.#count(args, -1);
  }

  /** The pair that saves most multiplications; `null` when none saves any. */
  commonest(): readonly [Step, Step] | null {
    const inLong = this.#inLong, worth = this.#worth;
    let best = -1, most = 1.5;
    for (let i = 0; i < worth.length; i++) {
      if (worth[i]! > most && inLong[i]! > 0) [best, most] = [i, worth[i]!];
    }
    return best < 0 ? null : this.#pairs[best]!;
  }

  #count(args: readonly Step[], by: number): void {
    const seen: number[] = [];
    for (let i = 1; i < args.length; i++) {
      for (let k = 0; k < i; k++) {
        const place = this.#place(args[k]!, args[i]!);
        if (seen.includes(place)) continue; // x · x · x holds x · x once
        seen.push(place);
        this.#worth[place]! += by;
        if (args.length > 2) this.#inLong[place]! += by;
      }
    }
  }

  #place(a: Step, b: Step): number {
    const key = a.id < b.id ? a.id * this.#room + b.id : b.id * this.#room + a.id;
    const before = this.#places.get(key);
    if (before !== undefined) return before;
    const place = this.#pairs.length;
    this.#places.set(key, place);
    this.#pairs.push([a, b]);
    this.#inLong.push(0);
    this.#worth.push((a.reach | b.reach) < 3 ? 0.5 : 0);
    return place;
  }
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
