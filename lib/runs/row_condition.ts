import { conditionText, meets, parseCondition } from "./conditions.ts";
import { cellsOf } from "./frame_column.ts";
import type { Frame } from "./frame.ts";
import type { RowCondition, RunRow } from "./runs_parts.ts";

/**
 * Which rows of a checked table meet a condition, one flag each, and the condition in words.
 *
 * @throws {InputError} If there is no such column.
 */
export function rowsThatMeet(
  condition: RowCondition,
  frame: Frame,
  renamed: ReadonlyMap<string, string>,
): { flags: boolean[]; text: string } {
  if (typeof condition === "function") {
    const rows = frame.toRecords() as RunRow[];
    return { flags: rows.map((row, i) => condition(row, i)), text: "a given function is true" };
  }
  const cells = (column: string, text: string) =>
    cellsOf(frame, column, `select rows where ${text}`, renamed);
  if (typeof condition === "string") {
    const parts = parseCondition(condition);
    return { flags: meets(parts, cells(parts.column, condition)), text: conditionText(parts) };
  }
  const flags = new Array<boolean>(frame.height).fill(true);
  const texts: string[] = [];
  for (const [column, wanted] of Object.entries(condition)) {
    const value = wanted === null ? "" : String(wanted);
    const parts = { column, operator: "=", value } as const;
    texts.push(conditionText(parts));
    meets(parts, cells(column, conditionText(parts))).forEach((met, i) => {
      if (!met) flags[i] = false;
    });
  }
  return { flags, text: texts.join(" and ") };
}
