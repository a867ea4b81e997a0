// The Statistical Reference Datasets of NIST for nonlinear regression, as the files are published. They
// are in the folder nist-strd of ISOFLOP_DATA, never in the repository.

/** A set: two starts, the certified numbers, and the rows. */
export interface NistSet {
  readonly starts: readonly [Readonly<Record<string, number>>, Readonly<Record<string, number>>];
  /** Coefficients, to eleven digits. */
  readonly coef: Readonly<Record<string, number>>;
  /** Their standard deviations. */
  readonly deviation: Readonly<Record<string, number>>;
  /** Residual sum of squares. */
  readonly squares: number;
  /** Column names, the response first. */
  readonly columns: Readonly<Record<string, readonly number[]>>;
}

const folder = Deno.env.get("ISOFLOP_DATA");

/** Reads a set; `null` where the files are not. */
export function nistSet(name: string): NistSet | null {
  if (folder === undefined) return null;
  try {
    return parsed(Deno.readTextFileSync(`${folder}/nist-strd/${name}.dat`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** `b1 = start1 start2 value deviation` of every coefficient, the sum of squares, then the rows. */
function parsed(text: string): NistSet {
  const lines = text.split(/\r?\n/);
  const coefficients = lines
    .map((line) => /^\s*(b\d+)\s*=\s*(.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, name, rest]) => [name!, rest!.trim().split(/\s+/).map(Number)] as const)
    .filter(([, numbers]) => numbers.length === 4 && numbers.every(Number.isFinite));
  const pick = (at: number) =>
    Object.fromEntries(coefficients.map(([name, numbers]) => [name, numbers[at]!]));
  const head = lines.findLastIndex((line) => line.startsWith("Data:"));
  const names = lines[head]!.replace("Data:", "").trim().split(/\s+/);
  const rows = lines.slice(head + 1).filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return {
    starts: [pick(0), pick(1)],
    coef: pick(2),
    deviation: pick(3),
    squares: Number(/Residual Sum of Squares:\s+(\S+)/.exec(text)![1]),
    columns: Object.fromEntries(names.map((name, c) => [name, rows.map((row) => row[c]!)])),
  };
}
