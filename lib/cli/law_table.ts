import { type Law, lawNamed } from "../laws/mod.ts";
import type { ColumnTable, Runs } from "../runs/mod.ts";
import { InputError, listNames, unknownName } from "../text/mod.ts";
import { formulaLaw, isFormula, namesInFormula } from "./formula_law.ts";
import { readTable, type TableFlags } from "./table_options.ts";

/** How laws and the table they are fitted to are asked for. */
export interface LawTableFlags extends TableFlags {
  /** Coefficients of a formula that may have either sign. */
  readonly free?: readonly string[];
}

/** Laws, and the runs with the columns they look at. */
export interface LawTable {
  readonly laws: readonly Law[];
  readonly runs: Runs | ColumnTable;
  /** What was read of the formulas, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Refuses laws that there are not and texts that are no formulas, before a table is read.
 *
 * @throws {InputError} If so, or if `--free` is given and there is no formula.
 */
export function checkLaws(texts: readonly string[], { free }: LawTableFlags): void {
  for (const text of texts) {
    if (isFormula(text)) namesInFormula(text);
    else lawNamed(text);
  }
  if (free === undefined || texts.some(isFormula)) return;
  throw new InputError({
    cannot: "use --free",
    needs: "a formula, whose coefficients it names",
    found: `${listNames(texts)}, with rules of ${texts.length === 1 ? "its" : "their"} own`,
    cure: "leave --free out",
  });
}

/**
 * The laws of these names or formulas, and the runs in a file.
 *
 * A law of N and D needs a table of runs as every other command does. Of other laws only the columns
 * that they look at are read: a law of compute needs C and the loss.
 *
 * @param others Columns that are needed besides those of the laws.
 * @throws {InputError} If a law, a column or the file is not there.
 */
export async function readLawTable(
  file: string,
  flags: LawTableFlags,
  texts: readonly string[],
  others: readonly string[] = [],
): Promise<LawTable> {
  const named = texts.map((text) => isFormula(text) ? null : lawNamed(text));
  const names = new Set([
    ...texts.flatMap((text, i) => named[i]?.regressors ?? namesInFormula(text)),
    ...others,
  ]);
  const response = named.find((law) => law)?.response ?? "loss";
  const runs = response === "loss" && names.has("N") && names.has("D")
    ? await readTable(file, flags, [...names])
    : await columnTable(file, flags, [...names, response], response);
  const columns = "columnNames" in runs ? runs.columnNames() : [...runs.frame.columns, "M"];
  const laws = texts.map((text, i) => named[i] ?? formulaLaw(text, columns, flags.free ?? []));
  checkFree(flags.free ?? [], laws.filter((_, i) => !named[i]));
  const notes = laws.filter((_, i) => !named[i]).map(({ name, regressors, coefNames }) =>
    `In ${JSON.stringify(name)}, ${listNames(regressors)} ${
      regressors.length === 1 ? "is a column" : "are columns"
    } and ${listNames(coefNames)} ${
      coefNames.length === 1 ? "is a coefficient" : "are coefficients"
    }.`
  );
  return { laws, runs, notes };
}

/** A name that is a coefficient of no formula is a slip. */
function checkFree(free: readonly string[], formulas: readonly Law[]): void {
  const known = new Set(formulas.flatMap(({ coefNames }) => coefNames));
  const stranger = free.find((name) => !known.has(name));
  if (stranger !== undefined) throw unknownName("use --free", stranger, known);
}

async function columnTable(
  file: string,
  { columns, where, dropHighest = 0 }: TableFlags,
  names: readonly string[],
  response: string,
): Promise<ColumnTable> {
  const { readColumns } = await import("../runs/mod.ts");
  const table = await readColumns(file, {
    names,
    ...(columns !== undefined && { columns }),
    ...(where !== undefined && { where }),
  });
  return table.withoutHighest(dropHighest, response);
}
