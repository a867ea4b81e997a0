import { InputError, nearest } from "../text/mod.ts";
import { positiveNumbers, runNames } from "./cells.ts";
import { someNames } from "./hints.ts";
import { fileBytes, tableFile } from "./open_file.ts";
import { parseTable } from "./parse_table.ts";

/** N by the name of the run: a record, or a table file with the columns `run` and `N`. */
export type SizesInput = Readonly<Record<string, number>> | string;

/**
 * The sizes by run.
 *
 * @throws {InputError} If a size is not a positive number, or the file has no such columns or two
 * sizes for one run.
 */
export async function sizesByRun(input: SizesInput): Promise<ReadonlyMap<string, number>> {
  return typeof input === "string" ? await fromFile(input) : fromRecord(input);
}

/** The error for a run that has no size. */
export function noSize(path: string, run: string, sizes: ReadonlyMap<string, number>): InputError {
  const near = nearest(run, sizes.keys());
  return new InputError({
    cannot: `read training curves from ${JSON.stringify(path)}`,
    needs: "a size for every run",
    found: `none for the run ${JSON.stringify(run)}, among ${sizes.size} sizes`,
    ...(near !== undefined && { cure: `the nearest name with a size is ${JSON.stringify(near)}` }),
  });
}

function fromRecord(sizes: Readonly<Record<string, number>>): Map<string, number> {
  for (const [run, N] of Object.entries(sizes)) {
    if (N > 0 && N < Infinity) continue;
    throw new InputError({
      cannot: "use the sizes of the runs",
      needs: "N > 0 for every run",
      found: `${N} for the run ${JSON.stringify(run)}`,
    });
  }
  return new Map(Object.entries(sizes));
}

async function fromFile(path: string): Promise<Map<string, number>> {
  const file = tableFile(path);
  const table = parseTable(file.format, await fileBytes(file), path, ["run"]);
  const names = table.frame.columns;
  const refuse = (needs: string, found: string): InputError =>
    new InputError({ cannot: `use the sizes in ${JSON.stringify(path)}`, needs, found });
  if (!names.includes("run") || !names.includes("N")) {
    throw refuse(`the columns "run" and "N"`, `the columns ${someNames(names)}`);
  }
  const N = positiveNumbers(table, path, "N", "N", 1);
  const sizes = new Map<string, number>();
  runNames(table, path, "run").forEach((run, row) => {
    const known = sizes.get(run);
    if (known !== undefined && known !== N[row]) {
      throw refuse(
        "one size per run",
        `${N[row]} after ${known} for the run ${JSON.stringify(run)}, ${table.place(row)}`,
      );
    }
    sizes.set(run, N[row]!);
  });
  return sizes;
}
