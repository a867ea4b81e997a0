import type { PlanSource } from "../plan/mod.ts";
import type { ChartCurves } from "./sources.ts";

/** The option that says over a figure that its law was fitted to simulated runs; none otherwise. */
export function lawSource(
  ...laws: readonly PlanSource[]
): { readonly source?: NonNullable<ChartCurves["source"]> } {
  const simulated = laws.some((law) => "status" in law && law.data.simulated);
  return simulated ? { source: { name: "a fit of simulated runs", simulated: true } } : {};
}
