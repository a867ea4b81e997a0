import { InputError } from "../../text/mod.ts";
import { Algebra, type Expression, readFunction, toVega } from "../../algebra/mod.ts";
import type { Calculate, Param } from "../spec.ts";

/** One number per name: what the sliders say, or the fields of a row. */
export type Numbers<K extends string> = Readonly<Record<K, number>>;

/**
 * A formula of the settings of a figure and, where it is for rows, of the fields of a row: a plain
 * function of numbers by name, written as `readFunction()` reads it.
 */
export type LiveFormula = (at: never) => number;

/** Constants that a formula names, by name. */
export type Fixed = { readonly [name: string]: number };

/** A slider under a figure. */
export interface Slider {
  /** What it moves, with the unit. */
  readonly label: string;
  /** Where it stands at first. Every other place is a whole number of steps away. */
  readonly value: number;
  /** One press of an arrow key. */
  readonly step: number;
  /** How many steps there are downwards and upwards. */
  readonly steps: readonly [down: number, up: number];
}

/** A choice under a figure. */
export interface Choice {
  /** What is chosen. */
  readonly label: string;
  /** The names to choose from. The signal holds the place of the chosen one, from 0. */
  readonly options: readonly string[];
  /** Which one is chosen at first. @default {0} */
  readonly value?: number;
}

/**
 * What a reader of a figure can move, and what follows from it: sliders, and formulas that Vega
 * computes again in the page, without a kernel.
 *
 * A formula is written once, as a function; what Vega computes is that function, read and printed.
 */
export class Controls {
  /** The parameters of the specification, in order. */
  readonly params: Param[] = [];
  readonly #algebra = new Algebra();
  readonly #names: string[] = [];

  /**
   * Adds a slider.
   *
   * @throws {InputError} If it would start beyond one of its ends.
   */
  slider(name: string, { label, value, step, steps: [down, up] }: Slider): void {
    if (!Number.isFinite(value) || !(down >= 0) || !(up >= 0)) {
      throw new InputError({
        cannot: `set the slider ${JSON.stringify(label)}`,
        needs: "a start between its ends",
        found: String(value),
      });
    }
    // A slider stands whole steps above its lower end, so the ends are counted from the start.
    const at = (steps: number) => Number((value + steps * step).toPrecision(12));
    const bind = {
      ...{ input: "range" as const, name: label },
      ...{ min: at(-down), max: at(up), step },
    };
    this.#add(name, { name: signal(name), value, bind });
  }

  /** Adds a choice from a list; in formulas it is the place of the chosen one, from 0. */
  choice(name: string, { label, options, value = 0 }: Choice): void {
    const bind = {
      ...{ input: "select" as const, name: label },
      ...{ options: options.map((_, i) => i), labels: [...options] },
    };
    this.#add(name, { name: signal(name), value, bind });
  }

  /** Adds a box to tick: 1 where it is ticked, else 0. */
  box(name: string, label: string): void {
    const ticked = `${signal(name)}_ticked`;
    this.params.push({ name: ticked, value: false, bind: { input: "checkbox", name: label } });
    this.#add(name, { name: signal(name), expr: `${ticked} ? 1 : 0` });
  }

  /** Adds numbers of a list, one for each option of a choice. */
  pick(name: string, choice: string, numbers: readonly number[]): void {
    this.#add(name, { name: signal(name), expr: `${JSON.stringify(numbers)}[${signal(choice)}]` });
  }

  /** Adds what follows from the settings so far. `fixed` are constants that the formula names. */
  follow(name: string, formula: LiveFormula, fixed: Fixed = {}): void {
    const code = this.#code(name, formula, [], fixed);
    for (const line of code.signals) this.params.push({ name: line.name, expr: line.code });
    this.#add(name, { name: signal(name), expr: code.outputs[0]! });
  }

  /** The transforms that add a field to each row, from settings and from fields that are there. */
  field(
    name: string,
    formula: LiveFormula,
    fields: readonly string[],
    fixed: Fixed = {},
  ): Calculate[] {
    const code = this.#code(`${name}${this.params.length}`, formula, fields, fixed);
    for (const line of code.signals) this.params.push({ name: line.name, expr: line.code });
    return [
      ...code.fields.map(({ name, code }) => ({ calculate: code, as: name })),
      { calculate: code.outputs[0]!, as: name },
    ];
  }

  #code(
    name: string,
    formula: LiveFormula,
    fields: readonly string[],
    fixed: Fixed,
  ) {
    const read = readFunction(this.#algebra, formula, {
      name,
      coefNames: Array.from(new Set([...this.#names, ...fields, ...Object.keys(fixed)])),
      regressors: [],
    });
    const numbers = Object.entries(fixed).map(([name, value]) =>
      [name, this.#algebra.number(value)] as const
    );
    const expression: Expression = this.#algebra.substitute(read, new Map(numbers));
    return toVega([expression], {
      isField: (symbol) => fields.includes(symbol),
      reference: (symbol) => fields.includes(symbol) ? `datum.${symbol}` : signal(symbol),
      prefix: `${signal(name)}`,
    });
  }

  #add(name: string, param: Param): void {
    this.params.push(param);
    this.#names.push(name);
  }
}

/** The signal of a setting. `E` alone would be Euler's number in Vega's expressions. */
export function signal(name: string): string {
  return `p_${name}`;
}
