/**
 * df/dx by central differences, extrapolated (Richardson) over steps that halve: the error that is
 * left is of the order of the fifth root of the rounding, about 1e-11 for smooth functions.
 */
export function difference(f: (x: number) => number, x: number): number {
  const rows: number[][] = [];
  for (let i = 0, h = 0.02 * Math.max(Math.abs(x), 0.1); i < 5; i++, h /= 2) {
    const row = [(f(x + h) - f(x - h)) / (2 * h)];
    for (let k = 1; k <= i; k++) {
      row.push(row[k - 1]! + (row[k - 1]! - rows[i - 1]![k - 1]!) / (4 ** k - 1));
    }
    rows.push(row);
  }
  return rows[4]![4]!;
}

/** Whether two numbers agree to a share of the larger, or of one. */
export function near(a: number, b: number, share: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= share * Math.max(1, Math.abs(a), Math.abs(b));
}
