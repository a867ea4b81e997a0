// 2^(j/64) for j = 0 … 63, and 2^m for m = −1074 … 1023, so that e^x = 2^m · 2^(j/64) · e^r with
// |r| ≤ ln 2 / 128, where a polynomial of degree 5 is exact to the last bit but one.
const fractions = Float64Array.from({ length: 64 }, (_, j) => 2 ** (j / 64));
const powers = Float64Array.from({ length: 2098 }, (_, i) => 2 ** (i - 1074));
const perStep = 64 / Math.LN2;
const stepHigh = 0.010830424260348082; // ln 2 / 64 with its last 28 bits cleared, so k · stepHigh is exact …
const stepLow = 4.3590106387089914e-10; // … and the rest
const roundingTrick = 6755399441055744; // 1.5 · 2^52: adding it rounds to an integer

/**
 * e^x for |x| ≤ 700, outside of which x is clamped; relative error below 5e-16.
 *
 * The fit evaluates three exponentials per run and step, and this is what its time goes into:
 * `Math.exp` is a call that V8 does not inline and takes more than twice as long. It is also
 * plain arithmetic, hence the same digits on every machine.
 */
export function exp(x: number): number {
  const clamped = x > 700 ? 700 : x < -700 ? -700 : x;
  const rounded = (clamped * perStep + roundingTrick) - roundingTrick;
  const r = (clamped - rounded * stepHigh) - rounded * stepLow;
  const p = r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))));
  const k = rounded | 0;
  const scale = fractions[k & 63]!;
  return powers[(k >> 6) + 1074]! * (scale + scale * p);
}

/**
 * ln u, by a series where u is within 5 % of 1 and by `Math.log` elsewhere; absolute error of the
 * series below 2e-16.
 *
 * The residual of a fit on log loss is ln(predicted/observed), and nearly all of them are small.
 */
export function log(u: number): number {
  if (u < 0.95 || u > 1.05) return Math.log(u);
  const z = (u - 1) / (u + 1);
  const q = z * z;
  return 2 * z * (1 + q * (1 / 3 + q * (1 / 5 + q * (1 / 7 + q * (1 / 9 + q * (1 / 11))))));
}
