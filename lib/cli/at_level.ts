import type { Interval } from "../fit/mod.ts";
import { significant, tableText } from "../text/mod.ts";

/** A fit's report, which has 95 % intervals, and after it those of another level if one is asked for. */
export function reportAtLevel<T extends string>(
  fit: { toString(): string; interval(term: NoInfer<T>, level: number): Interval | null },
  terms: readonly T[],
  level: number,
): string {
  if (level === 0.95) return fit.toString();
  const rows = terms.map((term) => {
    const interval = fit.interval(term, level);
    return [term, ...[interval?.low, interval?.high].map((x) => significant(x ?? NaN, 5))];
  });
  const title = `${Number((100 * level).toPrecision(6))} % interval`;
  const table = tableText({
    columns: [{ title, align: "left" }, { title: "low" }, { title: "high" }],
    rows,
  });
  return `${fit.toString()}\n\n${table}`;
}
