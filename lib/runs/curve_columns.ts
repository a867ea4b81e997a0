import { InputError } from "../text/mod.ts";
import { namedColumns } from "./canonical.ts";
import type { Columns, ColumnSpec } from "./columns.ts";
import { pair, someNames, synonyms } from "./hints.ts";
import { curveQuantities, type Quantity } from "./units.ts";

/** What is known of training curves beside their table. */
export interface Beside {
  /** Whether N comes from sizes by run. */
  readonly sizes: boolean;
  /** Whether a file without a column for the run is one run. */
  readonly files: boolean;
}

/**
 * The columns of a table of training curves: the run, the loss, N, and tokens or FLOP; a
 * step and the length of the cosine where there are such.
 *
 * @param names The table's columns.
 * @param path The table's name, for messages.
 * @throws {InputError} If one of them is missing; the cure guesses which column it may be.
 */
export function curveColumns(
  names: readonly string[],
  path: string,
  columns: Columns,
  { sizes, files }: Beside,
): Map<Quantity, ColumnSpec> {
  const found = namedColumns(names, path, columns, curveQuantities);
  const refuse = (needs: string, cure: string, what = `the columns ${someNames(names)}`) =>
    new InputError({
      cannot: `read training curves from ${JSON.stringify(path)}`,
      needs,
      found: what,
      cure,
    });
  const guess = (quantity: keyof typeof synonyms): string | undefined => {
    const taken = new Set(Array.from(found.values(), ({ column }) => column));
    const column = names.find((name) => !taken.has(name) && synonyms[quantity].test(name));
    return column && pair(quantity, column);
  };
  const mapIt = (quantity: keyof typeof synonyms, example: string): string => {
    const guessed = guess(quantity);
    return guessed === undefined
      ? `name the column, as in "${example}"`
      : `name the column, perhaps ${guessed}`;
  };
  // A column of such a name speaks against one run per file.
  const named = names.some((name) => /^run[ _-]?(id|name)?$/i.test(name));
  if (!found.has("run") && (!files || named)) {
    throw refuse("a column for the name of the run", mapIt("run", "run=experiment"));
  }
  if (!found.has("loss")) {
    throw refuse("a column for the loss", mapIt("loss", "loss=val_loss"));
  }
  if (!found.has("D") && !found.has("C")) {
    throw refuse(
      "a column for the tokens seen, D, or for the FLOP spent, C: a step does not say how many",
      guess("D") === undefined && guess("C") !== undefined
        ? mapIt("C", "C=flops")
        : mapIt("D", "D=tokens_seen"),
    );
  }
  if (sizes && found.has("N")) {
    throw refuse(
      "N from a column or from sizes, not both",
      "leave out one of them",
      `sizes, and the column ${JSON.stringify(found.get("N")!.column)}`,
    );
  }
  if (!sizes && !found.has("N")) {
    throw refuse(
      "a column for N, or sizes by run",
      `${mapIt("N", "N=params")}, or give the sizes: { "name of the run": 1e8, … }`,
    );
  }
  return found;
}
