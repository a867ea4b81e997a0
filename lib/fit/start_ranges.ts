import { limits } from "../laws/coef_rules.ts";
import { InputError, listNames } from "../text/mod.ts";
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

/**
 * The ends of a column in which a coefficient is looked for.
 *
 * @throws {InputError} If there is no such regressor.
 */
export function endsOf(
  column: string,
  regressors: readonly string[],
  { columns, n }: { columns: readonly Float64Array[]; n: number },
): readonly [number, number] {
  const values = columns[regressors.indexOf(column)]?.subarray(0, n);
  if (values) {
    return [
      values.reduce((a, b) => Math.min(a, b)),
      values.reduce((a, b) => Math.max(a, b)),
    ];
  }
  throw new InputError({
    cannot: "look for a coefficient",
    needs: `one of the regressors ${listNames(regressors)}, or two ends`,
    found: JSON.stringify(column),
  });
}

/** From a number in (0, 1) to a value of the coefficient. */
export function rangeOf(
  rule: ReturnType<RuleOf>,
  kind: "exponent" | "rate" | "scale",
  [smallest, largest]: readonly [number, number],
  ends: (column: string) => readonly [number, number],
): (u: number) => number {
  const [least, most] = limits(rule);
  const { search } = rule;
  const [low, high] = typeof search === "string" ? ends(search) : search ?? [least, most];
  const isBounded = Number.isFinite(low) && Number.isFinite(high);
  if (isBounded && !(low > 0 && high / low > 30)) return (u) => low + u * (high - low);
  const between = (from: number, to: number) => (u: number) => from * (to / from) ** u;
  if (isBounded) return between(low, high);
  const exponents = between(0.02, 3);
  const scales = between(0.1 * smallest / largest, 10 * largest / smallest);
  const sizes = {
    exponent: exponents,
    scale: scales,
    rate: (u: number) => u < 0.4 ? exponents(u / 0.4) : scales((u - 0.4) / 0.6),
  }[kind];
  if (least >= 0) return (u) => Math.min(Math.max(sizes(u), least), most);
  return (u) => Math.min(Math.max(u < 0.5 ? -sizes(1 - 2 * u) : sizes(2 * u - 1), least), most);
}
