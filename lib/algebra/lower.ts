import { children, symbolsOf } from "./depends.ts";
import type { Expression, PowerExpression } from "./expression.ts";
import { LOG_OF_ZERO } from "./functions.ts";
import type { Reach, Step, Steps } from "./steps.ts";

/** What is known of the symbols. */
export interface Symbols {
  /** Whether a symbol is a regressor, which has a value per row. */
  readonly isRow: (symbol: string) => boolean;
  /** The JavaScript that stands for a symbol: a name or an element of an array. */
  readonly reference: (symbol: string) => string;
}

/** How x^y is computed: `"log"` as exp(y log x) where log x can be kept, `"pow"` never. */
export type PowerStyle = "log" | "pow";

interface Signed {
  readonly step: Step;
  readonly minus: boolean;
}

/** Turns expressions into steps: signs apart, powers as products, roots or exponentials. */
export class Lowering {
  readonly #steps: Steps;
  readonly #symbols: Symbols;
  readonly #powers: PowerStyle;
  readonly #done = new Map<Expression, Signed>();
  /** Bases whose logarithm some derivative needs anyway. */
  readonly #logged = new Set<Expression>();

  constructor(steps: Steps, symbols: Symbols, powers: PowerStyle, outputs: readonly Expression[]) {
    this.#steps = steps;
    this.#symbols = symbols;
    this.#powers = powers;
    const seen = new Set<Expression>();
    const look = (e: Expression) => {
      if (seen.has(e)) return;
      seen.add(e);
      if (e.kind === "call" && e.fn === "powerLog") this.#logged.add(e.argument);
      children(e).forEach(look);
    };
    outputs.forEach(look);
  }

  /** The step that computes an expression. */
  step(e: Expression): Step {
    if (e.kind === "number") return this.#steps.literal(e.value);
    const { step, minus } = this.#signed(e);
    return minus ? this.#steps.negate(step) : step;
  }

  #signed(e: Expression): Signed {
    const before = this.#done.get(e);
    if (before !== undefined) return before;
    const made = e.kind === "product" ? this.#product(e.factors) : this.#plain(e);
    this.#done.set(e, made);
    return made;
  }

  #plain(e: Exclude<Expression, { kind: "product" }>): Signed {
    const plus = (step: Step) => ({ step, minus: false });
    switch (e.kind) {
      case "number":
        return { step: this.#steps.literal(Math.abs(e.value)), minus: e.value < 0 };
      case "symbol":
        return plus(
          this.#steps.leaf(this.#symbols.reference(e.name), this.#symbols.isRow(e.name) ? 2 : 1),
        );
      case "sum":
        return this.#sum(e.terms);
      case "power":
        return plus(this.#power(e));
      case "call":
        if (e.fn === "powerLog") return plus(this.#log(e.argument));
        return plus(
          this.#steps.call(
            `Math.${e.fn}`,
            [this.#argument(e.argument)],
            e.fn !== "abs" && e.fn !== "sign",
          ),
        );
      case "extreme":
        return plus(
          this.#steps.call(`Math.${e.fn}`, [this.step(e.left), this.step(e.right)], false),
        );
      case "condition":
        return plus(
          this.#steps.select(e.op, [
            this.step(e.left),
            this.step(e.right),
            this.#steps.literal(1),
            this.#steps.literal(0),
          ]),
        );
      case "select": {
        const { condition: test } = e;
        const branches = [this.step(e.then), this.step(e.otherwise)];
        if (test.kind === "condition") {
          const sides = [this.step(test.left), this.step(test.right)];
          return plus(this.#steps.select(test.op, [...sides, ...branches]));
        }
        const sides = [this.step(test), this.#steps.literal(0)];
        return plus(this.#steps.select("!==", [...sides, ...branches]));
      }
    }
  }

  /** Terms that depend on coefficients alone are added once, those of regressors alone apart. */
  #sum(terms: readonly Expression[]): Signed {
    const all = terms.map((term) => this.#signed(term));
    const groups: Signed[][] = [[], [], []];
    for (const term of all) groups[Math.max(term.step.reach - 1, 0)]!.push(term);
    const [once, rows, both] = groups as [Signed[], Signed[], Signed[]];
    const parts = [once, rows].filter(({ length }) => length > 0)
      .map((group) => ({ step: this.#steps.add(group), minus: false }));
    return { step: this.#steps.add([...parts, ...both]), minus: false };
  }

  #product(factors: readonly Expression[]): Signed {
    let minus = false;
    const list: Step[] = [];
    for (const factor of factors) {
      const signed = this.#signed(factor);
      if (signed.minus) minus = !minus;
      if (factor.kind === "number" && Math.abs(factor.value) === 1) continue;
      if (signed.step.product) list.push(...signed.step.args);
      else list.push(signed.step);
    }
    return { step: this.#steps.multiply(list), minus };
  }

  /** A minus in front of an argument goes to a factor that is computed once. */
  #argument(e: Expression): Step {
    const { step, minus } = this.#signed(e);
    if (!minus) return step;
    const at = step.product ? step.args.findIndex(({ reach }) => reach === 1) : -1;
    if (at < 0) return this.#steps.negate(step);
    return this.#steps.multiply(step.args.with(at, this.#steps.negate(step.args[at]!)));
  }

  #power({ base, exponent }: PowerExpression): Step {
    if (exponent.kind === "number") return this.#constantPower(this.step(base), exponent.value);
    const keeps = this.#logged.has(base) || this.#reach(base) !== 3 || this.#splits(base);
    if (this.#powers === "pow" || !keeps) {
      return this.#steps.call("Math.pow", [this.step(base), this.step(exponent)]);
    }
    const log = this.#log(base);
    const { step, minus } = this.#signed(exponent);
    const signed = minus ? this.#steps.negate(step) : step;
    const factors = signed.product ? signed.args : [signed];
    return this.#steps.call("Math.exp", [this.#steps.multiply([...factors, log])]);
  }

  #constantPower(x: Step, p: number): Step {
    if (p < 0) return this.#steps.reciprocal(this.#constantPower(x, -p));
    const whole = Math.floor(p);
    if (p > 4.5 || (p !== whole && p !== whole + 0.5)) {
      return this.#steps.call("Math.pow", [x, this.#steps.literal(p)]);
    }
    const base = x.product ? x.args : [x];
    const factors = Array.from({ length: whole }, () => base).flat();
    if (p !== whole) factors.push(this.#steps.call("Math.sqrt", [x]));
    return this.#steps.multiply(factors);
  }

  /** log x, kept above the logarithm of the least number so that 0^y has derivatives. */
  #log(x: Expression): Step {
    if (this.#powers === "log" && x.kind === "product" && this.#splits(x)) {
      return this.#steps.add(x.factors.map((factor) => this.#logOf(factor)));
    }
    if (x.kind === "number") return this.#steps.literal(Math.log(x.value));
    const log = this.#steps.call("Math.log", [this.step(x)]);
    return this.#steps.call("Math.max", [log, this.#steps.literal(LOG_OF_ZERO)]);
  }

  #logOf(factor: Expression): Signed {
    if (factor.kind !== "power" || factor.exponent.kind !== "number") {
      return { step: this.#log(factor), minus: false };
    }
    const p = factor.exponent.value, log = this.#log(factor.base);
    const step = Math.abs(p) === 1
      ? log
      : this.#steps.multiply([this.#steps.literal(Math.abs(p)), log]);
    return { step, minus: p < 0 };
  }

  /** Whether log x is a sum of logarithms that can each be kept: x = A/N. */
  #splits(x: Expression): boolean {
    return x.kind === "product" && this.#reach(x) === 3 &&
      x.factors.every((factor) =>
        this.#reach(factor) !== 3 && !(factor.kind === "number" && factor.value < 0)
      );
  }

  #reach(e: Expression): Reach {
    let bits = 0;
    for (const name of symbolsOf(e)) bits |= this.#symbols.isRow(name) ? 2 : 1;
    return bits as Reach;
  }
}
