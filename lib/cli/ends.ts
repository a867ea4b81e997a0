import type { Interval } from "../fit/mod.ts";

/** An interval as the contract has it, without the estimate. */
export function ends(interval: Interval | null): object | null {
  if (!interval) return null;
  const { low, high, level, method, open } = interval;
  return { low, high, level, method, ...(open && { open }) };
}
