import { median } from "../numeric/quantiles.ts";
import { count, estimate, flop, type Report, significant, type Table } from "../text/mod.ts";
import type { Fit as Whole } from "./fit.ts";
import type { IntervalMethod } from "./interval.ts";
import { describeObjective } from "./objective.ts";
import type { DataSummary } from "./run_data.ts";
import type { RolloutSummary } from "./rollout_summary.ts";

type Fit = Whole<string, string, string>;

/** Which intervals a report has. */
export interface ReportOptions {
  /** Coverage of the intervals. @default {0.95} */
  readonly level?: number;
  /** Where they come from; what the fit has to offer unless given. */
  readonly method?: IntervalMethod | undefined;
}

/** What a fit says about itself. */
export function fitReport(fit: Fit, { level = 0.95, method }: ReportOptions = {}): Report {
  const { law, data, objective, draws } = fit;
  const notes = [
    method ? methodNotes[method] : uncertaintyNote(fit),
    ...strongCorrelations(fit),
    ...fit.remarks,
    ...(fit.rollout ? [rolloutNote(fit.rollout)] : []),
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
          [
            "law",
            law.source ? `${law.formula} (${law.source.paper}, ${law.source.where})` : law.formula,
          ],
          ["data", describeRuns(fit)],
          ["range", describeRanges(fit)],
          [
            "objective",
            `${describeObjective(objective, law.response)} = ${significant(fit.value, 7)}`,
          ],
          ...constraints(fit),
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
      { kind: "table", table: coefficientTable(fit, level, method) },
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

function describeRanges({ law, data: { ranges } }: Fit): string {
  const span = (
    name: string,
    unit: string,
    [low, high]: readonly [number, number],
    format: (x: number) => string,
  ) => `${name} ${format(low)} – ${format(high)}${unit && ` ${unit}`}`;
  const formats: Record<string, readonly [string, string, (x: number) => string]> = {
    N: ["N", "parameters", count],
    D: ["D", "tokens", count],
    U: ["U", "unique tokens", count],
    C: [law.regressors.includes("C") ? "C" : "6ND", "FLOP", flop],
    epochs: ["D/U", "epochs", (x) => significant(x)],
    loss: ["loss", "nats/token", (x) => significant(x, 4)],
  };
  return Object.entries(ranges).map(([name, range]) => {
    const [label, unit, format] = formats[name] ?? [name, "", (x: number) => significant(x, 4)];
    return span(label, unit, range, format);
  }).join(", ");
}

/** What was held, tied, or weighted. */
function constraints({ law, rules, weights }: Fit): (readonly [string, string])[] {
  const said = law.coefNames.flatMap((term) => {
    const { fixed, tied } = rules[term] ?? {};
    return fixed !== undefined
      ? [`${term} held at ${significant(fixed, 6)}`]
      : tied !== undefined
      ? [`${term} = ${tied}`]
      : [];
  });
  const meanings = {
    "known-sd": "standard deviations, taken as known",
    relative: "relative, 1/variance up to a factor",
    count: "counts of equal runs",
  };
  return [
    ...(said.length ? [["given", said.join(", ")] as const] : []),
    ...(weights ? [["weights", meanings[weights]] as const] : []),
  ];
}

/** How the law, fitted to the smaller runs, does on the larger ones. */
function rolloutNote(rollout: RolloutSummary): string {
  const { by, cut, fitted, predicted, meanError, worstError, factor, inside } = rollout;
  const percent = (share: number) => `${significant(100 * share, 2)} %`;
  const limit = by === "C" ? flop(cut) : significant(cut, 3);
  return `Held out: fitted to the ${fitted} runs below ${by} = ${limit} alone, the law predicts the ` +
    `${predicted} above, up to ${significant(factor, 2)} times larger, with a mean error of ` +
    `${percent(meanError)} and a largest one of ${percent(worstError)}` +
    (inside === null ? "." : `; ${inside} are inside their 95 % prediction interval.`);
}

function coefficientTable(fit: Fit, level: number, method?: IntervalMethod): Table {
  const tail = Number((50 * (1 - level)).toPrecision(4)),
    head = Number((50 * (1 + level)).toPrecision(4));
  const row = (term: string, value: number, unit: string) => {
    // A floor that may as well be zero has no standard error: its profile is open.
    const unknown = fit.status === "floor-unidentified" && !fit.draws && !method &&
      fit.message.startsWith(`${term} = 0`);
    const by = method === "profile" || method === "bootstrap" ? undefined : method;
    const error = unknown ? null : fit.stdError(term, by);
    const interval = unknown ? null : fit.interval(term, level, method);
    const format = (x: number | undefined) => x === undefined ? "–" : estimate(x, error);
    const end = (side: "low" | "high") =>
      format(interval?.[side]) + (interval?.open?.includes(side) ? " (open)" : "");
    return [
      term,
      format(value),
      error === null ? "–" : significant(error, 2),
      end("low"),
      end("high"),
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
      ...fit.law.coefNames.map((term) => row(term, fit.coef[term]!, fit.law.units[term] ?? "–")),
      ...Object.entries(derived).map(([term, value]) =>
        row(term, value, fit.law.units[term] ?? "–")
      ),
    ],
  };
}

const methodNotes: Readonly<Record<IntervalMethod, string>> = {
  profile: "Interval: how far each can go before the others, refitted, cannot make up for it; " +
    '"open" where they always can. Standard error: from the covariance at the minimum.',
  bootstrap: "Interval: percentiles of the refits to resampled runs.",
  sandwich:
    "Standard error and interval: from how far the fit moves when each run is left out, to " +
    "first order.",
  wald:
    "Standard error and interval: from the covariance at the minimum (one noise for all runs, " +
    "nearly linear law).",
};

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
  if (fit.weights === "known-sd") {
    return "Standard error and interval: from the covariance at the minimum, with the standard " +
      "deviations given (nearly linear law).";
  }
  if (fit.data.runs < fit.data.rows) {
    return "Standard error and interval: from how far the fit moves when each run is left out, to " +
      "first order: checkpoints of one run are not independent.";
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
  const label = (term: string) => (fit.isLogged(term) ? `ln ${term}` : term);
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
  terms: readonly string[];
  of: (i: number, j: number) => number;
}

function localCorrelation({ covariance }: Fit): Correlation {
  const { terms, matrix } = covariance ?? { terms: [], matrix: [] };
  return { terms, of: (i, j) => matrix[i]![j]! / Math.sqrt(matrix[i]![i]! * matrix[j]![j]!) };
}

function drawnCorrelation(fit: Fit): Correlation {
  const terms = fit.law.coefNames.filter((term) =>
    fit.leaderOf(term) === term && fit.rules[term]?.fixed === undefined
  );
  const columns = terms.map((term) => {
    const values = fit.overDraws((coef) =>
      fit.isLogged(term) ? Math.log(coef[term]!) : coef[term]!
    );
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
  const { response } = fit.law;
  const own = response === "loss" ? "nats/token" : `of ${response}`;
  const unit = space === "log" ? `of ln ${response}` : own;
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
    ["search", `${fit.search}; ${fit.evaluations} evaluations for the best`],
    ["data digest", `sha256 ${fit.data.digest.slice(0, 16)}…`],
    ["made by", `isoflop ${fit.madeBy}`],
  ];
}
