const suffixes = ["", " k", " M", " B", " T"] as const;

/**
 * A number with so many significant digits, without trailing noise: 1234.5 → `"1230"`,
 * 0.00012 → `"0.00012"`, 5.76e23 → `"5.76e23"`.
 *
 * Plain digits between 1e-4 and 1e6, an exponent outside. Not finite: `"∞"`, `"–∞"`, `"–"`.
 */
export function significant(x: number, digits = 3): string {
  if (Number.isNaN(x)) return "–";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "–∞";
  if (x === 0) return "0";
  const rounded = Number(x.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size >= 1e-4 && size < 1e6) {
    const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(rounded))));
    return rounded.toFixed(Math.min(decimals, 20));
  }
  return x.toExponential(digits - 1).replace("e+", "e");
}

/**
 * A count with the suffix people use for models and tokens: 73.19e9 → `"73.2 B"`,
 * 1.312e12 → `"1.31 T"`. Above 999 T it falls back to an exponent.
 *
 * @example Parameters of Chinchilla
 * ```ts
 * import assert from "node:assert/strict";
 * import { count } from "isoflop/text";
 *
 * assert.equal(count(70e9), "70.0 B");
 * ```
 */
export function count(x: number, digits = 3): string {
  if (!Number.isFinite(x) || x === 0) return significant(x, digits);
  const rounded = Number(x.toPrecision(digits));
  const step = Math.floor(Math.log10(Math.abs(rounded)) / 3);
  const suffix = suffixes[step];
  if (suffix === undefined) return significant(x, digits);
  return significant(rounded / 1000 ** step, digits) + suffix;
}

/** Compute in FLOP, always with an exponent: `"5.76e23"`. */
export function flop(x: number, digits = 3): string {
  if (!Number.isFinite(x)) return significant(x, digits);
  return x.toExponential(digits - 1).replace("e+", "e");
}

/**
 * An estimate with as many digits as its standard error deserves: two digits of the error, the
 * estimate to the same place, but never fewer than three digits nor more than six. Without an
 * error, five.
 */
export function estimate(x: number, stdError: number | null): string {
  const known = stdError !== null && stdError > 0 && Number.isFinite(stdError);
  if (!known || !Number.isFinite(x)) return significant(x, 5);
  const place = Math.floor(Math.log10(stdError)) - 1;
  const digits = Math.floor(Math.log10(Math.abs(x) || 1)) - place + 1;
  const fixed = place < 0 && digits <= 6 && Math.abs(x) < 1e6
    ? x.toFixed(Math.min(20, -place))
    : "";
  // "0.000" says nothing about a number that is not zero.
  if (fixed && (x === 0 || Number(fixed) !== 0)) return fixed;
  return significant(x, Math.min(6, Math.max(3, digits)));
}
