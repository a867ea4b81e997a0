import type { Command } from "commander";
import type { Curves, Runs } from "../runs/mod.ts";
import { InputError } from "../text/mod.ts";
import { collect, whole } from "./values.ts";

/** How a table of runs is read; the same options in every command that reads one. */
export interface TableFlags {
  /** Which column holds what. */
  readonly columns?: string;
  /** Conditions on rows. */
  readonly where?: readonly string[];
  /** How many of the runs with the highest loss are left out. */
  readonly dropHighest?: number;
}

/** Adds the options of {@linkcode TableFlags} to a command. */
export function addTableOptions(command: Command): Command {
  return command
    .option("--columns <PAIRS>", 'columns and units: "N=params:M,D=tokens:B,loss=val loss"')
    .option("--where <CONDITION>", 'rows to take, such as "experiment=a"; repeatable', collect)
    .option(
      "--drop-highest <K>",
      "leave out the K runs with the highest loss",
      whole("--drop-highest", "a whole number of runs, 0 or more", 0),
    );
}

/**
 * The runs in a file, without those that are to be left out.
 *
 * @param names Columns of a law's own that `--columns` may map too.
 */
export async function readTable(
  file: string,
  flags: TableFlags,
  names: readonly string[] = [],
): Promise<Runs> {
  const { readRuns } = await import("../runs/mod.ts");
  const { columns, where, dropHighest = 0 } = flags;
  const runs = await readRuns(file, {
    names,
    ...(columns !== undefined && { columns }),
    ...(where !== undefined && { where }),
  });
  return dropHighest > 0 ? runs.without(runs.highestLoss(dropHighest)) : runs;
}

/**
 * The training curves in files.
 *
 * @throws {InputError} If runs are to be left out by their loss: a curve has many.
 */
export async function readCurveTables(
  files: readonly string[],
  { columns, where, dropHighest = 0 }: TableFlags,
): Promise<Curves> {
  if (dropHighest > 0) {
    throw new InputError({
      cannot: "use --drop-highest",
      needs: "a table with one row per run",
      found: "training curves",
      cure: "leave --drop-highest out",
    });
  }
  const { readCurves } = await import("../runs/mod.ts");
  return await readCurves(files.length === 1 ? files[0]! : files, {
    ...(columns !== undefined && { columns }),
    ...(where !== undefined && { where }),
  });
}
