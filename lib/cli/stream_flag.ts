import { InputError, unknownName } from "../text/mod.ts";
import type { FitFlags } from "./approaches.ts";

const streams = ["isoflop", "numpy"] as const;

/** The stream of random numbers that was asked for; throws where there is none, or not of that seed. */
export function streamOf({ stream, seed }: FitFlags): "isoflop" | "numpy" {
  const found = streams.find((name) => name === stream);
  if (found === undefined) throw unknownName("use --stream", stream, streams);
  if (found === "numpy" && !(seed >= 0 && seed < 2 ** 32)) {
    throw new InputError({
      cannot: `use --seed ${seed} with --stream numpy`,
      needs: "a whole number from 0 to 4294967295, as NumPy does",
      found: String(seed),
    });
  }
  return found;
}
