import { InputError, listNames, nearest } from "../text/mod.ts";
import type { Law } from "../laws/law.ts";
import { type DataSummary, digestOf, range } from "./run_data.ts";
import type { Weights } from "./weights.ts";

/**
 * Columns by name, one entry per run, as a law with regressors of any name needs them. `Runs` is such
 * a thing, and so is an object of arrays.
 *
 * C is worked out as 6ND, and M, the tokens per parameter, as D/N, where they are not there.
 */
export interface ColumnData {
  /** Numbers of a column that is not a property. `Runs` has all columns of its table here. */
  column?(name: string): ArrayLike<number>;
  /** Which run a row belongs to, when several rows are checkpoints of one. */
  readonly run?: ArrayLike<string | number> | undefined;
  /** How many rows were left out before, for the report. */
  readonly dropped?: number | undefined;
  /** Where the rows are from, for the report. */
  readonly source?: { readonly name: string; readonly simulated?: unknown } | undefined;
}

/** The columns that a law asks for, as float64. */
export interface LawColumns {
  readonly regressors: readonly Float64Array[];
  readonly response: Float64Array;
  readonly rows: number;
}

/**
 * The columns of a law, checked.
 *
 * @param coefficients How many coefficients are free.
 * @param log Whether logarithms of the response are taken.
 * @throws {InputError} If a column is missing, lengths differ, a value is not finite, the response
 * is not positive where its logarithm is taken, or there are not more runs than coefficients.
 */
export function lawColumns(
  runs: ColumnData,
  { name, regressors, response }: Law,
  coefficients: number,
  log: boolean,
): LawColumns {
  const cannot = `fit ${JSON.stringify(name)}`;
  const columns = [...regressors, response].map((each) => columnOf(runs, each, cannot));
  const names = [...regressors, response];
  const rows = columns[0]!.length;
  const lengths = [...columns, ...(runs.run ? [runs.run] : [])].map((column) => column.length);
  if (lengths.some((n) => n !== rows)) {
    throw new InputError({
      cannot,
      needs: `${listNames([...names, ...(runs.run ? ["run"] : [])])} of one length`,
      found: lengths.map((n, i) => `${n} of ${names[i] ?? "run"}`).join(", "),
    });
  }
  columns.forEach((column, c) => {
    const isLogged = log && c === columns.length - 1;
    const bad = column.findIndex((v) => !Number.isFinite(v) || (isLogged && !(v > 0)));
    if (bad < 0) return;
    throw new InputError({
      cannot,
      needs: isLogged
        ? `${names[c]} > 0 and finite in every row, for its logarithm`
        : `finite numbers in every row of ${names[c]}`,
      found: `${column[bad]} in row ${bad + 1} of column "${names[c]}"`,
      cure: isLogged
        ? "leave that row out, or choose an objective on the response itself, such as squared()"
        : "leave that row out, or correct it",
    });
  });
  if (rows <= coefficients) {
    throw new InputError({
      cannot,
      needs: `at least ${coefficients + 1} runs for its ${coefficients} coefficients`,
      found: `${rows} ${rows === 1 ? "run" : "runs"}` +
        (runs.dropped ? `, after ${runs.dropped} were left out` : ""),
    });
  }
  return { regressors: columns.slice(0, -1), response: columns.at(-1)!, rows };
}

/** The values of a weight column, or the weights as they were given. */
export function weightColumn(
  weights: Weights | undefined,
  runs: object,
): { meaning: Weights["meaning"]; values: ArrayLike<number> } | null {
  if (!weights) return null;
  const { meaning, values } = weights;
  if (typeof values !== "string") return { meaning, values };
  return { meaning, values: columnOf(runs as ColumnData, values, "weight the runs") };
}

/** The weights of some of the rows, as options of a fit. */
export function keptWeights(
  given: ReturnType<typeof weightColumn>,
  rows: readonly number[],
): { weights?: Weights } {
  if (!given) return {};
  return { weights: { ...given, values: rows.map((i) => given.values[i]!) } };
}

/** What a report says about the columns of a law. */
export function summariseColumns(
  { regressors, response, rows }: LawColumns,
  { regressors: names, response: last }: Law,
  runs: ColumnData,
): DataSummary<string> {
  let digest: string | undefined;
  const all = [...names, last], columns = [...regressors, response];
  const [N, D, U] = ["N", "D", "U"].map((name) => regressors[names.indexOf(name)]);
  // Plans ask how far beyond the runs they are.
  const epochs = D && U ? { epochs: range(U.map((u, i) => D[i]! / u)) } : {};
  const compute = N && D && !all.includes("C") ? { C: range(N.map((n, i) => 6 * n * D[i]!)) } : {};
  return {
    // A tenth of the time of a first fit, and read only by reports and saved fits.
    get digest() {
      return digest ??= digestOf(columns);
    },
    rows,
    dropped: runs.dropped ?? 0,
    runs: runs.run ? new Set(Array.from(runs.run, String)).size : rows,
    source: runs.source?.name ?? "given arrays",
    simulated: runs.source?.simulated !== undefined,
    ranges: {
      ...Object.fromEntries(names.map((name, i) => [name, range(columns[i]!)])),
      ...compute,
      ...epochs,
      [last]: range(response),
    },
  };
}

/** A column by name, worked out where it follows from N and D. */
export function columnOf(runs: ColumnData, name: string, cannot: string): Float64Array {
  const found = given(runs, name);
  if (found) {
    const odd = Array.from(found).findIndex((value) => typeof value !== "number");
    if (odd < 0) return Float64Array.from(found);
    throw new InputError({
      cannot,
      needs: `numbers in column ${JSON.stringify(name)}`,
      found: `${typeof found[odd]} ${JSON.stringify(String(found[odd]))} in row ${odd + 1}`,
    });
  }
  if (name === "C" || name === "M") {
    const N = given(runs, "N"), D = given(runs, "D");
    if (N && D) {
      return Float64Array.from(N, (n, i) => name === "C" ? 6 * n * D[i]! : D[i]! / n);
    }
  }
  const isPromise = typeof (runs as { then?: unknown } | null)?.then === "function";
  const names = Object.entries(runs ?? {}).filter(([, v]) => isColumn(v)).map(([key]) => key);
  const near = nearest(name, names);
  throw new InputError({
    cannot,
    needs: `a column ${JSON.stringify(name)}, one number per run`,
    found: isPromise
      ? "a promise of runs"
      : names.length > 0
      ? `the columns ${listNames(names)}`
      : "no columns",
    ...(isPromise
      ? { cure: "await it first" }
      : near !== undefined && { cure: `did you mean ${JSON.stringify(near)}?` }),
  });
}

function given(runs: ColumnData, name: string): ArrayLike<number> | null {
  const own = (runs as unknown as Record<string, unknown> | null)?.[name];
  if (isColumn(own)) return own;
  return typeof runs?.column === "function" ? runs.column(name) : null;
}

function isColumn(value: unknown): value is ArrayLike<number> {
  return typeof value === "object" && value !== null &&
    typeof (value as { length?: unknown }).length === "number" &&
    (ArrayBuffer.isView(value) || Array.isArray(value));
}
