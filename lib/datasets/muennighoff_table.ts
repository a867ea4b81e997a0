import { InputError } from "../text/mod.ts";

/** The cell that prints every run as its name, three numbers in billions, and the loss. */
const cellId = "7_T_IE3gj3rR";

/**
 * The table of runs with repeated data, from the notebook that its authors fit them in: what one of the
 * cells has printed, a line for each run.
 *
 * @throws {InputError} If the notebook is another one.
 */
export function muennighoffTable(notebook: Uint8Array): Uint8Array<ArrayBuffer> {
  const { cells } = JSON.parse(new TextDecoder().decode(notebook)) as { cells: readonly Cell[] };
  const printed = cells.find(({ metadata }) => metadata?.id === cellId)?.outputs ?? [];
  const lines = printed.flatMap(({ text = [] }) => [text].flat().join("").split("\n"));
  const rows = lines.flatMap((line) => {
    const [, name, N, D, U, loss] = /^(\S+) ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)$/.exec(line) ?? [];
    return loss ? [[name, ...[N, D, U].map((billions) => whole(Number(billions))), loss]] : [];
  });
  if (rows.length === 0) {
    throw new InputError({
      cannot: "take the runs from the notebook",
      needs: `a cell ${JSON.stringify(cellId)} that has printed them`,
      found: `${cells.length} cells without`,
    });
  }
  const table = [["name", "params", "tokens", "unique_tokens", "loss"], ...rows];
  return new TextEncoder().encode(table.map((row) => `${row.join(",")}\r\n`).join(""));
}

/** What was printed in billions is a whole number. */
function whole(billions: number): string {
  return `${Math.round(billions * 1e9)}.0`;
}

interface Cell {
  readonly metadata?: { readonly id?: string };
  readonly outputs?: readonly { readonly text?: string | readonly string[] }[];
}
