/** A function that does its work at the first call and returns that result ever after. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () =>
    result ??= work().catch((error: unknown) => {
      result = undefined; // A failure may be mended: the next call tries again.
      throw error;
    });
}
