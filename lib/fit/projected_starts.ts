import { InputError } from "../text/mod.ts";
import { halton } from "../numeric/halton.ts";
import type { LawProblemParts } from "./law_problem.ts";
import type { Box } from "./newton.ts";
import { type Candidate, projectionOf, projector } from "./projection.ts";
import type { WeightedRows } from "./row_sums.ts";
import { endsOf, rangeOf, scalesOf } from "./start_ranges.ts";

/** Samples by the number of coefficients that are not projected out. */
const samples = [1, 96, 256, 512, 768, 1024];

/**
 * Starts by variable projection: the coefficients in which the law is linear are solved for, so
 * that only the others need be sampled, by Halton's sequence over their bounds.
 *
 * A coefficient in an exponent is looked for between .02 and 3, one that is not on all scales of the
 * regressors, and one inside an exponential in both; `search` or bounds say better. Squares of (predicted − observed), in log space over
 * the observed, rank the starts.
 *
 * @returns The starts in rising order of their misfit, and how many were tried.
 */
export function projectedStarts(
  parts: LawProblemParts,
  rows: WeightedRows & { readonly columns: readonly Float64Array[] },
  box: Box,
): { candidates: Candidate[]; count: number } {
  const { ruleOf } = parts;
  const projection = projectionOf(parts);
  const { other } = projection;
  const count = samples[Math.min(other.length, samples.length - 1)]!;
  const scales = scalesOf(rows);
  const ends = (column: string) => endsOf(column, parts.law.regressors, rows);
  const { exponents, rates } = projection;
  const kindOf = (term: string) =>
    exponents.has(term) ? "exponent" : rates.has(term) ? "rate" : "scale";
  const ranges = other.map((term) => rangeOf(ruleOf(term), kindOf(term), scales, ends));
  const candidates: Candidate[] = [];
  const project = projector(parts, rows, projection, box);
  for (const point of halton(count, other.length)) {
    const candidate = project(Float64Array.from(point, (u, q) => ranges[q]!(u)));
    if (candidate) candidates.push(candidate);
  }
  if (candidates.length === 0) {
    throw noNumber(
      parts,
      rows,
      ranges.map((range) => range(0.5)),
      other,
    );
  }
  return { candidates: candidates.sort((a, b) => a.misfit - b.misfit), count };
}

/** What to say of a law that gives no number anywhere. */
function noNumber(
  { law, model, ruleOf }: LawProblemParts,
  { columns }: { readonly columns: readonly Float64Array[] },
  middle: readonly number[],
  other: readonly string[],
): InputError {
  const at = Object.fromEntries(law.regressors.map((name, c) => [name, columns[c]![0]!]));
  const coef = Object.fromEntries(law.coefNames.map((term) => {
    const { fixed, tied } = ruleOf(term);
    const leader = tied ?? term;
    return [term, ruleOf(leader).fixed ?? fixed ?? middle[other.indexOf(leader)] ?? 1];
  }));
  const list = (values: Record<string, number>) =>
    Object.entries(values).map(([name, v]) => `${name} = ${Number(v.toPrecision(4))}`).join(", ");
  return new InputError({
    cannot: `fit ${JSON.stringify(law.name)}`,
    needs: "a law that gives a number for some values of its coefficients",
    found: `${law.predict(coef, at)} at ${list(at)} with ${list(coef)}` +
      (model.order > 0 ? ", and wherever else it was tried" : ""),
    cure: "correct predict, or say by rules where its coefficients may be",
  });
}
