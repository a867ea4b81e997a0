import { limits } from "../laws/coef_rules.ts";
import type { RuleOf } from "./model.ts";

/** Smallest and largest size of the regressors that is not zero. */
export function scalesOf({ columns, n }: { columns: readonly Float64Array[]; n: number }) {
  const sizes = columns.flatMap((column) => Array.from(column.subarray(0, n), Math.abs))
    .filter((size) => size > 0 && Number.isFinite(size));
  return sizes.reduce(
    ([low, high], size) => [Math.min(low, size), Math.max(high, size)] as const,
    [1, 1] as readonly [number, number],
  );
}

/** From a number in (0, 1) to a value of the coefficient. */
export function rangeOf(
  rule: ReturnType<RuleOf>,
  isExponent: boolean,
  [smallest, largest]: readonly [number, number],
): (u: number) => number {
  const [least, most] = limits(rule);
  const [low, high] = rule.search ?? [least, most];
  const isBounded = Number.isFinite(low) && Number.isFinite(high);
  if (isBounded && !(low > 0 && high / low > 30)) return (u) => low + u * (high - low);
  const between = (from: number, to: number) => (u: number) => from * (to / from) ** u;
  if (isBounded) return between(low, high);
  const sizes = isExponent
    ? between(0.02, 3)
    : between(0.1 * smallest / largest, 10 * largest / smallest);
  if (least >= 0) return (u) => Math.min(Math.max(sizes(u), least), most);
  return (u) => Math.min(Math.max(u < 0.5 ? -sizes(1 - 2 * u) : sizes(2 * u - 1), least), most);
}
