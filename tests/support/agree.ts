import assert from "node:assert/strict";

/** Fails unless `actual` is within a relative tolerance of `expected`. */
export function assertClose(
  actual: number,
  expected: number,
  relative: number,
  what = "value",
): void {
  const off = Math.abs(actual - expected) / Math.abs(expected);
  assert.ok(off <= relative, `${what}: ${actual}, expected ${expected} (off by ${off})`);
}

/** Fails unless every coefficient is within a relative tolerance of the expected one. */
export function assertCoef(
  actual: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
  relative: number,
): void {
  for (const [term, value] of Object.entries(expected)) {
    assertClose(actual[term]!, value, relative, term);
  }
}

/** Fails unless `actual` is within an absolute tolerance of `expected`. */
export function assertNear(
  actual: number,
  expected: number,
  tolerance: number,
  what = "value",
): void {
  const off = Math.abs(actual - expected);
  assert.ok(off <= tolerance, `${what}: ${actual}, expected ${expected} ± ${tolerance}`);
}

/** Fails unless `call` throws an `InputError` with exactly these lines. */
export function assertRefuses(call: () => unknown, lines: readonly string[]): void {
  assert.throws(call, { name: "InputError", message: lines.join("\n") });
}
