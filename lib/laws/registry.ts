import { unknownName } from "../text/mod.ts";
import { batchSteps } from "./batch_steps.ts";
import { bnsl } from "./bnsl.ts";
import { chinchilla } from "./chinchilla.ts";
import { dataConstrained } from "./data_constrained.ts";
import { downstreamError } from "./downstream_error.ts";
import { gadre } from "./gadre.ts";
import { kaplanBatch } from "./kaplan_batch.ts";
import { kaplanFrontiers } from "./kaplan_frontiers.ts";
import { kaplanD, kaplanJoint, kaplanN } from "./kaplan.ts";
import { kaplanSteps } from "./kaplan_steps.ts";
import { llama3Frontiers } from "./llama3_frontiers.ts";
import { jointMoe } from "./joint_moe.ts";
import { fineGrained, routed } from "./mixture_of_experts.ts";
import { powerLaw } from "./power_law.ts";
import { powerLawWithFloor } from "./power_law_with_floor.ts";
import { sumOfPowers } from "./sum_of_powers.ts";
import type { Law, Preset } from "./law.ts";

/** Every law of the package, by name. */
export const laws: Readonly<Record<string, Law>> = Object.fromEntries(
  ([
    chinchilla,
    powerLaw(),
    powerLawWithFloor(),
    sumOfPowers,
    bnsl(1),
    bnsl(3),
    gadre,
    dataConstrained,
    downstreamError,
    kaplanN,
    kaplanD,
    kaplanJoint,
    kaplanSteps,
    kaplanBatch,
    batchSteps,
    routed,
    fineGrained,
    jointMoe,
  ] as unknown[])
    .map((law) => [(law as Law).name, law as Law]),
);

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
  const known = new Map<string, Preset>(
    [kaplanFrontiers, llama3Frontiers].flatMap((frontiers) =>
      Object.values<Preset>(frontiers).map((preset) => [preset.name, preset] as const)
    ),
  );
  for (const law of Object.values(laws)) {
    for (const preset of Object.values(law.presets)) known.set(preset.name, preset);
  }
  const found = known.get(name);
  if (found) return found;
  // All of them are a long list: of a law that is known, its own are enough.
  const own = Array.from(known.keys()).filter((each) => each.split(":")[0] === name.split(":")[0]);
  throw unknownName("find the preset", name, own.length > 0 ? own : known.keys());
}
