import { exponentSymbols, linearParts } from "../algebra/mod.ts";
import { limits } from "../laws/coef_rules.ts";
import { choleskySolve } from "../numeric/cholesky.ts";
import { halton } from "../numeric/halton.ts";
import type { LawProblemParts } from "./law_problem.ts";
import type { RuleOf } from "./model.ts";
import type { Box } from "./newton.ts";
import { rowLoop } from "./row_loop.ts";
import type { WeightedRows } from "./row_sums.ts";

/** A start, and how badly it fits. */
export interface Candidate {
  readonly theta: Float64Array;
  readonly misfit: number;
}

/** Samples by the number of coefficients that are not projected out. */
const samples = [1, 96, 256, 512, 768, 1024];

/**
 * Starts by variable projection: the coefficients in which the law is linear are solved for, so
 * that only the others need be sampled, by Halton's sequence over their bounds.
 *
 * A coefficient in an exponent is looked for between .02 and 3, one that is not on all scales of the
 * regressors; `search` or bounds say better. Squares of (predicted − observed), in log space over
 * the observed, rank the starts.
 *
 * @returns The starts in rising order of their misfit, and how many were tried.
 */
export function projectedStarts(
  parts: LawProblemParts,
  rows: WeightedRows & { readonly columns: readonly Float64Array[] },
  box: Box,
): { candidates: Candidate[]; count: number } {
  const { model, ruleOf } = parts;
  const projection = projectionOf(parts);
  const { other } = projection;
  const count = samples[Math.min(other.length, samples.length - 1)]!;
  const scales = scalesOf(rows);
  const ranges = other.map((term) => rangeOf(ruleOf(term), projection.exponents.has(term), scales));
  const candidates: Candidate[] = [];
  const project = projector(parts, rows, projection, box);
  for (const point of halton(count, other.length)) {
    const candidate = project(Float64Array.from(point, (u, q) => ranges[q]!(u)));
    if (candidate) candidates.push(candidate);
  }
  if (candidates.length === 0) {
    const theta = thetaOf(model, new Map(model.terms.map((term) => [term, 1])), box);
    candidates.push({ theta, misfit: Infinity });
  }
  return { candidates: candidates.sort((a, b) => a.misfit - b.misfit), count };
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
function projector(
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
      for (let j = 1; j <= k; j++) columns[j]![i]! *= unit[i]!;
      if (!Number.isFinite(target[i]!)) return null;
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

interface Projection {
  readonly linear: readonly string[];
  readonly other: readonly string[];
  readonly exponents: ReadonlySet<string>;
  /** The part without the linear coefficients, and the column of each of them. */
  evaluate(
    columns: readonly Float64Array[],
    n: number,
    values: Float64Array,
    out: readonly Float64Array[],
  ): void;
}

function projectionOf({ model, law }: LawProblemParts): Projection {
  const { terms, formula } = model;
  if (!formula) {
    return {
      linear: [],
      other: terms,
      exponents: new Set(),
      evaluate(columns, n, values, [out]) {
        const theta = values.map((v, j) => model.logged[j] ? Math.log(v) : v);
        const d = terms.map(() => new Float64Array(n));
        model.evaluate(columns, n, theta, { p: out!, d, h: [] }, false);
      },
    };
  }
  const { algebra, plain, linear } = formula;
  const parts = linearParts(algebra, plain, linear)!;
  const other = terms.filter((term) => !linear.includes(term));
  const loop = rowLoop(law.regressors, other, [parts.constant, ...parts.columns]);
  let own: Float64Array[] | undefined;
  return {
    linear,
    other,
    exponents: new Set(exponentSymbols(plain, other)),
    evaluate(columns, n, values, out) {
      own ??= loop.columns(columns.slice(0, law.regressors.length), n);
      loop.run(own, n, values, out);
    },
  };
}

/** Smallest and largest size of the regressors that is not zero. */
function scalesOf({ columns, n }: { columns: readonly Float64Array[]; n: number }) {
  const sizes = columns.flatMap((column) => Array.from(column.subarray(0, n), Math.abs))
    .filter((size) => size > 0 && Number.isFinite(size));
  return sizes.reduce(
    ([low, high], size) => [Math.min(low, size), Math.max(high, size)] as const,
    [1, 1] as readonly [number, number],
  );
}

/** From a number in (0, 1) to a value of the coefficient. */
function rangeOf(
  rule: ReturnType<RuleOf>,
  isExponent: boolean,
  [smallest, largest]: readonly [number, number],
): (u: number) => number {
  const [least, most] = limits(rule);
  const [low, high] = rule.search ?? [least, most];
  const isBounded = Number.isFinite(low) && Number.isFinite(high);
  if (isBounded && !(low > 0 && high / low > 30)) return (u) => low + u * (high - low);
  const between = (from: number, to: number) => (u: number) => from * (to / from) ** u;
  if (isBounded) return between(low, high);
  const sizes = isExponent
    ? between(0.02, 3)
    : between(0.1 * smallest / largest, 10 * largest / smallest);
  if (least >= 0) return (u) => Math.min(Math.max(sizes(u), least), most);
  return (u) => Math.min(Math.max(u < 0.5 ? -sizes(1 - 2 * u) : sizes(2 * u - 1), least), most);
}

/**
 * Least squares whose coefficients are not negative unless they may be, from the normal equations
 * of scaled columns: a start needs a digit or two. Every subset of the signed ones is tried.
 */
function signedSquares(
  columns: readonly Float64Array[],
  target: Float64Array,
  mayBeNegative: readonly boolean[],
): { solution: Float64Array; misfit: number } {
  const k = columns.length;
  const solution = new Float64Array(k);
  let misfit = dot(target, target);
  if (k === 0) return { solution, misfit };
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)) || 1);
  const gram = columns.map((a, i) =>
    columns.map((b, j) => dot(a, b) / (lengths[i]! * lengths[j]!))
  );
  const goal = columns.map((a, i) => dot(a, target) / lengths[i]!);
  const whole = misfit;
  for (const subset of subsets(k)) {
    const m = subset.length;
    const matrix = Float64Array.from(
      { length: m * m },
      (_, at) => gram[subset[Math.floor(at / m)]!]![subset[at % m]!]!,
    );
    const rhs = Float64Array.from(subset, (i) => goal[i]!), solved = new Float64Array(m);
    if (!choleskySolve(matrix, m, rhs, solved)) continue;
    if (solved.some((v, i) => v < 0 && !mayBeNegative[subset[i]!])) continue;
    const left = whole - dot(solved, rhs);
    if (!(left < misfit)) continue;
    misfit = Math.max(0, left);
    solution.fill(0);
    subset.forEach((i, at) => solution[i] = solved[at]! / lengths[i]!);
    if (m === k) break;
  }
  return { solution, misfit };
}

/** All non-empty subsets of 0 … k − 1, the full one first; of many, the full and the single ones. */
function subsets(k: number): readonly (readonly number[])[] {
  return known[k] ??= Array.from({ length: 2 ** Math.min(k, 6) - 1 }, (_, i) => {
    const bits = 2 ** Math.min(k, 6) - 1 - i;
    return Array.from({ length: k }, (_, j) => j).filter((j) => j >= 6 || (bits >> j) & 1);
  });
}

const known: (readonly (readonly number[])[])[] = [];

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

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
