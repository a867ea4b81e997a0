// Input → output pairs of the literature, one JSON line each: closed forms evaluated in Python from
// the published constants of Hoffmann et al. (2022) and Besiroglu et al. (2024), and the deadweight
// compute loss of Czech et al. (2026). The tolerance stands in each line.
import {
  chinchilla,
  type ChinchillaCoef,
  huberLog,
  presetNamed,
  rho,
  tokensForLoss,
} from "isoflop";
import { allocate, budgetFor, costOfAllocation, lossAt } from "isoflop";
import { assertClose } from "../support/agree.ts";

interface Vector {
  readonly id: string;
  readonly in: Readonly<Record<string, number>>;
  readonly out: number;
  readonly rtol: number;
}

const presets: Record<string, string> = {
  rounded: "chinchilla:hoffmann-rounded",
  unrounded: "chinchilla:hoffmann",
  epoch: "chinchilla:epoch",
};

const quantities: Record<string, (input: Vector["in"], preset: string) => number> = {
  "chinchilla.L": ({ N, D }, name) => lossAt(presetNamed(name), { N: N!, D: D! }).loss!,
  "chinchilla.LSE": ({ N, D }, name) => Math.log(lossAt(presetNamed(name), { N: N!, D: D! }).loss!),
  "chinchilla.Nopt": ({ C }, name) => allocate(presetNamed(name), { C: C! }).N,
  "chinchilla.Dopt": ({ C }, name) => allocate(presetNamed(name), { C: C! }).D,
  // K is the loss above the floor at C = 1 FLOP.
  "chinchilla.K": (_, name) => {
    const coef = presetNamed(name).coef as ChinchillaCoef;
    return chinchilla.frontier(coef).loss!(1) - coef.E;
  },
  "chinchilla.CforL": ({ loss }, name) => budgetFor(presetNamed(name), { loss: loss! }).C,
  "chinchilla.Diso": ({ N, loss }, name) =>
    tokensForLoss(presetNamed(name).coef as ChinchillaCoef, { N: N!, loss: loss! }),
  huber: ({ r, delta }) => rho(huberLog(delta), r!),
  dcl: ({ C, D, Dmult }, name) => {
    const preset = presetNamed(name);
    const tokens = D ?? Dmult! * allocate(preset, { C: C! }).D;
    return costOfAllocation(preset, { C: C!, D: tokens }).wastedShare;
  },
};

const lines = Deno.readTextFileSync(new URL("vectors.jsonl", import.meta.url)).trim().split("\n");
for (const vector of lines.map((line) => JSON.parse(line) as Vector)) {
  const [, quantity, preset] = vector.id.match(/^(.*?)(?:\.(rounded|unrounded|epoch))?$/)!;
  Deno.test(`${vector.id} agrees at ${JSON.stringify(vector.in)}`, () => {
    const actual = quantities[quantity!]!(vector.in, presets[preset ?? ""] ?? "");
    assertClose(actual, vector.out, vector.rtol);
  });
}
