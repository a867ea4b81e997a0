import { InputError } from "../text/mod.ts";

/** The value, if it is a positive number; throws an {@linkcode InputError} that says for what. */
export function positive(value: number, cannot: string, what: string): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InputError({
    cannot,
    needs: `a positive ${what}`,
    found: value === undefined ? "none" : `${value}`,
    ...(value === undefined && { cure: "give it by name, as in { C: 5.76e23 }" }),
  });
}
