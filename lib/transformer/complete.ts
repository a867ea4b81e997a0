import { InputError, unknownName } from "../text/mod.ts";
import {
  type Architecture,
  architectureFields,
  type CompleteArchitecture,
  type Norms,
  type Positions,
} from "./architecture.ts";

const positionKinds: readonly Positions[] = ["learned", "relative", "rotary", "none"];
const normKinds: readonly Norms[] = ["layer", "rms", "none"];

const cannot = "count the transformer";

/**
 * The architecture with every field filled in by the defaults of {@linkcode Architecture}.
 *
 * @throws {InputError} If a field is unknown, a count is not a positive whole number, `heads` does
 * not divide `dModel` while `dHead` is not given, `kvHeads` does not divide `heads`, or more
 * experts are active than there are.
 *
 * @example Grouped-query attention
 * ```ts
 * import assert from "node:assert/strict";
 * import { completeArchitecture } from "isoflop/transformer";
 *
 * const whole = completeArchitecture({
 *   layers: 32, dModel: 4096, heads: 32, kvHeads: 8, vocabulary: 32000, context: 4096,
 * });
 * assert.deepEqual([whole.dHead, whole.dFf], [128, 16384]);
 * ```
 */
export function completeArchitecture(architecture: Architecture): CompleteArchitecture {
  for (const field of Object.keys(architecture)) {
    if (architectureFields.includes(field as keyof Architecture)) continue;
    throw unknownName(`${cannot}: find the field`, field, architectureFields);
  }
  const { layers, dModel, heads, vocabulary, context } = architecture;
  const { kvHeads = heads, dFf = 4 * dModel, experts } = architecture;
  const { positions = "learned", norms = "none" } = architecture;
  const { count = 1, active = 1, shared = 0 } = experts ?? {};
  whole({ layers, dModel, heads, kvHeads, dFf, vocabulary, context });
  whole({ "experts.count": count, "experts.active": active });
  whole({ "experts.shared": shared }, 0);
  if (!positionKinds.includes(positions)) {
    throw unknownName(`${cannot}: find the positions`, String(positions), positionKinds);
  }
  if (!normKinds.includes(norms)) {
    throw unknownName(`${cannot}: find the norms`, String(norms), normKinds);
  }
  const dHead = architecture.dHead ?? widthOfHead(dModel, heads);
  whole({ dHead });
  if (heads % kvHeads !== 0) {
    throw new InputError({
      cannot,
      needs: "kvHeads that divide heads",
      found: `${kvHeads} kvHeads for ${heads} heads`,
      cure: `use ${nearestDivisor(heads, kvHeads)} kvHeads`,
    });
  }
  if (active > count) {
    throw new InputError({
      cannot,
      needs: "at most as many active experts as there are",
      found: `${active} active of ${count}`,
      cure: "count shared experts in experts.shared, not among the active ones",
    });
  }
  return {
    layers,
    dModel,
    heads,
    kvHeads,
    dHead,
    dFf,
    vocabulary,
    context,
    tied: architecture.tied ?? true,
    positions,
    gated: architecture.gated ?? false,
    biases: architecture.biases ?? false,
    norms,
    experts: { count, active, shared },
  };
}

function whole(counts: Readonly<Record<string, number>>, least = 1): void {
  for (const [field, value] of Object.entries(counts)) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new InputError({
      cannot,
      needs: `a whole number of ${field}, at least ${least}`,
      found: `${field} = ${value}`,
    });
  }
}

function widthOfHead(dModel: number, heads: number): number {
  if (dModel % heads === 0) return dModel / heads;
  throw new InputError({
    cannot,
    needs: "heads that divide dModel, or dHead",
    found: `dModel = ${dModel} and ${heads} heads, ${(dModel / heads).toFixed(2)} numbers each`,
    cure: `use ${nearestDivisor(dModel, heads)} heads, or give dHead`,
  });
}

function nearestDivisor(n: number, wanted: number): number {
  for (let off = 0;; off++) {
    const near = [wanted - off, wanted + off].find((each) => each > 0 && n % each === 0);
    if (near !== undefined) return near;
  }
}
