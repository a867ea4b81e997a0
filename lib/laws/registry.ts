import { unknownName } from "../text/mod.ts";
import { chinchilla } from "./chinchilla.ts";
import type { Law, Preset } from "./law.ts";

/** Every law of the package, by name. */
export const laws: Readonly<Record<string, Law>> = { chinchilla: chinchilla as unknown as Law };

/** The law of that name; throws an {@linkcode InputError} with the nearest known name. */
export function lawNamed(name: string): Law {
  const found = Object.hasOwn(laws, name) ? laws[name] : undefined;
  if (found) return found;
  throw unknownName("find the law", name, Object.keys(laws));
}

/**
 * The published coefficients of that name: `"chinchilla:epoch"`, `"chinchilla:hoffmann"` and so on.
 *
 * @throws {InputError} If there is no preset of that name; the message suggests the nearest one.
 *
 * @example Hoffmann's unrounded exponents
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 *
 * assert.equal(presetNamed("chinchilla:hoffmann").coef?.alpha, 0.33917084);
 * ```
 */
export function presetNamed(name: string): Preset {
  const known = new Map<string, Preset>();
  for (const law of Object.values(laws)) {
    for (const preset of Object.values(law.presets)) known.set(preset.name, preset);
  }
  const found = known.get(name);
  if (found) return found;
  throw unknownName("find the preset", name, known.keys());
}
