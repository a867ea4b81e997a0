import { count, estimate, flop, type Report, significant, type Table } from "../text/mod.ts";
import type { ReportOptions } from "./fit_report.ts";
import type { FrontierFit } from "./frontier_fit.ts";
import type { Minimum } from "./minimum.ts";

/** More minima than this are thinned in the table: an envelope has hundreds. */
const most = 20;

/** What a frontier fit says about itself. */
export function frontierReport(
  fit: FrontierFit,
  { level = 0.95 }: Pick<ReportOptions, "level"> = {},
): Report {
  const { data, draws, minima } = fit;
  const shown = thinned(minima);
  const notes = [
    ...(shown.length < minima.length
      ? [`${shown.length} of ${minima.length} points are shown, evenly picked.`]
      : []),
    uncertaintyNote(fit),
    ...sumNote(fit),
    biasNote(fit),
    ...(data.simulated
      ? ["The runs are simulated: nothing here is a finding about real models."]
      : []),
  ];
  return {
    title: `${fit.title} on ${rowsOf(fit)}: ${fit.status}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          ["method", describeMethod(fit)],
          [
            "data",
            `${rowsOf(fit)}${left(fit)}; source: ${data.source}${
              data.simulated ? " (simulated)" : ""
            }`,
          ],
          ["range", describeRanges(fit)],
          ["status", `${fit.status}: ${fit.message}`],
          ...(draws
            ? [
              [
                "draws",
                `${draws.converged} of ${draws.count} draws over ${draws.unit} ` +
                `gave both lines (seed ${draws.seed}, stream ${draws.stream})`,
              ] as const,
            ]
            : []),
        ],
      },
      { kind: "table", table: minimaTable(shown) },
      { kind: "table", table: exponentTable(fit, level) },
      ...notes.map((text) => ({ kind: "note", text }) as const),
    ],
  };
}

function rowsOf({ approach, data: { rows, runs } }: FrontierFit): string {
  if (approach === 1) return `${rows} checkpoints of ${runs} runs`;
  return runs < rows ? `${rows} rows of ${runs} runs` : `${rows} runs`;
}

function left({ data: { dropped } }: FrontierFit): string {
  return dropped ? `, ${dropped} left out` : "";
}

function describeMethod({ method }: FrontierFit): string {
  return {
    envelope: "the least loss of all training curves at each compute (Hoffmann et al. 2022, " +
      "Approach 1)",
    parabola: "the vertex of a parabola of loss in ln N for each budget (Hoffmann et al. 2022, " +
      "Approach 2)",
    spline: "the lowest point of an Akima spline through each budget's losses (Approach 2 of " +
      "Hoffmann et al. 2022, without its parabola)",
  }[method];
}

function describeRanges({ data: { ranges: { N, D, C, loss } } }: FrontierFit): string {
  const span = ([low, high]: readonly [number, number], format: (x: number) => string) =>
    `${format(low)} – ${format(high)}`;
  return `N ${span(N, count)} parameters, D ${span(D, count)} tokens, C ${span(C, flop)} FLOP, ` +
    `loss ${span(loss, (x) => significant(x, 4))} nats/token`;
}

function minimaTable(minima: readonly Minimum[]): Table {
  return {
    columns: [
      { title: "C (FLOP)" },
      { title: "runs" },
      { title: "N*" },
      { title: "D*" },
      { title: "D*/N*" },
      { title: "loss" },
      { title: "status", align: "left" },
    ],
    rows: minima.map(({ C, runs, N, D, loss, status }) => [
      flop(C),
      `${runs}`,
      N === null ? "–" : count(N),
      D === null ? "–" : count(D),
      N === null || D === null ? "–" : significant(D / N),
      loss === null ? "–" : significant(loss, 4),
      status,
    ]),
  };
}

function exponentTable(fit: FrontierFit, level: number): Table {
  const { derived, frontier } = fit;
  const rows = (["a", "b"] as const).map((term) => {
    const error = fit.stdError(term), interval = fit.interval(term, level);
    const format = (x: number | undefined) => x === undefined ? "–" : estimate(x, error);
    const { coef } = frontier[term === "a" ? "N" : "D"];
    return [
      term,
      format(derived[term]),
      error === null ? "–" : significant(error, 2),
      format(interval?.low),
      format(interval?.high),
      `${term === "a" ? "N*" : "D*"} = ${significant(coef, 4)} · C^${term}`,
    ];
  });
  return {
    columns: [
      { title: "", align: "left" },
      { title: "estimate" },
      { title: "std error" },
      { title: `${Number((50 * (1 - level)).toPrecision(4))} %` },
      { title: `${Number((50 * (1 + level)).toPrecision(4))} %` },
      { title: "power law", align: "left" },
    ],
    rows,
  };
}

function uncertaintyNote(fit: FrontierFit): string {
  const { draws } = fit;
  if (draws) {
    // Rounding is some 1e-13 of an exponent; no sweep of real runs is that quiet.
    if ((fit.stdError("a") ?? 0) < 1e-9) {
      return "The runs lie on an Approach-3 law to rounding: without scatter there is no interval, " +
        "and what the method misses the law by is the bias below.";
    }
    const lost = draws.count - draws.converged;
    return "Standard error and interval: spread and percentiles of the lines of a wild bootstrap, " +
      "in which the distance of every run from an Approach-3 fit of the same runs gets a random sign" +
      (lost ? `; without the ${lost} draws that gave no line.` : ".");
  }
  if (fit.stdError("a") !== null) {
    const few = fit.converged.length < 6 ? `, of which there are ${fit.converged.length}` : "";
    return `Standard error and interval: from the scatter of the minima about their line${few}; a ` +
      "bootstrap starts from the scatter of the runs, and is the better word with few minima.";
  }
  return fit.bias
    ? "No standard errors: ask for a bootstrap."
    : "No standard errors: a bootstrap starts from an Approach-3 fit of the same runs.";
}

/** Fitted apart, the exponents need not agree with C = 6ND. */
function sumNote({ derived: { a, b } }: FrontierFit): string[] {
  const sum = a + b;
  if (!(Math.abs(sum - 1) > 0.005)) return [];
  return [`a + b = ${significant(sum, 4)}, not 1: the budgets are not 6ND of their runs.`];
}

function biasNote(fit: FrontierFit): string {
  const { bias, biasMissing } = fit;
  if (!bias) return `${biasMissing![0]!.toUpperCase()}${biasMissing!.slice(1)}.`;
  const { alpha, beta, width, dAt } = bias;
  const [first, , , , last] = dAt;
  const sizes = width === null ? "" : `, sizes within ±${significant(width, 2)}×`;
  return `Bias: on a law with alpha = ${significant(alpha)} and beta = ${significant(beta)} (an ` +
    `Approach-3 fit of the same runs${sizes}) this method misses D* by ` +
    `${percent(first!.percent)} at ${flop(first!.C)} FLOP and by ${percent(last!.percent)} at ` +
    `${flop(last!.C)} FLOP, and a by ${signed(bias.a)}${
      fit.approach === 2 ? ", without any noise" : ""
    }.`;
}

function percent(value: number): string {
  return `${value < 0 ? "–" : "+"}${significant(Math.abs(value), 2)} %`;
}

function signed(value: number): string {
  const size = Math.abs(value) < 5e-5 ? "0" : significant(Math.abs(value), 2);
  return size === "0" ? size : `${value < 0 ? "–" : "+"}${size}`;
}

function thinned(minima: readonly Minimum[]): readonly Minimum[] {
  if (minima.length <= most) return minima;
  const step = (minima.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => minima[Math.round(i * step)]!);
}
