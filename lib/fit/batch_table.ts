import { count, InputError, listNames, unknownName } from "../text/mod.ts";

/** Numbers of a column; `null` where there is none. */
export type NumberColumn = ArrayLike<number | null>;

/**
 * Steps to a loss by batch, one entry per row. `ColumnTable` is such a thing, and so are arrays by name.
 *
 * Give the batch as `B` in tokens, or as `batch` in sequences, with their `length` in tokens or without.
 */
export interface StepsData {
  /** Numbers of a column that is not a property. */
  column?(name: string): NumberColumn;
  /** The names that `column` knows. */
  columnNames?(): readonly string[];
  /** Batch in tokens. */
  readonly B?: NumberColumn;
  /** Batch in sequences. */
  readonly batch?: NumberColumn;
  /** Tokens in a sequence. */
  readonly length?: NumberColumn | number;
  /** Steps to the loss; `null`, `NaN` or `Infinity` where it was never reached. */
  readonly S?: NumberColumn;
  /** The loss that was to be reached, in nats/token. */
  readonly loss?: NumberColumn;
  /** Parameters, where there are several models. */
  readonly N?: NumberColumn;
  /** Tokens that the loss takes, or any other measure of data, where it differs. */
  readonly D?: NumberColumn;
  /** What a model is called. */
  readonly run?: ArrayLike<string | number> | undefined;
  /** Where the rows are from. */
  readonly source?:
    | { readonly name: string; readonly simulated?: unknown; readonly committable?: boolean }
    | undefined;
}

/** What a batch is counted in. */
export type BatchUnit = "tokens" | "sequences";

/** One loss to be reached by one model. */
export interface BatchTarget {
  /** The model and the loss. */
  readonly label: string;
  /** The loss in nats/token. */
  readonly loss: number;
  /** Parameters; `null` where the table does not say. */
  readonly N: number | null;
  /** Data; `null` where the table does not say. */
  readonly D: number | null;
  /** Batches that got there, and in how many steps. */
  readonly reached: { readonly B: readonly number[]; readonly S: readonly number[] };
  /** Batches that never did. */
  readonly unreached: readonly number[];
}

const cannot = "fit steps to a loss";

/**
 * The rows of a table by model and loss, checked.
 *
 * @throws {InputError} If a column is missing or of another length, a batch is below one sequence, or a
 * loss, a size or a number of steps is not above 0.
 */
export function batchTargets(
  data: StepsData,
  asked?: BatchUnit,
): { unit: BatchUnit; targets: BatchTarget[] } {
  const S = needed(data, "S");
  const loss = needed(data, "loss");
  const N = columnOf(data, "N"), D = columnOf(data, "D");
  const { unit, B } = batches(data, asked);
  const columns = {
    B,
    S,
    loss,
    ...(N && { N }),
    ...(D && { D }),
    ...(data.run && { run: data.run }),
  };
  const rows = S.length;
  const entries = Object.entries(columns);
  if (rows === 0 || entries.some(([, { length }]) => length !== rows)) {
    throw new InputError({
      cannot,
      needs: `${listNames(entries.map(([name]) => name))} of one length, and a row at least`,
      found: entries.map(([name, { length }]) => `${length} of ${name}`).join(", "),
    });
  }
  for (const [name, column] of Object.entries({ loss, ...(N && { N }), ...(D && { D }) })) {
    const bad = Array.from(column).findIndex((x) => !(Number(x) > 0 && Number(x) < Infinity));
    if (bad >= 0) throw badCell(name, column[bad], bad, `${name} above 0 and finite in every row`);
  }
  const wrong = Array.from(S).findIndex((x) => x !== null && (typeof x !== "number" || x <= 0));
  if (wrong >= 0) {
    throw badCell("S", S[wrong], wrong, "steps above 0, or none where the loss was never reached");
  }
  const at = (column: NumberColumn | null, i: number) => column ? column[i]! : null;
  const keys = Array.from({ length: rows }, (_, i) => i);
  // The name of the only model says nothing.
  const several = N !== null && new Set(Array.from(N)).size > 1;
  const groups = Map.groupBy(keys, (i) => [data.run?.[i], at(N, i), at(D, i), loss[i]].join("|"));
  return { unit, targets: Array.from(groups.values(), target) };

  function target(members: number[]): BatchTarget {
    const first = members[0]!;
    const there = members.filter((i) => S[i] !== null && Number.isFinite(S[i]));
    const model = data.run?.[first] ?? (several ? `N = ${count(N[first]!)}` : null);
    return {
      label: `${model === null ? "" : `${model}, `}loss ${Number(loss[first]!.toPrecision(6))}`,
      loss: loss[first]!,
      N: at(N, first),
      D: at(D, first),
      reached: { B: there.map((i) => B[i]!), S: there.map((i) => S[i]!) },
      unreached: members.filter((i) => !there.includes(i)).map((i) => B[i]!),
    };
  }
}

/** The batch of every row in the unit that was asked for, or in tokens where they can be had. */
function batches(data: StepsData, asked?: BatchUnit): { unit: BatchUnit; B: number[] } {
  const tokens = columnOf(data, "B"), sequences = columnOf(data, "batch");
  const given = tokens ?? sequences;
  if (asked !== undefined && asked !== "tokens" && asked !== "sequences") {
    throw unknownName("count batches in", asked, ["tokens", "sequences"]);
  }
  if (!given) {
    throw new InputError({
      cannot,
      needs: "the batch: B in tokens, or batch in sequences",
      found: "neither",
    });
  }
  // A list has a length of its own, which is no column.
  const length = typeof data.length === "number" && data.column ? undefined : data.length;
  const long = typeof length === "number"
    ? Array.from(given, () => length)
    : columnOf(data, "length");
  const bad = long ? Array.from(long).findIndex((x) => !(Number(x) >= 1)) : -1;
  if (bad >= 0) throw badCell("length", long![bad], bad, "sequences of at least one token");
  const unit = asked ?? (tokens || long ? "tokens" : "sequences");
  if (!long && unit !== (tokens ? "tokens" : "sequences")) {
    throw new InputError({
      cannot: `${cannot} with batches in ${unit}`,
      needs: "the length of a sequence in tokens, as the column length or as a number",
      found: `batches in ${tokens ? "tokens" : "sequences"} alone`,
    });
  }
  const apart = tokens && sequences && long
    ? Array.from(tokens).findIndex((x, i) => !(Math.abs(x! / sequences[i]! / long[i]! - 1) < 1e-6))
    : -1;
  if (apart >= 0) throw badCell("B", tokens![apart], apart, "B to be batch times length");
  const B = Array.from(given, (x, i) => {
    const least = tokens ? long?.[i] ?? 1 : 1;
    if (!(x !== null && x >= least && x < Infinity)) {
      const one = tokens && long
        ? `one sequence of ${least} tokens`
        : `one ${tokens ? "token" : "sequence"}`;
      throw badCell(tokens ? "B" : "batch", x, i, `batches of at least ${one}`);
    }
    if (unit === "tokens") return tokens ? x : x * long![i]!;
    return tokens ? x / long![i]! : x;
  });
  return { unit, B };
}

function needed(data: StepsData, name: "S" | "loss"): NumberColumn {
  const column = columnOf(data, name);
  if (column) return column;
  throw new InputError({
    cannot,
    needs: `a column ${name}`,
    found: `the columns ${listNames(data.columnNames?.() ?? Object.keys(data))}`,
  });
}

function columnOf(data: StepsData, name: "B" | "batch" | "length" | "S" | "loss" | "N" | "D") {
  const own = data.column && name === "length" ? undefined : data[name];
  if (typeof own === "object") return own;
  const known = data.columnNames?.() ?? [];
  return data.column && known.includes(name) ? data.column(name) : null;
}

function badCell(name: string, value: unknown, row: number, needs: string): InputError {
  return new InputError({
    cannot,
    needs,
    found: `${value} in row ${row + 1} of column ${JSON.stringify(name)}`,
  });
}
