import type { Interval, IntervalMethod } from "../fit/mod.ts";
import { significant, tableText } from "../text/mod.ts";

/**
 * A fit's report, which has 95 % intervals, and after it those of another level or method if one is
 * asked for. An end where a profile is still below its threshold has a mark.
 */
export function reportAtLevel<T extends string>(
  fit: {
    toString(): string;
    interval(term: NoInfer<T>, level: number, method?: IntervalMethod): Interval | null;
  },
  terms: readonly T[],
  level: number,
  method?: IntervalMethod,
): string {
  if (level === 0.95 && method === undefined) return fit.toString();
  const intervals = terms.map((term) => fit.interval(term, level, method));
  const end = (interval: Interval | null, side: "low" | "high") =>
    significant(interval?.[side] ?? NaN, 5) + (interval?.open?.includes(side) ? " (open)" : "");
  const what = method === undefined ? "interval" : `${method} interval`;
  const title = `${Number((100 * level).toPrecision(6))} % ${what}`;
  const table = tableText({
    columns: [{ title, align: "left" }, { title: "low" }, { title: "high" }],
    rows: terms.map((term, i) => [term, end(intervals[i]!, "low"), end(intervals[i]!, "high")]),
  });
  return `${fit.toString()}\n\n${table}`;
}
