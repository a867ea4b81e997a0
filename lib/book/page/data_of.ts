import type { Notebook } from "../../kernel/mod.ts";
import type { DataDigests } from "../build.ts";

/** What a notebook says of its data; one that was not built here may say anything. */
export function dataOf({ metadata }: Notebook): DataDigests {
  const { data } = Object(metadata.isoflop) as { data?: unknown };
  return Object.fromEntries(Object.entries(Object(data)).map(([name, is]) => [name, String(is)]));
}
