/** The shape of a CSV file's text, before anything is made of its fields. */
export interface CsvScan {
  /** The byte at which the header starts, behind blank lines. */
  readonly start: number;
  /** The byte behind the header. */
  readonly end: number;
  /** Fields of the header. */
  readonly width: number;
  /** The line on which each record starts, the header's first; 1-based; blank lines included. */
  readonly lines: readonly number[];
  /** The records, counted from the header's 0, that are blank lines. */
  readonly blank: readonly number[];
  /** The first thing that is not CSV, if there is one. */
  readonly fault: { readonly line: number; readonly what: string } | null;
}

const quote = 0x22, comma = 0x2c, newline = 0x0a, carriage = 0x0d;

/**
 * Walks through the bytes of a CSV file (RFC 4180) and counts.
 *
 * polars cuts rows that are too long and fills rows that are too short without a word, so that an
 * unquoted `1,000` would move every value after it by one column. Hence this pass before it.
 */
export function scanCsv(bytes: Uint8Array): CsvScan {
  const lines: number[] = [];
  const blank: number[] = [];
  let [begin, end] = [0, 0];
  let width = 0;
  let line = 1;
  let at = 0;
  const shape = (fault: CsvScan["fault"]): CsvScan => ({
    start: begin,
    end,
    width,
    lines,
    blank,
    fault,
  });
  while (at < bytes.length) {
    const start = line;
    const first = at;
    let fields = 1;
    let fieldStart = true;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === comma) {
        fields++;
        fieldStart = true;
      } else if (byte === newline) {
        break;
      } else if (byte !== quote) {
        fieldStart = false;
      } else if (!fieldStart) {
        return shape({ line, what: "a double quote in the middle of a field" });
      } else {
        fieldStart = false;
        for (at++; bytes[at] !== quote || bytes[at + 1] === quote; at++) {
          if (at >= bytes.length) {
            return shape({ line: start, what: "a double quote that is never closed" });
          }
          if (bytes[at] === newline) line++;
          if (bytes[at] === quote) at++;
        }
        const next = bytes[at + 1];
        if (next !== undefined && next !== comma && next !== newline && next !== carriage) {
          return shape({ line, what: "text after a closing double quote" });
        }
      }
    }
    const isBlank = at === first || (at === first + 1 && bytes[first] === carriage);
    at++;
    line++;
    if (isBlank && width === 0) continue;
    if (isBlank) blank.push(lines.length);
    else if (width === 0) [begin, end, width] = [first, at, fields];
    else if (fields !== width) {
      const what = `${fields} field${fields === 1 ? "" : "s"} where the header has ${width}`;
      return shape({ line: start, what });
    }
    lines.push(start);
  }
  return shape(null);
}
