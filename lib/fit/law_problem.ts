import { median } from "../numeric/quantiles.ts";
import { limits } from "../laws/coef_rules.ts";
import type { Law } from "../laws/law.ts";
import { type Homotopy, leastAbsolute } from "./least_absolute.ts";
import { levenberg } from "./levenberg.ts";
import { leastLog, type Model, type ModelRows, type RuleOf } from "./model.ts";
import { type Box, descend, type Minimum, type Smooth } from "./newton.ts";
import { kindOf, type Objective } from "./objective.ts";
import type { Problem } from "./problem.ts";
import { type Scratch, sums, toResiduals, type WeightedRows } from "./row_sums.ts";
import { projectedFrom } from "./projection.ts";
import { search } from "./search.ts";
import type { SolverWeights } from "./weights.ts";

/** Everything that a problem of any law is made of. */
export interface LawProblemParts {
  readonly law: Law;
  readonly model: Model;
  readonly objective: Objective;
  readonly ruleOf: RuleOf;
  /** The regressors and what follows from them; see {@linkcode Model.columns}. */
  readonly columns: readonly Float64Array[];
  /** The observed response. */
  readonly response: Float64Array;
  readonly weights: SolverWeights;
}

/** How far below the scale of the residuals that of Student's t may fall, in logs. */
const deepestScale = 25;

/**
 * The problem of any law: the model says p, ∂p and ∂²p of every row, and {@linkcode sums} adds them
 * up. A coefficient above zero is fitted by its logarithm, and has e^±300 to move in.
 */
export function lawProblem(parts: LawProblemParts): Problem {
  const { objective, weights: { w, n, meaning } } = parts;
  const log = objective.space === "log";
  const observed = log ? parts.response.map(Math.log) : parts.response;
  const inverse = log ? parts.response.map((y) => 1 / y) : observed;
  const whole = { columns: parts.columns, observed, inverse, weight: w, n: observed.length };
  return problemOf(parts, whole, boxOf(parts, observed), { runs: n, meaning });
}

interface Rows extends WeightedRows {
  readonly columns: readonly Float64Array[];
}

function problemOf(
  parts: LawProblemParts,
  rows: Rows,
  box: Box,
  counted: { readonly runs: number; readonly meaning: Problem["meaning"] },
): Problem {
  const { model, objective } = parts;
  const { order } = model;
  const kind = kindOf(objective), log = objective.space === "log";
  const heavy = kind === "student-t";
  const size = heavy ? order + 1 : order;
  const room = roomFor(model, rows.observed.length);
  const { values, r, scratch } = room;
  const lnScale = (theta: Float64Array) => heavy ? theta[order]! : 0;
  const read = (theta: Float64Array, second: boolean) => {
    model.evaluate(rows.columns, rows.n, theta, values, second);
    toResiduals(values, rows, log, r);
  };
  const reach = Float64Array.from(
    { length: size },
    (_, j) => model.logged[j] || j === order ? 8 : Infinity,
  );
  const smooth = (delta: number): Smooth => ({
    order: size,
    rounding: roundingOf(rows, log, heavy),
    exact: heavy ? -Infinity : roundingOf(rows, log, heavy),
    reach,
    evaluate: (theta, out) => {
      read(theta, true);
      sums(model, values, rows, r, objective, { delta }, lnScale(theta), true, out, scratch);
    },
    majorise: (theta, out) => {
      read(theta, false);
      sums(model, values, rows, r, objective, { delta }, lnScale(theta), false, out, scratch);
    },
  });
  const minimise = (start: Float64Array, delta: number, within: Box, enough?: number) =>
    descend(smooth(delta), start, within, enough);
  const residuals = (theta: Float64Array) => {
    read(theta, false);
    return r.slice(0, rows.n);
  };
  const homotopy: Homotopy = {
    minimise: (start, delta, within) => minimise(start, delta, within),
    residuals,
    weight: rows.weight,
  };
  const solveFrom = (start: Float64Array, within: Box = box, enough?: number): Minimum => {
    if (kind === "absolute") return leastAbsolute(homotopy, start, within);
    return minimise(start, objective.delta ?? Infinity, within, enough);
  };
  const scaleOf = (theta: Float64Array) => Math.exp(lnScale(theta));
  const problem: Problem = {
    objective,
    terms: model.terms,
    logged: model.logged,
    floors: model.formula?.floors ?? [],
    shapes: model.terms.filter((term) => !model.formula?.linear.includes(term)),
    box,
    // A resample is the same problem with other rows in it.
    get rows() {
      return rows.n;
    },
    get n() {
      return counted.runs;
    },
    weight: rows.weight,
    meaning: counted.meaning,
    shift: null,
    // Kinks may lie across the last step, so it is trusted where there are none.
    solveAgain: (start) =>
      kind === "squared" ? descend(smooth(Infinity), start, box, Infinity, 1e-8) : solveFrom(start),
    solveNear: (start) => {
      const near = [start, projectedFrom(parts, rows, start, box)].map(spreadOf);
      const straight = near.map((from) => solveFrom(from));
      const [own, projected] = straight as [Minimum, Minimum];
      const agree = Math.abs(own.value - projected.value) <= 1e-9 * Math.abs(own.value);
      if (own.converged && projected.converged && agree) return own;
      const walked = near.map((from) =>
        solveFrom(levenberg(smooth(objective.delta ?? Infinity), from, box).theta)
      );
      const ends = [...straight, ...walked].filter(({ value }) => Number.isFinite(value));
      const late = ({ converged }: Minimum) => converged ? 0 : 1;
      return ends.toSorted((a, b) => a.value - b.value || late(a) - late(b))[0] ?? own;
    },
    smooth: () => smooth(objective.delta ?? Infinity),
    withObjective: (other) => lawProblem({ ...parts, objective: other }),
    solveFrom,
    solve: (within = box) => search(parts, rows, { ...problem, box: within }, spreadOf),
    reweighter: () => {
      const { kept, keep } = keptRows(rows);
      const drawn = { runs: 0, meaning: counted.meaning };
      const resampled = problemOf(parts, kept, box, drawn);
      return (weight) => {
        keep(weight);
        drawn.runs = sum(weight);
        return resampled;
      };
    },
    residuals,
    jacobian(theta) {
      read(theta, false);
      return Array.from({ length: rows.n }, (_, i) => values.d.map((column) => column[i]!));
    },
    started: (values) =>
      spreadOf(Float64Array.from(values, (v, j) => model.logged[j] ? Math.log(v) : v)),
    toCoef: model.toCoef,
    scale: scaleOf,
    atBound: (theta) =>
      model.terms.flatMap((term, j) => {
        const at = theta[j]! <= box.low[j]!
          ? box.low[j]!
          : theta[j]! >= box.high[j]!
          ? box.high[j]!
          : null;
        if (at === null) return [];
        const [low] = limits(parts.ruleOf(term));
        return [{
          term,
          at: model.logged[j] ? at === box.low[j] && low <= 0 ? 0 : Math.exp(at) : at,
        }];
      }),
  };
  /** θ with the scale of Student's t put where the residuals are. */
  const spreadOf = (theta: Float64Array): Float64Array => {
    if (!heavy) return theta;
    const sizes = residuals(theta).map(Math.abs).filter(Number.isFinite);
    const spread = 1.4826 * (sizes.length ? median(sizes) : 1);
    const start = new Float64Array(size);
    start.set(theta.subarray(0, order));
    start[order] = Math.log(Math.max(spread, Math.exp(box.low[order]!)));
    return start;
  };
  return problem;
}

/** The bounds of the rules, in θ. */
function boxOf({ model, ruleOf, objective }: LawProblemParts, observed: Float64Array): Box {
  const low: number[] = [], high: number[] = [];
  model.terms.forEach((term, j) => {
    const [least, most] = limits(ruleOf(term));
    if (model.logged[j]) {
      low.push(least > 0 ? Math.log(least) : leastLog);
      high.push(most < Infinity ? Math.log(most) : 300);
    } else {
      low.push(least);
      high.push(most);
    }
  });
  if (kindOf(objective) === "student-t") {
    const mean = sum(observed) / observed.length;
    const spread = Math.sqrt(sum(observed.map((v) => (v - mean) ** 2)) / observed.length) || 1;
    low.push(Math.log(spread) - deepestScale);
    high.push(Math.log(spread) + 5);
  }
  return { low: Float64Array.from(low), high: Float64Array.from(high) };
}

/** What rounding of the response leaves of the objective when the law is exact. */
function roundingOf({ observed, weight, n }: WeightedRows, log: boolean, heavy: boolean): number {
  if (heavy) return 1e-13 * n;
  let all = 0;
  for (let i = 0; i < n; i++) all += weight[i]! * (log ? 1 : observed[i]! ** 2);
  return 1e-31 * all;
}

/** Copies the rows whose weight is not zero, again and again into the same rows. */
function keptRows(whole: Rows): { kept: Rows; keep: (weight: Float64Array) => void } {
  const columns = whole.columns.map((column) => new Float64Array(column.length));
  const observed = new Float64Array(whole.n), inverse = new Float64Array(whole.n);
  const kept = { columns, observed, inverse, weight: new Float64Array(whole.n), n: 0 };
  const keep = (weight: Float64Array) => {
    let n = 0;
    for (let i = 0; i < whole.n; i++) {
      const w = weight[i]! * whole.weight[i]!;
      if (!(w > 0)) continue;
      for (let c = 0; c < columns.length; c++) columns[c]![n] = whole.columns[c]![i]!;
      observed[n] = whole.observed[i]!;
      inverse[n] = whole.inverse[i]!;
      kept.weight[n++] = w;
    }
    kept.n = n;
  };
  return { kept, keep };
}

interface Room {
  readonly values: ModelRows;
  readonly r: Float64Array;
  readonly scratch: Scratch;
}

const rooms = new WeakMap<Model, Room>();

/** The arrays of a model's rows, kept from one fit of it to the next. */
function roomFor(model: Model, n: number): Room {
  const known = rooms.get(model);
  if (known && known.r.length >= n) return known;
  const column = () => new Float64Array(n);
  const room: Room = {
    values: {
      p: column(),
      d: Array.from({ length: model.order }, column),
      h: model.curved.map(column),
    },
    r: column(),
    scratch: [column(), column(), column(), column()],
  };
  rooms.set(model, room);
  return room;
}

function sum(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0);
}
