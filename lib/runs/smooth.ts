import { InputError } from "../text/errors.ts";

/**
 * A sequence averaged over neighbours with Gaussian weights: the element k places away weighs
 * exp(−½ (k/σ)²), σ = window/5, as far as |k| ≤ window/2. At the ends, where neighbours are
 * missing, the weights of those that are there are divided by their own sum.
 *
 * @param values The sequence, evenly spaced.
 * @param window The width of the window, in elements.
 * @throws {InputError} If the window is not a positive number.
 */
export function smooth(values: Float64Array, window: number): Float64Array {
  if (!(window > 0 && window < Infinity)) {
    throw new InputError({
      cannot: "smooth training curves",
      needs: "a positive number of checkpoints as the window",
      found: `${window}`,
    });
  }
  // A window may be wider than the sequence; weights that meet no neighbour are not needed.
  const reach = Math.min(Math.floor(window / 2), Math.max(0, values.length - 1));
  const sigma = window / 5;
  const weights = Float64Array.from(
    { length: reach + 1 },
    (_, k) => Math.exp(-((k / sigma) ** 2) / 2),
  );
  return values.map((_, i) => {
    const first = Math.max(0, i - reach);
    const last = Math.min(values.length - 1, i + reach);
    let sum = 0, total = 0;
    for (let j = first; j <= last; j++) {
      const weight = weights[Math.abs(j - i)]!;
      sum += weight * values[j]!;
      total += weight;
    }
    return sum / total;
  });
}
