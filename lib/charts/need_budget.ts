import { InputError } from "../text/mod.ts";

/** Throws unless the budget is a positive number of FLOP. */
export function needBudget(C: number, cannot: string): void {
  if (Number.isFinite(C) && C > 0) return;
  throw new InputError({ cannot, needs: "a positive number of FLOP", found: String(C) });
}
