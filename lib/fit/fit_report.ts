import type { ChinchillaTerm } from "../laws/chinchilla_formula.ts";
import { median } from "../numeric/quantiles.ts";
import { count, estimate, flop, type Report, significant, type Table } from "../text/mod.ts";
import { isLogged } from "./covariance.ts";
import type { Fit, FitTerm } from "./fit.ts";
import { describeObjective } from "./objective.ts";
import type { DataSummary } from "./run_data.ts";
import { followed, largestExponent } from "./solve.ts";
import { startCount } from "./starts.ts";

const level = 0.95;
const derivedTerms = ["a", "b", "G"] as const;

/** What a fit says about itself. */
export function fitReport(fit: Fit): Report {
  const { law, data, objective, draws } = fit;
  const notes = [
    uncertaintyNote(fit),
    ...strongCorrelations(fit),
    ...(data.simulated
      ? ["The runs are simulated: nothing here is a finding about real models."]
      : []),
  ];
  return {
    title: `${law.name} fitted to ${rowsOf(data)}: ${fit.status}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          ["law", `${law.formula} (${law.source.paper}, ${law.source.where})`],
          ["data", describeRuns(fit)],
          ["range", describeRanges(fit)],
          ["objective", `${describeObjective(objective)} = ${significant(fit.value, 7)}`],
          ["status", `${fit.status}: ${fit.message}`],
          ...(draws
            ? [
              [
                "draws",
                `${draws.converged} of ${draws.count} resamples of ${draws.unit} ` +
                `converged (seed ${draws.seed}, stream ${draws.stream})`,
              ] as const,
            ]
            : []),
        ],
      },
      { kind: "table", table: coefficientTable(fit) },
      ...notes.filter(Boolean).map((text) => ({ kind: "note", text }) as const),
      { kind: "facts", facts: statistics(fit) },
    ],
  };
}

/** "240 runs", or "200 rows of 20 runs" when rows are checkpoints. */
function rowsOf({ rows, runs }: DataSummary): string {
  return runs < rows ? `${rows} rows of ${runs} runs` : `${rows} runs`;
}

function describeRuns({ data }: Fit): string {
  const left = data.dropped ? `, ${data.dropped} left out` : "";
  return `${rowsOf(data)}${left}; source: ${data.source}${data.simulated ? " (simulated)" : ""}`;
}

function describeRanges({ data: { ranges: { N, D, C, loss } } }: Fit): string {
  const span = ([low, high]: readonly [number, number], format: (x: number) => string) =>
    `${format(low)} – ${format(high)}`;
  return `N ${span(N, count)} parameters, D ${span(D, count)} tokens, ` +
    `6ND ${span(C, flop)} FLOP, loss ${span(loss, (x) => significant(x, 4))} nats/token`;
}

function coefficientTable(fit: Fit): Table {
  const tail = significant(50 * (1 - level), 2), head = significant(50 * (1 + level), 3);
  const row = (term: FitTerm, value: number, unit: string) => {
    const error = fit.stdError(term), interval = fit.interval(term, level);
    const format = (x: number | undefined) => x === undefined ? "–" : estimate(x, error);
    return [
      term,
      format(value),
      error === null ? "–" : significant(error, 2),
      format(interval?.low),
      format(interval?.high),
      unit,
    ];
  };
  const { derived } = fit;
  return {
    columns: [
      { title: "", align: "left" },
      { title: "estimate" },
      { title: "std error" },
      { title: `${tail} %` },
      { title: `${head} %` },
      { title: "unit", align: "left" },
    ],
    rows: [
      ...fit.law.coefNames.map((term) => row(term, fit.coef[term], fit.law.units[term])),
      ...derivedTerms.map((term) => row(term, derived[term], derivedUnits[term])),
    ],
  };
}

const derivedUnits = {
  a: "N* ∝ C^a",
  b: "D* ∝ C^b",
  G: "N* = G (C/6)^a, in parameters",
} as const;

function uncertaintyNote(fit: Fit): string {
  if (fit.draws) {
    const { count, converged, unit } = fit.draws;
    const lost = count - converged;
    return `Standard error and interval: spread and percentiles of the refits to resampled ${unit}` +
      (lost ? `, without the ${lost} that did not converge.` : ".");
  }
  if (!fit.covariance) {
    return "Standard errors cannot be had: the coefficients are not independent.";
  }
  return "Standard error and interval: from the covariance at the minimum (one noise for all " +
    "runs, nearly linear law); a bootstrap supposes neither.";
}

/** Pairs of coefficients that move together so closely that neither means much alone. */
function strongCorrelations(fit: Fit): string[] {
  const pairs = correlations(fit).filter(({ value }) => Math.abs(value) > 0.9);
  if (!pairs.length) return [];
  const list = pairs.map(({ first, second, value }) =>
    `${first} with ${second} ${value.toFixed(3)}`
  );
  return [`Correlations above .9, so read these together: ${list.join("; ")}.`];
}

/** All pairs, E, A and B by their logarithms. */
function correlations(fit: Fit): { first: string; second: string; value: number }[] {
  const label = (term: ChinchillaTerm) => (isLogged(term) ? `ln ${term}` : term);
  const { terms, of } = fit.draws ? drawnCorrelation(fit) : localCorrelation(fit);
  return terms.flatMap((first, i) =>
    terms.slice(i + 1).map((second, j) => ({
      first: label(first),
      second: label(second),
      value: of(i, i + 1 + j),
    }))
  );
}

interface Correlation {
  terms: readonly ChinchillaTerm[];
  of: (i: number, j: number) => number;
}

function localCorrelation({ covariance }: Fit): Correlation {
  const { terms, matrix } = covariance ?? { terms: [], matrix: [] };
  return { terms, of: (i, j) => matrix[i]![j]! / Math.sqrt(matrix[i]![i]! * matrix[j]![j]!) };
}

function drawnCorrelation(fit: Fit): Correlation {
  const terms = fit.law.coefNames;
  const columns = terms.map((term) => {
    const values = fit.overDraws((coef) => isLogged(term) ? Math.log(coef[term]) : coef[term]);
    const usable = values.filter(Number.isFinite);
    const mean = usable.reduce((sum, value) => sum + value, 0) / usable.length;
    return values.map((value) => Number.isFinite(value) ? value - mean : 0);
  });
  const dot = (i: number, j: number) =>
    columns[i]!.reduce((sum, value, k) => sum + value * columns[j]![k]!, 0);
  return { terms, of: (i, j) => dot(i, j) / Math.sqrt(dot(i, i) * dot(j, j)) };
}

function statistics(fit: Fit): (readonly [string, string])[] {
  const { residuals, objective: { space } } = fit;
  const size = residuals.map(Math.abs);
  const rms = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / residuals.length);
  const unit = space === "log" ? "of ln loss" : "nats/token";
  const condition = fit.covariance?.condition;
  return [
    [
      "residuals",
      `root mean square ${significant(rms)}, median size ${significant(median(size))}, ` +
      `largest ${significant(size.reduce((most, x) => Math.max(most, x), 0))} ${unit}; R² ${
        significant(fit.rSquared, 5)
      }`,
    ],
    [
      "conditioning",
      condition ? `${significant(condition, 2)} (scaled Jacobian)` : "not to be had",
    ],
    [
      "search",
      `${startCount} starts by variable projection, ${followed} followed; alpha and beta in ` +
      `[0, ${largestExponent}], E in [0, least loss]; ${fit.evaluations} evaluations for the best`,
    ],
    ["data digest", `sha256 ${fit.data.digest.slice(0, 16)}…`],
    ["made by", `isoflop ${fit.madeBy}`],
  ];
}
