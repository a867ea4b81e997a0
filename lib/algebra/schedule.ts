import type { Expression } from "./expression.ts";
import { Lowering, type PowerStyle, type Symbols } from "./lower.ts";
import { shareFactors } from "./share_factors.ts";
import { type Step, Steps } from "./steps.ts";

/** A line of a schedule: `const name = code;` */
export interface Line {
  /** The variable. */
  readonly name: string;
  /** The JavaScript of its value. */
  readonly code: string;
}

/** An evaluation in order, every shared part once, sorted by what it depends on. */
export interface Schedule {
  /** From regressors alone: columns that can be kept for a data set. */
  readonly rowOnly: readonly Line[];
  /** From coefficients alone: once per evaluation. */
  readonly once: readonly Line[];
  /** From both, or too cheap for a column: for every row. */
  readonly perRow: readonly Line[];
  /** A variable, a literal or a reference per output. */
  readonly outputs: readonly string[];
}

type Place = "rowOnly" | "once" | "perRow";

/**
 * JavaScript for some expressions of the same symbols.
 *
 * x^y with an unknown y is exp(y log x) where log x can be kept; (A/N)^y takes log A − log N, so it
 * is NaN where A and N are both negative. Functions, roots and divisions of regressors alone become
 * columns, and so do longer sums and products of them; a single product of two columns is cheaper
 * to compute than to load.
 *
 * @param symbols Which symbols are regressors, and the JavaScript that stands for each symbol.
 *
 * @example The logarithm of N is a column
 * ```ts
 * import assert from "node:assert/strict";
 * import { Algebra, readFormula, schedule } from "isoflop/algebra";
 *
 * const { expression } = readFormula(new Algebra(), "A / N^alpha");
 * const { rowOnly, perRow } = schedule([expression], {
 *   isRow: (symbol) => symbol === "N",
 *   reference: (symbol) => (symbol === "N" ? "N[i]" : symbol),
 * });
 * assert.deepEqual(rowOnly, [{ name: "r$0", code: "Math.max(Math.log(N[i]), (-1e+100))" }]);
 * assert.deepEqual(perRow, [{ name: "t$0", code: "(A * Math.exp((r$0 * c$0)))" }]);
 * ```
 */
export function schedule(outputs: readonly Expression[], symbols: Symbols): Schedule {
  return scheduled(outputs, symbols, "log");
}

/** {@linkcode schedule}, with powers in the given style. */
export function scheduled(
  outputs: readonly Expression[],
  symbols: Symbols,
  powers: PowerStyle,
): Schedule {
  const steps = new Steps();
  const lowering = new Lowering(steps, symbols, powers, outputs);
  const wanted = outputs.map((e) => lowering.step(e));
  shareFactors(steps);
  return write(inOrder(wanted), wanted);
}

/** The steps that are needed, arguments first. */
function inOrder(wanted: readonly Step[]): readonly Step[] {
  const order = new Set<Step>();
  const visit = (step: Step) => {
    if (order.has(step)) return;
    step.args.forEach(visit);
    order.add(step);
  };
  wanted.forEach(visit);
  return Array.from(order);
}

function write(order: readonly Step[], wanted: readonly Step[]): Schedule {
  const places = placed(order);
  const uses = new Map<Step, number>();
  const count = (step: Step, n: number) => uses.set(step, (uses.get(step) ?? 0) + n);
  for (const step of order) {
    // A place of its own makes a variable, and so does a second use.
    for (const arg of step.args) count(arg, places.get(arg) === places.get(step) ? 1 : 2);
  }
  for (const step of wanted) count(step, 2);
  const lines: Record<Place, Line[]> = { rowOnly: [], once: [], perRow: [] };
  const texts = new Map<Step, string>();
  for (const step of order) {
    const code = step.write(step.args.map((arg) => texts.get(arg)!));
    if (step.leaf || step.reach === 0 || uses.get(step) === 1) {
      texts.set(step, code);
      continue;
    }
    const place = places.get(step)!;
    // Products that were shared in different ways can end as the same pair.
    const same = lines[place].find((line) => line.code === code);
    if (same !== undefined) {
      texts.set(step, same.name);
      continue;
    }
    const name = `${{ rowOnly: "r", once: "c", perRow: "t" }[place]}$${lines[place].length}`;
    lines[place].push({ name, code });
    texts.set(step, name);
  }
  return { ...lines, outputs: wanted.map((step) => texts.get(step)!) };
}

/** Where each step is computed. Regressors alone are a column if that is worth it, or wanted. */
function placed(order: readonly Step[]): ReadonlyMap<Step, Place> {
  const work = new Map<Step, number>();
  for (const step of order) {
    const below = step.args.map((arg) => arg.leaf || isColumn(arg, work) ? 0 : work.get(arg)!);
    const own = step.leaf ? 0 : step.costly ? Infinity : Math.max(step.args.length - 1, 1);
    work.set(step, below.reduce((sum, each) => sum + each, own));
  }
  const places = new Map<Step, Place>();
  const inColumns = new Set<Step>();
  for (const step of order.toReversed()) {
    const place = step.reach < 2
      ? "once"
      : step.reach === 2 && (isColumn(step, work) || inColumns.has(step))
      ? "rowOnly"
      : "perRow";
    places.set(step, place);
    if (place === "rowOnly") step.args.forEach((arg) => inColumns.add(arg));
  }
  return places;
}

/** More than two additions or multiplications cost more than loading their result. */
function isColumn(step: Step, work: ReadonlyMap<Step, number>): boolean {
  return step.reach === 2 && work.get(step)! > 2;
}
