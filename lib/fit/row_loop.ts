import { type Expression, schedule } from "../algebra/mod.ts";
import { exp } from "../numeric/exp.ts";

/** Expressions of regressors and θ, evaluated row after row. */
export interface RowLoop {
  /** The regressors, and behind them what follows from regressors alone: worked out once. */
  columns(regressors: readonly Float64Array[], rows: number): Float64Array[];
  /** Evaluates the first n rows, one output array per expression. */
  run(
    columns: readonly Float64Array[],
    n: number,
    theta: Float64Array,
    out: readonly Float64Array[],
  ): void;
}

/**
 * Compiles expressions into one loop over rows. Logarithms and powers of regressors become columns,
 * what depends on θ alone is worked out before the loop, and a shared part is worked out once.
 *
 * @param regressors Symbols that differ from row to row.
 * @param symbols Symbols that do not, in the order of θ.
 */
export function rowLoop(
  regressors: readonly string[],
  symbols: readonly string[],
  outputs: readonly Expression[],
): RowLoop {
  const isRow = (symbol: string) => regressors.includes(symbol);
  const reference = (symbol: string) =>
    isRow(symbol) ? `x${regressors.indexOf(symbol)}` : `p${symbols.indexOf(symbol)}`;
  const plan = schedule(outputs, { isRow, reference });
  const own = plan.rowOnly.map(({ name }) => name);
  const names = [...regressors.map((_, i) => `x${i}`), ...own];
  const lines = (steps: typeof plan.once) =>
    steps.map(({ name, code }) => `const ${name} = ${withExp(code)};`);
  const load = (from: readonly string[]) => from.map((name, i) => `const ${name} = $${i}[i];`);
  const arrays = (count: number, of: string, as: string) =>
    Array.from({ length: count }, (_, i) => `const ${as}${i} = ${of}[${i}];`);
  const run = new Function(
    "exp",
    "columns",
    "n",
    "theta",
    "out",
    [
      ...arrays(names.length, "columns", "$"),
      ...arrays(outputs.length, "out", "o"),
      ...arrays(symbols.length, "theta", "p"),
      ...lines(plan.once),
      "for (let i = 0; i < n; i++) {",
      ...load(names),
      ...lines(plan.perRow),
      ...plan.outputs.map((code, i) => `o${i}[i] = ${withExp(code)};`),
      "}",
    ].join("\n"),
  ).bind(null, exp) as RowLoop["run"];
  const fill = new Function(
    "columns",
    "n",
    "out",
    [
      ...arrays(regressors.length, "columns", "$"),
      "for (let i = 0; i < n; i++) {",
      ...load(names.slice(0, regressors.length)),
      ...plan.rowOnly.map(({ name, code }, k) => `const ${name} = out[${k}][i] = ${code};`),
      "}",
    ].join("\n"),
  ) as (c: readonly Float64Array[], n: number, out: readonly Float64Array[]) => void;
  return {
    run,
    columns(given, rows) {
      const more = own.map(() => new Float64Array(rows));
      fill(given, rows, more);
      return [...given, ...more];
    },
  };
}

/** Exponentials are most of the time, and `Math.exp` a call that V8 does not inline. */
function withExp(code: string): string {
  return code.replaceAll("Math.exp(", "exp(");
}
