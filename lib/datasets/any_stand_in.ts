import type { ColumnTable, Runs } from "../runs/mod.ts";
import { type ModelsStandIn, modelsStandIn } from "./models_stand_in.ts";
import type { DataSet } from "./registry.ts";
import { type RepeatedStandIn, repeatedStandIn } from "./repeated_stand_in.ts";
import { type StandIn, standInFor } from "./stand_in.ts";
import { type StepsStandIn, stepsStandIn } from "./steps_stand_in.ts";

/** What a stand-in of any kind of table is simulated from. */
export type AnyStandIn = StandIn | StepsStandIn | RepeatedStandIn | ModelsStandIn;

/** A data set that something can stand in for. */
type Replaceable<S extends AnyStandIn> = DataSet & { readonly standIn: S };

/**
 * Simulated rows in place of a table that cannot be had, of the kind that the table is of.
 *
 * @param reason Why the table cannot be had, for the notes.
 */
export async function anyStandIn(
  set: Replaceable<AnyStandIn>,
  reason: string,
): Promise<Runs | ColumnTable> {
  if (set.row === "steps") return await stepsStandIn(set as Replaceable<StepsStandIn>, reason);
  if ("unique" in set.standIn) return repeatedStandIn(set as Replaceable<RepeatedStandIn>, reason);
  if ("models" in set.standIn) return modelsStandIn(set as Replaceable<ModelsStandIn>, reason);
  return await standInFor(set as Replaceable<StandIn>, reason);
}
