// Other people's tables that the package does not load by name, from the folder that ISOFLOP_DATA names.

const folder = Deno.env.get("ISOFLOP_DATA");

/** A row, by column. */
export type PublicRow = Readonly<Record<string, string>>;

/** A test that gets the rows of a public table; ignored, and named so, where it is not there. */
export function testOnPublicTable(
  path: string,
  name: string,
  body: (rows: readonly PublicRow[]) => void,
): void {
  const text = folder === undefined ? null : textOf(`${folder}/${path}`);
  Deno.test({
    name: text === null ? `${name} (needs the public table ${path})` : name,
    ignore: text === null,
    fn: () => body(rowsOf(text!)),
  });
}

/** One column as numbers. */
export function numbers(rows: readonly PublicRow[], column: string): number[] {
  return rows.map((row) => {
    const value = Number(row[column] || NaN);
    if (Number.isFinite(value)) return value;
    throw new TypeError(`${column} holds ${JSON.stringify(row[column])}`);
  });
}

function textOf(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** No cell of these tables is quoted. */
function rowsOf(text: string): PublicRow[] {
  const [head, ...lines] = text.trim().split(/\r?\n/).map((line) => line.split(","));
  return lines.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i]!])));
}
