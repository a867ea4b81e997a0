import type { Block, Report } from "../text/mod.ts";
import type { Curve } from "./curve.ts";
import type { Curves } from "./curves.ts";
import { range, rangesLine, rangesReport, write } from "./runs_report.ts";

const head = 5;

/** One line: `28 training curves from runs.csv, 5600 checkpoints: N 57.3 M to 16.2 B parameters, …`. */
export function curvesSummary(curves: Curves): string {
  return rangesLine(title(curves), (name) => rangeOf(curves, name));
}

/** The report of training curves. */
export function curvesReport(curves: Curves): Report {
  const ends = endsBlock(curves.curves);
  return rangesReport(title(curves), curves, (name) => rangeOf(curves, name), [ends]);
}

function title({ length, rows, source }: Curves): string {
  const simulated = source.simulated ? "simulated " : "";
  const curves = `${length} ${simulated}training curve${length === 1 ? "" : "s"}`;
  return `${curves} from ${source.name}, ${rows} checkpoints`;
}

/** The first and the last curves, each with its length and its end. */
function endsBlock(curves: readonly Curve[]): Block {
  const isShort = curves.length <= 2 * head;
  const shown = isShort ? curves : [...curves.slice(0, head), ...curves.slice(-head)];
  const rows: (string[] | null)[] = shown.map(({ run, N, D, C, loss }) => [
    run.length > 32 ? `${run.slice(0, 31)}…` : run,
    write.N(N),
    String(loss.length),
    write.D(D.at(-1)!),
    write.C(C.at(-1)!),
    write.loss(loss.at(-1)!),
  ]);
  if (!isShort) rows.splice(head, 0, null);
  return {
    kind: "table",
    table: {
      columns: [
        { title: "run", align: "left" },
        { title: "N" },
        { title: "checkpoints" },
        { title: "last D" },
        { title: "last C" },
        { title: "last loss" },
      ],
      rows,
    },
  };
}

function rangeOf({ curves }: Curves, name: "N" | "D" | "C" | "loss"): readonly [string, string] {
  const ends = curves.flatMap((curve) => name === "N" ? [curve.N] : range(curve[name]));
  const [low, high] = range(ends);
  return [write[name](low), write[name](high)];
}
