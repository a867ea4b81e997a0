import { exponentSymbols, linearParts } from "../algebra/mod.ts";
import { limits } from "../laws/coef_rules.ts";
import type { LawProblemParts } from "./law_problem.ts";
import type { Box } from "./newton.ts";
import type { Model } from "./model.ts";
import { type RowLoop, rowLoop } from "./row_loop.ts";
import type { WeightedRows } from "./row_sums.ts";
import { signedSquares } from "./signed_squares.ts";

/** A start, and how badly it fits. */
export interface Candidate {
  readonly theta: Float64Array;
  readonly misfit: number;
}

/** A law apart from the coefficients in which it is linear. */
export interface Projection {
  readonly linear: readonly string[];
  readonly other: readonly string[];
  readonly exponents: ReadonlySet<string>;
  readonly rates: ReadonlySet<string>;
  /** The part without the linear coefficients, and the column of each of them. */
  evaluate(
    columns: readonly Float64Array[],
    n: number,
    values: Float64Array,
    out: readonly Float64Array[],
  ): void;
}

/** Which coefficients are projected out, and the loops for it. */
export function projectionOf({ model, law }: LawProblemParts): Projection {
  const { terms, formula } = model;
  if (!formula) {
    return {
      linear: [],
      other: terms,
      exponents: new Set(),
      rates: new Set(),
      evaluate(columns, n, values, [out]) {
        const theta = values.map((v, j) => model.logged[j] ? Math.log(v) : v);
        const d = terms.map(() => new Float64Array(n));
        model.evaluate(columns, n, theta, { p: out!, d, h: [] }, false);
      },
    };
  }
  const { loop, ...known } = projected.get(model) ?? compile(model, law.regressors);
  let own: Float64Array[] | undefined;
  return {
    ...known,
    evaluate(columns, n, values, out) {
      own ??= loop.columns(columns.slice(0, law.regressors.length), n);
      loop.run(own, n, values, out);
    },
  };
}

/** What is the same for all data: compiling takes longer than a fit. */
type Compiled = Omit<Projection, "evaluate"> & { readonly loop: RowLoop };

const projected = new WeakMap<Model, Compiled>();

function compile(model: Model, regressors: readonly string[]): Compiled {
  const { algebra, plain, linear } = model.formula!;
  const parts = linearParts(algebra, plain, linear)!;
  const other = model.terms.filter((term) => !linear.includes(term));
  const exponents = new Set(exponentSymbols(plain, other, { exponentials: false }));
  const made = {
    linear,
    other,
    exponents,
    rates: new Set(exponentSymbols(plain, other).filter((term) => !exponents.has(term))),
    loop: rowLoop(regressors, other, [parts.constant, ...parts.columns]),
  };
  projected.set(model, made);
  return made;
}

/** A start with its linear coefficients solved for; the start itself where they cannot be. */
export function projectedFrom(
  parts: LawProblemParts,
  rows: WeightedRows & { readonly columns: readonly Float64Array[] },
  start: Float64Array,
  box: Box,
): Float64Array {
  const projection = projectionOf(parts);
  const { terms, logged } = parts.model;
  const values = Float64Array.from(projection.other, (term) => {
    const j = terms.indexOf(term);
    return logged[j] ? Math.exp(start[j]!) : start[j]!;
  });
  return projector(parts, rows, projection, box)(values)?.theta ?? start;
}

/** From values of the coefficients that are not linear to a start. */
export function projector(
  { model, ruleOf, objective }: LawProblemParts,
  rows: WeightedRows & { readonly columns: readonly Float64Array[] },
  { linear, other, evaluate }: Projection,
  box: Box,
): (values: Float64Array) => Candidate | null {
  const log = objective.space === "log";
  const n = rows.n, k = linear.length;
  const columns = Array.from({ length: k + 1 }, () => new Float64Array(n));
  const target = new Float64Array(n);
  const response = log ? rows.observed.slice(0, n).map(Math.exp) : rows.observed;
  const unit = Float64Array.from(
    { length: n },
    (_, i) => Math.sqrt(rows.weight[i]!) / (log ? response[i]! : 1),
  );
  const mayBeNegative = linear.map((term) => !(limits(ruleOf(term))[0] >= 0));
  return (values) => {
    evaluate(rows.columns, n, values, columns);
    for (let i = 0; i < n; i++) {
      target[i] = (response[i]! - columns[0]![i]!) * unit[i]!;
      let whole = target[i]!;
      for (let j = 1; j <= k; j++) whole += columns[j]![i]! *= unit[i]!;
      // One row without a number is enough to spoil a start.
      if (!Number.isFinite(whole)) return null;
    }
    const { solution, misfit } = signedSquares(columns.slice(1), target, mayBeNegative);
    if (!Number.isFinite(misfit)) return null;
    const coef = new Map([
      ...other.map((term, q) => [term, values[q]!] as const),
      ...linear.map((term, j) => [term, solution[j]!] as const),
    ]);
    return { theta: thetaOf(model, coef, box), misfit };
  };
}

function thetaOf(
  { terms, logged }: LawProblemParts["model"],
  coef: ReadonlyMap<string, number>,
  { low, high }: Box,
): Float64Array {
  // A term at zero has no logarithm: it starts at a thousandth of the size of the others.
  const sizes = terms.filter((_, j) => logged[j]).map((term) => coef.get(term)!).filter((v) =>
    v > 0
  );
  const least = 1e-3 * (sizes.length ? Math.min(...sizes) : 1);
  return Float64Array.from(terms, (term, j) => {
    const value = coef.get(term)!;
    const theta = logged[j] ? Math.log(value > 0 ? value : least) : value;
    return Math.min(Math.max(theta, low[j]!), high[j]!);
  });
}
