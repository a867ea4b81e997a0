import { significant } from "../text/numbers.ts";
import { groupsOf, leftOut } from "./covariance.ts";
import type { Engine } from "./engine.ts";
import { influenceAt } from "./influence_at.ts";
import type { Minimum } from "./newton.ts";
import type { Problem } from "./problem.ts";

/** What {@linkcode remarksOn} looks at. */
export interface RemarkOptions {
  /** For each row the number of its run, or `null`. */
  readonly clusters: Int32Array | null;
  /** The distinct minima, least value first. */
  readonly landscape: readonly Minimum[];
  /** The regressors of a row. */
  readonly at: (row: number) => Record<string, number>;
}

/** What should be known of a fit besides its status, a sentence each. */
export function remarksOn(
  problem: Problem,
  minimum: Minimum,
  engine: Engine,
  { clusters, landscape, at }: RemarkOptions,
): string[] {
  return [
    ...tooSmall(problem, minimum),
    ...otherMinima(problem, landscape),
    ...decidingRun(problem, minimum, engine, clusters, at),
  ];
}

/** How many other minima a remark names; of more, the lowest. */
const named = 5;

/** Another minimum nearly as low is another answer: all of them are named. */
function otherMinima(problem: Problem, [least, ...rest]: readonly Minimum[]): string[] {
  if (!least || !(least.value > 0)) return [];
  // Only one that is nearly as low is another answer to the same question.
  const others = rest.filter(({ value }) => value / least.value - 1 < 1);
  if (others.length === 0) return [];
  const shown = others.slice(0, named);
  const places = shown.map(({ theta }) => {
    const coef = problem.toCoef(theta);
    return problem.terms.map((term) => `${term} = ${significant(coef[term]!, 4)}`).join(", ");
  });
  const gap = significant(100 * (shown.at(-1)!.value / least.value - 1), 2);
  const what = others.length === 1
    ? `another minimum, ${gap} % above the least value`
    : others.length === shown.length
    ? `${others.length} other minima, up to ${gap} % above the least value`
    : `${others.length} other minima, the lowest ${named} up to ${gap} % above the least value`;
  return [`The objective has ${what}: ${places.join("; ")}.`];
}

/** Standard deviations that the residuals do not bear out make every interval too narrow. */
function tooSmall(problem: Problem, { theta }: Minimum): string[] {
  if (problem.meaning !== "known-sd") return [];
  const degrees = problem.n - problem.terms.length;
  const square = problem.residuals(theta)
    .reduce((sum, r, i) => sum + problem.weight[i]! * r * r, 0);
  if (!(square > 2 * degrees)) return [];
  const space = problem.objective.space === "log" ? "ln of the response" : "response";
  return [
    `Σ(r/sd)² is ${significant(square, 3)} for ${degrees} degrees of freedom, ` +
    `${significant(square / degrees, 2)} each: the law does not hold to within the standard ` +
    `deviations given, or they are not those of the ${space}. The intervals are too narrow.`,
  ];
}

/** The run without which some coefficient would move by more than its standard error. */
function decidingRun(
  problem: Problem,
  { theta }: Minimum,
  { free, covariance }: Engine,
  clusters: Int32Array | null,
  at: RemarkOptions["at"],
): string[] {
  const wald = covariance("wald");
  if (!wald) return [];
  const columns = free.map((term) => problem.terms.indexOf(term));
  const rows = problem.jacobian(theta).map((row) => columns.map((j) => row[j]!));
  const { psi, slopes } = influenceAt(problem, theta, free.length);
  const groups = groupsOf(clusters, rows.length);
  const moves = leftOut(rows, groups, { weight: problem.weight, psi, slopes, times: null });
  if (!moves) return [];
  const { shift } = problem;
  // From the coordinates of the solver to those of the coefficients.
  const inCoefficients = (move: readonly number[]) =>
    shift
      ? columns.map((i) => move.reduce((sum, by, k) => sum + shift[i]![columns[k]!]! * by, 0))
      : move;
  const deviations = free.map((_, j) => Math.sqrt(wald.matrix[j]![j]!));
  let most = { size: 1, group: -1, term: "", moved: 0 };
  moves.forEach((move, group) =>
    inCoefficients(move).forEach((by, j) => {
      const size = Math.abs(by) / deviations[j]!;
      if (size > most.size) most = { size, group, term: free[j]!, moved: by / deviations[j]! };
    })
  );
  if (most.group < 0) return [];
  const [row] = groups[most.group]!;
  const where = Object.entries(at(row!)).map(([name, v]) => `${name} = ${significant(v, 3)}`);
  const what = `${clusters ? "the run of row" : "row"} ${row! + 1} (${where.join(", ")})`;
  // Moves are those of leaving out: the score of a row pulls the other way.
  const way = most.moved > 0 ? "raise" : "lower";
  return [
    `Without ${what} alone the fit would ${way} ${most.term} by ${
      most.size.toFixed(1)
    } standard errors: look at it.`,
  ];
}
