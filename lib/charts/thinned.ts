/**
 * Positions of at most about `most` values of an increasing series, evenly spaced in its logarithm,
 * first and last among them.
 */
export function thinned(values: ArrayLike<number>, most: number): number[] {
  const { length } = values;
  if (length <= most) return Array.from({ length }, (_, i) => i);
  const step = Math.log(values[length - 1]! / values[0]!) / (most - 1);
  const kept = [0];
  let next = Math.log(values[0]!) + step;
  for (let i = 1; i < length - 1; i++) {
    const at = Math.log(values[i]!);
    if (at < next) continue;
    kept.push(i);
    next = Math.max(next + step, at + step / 2);
  }
  return [...kept, length - 1];
}
