/**
 * Solves M x = b for a symmetric positive definite M of order n, by Cholesky factors without
 * square roots (M = L D Lᵀ). Returns false, and leaves `x` unfinished, when M is not positive
 * definite to working precision.
 *
 * Only the lower triangle of M is read, row by row: M[i][j] at `m[i * n + j]`, j ≤ i. It is
 * overwritten by the factors. ml-matrix does this in 4 µs for n = 5, as much as all the rest of a
 * Newton step; plain loops over one typed array take a tenth of it.
 */
export function choleskySolve(
  m: Float64Array,
  n: number,
  b: Float64Array,
  x: Float64Array,
): boolean {
  for (let j = 0; j < n; j++) {
    const row = j * n;
    let pivot = m[row + j]!;
    const whole = pivot;
    for (let k = 0; k < j; k++) pivot -= m[row + k]! * m[row + k]! * m[k * n + k]!;
    if (!(pivot > 1e-14 * whole)) return false;
    m[row + j] = pivot;
    for (let i = j + 1; i < n; i++) {
      let sum = m[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= m[i * n + k]! * m[row + k]! * m[k * n + k]!;
      m[i * n + j] = sum / pivot;
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= m[i * n + k]! * x[k]!;
    x[i] = sum;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]! / m[i * n + i]!;
    for (let k = i + 1; k < n; k++) sum -= m[k * n + i]! * x[k]!;
    x[i] = sum;
  }
  return true;
}

/**
 * {@linkcode choleskySolve} for n = 5, unrolled: a fifth of the time of a Newton step is spent
 * here, and the general loops take four times as long.
 */
export function choleskySolve5(m: Float64Array, b: Float64Array, x: Float64Array): boolean {
  const d0 = m[0]!;
  if (!(d0 > 0)) return false;
  const a10 = m[5]!, a20 = m[10]!, a30 = m[15]!, a40 = m[20]!;
  const l10 = a10 / d0, l20 = a20 / d0, l30 = a30 / d0, l40 = a40 / d0;
  const d1 = m[6]! - l10 * a10;
  if (!(d1 > 1e-14 * m[6]!)) return false;
  const a21 = m[11]! - l20 * a10, a31 = m[16]! - l30 * a10, a41 = m[21]! - l40 * a10;
  const l21 = a21 / d1, l31 = a31 / d1, l41 = a41 / d1;
  const d2 = m[12]! - l20 * a20 - l21 * a21;
  if (!(d2 > 1e-14 * m[12]!)) return false;
  const a32 = m[17]! - l30 * a20 - l31 * a21, a42 = m[22]! - l40 * a20 - l41 * a21;
  const l32 = a32 / d2, l42 = a42 / d2;
  const d3 = m[18]! - l30 * a30 - l31 * a31 - l32 * a32;
  if (!(d3 > 1e-14 * m[18]!)) return false;
  const a43 = m[23]! - l40 * a30 - l41 * a31 - l42 * a32;
  const l43 = a43 / d3;
  const d4 = m[24]! - l40 * a40 - l41 * a41 - l42 * a42 - l43 * a43;
  if (!(d4 > 1e-14 * m[24]!)) return false;
  const y0 = b[0]!, y1 = b[1]! - l10 * y0, y2 = b[2]! - l20 * y0 - l21 * y1;
  const y3 = b[3]! - l30 * y0 - l31 * y1 - l32 * y2;
  const y4 = b[4]! - l40 * y0 - l41 * y1 - l42 * y2 - l43 * y3;
  const x4 = y4 / d4, x3 = y3 / d3 - l43 * x4;
  const x2 = y2 / d2 - l32 * x3 - l42 * x4;
  const x1 = y1 / d1 - l21 * x2 - l31 * x3 - l41 * x4;
  x[0] = y0 / d0 - l10 * x1 - l20 * x2 - l30 * x3 - l40 * x4;
  x[1] = x1, x[2] = x2, x[3] = x3, x[4] = x4;
  return true;
}
