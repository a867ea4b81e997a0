import type { Comparator } from "./expression.ts";

/** On what a step depends, as bits: 0 nothing, 1 coefficients, 2 regressors, 3 both. */
export type Reach = 0 | 1 | 2 | 3;

/** One operation of an evaluation. Products keep all their factors until pairs are shared. */
export interface Step {
  /** Its place in the list of steps. */
  readonly id: number;
  /** On what it depends. */
  readonly reach: Reach;
  /** What it is computed from. */
  args: readonly Step[];
  /** Whether it stands for itself: a literal or a reference. */
  readonly leaf: boolean;
  /** Whether the factors of `args` are to be multiplied. */
  readonly product: boolean;
  /** Whether a column of it is worth its memory: a function, a root, a division. */
  readonly costly: boolean;
  /** The JavaScript of it, given that of `args`; a call needs no parentheses around. */
  readonly write: (args: readonly string[]) => string;
}

/** Makes steps, each one once. */
export class Steps {
  /** All of them, arguments first. */
  readonly all: Step[] = [];
  readonly #known = new Map<string, Step>();

  /** A literal that reads back as the same number. */
  literal(value: number): Step {
    const text = Number.isNaN(value) || Number.isFinite(value)
      ? `${value}`
      : `${value < 0 ? "-" : ""}Infinity`;
    return this.leaf(value < 0 ? `(${text})` : text, 0);
  }

  /** A reference to a symbol, or a literal. */
  leaf(text: string, reach: Reach): Step {
    return this.#make(`leaf ${text}`, { reach, args: [], leaf: true, write: () => text });
  }

  /** fn(…) */
  call(fn: string, args: readonly Step[], costly = true): Step {
    return this.#of(fn, args, (of) => `${fn}(${of.join(", ")})`, costly);
  }

  /** A product; of one factor it is the factor. */
  multiply(factors: readonly Step[]): Step {
    if (factors.length === 1) return factors[0]!;
    const args = factors.toSorted((a, b) => a.id - b.id);
    return this.#of("*", args, (of) => `(${of.join(" * ")})`, false, true);
  }

  /** A sum of terms, some of them subtracted. */
  add(terms: readonly { readonly step: Step; readonly minus: boolean }[]): Step {
    const [first, ...rest] = terms.toSorted((a, b) => Number(a.minus) - Number(b.minus));
    if (first!.minus) {
      return this.negate(this.add(terms.map(({ step }) => ({ step, minus: false }))));
    }
    if (rest.length === 0) return first!.step;
    const signs = rest.map(({ minus }) => (minus ? " - " : " + "));
    return this.#of(
      `+${signs.join("")}`,
      [first!, ...rest].map(({ step }) => step),
      (of) => `(${of[0]}${of.slice(1).map((text, i) => signs[i]! + text).join("")})`,
    );
  }

  /** −x */
  negate(x: Step): Step {
    return this.#of("neg", [x], ([text]) => `(-${text})`);
  }

  /** 1 / x */
  reciprocal(x: Step): Step {
    return this.#of("1/", [x], ([text]) => `(1 / ${text})`, true);
  }

  /** condition ? then : otherwise */
  select(op: Comparator, args: readonly Step[]): Step {
    return this.#of(
      op,
      args,
      ([l, r, then, otherwise]) => `(${l} ${op} ${r} ? ${then} : ${otherwise})`,
    );
  }

  #of(
    kind: string,
    args: readonly Step[],
    write: Step["write"],
    costly = false,
    product = false,
  ): Step {
    const reach = args.reduce((bits, arg) => (bits | arg.reach) as Reach, 0 as Reach);
    const key = `${kind} ${args.map(({ id }) => id).join()}`;
    return this.#make(key, { reach, args, write, costly, product });
  }

  #make(
    key: string,
    { reach, args, leaf = false, product = false, costly = false, write }:
      & Pick<Step, "reach" | "args" | "write">
      & Partial<Step>,
  ): Step {
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    const made = { id: this.all.length, reach, args, leaf, product, costly, write };
    this.#known.set(key, made);
    this.all.push(made);
    return made;
  }
}
