import { flop, type Report, significant, type Table } from "../text/mod.ts";
import { describeObjective } from "./objective.ts";
import type { Rollout } from "./rollout_result.ts";

/** A row per cut, the error by distance, the calibration, and what they rest on. */
export function rolloutReport(rollout: Rollout): Report {
  const { law, by, windows, objective, source, rows } = rollout;
  const apart = windows.some(({ apart }) => apart > 0);
  const cuts = `${windows.length} ${windows.length === 1 ? "cut" : "cuts"}`;
  const notes = [
    ...windows.flatMap(({ cut, reason }) =>
      reason === null ? [] : [`Nothing predicted above ${valueOf(by, cut)}: ${reason}.`]
    ),
    ...(rows.length > 0
      ? [
        "Errors are shares of the response. The windows overlap: a run is predicted once for each " +
        "cut below it.",
      ]
      : []),
    ...(apart
      ? [
        "Checkpoints of runs that reach beyond a cut are not fitted below it: they would tell of " +
        "what is to be predicted.",
      ]
      : []),
    ...(source?.simulated !== undefined ? ["The runs are simulated."] : []),
  ];
  return {
    title: `${law.name} rolled out by ${by}: ${cuts}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          ["law", law.formula],
          ["objective", describeObjective(objective, law.response)],
        ],
      },
      { kind: "table", table: windowTable(rollout) },
      ...(rows.length > 0
        ? [
          { kind: "table", table: factorTable(rollout) } as const,
          { kind: "table", table: calibrationTable(rollout) } as const,
        ]
        : []),
      ...notes.map((text) => ({ kind: "note", text }) as const),
    ],
  };
}

function valueOf(by: string, value: number): string {
  return by === "C" ? flop(value) : significant(value, 4);
}

function windowTable({ law, by, windows, level }: Rollout): Table {
  return {
    columns: [
      ...[`${by} <`, "fitted", ...law.coefNames, "predicted", "up to", "mean error", "worst"]
        .map((title) => ({ title })),
      { title: `in ${percent(level)}` },
      { title: "status", align: "left" },
    ],
    rows: windows.map((window) => {
      const { cut, fitted, coef, rows, meanError, worstError, inside, status } = window;
      return [
        valueOf(by, cut),
        `${fitted}`,
        ...law.coefNames.map((term) => significant(coef?.[term] ?? NaN, 4)),
        `${rows.length}`,
        rows.length ? `${significant(Math.max(...rows.map((row) => row.factor)), 3)} ×` : "–",
        percent(meanError),
        percent(worstError),
        inside === null ? "–" : `${inside} of ${rows.length}`,
        status ?? "no fit",
      ];
    }),
  };
}

function factorTable({ by, byFactor }: Rollout): Table {
  return {
    columns: [
      { title: `${by} over the largest fitted`, align: "left" },
      ...["predictions", "mean error", "worst"].map((title) => ({ title })),
    ],
    rows: byFactor.map(({ from, to, n, meanError, worstError }) => [
      to === Infinity ? `${from} and more` : `${from} to ${to}`,
      `${n}`,
      percent(meanError),
      percent(worstError),
    ]),
  };
}

function calibrationTable({ calibration }: Rollout): Table {
  return {
    columns: [{ title: "interval" }, { title: "inside" }, { title: "share" }],
    rows: calibration.map(({ level, n, inside, share }) => [
      percent(level),
      `${inside} of ${n}`,
      percent(share ?? NaN),
    ]),
  };
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${Number((100 * share).toPrecision(3))} %` : "–";
}
