import { type Block, type Column, count, flop, type Report, significant } from "../text/mod.ts";
import type { Cell } from "./conditions.ts";
import type { Runs } from "./runs.ts";
import type { RunsSource } from "./runs_source.ts";
import { canonicalUnits } from "./units.ts";

const shownColumns = 10;
const head = 5;

const quantityNames = ["N", "D", "C", "loss"] as const;
type Number4 = typeof quantityNames[number];

/** How the numbers of a table of runs are written. */
export const write: Readonly<Record<Number4, (x: number) => string>> = {
  N: (x) => count(x),
  D: (x) => count(x),
  C: (x) => flop(x),
  loss: (x) => significant(x, 4),
};

/** Least and greatest of a quantity, as written. */
type Ends = (name: Number4) => readonly [least: string, greatest: string];

/** One line: the title, and the range of every quantity. */
export function rangesLine(title: string, ends: Ends): string {
  const ranges = quantityNames.map((name) => {
    const [low, high] = ends(name);
    return `${name} ${low} to ${high} ${canonicalUnits[name]}`;
  });
  return `${title}: ${ranges.join(", ")}`;
}

/** What tables of runs and of curves report alike: the source, the ranges, some rows, the notes. */
export function rangesReport(
  title: string,
  { source, notes }: { readonly source: RunsSource; readonly notes: readonly string[] },
  ends: Ends,
  rows: readonly Block[],
): Report {
  const facts = sourceFacts(source);
  const table = {
    columns: [
      { title: "", align: "left" },
      { title: "least" },
      { title: "greatest" },
      { title: "unit", align: "left" },
    ],
    rows: quantityNames.map((name) => [name, ...ends(name), canonicalUnits[name]]),
  } as const;
  return {
    title,
    blocks: [
      ...(facts.length > 0 ? [{ kind: "facts", facts } as const] : []),
      { kind: "table", table },
      ...rows,
      ...notes.map((text) => ({ kind: "note", text }) as const),
    ],
  };
}

/** One line: `245 runs from chinchilla-epoch: N 57.3 M to 16.2 B parameters, …`. */
export function runsSummary(runs: Runs): string {
  return rangesLine(title(runs), endsOf(runs));
}

/** The report of a table of runs. */
export function runsReport(runs: Runs): Report {
  return rangesReport(title(runs), runs, endsOf(runs), rowBlocks(runs));
}

function endsOf(runs: Runs): Ends {
  return (name) => {
    const [low, high] = range(runs[name]);
    return [write[name](low), write[name](high)];
  };
}

function title({ length, source }: Runs): string {
  const runs = `${length} ${source.simulated ? "simulated " : ""}run${length === 1 ? "" : "s"}`;
  return `${runs} from ${source.name}`;
}

/** What is known of the origin, for a report. */
function sourceFacts(source: RunsSource): [string, string][] {
  const facts: [string, string][] = [];
  if (source.simulated) {
    const { law, coef, noise, seed } = source.simulated;
    const terms = Object.entries(coef).map(([name, x]) => `${name} ${significant(x, 5)}`);
    facts.push(["simulated from", `${law}: ${terms.join(", ")}`]);
    facts.push(["noise", `${significant(noise, 3)} on ln loss, seed ${seed}`]);
  }
  if (source.url !== undefined) facts.push(["source", source.url]);
  if (source.licence !== undefined) facts.push(["licence", source.licence]);
  if (source.digest !== undefined) facts.push(["SHA-256", source.digest]);
  return facts;
}

/** The first and the last rows, and what is not shown. */
function rowBlocks(runs: Runs): Block[] {
  const { frame, length } = runs;
  const names = frame.columns.slice(0, shownColumns);
  const hidden = frame.columns.slice(shownColumns);
  const isShort = length <= 2 * head;
  const shown = isShort ? frame : frame.head(head).vstack(frame.tail(head));
  const cells = names.map((name) => shown.getColumn(name).toArray() as Cell[]);
  const columns: Column[] = names.map((title) => ({
    title,
    align: shown.getColumn(title).isString() ? "left" : "right",
  }));
  const rows: (string[] | null)[] = Array.from(
    { length: shown.height },
    (_, i) => names.map((name, j) => cellText(name, cells[j]![i])),
  );
  if (!isShort) rows.splice(head, 0, null);
  const blocks: Block[] = [{ kind: "table", table: { columns, rows } }];
  if (hidden.length > 0) {
    const text = `Columns not shown: ${hidden.slice(0, 20).join(", ")}${
      hidden.length > 20 ? ` and ${hidden.length - 20} more` : ""
    }.`;
    blocks.push({ kind: "note", text });
  }
  return blocks;
}

function cellText(name: string, cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") {
    if (Object.hasOwn(write, name)) return write[name as Number4](cell);
    return Number.isInteger(cell) && Math.abs(cell) < 1e6 ? String(cell) : significant(cell, 4);
  }
  if (cell instanceof Date) return cell.toISOString();
  const text = typeof cell === "object" ? JSON.stringify(cell) : String(cell);
  return text.length > 32 ? `${text.slice(0, 31)}…` : text;
}

/** The least and the greatest of some numbers. */
export function range(values: Iterable<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const x of values) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return [low, high];
}
