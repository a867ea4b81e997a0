import type { Block, Report } from "../text/mod.ts";
import type { Curve } from "./curve.ts";
import type { Curves } from "./curves.ts";
import { range, sourceFacts, write } from "./runs_report.ts";
import { canonicalUnits } from "./units.ts";

const head = 5;

/** One line: `28 training curves from runs.csv, 5600 checkpoints: N 57.3 M to 16.2 B parameters, …`. */
export function curvesSummary(curves: Curves): string {
  const ranges = (["N", "D", "C", "loss"] as const).map((name) => {
    const [low, high] = rangeOf(curves, name);
    return `${name} ${low} to ${high} ${canonicalUnits[name]}`;
  });
  return `${title(curves)}: ${ranges.join(", ")}`;
}

/** The report of training curves. */
export function curvesReport(curves: Curves): Report {
  const { source, notes } = curves;
  const facts = sourceFacts(source);
  const blocks: Block[] = [];
  if (facts.length > 0) blocks.push({ kind: "facts", facts });
  blocks.push({
    kind: "table",
    table: {
      columns: [
        { title: "", align: "left" },
        { title: "least" },
        { title: "greatest" },
        { title: "unit", align: "left" },
      ],
      rows: (["N", "D", "C", "loss"] as const).map((name) => [
        name,
        ...rangeOf(curves, name),
        canonicalUnits[name],
      ]),
    },
  });
  blocks.push(endsBlock(curves.curves));
  for (const text of notes) blocks.push({ kind: "note", text });
  return { title: title(curves), blocks };
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

function rangeOf({ curves }: Curves, name: "N" | "D" | "C" | "loss"): string[] {
  const ends = curves.flatMap((curve) => name === "N" ? [curve.N] : range(curve[name]));
  return range(ends).map(write[name]);
}
