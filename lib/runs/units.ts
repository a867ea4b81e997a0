import { flopPerPetaflopDay } from "../laws/petaflop_days.ts";
import { InputError, listNames, nearest } from "../text/mod.ts";

/** What a column of a table of runs can stand for. */
export type Quantity = "N" | "D" | "C" | "loss" | "run" | "step" | "cycle";

/** The quantities in the order in which a table holds them. */
export const quantities: readonly Quantity[] = ["N", "D", "C", "loss", "run", "step"];

/** Those that a table of training curves can hold: also the length of each run's cosine. */
export const curveQuantities: readonly Quantity[] = [...quantities, "cycle"];

const counts = { k: 1e3, M: 1e6, B: 1e9, T: 1e12 };

/** The units that may follow a column's name, as factors to the canonical unit. */
const units: Readonly<Record<Quantity, Readonly<Record<string, number>>>> = {
  N: counts,
  D: counts,
  C: { "FLOP": 1, "PF-day": flopPerPetaflopDay },
  loss: { nats: 1, bits: Math.LN2 },
  run: {},
  step: {},
  cycle: {},
};

/** The unit that every table ends up in. */
export const canonicalUnits: Readonly<Record<"N" | "D" | "C" | "loss", string>> = {
  N: "parameters",
  D: "tokens",
  C: "FLOP",
  loss: "nats/token",
};

/**
 * The factor from a unit to the canonical one: N in parameters, D in tokens, C in FLOP (1 PF-day =
 * 8.64e19 FLOP), loss in nats/token (1 bit = ln 2 nats). Without a unit, 1.
 *
 * @throws {InputError} If the quantity has no such unit.
 */
export function unitFactor(quantity: Quantity, unit: string | undefined): number {
  if (unit === undefined) return 1;
  // Columns of a law's own name have no units to convert from.
  const known = units[quantity] ?? {};
  if (Object.hasOwn(known, unit)) return known[unit]!;
  const names = Object.keys(known);
  const near = nearest(unit, names);
  throw new InputError({
    cannot: `read ${quantity} in the unit ${JSON.stringify(unit)}`,
    needs: names.length ? `no unit, or one of ${listNames(names)}` : `no unit for ${quantity}`,
    found: JSON.stringify(unit),
    cure: near === undefined
      ? `put a column name that holds a colon in double quotes`
      : `did you mean ${JSON.stringify(near)}?`,
  });
}
