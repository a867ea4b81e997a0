import { listNames, nearest } from "../text/mod.ts";
import type { ColumnSpec } from "./columns.ts";
import type { Quantity } from "./units.ts";

/** What people call the quantities. Only for suggestions: no column is taken without being asked. */
export const synonyms: Readonly<Record<"N" | "D" | "C" | "loss" | "run", RegExp>> = {
  N: /^n$|param|model[ _-]?size/i,
  D: /^d$|token/i,
  C: /^c$|flop|compute|budget/i,
  loss: /^l$|loss|cross[ _-]?entropy/i,
  run: /^(run|exp|experiment|trial|model)$|^(run|exp|experiment|trial|model)[ _-]?(id|name)$/i,
};

/** The names in quotes, the first dozen of them. */
export function someNames(names: readonly string[]): string {
  if (names.length <= 12) return listNames(names);
  const quoted = names.slice(0, 10).map((name) => JSON.stringify(name));
  return `${quoted.join(", ")} and ${names.length - 10} more`;
}

/** The name that is nearly the given one; "N" is not nearly every word that has an n. */
export function nearName(name: string, names: readonly string[]): string | undefined {
  return nearest(name, name.length > 2 ? names.filter((other) => other.length > 2) : names);
}

/** The text that would name the columns, as far as their names can be recognised. */
export function columnsCure(
  names: readonly string[],
  found: ReadonlyMap<Quantity, ColumnSpec>,
): string | undefined {
  const pairs: string[] = [];
  for (const quantity of ["N", "D", "C", "loss"] as const) {
    const column = found.get(quantity)?.column ??
      names.find((name) => synonyms[quantity].test(name));
    if (column !== undefined) pairs.push(`${quantity}=${quoted(column)}`);
  }
  const sizes = pairs.filter((pair) => !pair.startsWith("loss="));
  // Two of the three are enough; a third guess would only add doubt.
  const enough = [...sizes.slice(0, 2), ...pairs.filter((pair) => pair.startsWith("loss="))];
  if (sizes.length < 2 || enough.length < 3) {
    return `name the columns, as in "N=params,D=tokens,loss=val_loss"`;
  }
  const text = enough.join(",");
  return `name the columns, perhaps ${text.includes('"') ? `'${text}'` : `"${text}"`}`;
}

/** The text that names one column, in quotes: `"D=tokens"`. */
export function pair(quantity: Quantity, column: string): string {
  const text = `${quantity}=${quoted(column)}`;
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}

function quoted(name: string): string {
  return /[,:="]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
