import pl, { type Series } from "nodejs-polars";
import { basename, relative } from "node:path";
import { InputError } from "../text/mod.ts";
import { frameOf, isNumeric, type RawTable } from "./raw_table.ts";

/**
 * One name per file for the run in it: the file's name without its extension, or as much of the
 * path as tells the files apart.
 */
export function fileRuns(paths: readonly string[]): string[] {
  const short = paths.map((path) => withoutExtension(basename(path)));
  if (new Set(short).size === paths.length) return short;
  const parts = paths.map((path) => path.split("/"));
  let shared = 0;
  while (parts.every((names) => names.length > shared + 1 && names[shared] === parts[0]![shared])) {
    shared++;
  }
  const folder = parts[0]!.slice(0, shared).join("/");
  return paths.map((path) => withoutExtension(shared === 0 ? path : relative(folder || "/", path)));
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./]*$/, "");
}

/**
 * Throws unless two files have the same columns, in whatever order.
 *
 * @param path What the files are called together.
 */
export function needSameColumns(
  path: string,
  [first, names]: readonly [file: string, names: readonly string[]],
  [other, others]: readonly [file: string, names: readonly string[]],
): void {
  const absent = names.find((name) => !others.includes(name));
  const added = others.find((name) => !names.includes(name));
  if (absent === undefined && added === undefined) return;
  const [name, having, lacking] = absent !== undefined
    ? [absent, first, other]
    : [added!, other, first];
  throw new InputError({
    cannot: `read training curves from ${JSON.stringify(path)}`,
    needs: "the same columns in every file",
    found: `the column ${JSON.stringify(name)} in ${JSON.stringify(having)} and not in ${
      JSON.stringify(lacking)
    }`,
  });
}

/** Tables with the same columns as one, each row still knowing where it came from. */
export function joined(tables: readonly RawTable[]): RawTable {
  if (tables.length === 1) return tables[0]!;
  const names = tables[0]!.frame.columns;
  const mixed = new Set(
    names.filter((name) =>
      new Set(tables.map(({ frame }) => frame.getColumn(name).dtype.variant)).size > 1
    ),
  );
  const frames = tables.map(({ frame }) =>
    frameOf(
      names.map((name) => mixed.has(name) ? asText(frame.getColumn(name)) : frame.getColumn(name)),
    )
  );
  const starts: number[] = [];
  let rows = 0;
  for (const { height } of frames) {
    starts.push(rows);
    rows += height;
  }
  const place = (row: number): string => {
    const file = starts.findLastIndex((start) => start <= row);
    return tables[file]!.place(row - starts[file]!);
  };
  return { frame: pl.concat(frames), place };
}

/** Text as JavaScript and people write it: polars makes "1.0" of the number 1. */
function asText(series: Series): Series {
  if (!isNumeric(series)) return series.cast(pl.Utf8).alias(series.name);
  const texts = (series.toArray() as (number | null)[]).map((x) => x === null ? x : String(x));
  return pl.Series(series.name, texts, pl.Utf8);
}
