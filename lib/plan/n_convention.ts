import type { NConvention } from "../laws/mod.ts";
import { InputError } from "../text/mod.ts";
import type { Policy } from "./policy.ts";

/** What is said of an N that is given. */
export interface SizeOptions {
  /** What N counts; checked against the source's. Without it N is taken as the source counts. */
  readonly nConvention?: NConvention | undefined;
}

/** Refuses an N that counts what the source's law does not, or the other way round. */
export function needConvention(
  { nConvention, title }: Policy,
  { nConvention: given }: SizeOptions,
  cannot: string,
): void {
  if (given === undefined || nConvention === null || given === nConvention) return;
  const counts = { total: "every parameter", "non-embedding": "parameters without embeddings" };
  throw new InputError({
    cannot,
    needs: `an N of ${counts[nConvention]}, as ${title} counts`,
    found: Object.hasOwn(counts, given) ? `one of ${counts[given]}` : JSON.stringify(given),
    cure: nConvention === "total"
      ? 'countParameters(shape, "hoffmann"), or totalParameters(N) where the shape is not known'
      : 'countParameters(shape, "kaplan")',
  });
}
