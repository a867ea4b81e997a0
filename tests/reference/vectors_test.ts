// Input → output pairs of the literature, one JSON line each: closed forms evaluated in Python from
// the published constants of Hoffmann et al. (2022) and Besiroglu et al. (2024), the deadweight
// compute loss and the bias of IsoFLOP parabolas of Czech et al. (2026), Pearce & Song (2024) and
// Porian et al. (2024); the power laws of Kaplan et al. (2020) and Henighan et al. (2020), the broken
// laws of Caballero et al. (2022), and the law by C and M of Gadre et al. (2024). The tolerance stands
// in each line.
import {
  chinchilla,
  type ChinchillaCoef,
  huberLog,
  kaplanJoint,
  lawNamed,
  noiseScale,
  nonEmbeddingView,
  porianHyperparameters,
  porianLossFits,
  powerLawWithFloor,
  presetNamed,
  rho,
  tokensForLoss,
  totalParameters,
} from "isoflop";
import { allocate, budgetFor, costOfAllocation, fitValleys, lossAt } from "isoflop";
import { assertClose } from "../support/agree.ts";
import { sweep, tokensOff } from "../support/isoflop_sweep.ts";

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

const hoffmann = { E: 1.69, A: 406.4, B: 410.7 };
const surfaces = {
  chin: { ...hoffmann, alpha: 0.34, beta: 0.28 },
  asym: { ...hoffmann, alpha: 0.465, beta: 0.155 },
  sym: { E: 1.69, A: 400, B: 400, alpha: 0.31, beta: 0.31 },
};

const flopPerPetaflopDay = 8.64e19;

/** What published coefficients give at a point of their own law. */
function predicted(name: string, at: Vector["in"]): number {
  const { law, coef } = presetNamed(name);
  return lawNamed(law!).predict(coef!, at);
}

/** L(C) of Kaplan and Henighan, whose unit of compute is the PF-day. */
const ofDays = (name: string) => ({ C_pfd }: Vector["in"]) =>
  predicted(name, { C: C_pfd! * flopPerPetaflopDay });

/** The lowest points of the parabolas; three times off the middle, some lie beyond the sizes. */
function vertices(coef: ChinchillaCoef, k: number, offset = 1) {
  return fitValleys(sweep(coef, { k, offset })).minima;
}

/** Pearce & Song take the printed coefficients of Epoch. */
const pearce = () => nonEmbeddingView(presetNamed("chinchilla:epoch").coef as ChinchillaCoef);

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
  "a2bias.chin": ({ k }) => tokensOff(vertices(surfaces.chin, k!), surfaces.chin, 1e24),
  "a2bias.asym": ({ k }) => tokensOff(vertices(surfaces.asym, k!), surfaces.asym, 1e24),
  "a2bias.sym.off3": ({ k }) => tokensOff(vertices(surfaces.sym, k!, 3), surfaces.sym, 1e24),
  "a2bias.intercept": ({ k }) =>
    Math.log10(fitValleys(sweep(surfaces.chin, { k: k! })).frontier.D.coef),
  "kaplan.L_N": (at) => predicted("kaplan-n:headline", at),
  "kaplan.L_D": (at) => predicted("kaplan-d:headline", at),
  "kaplan.L_ND": (at) => predicted("kaplan-joint:table2", at),
  // Both printed sets of constants differ by .061 here: Table 2's is the joint law.
  "kaplan.L_ND_headline": (at) =>
    kaplanJoint.predict({ N_c: 8.8e13, alpha_N: 0.076, D_c: 5.4e13, alpha_D: 0.095 }, at as never),
  "kaplan.L_NS": ({ N, S }) => predicted("kaplan-steps:table3", { N: N!, S_min: S! }),
  "kaplan.L_Cmin": ofDays("power-law:kaplan"),
  "kaplan.L_C_naive": ofDays("power-law:kaplan-fixed-batch"),
  "henighan.LC.Language": ofDays("power-law:henighan-language"),
  "henighan.LC.Image 8x8": ofDays("power-law-floor:image-8x8"),
  "henighan.LC.Image 16x16": ofDays("power-law-floor:image-16x16"),
  "henighan.LC.Image 32x32": ofDays("power-law-floor:image-32x32"),
  "henighan.LC.Image VQ 16x16": ofDays("power-law-floor:image-vq-16x16"),
  "henighan.LC.Image VQ 32x32": ofDays("power-law-floor:image-vq-32x32"),
  "henighan.LC.Text-to-image (image)": ofDays("power-law-floor:text-to-image"),
  "henighan.LC.Image-to-text (image)": ofDays("power-law-floor:image-to-text"),
  "henighan.LC.Video VQ 16x16x16": ofDays("power-law-floor:video-vq"),
  "henighan.LC.Math": ofDays("power-law-floor:math"),
  "mccandlish.S": ({ Bs, Gs, Bb, Gb }) =>
    noiseScale({ B: Bs!, squaredNorm: Gs! }, { B: Bb!, squaredNorm: Gb! }).trace,
  "mccandlish.Bsimple": ({ Bs, Gs, Bb, Gb }) =>
    noiseScale({ B: Bs!, squaredNorm: Gs! }, { B: Bb!, squaredNorm: Gb! }).B_simple,
  "bnsl.fig1": (at) => predicted("bnsl-3:fig1", at),
  "bnsl.add4": (at) => predicted("bnsl:add4", at),
  "gadre.L.RPJ": (at) => predicted("gadre:redpajama", at),
  "gadre.L.RW": (at) => predicted("gadre:refinedweb", at),
  "pearce.C_E": ({ N_E }) => pearce().computeOf(N_E!),
  "pearce.g": ({ N_E }) => pearce().exponentOf(N_E!),
  "pearce.N_T": ({ N_E }) => totalParameters(N_E!),
  "porian.B": ({ N }) => porianHyperparameters(N!).batch,
  "porian.lr": ({ N }) => porianHyperparameters(N!).learningRate,
  "porian.L": ({ C, fit }) => powerLawWithFloor().predict(porianLossFits[fit! - 1]!, { C: C! }),
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
