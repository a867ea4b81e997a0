// Input → output pairs of the literature, one JSON line each: closed forms evaluated in Python from
// the published constants of Hoffmann et al. (2022) and Besiroglu et al. (2024), the deadweight
// compute loss and the bias of IsoFLOP parabolas of Czech et al. (2026), Pearce & Song (2024) and
// Porian et al. (2024); the laws of Kaplan et al. (2020), McCandlish et al. (2018),
// Hernandez et al. (2021), Bi, Hägele and Hu et al. (2024) and Li et al. (2025); the power laws of Henighan et al. (2020), the broken
// laws of Caballero et al. (2022), and the law by C and M of Gadre et al. (2024), with its error of
// tasks; the law of repeated data of Muennighoff et al. (2023), the printed one of Llama 3 (2024); Sardana et al. (2024)
// and de Vries (2023). The tolerance stands in each line.
import {
  batchSteps,
  bestTrainingBits,
  chinchilla,
  type ChinchillaCoef,
  contradictionPoint,
  cosineRate,
  criticalTokens,
  deepseekAllocation,
  deepseekHyperparameters,
  effectiveEpochs,
  efficientFrontier,
  flopPerPetaflopDay,
  henighanSizes,
  huberLog,
  kaplanJoint,
  kaplanLeastTokens,
  lawNamed,
  leastTraining,
  lossAtBits,
  minicpmBatch,
  noiseScale,
  nonEmbeddingView,
  overheadOfSize,
  petaflopDays,
  planServing,
  plateauRate,
  porianHyperparameters,
  porianLossFits,
  powerLawWithFloor,
  presetNamed,
  pruningCost,
  quantisedAfter,
  retainedShare,
  rho,
  routed,
  stepLaw,
  throughMetrics,
  tokensForLoss,
  totalParameters,
  transferredData,
  wrongSize,
} from "isoflop";
import { allocate, budgetFor, costOfAllocation, dataWithin, fitValleys, lossAt } from "isoflop";
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

/** What published coefficients give at a point of their own law. */
function predicted(name: string, at: Vector["in"]): number {
  const { law, coef } = presetNamed(name);
  return lawNamed(law!).predict(coef!, at);
}

/** L(C) of Kaplan and Henighan, whose unit of compute is the PF-day. */
const ofDays = (name: string) => ({ C_pfd }: Vector["in"]) =>
  predicted(name, { C: C_pfd! * flopPerPetaflopDay });

/** What the run of the vectors takes at least; steps and tokens do not depend on N. */
const least = ({ N = 1, B, S, L }: Vector["in"]) => leastTraining({ N, B: B!, S: S!, loss: L! });

/** Both of Kaplan's frontiers, asked by C_min. */
const frontierAt = (name: string) => ({ C_pfd }: Vector["in"]) =>
  allocate(presetNamed(name), { C_min: C_pfd! * flopPerPetaflopDay });
const table6 = frontierAt("kaplan:table6"), theory = frontierAt("kaplan:appendix-b");

/** L(N) of Henighan, whose coefficients belong to a law of one column. */
const ofSize = (domain: string) => ({ N }: Vector["in"]) =>
  powerLawWithFloor({ regressor: "N" }).predict(henighanSizes[domain]!, { N: N! });

/** The smooth loss that Schaeffer et al. look at. */
const schaeffer = ({ N, c, alpha }: Vector["in"]) => (N! / c!) ** alpha!;

/** The lowest points of the parabolas; three times off the middle, some lie beyond the sizes. */
function vertices(coef: ChinchillaCoef, k: number, offset = 1) {
  return fitValleys(sweep(coef, { k, offset })).minima;
}

/** Pearce & Song take the printed coefficients of Epoch. */
const pearce = () => nonEmbeddingView(presetNamed("chinchilla:epoch").coef as ChinchillaCoef);

/** Sardana et al. ask for the quality of Chinchilla's model of N_c parameters; de Vries has their α, β. */
const sardana = presetNamed("chinchilla:sardana");
function served({ Nc, Dinf }: Vector["in"]) {
  const { coef, exponent } = sardana.frontier.N;
  const loss = sardana.frontier.loss!((Nc! / coef) ** (1 / exponent));
  return planServing(sardana, { loss, tokens: Dinf! });
}

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
  "henighan.LN.Language": ofSize("language"),
  "henighan.LN.Image 8x8": ofSize("image-8x8"),
  "henighan.LN.Image 16x16": ofSize("image-16x16"),
  "henighan.LN.Image 32x32": ofSize("image-32x32"),
  "henighan.LN.Image VQ 16x16": ofSize("image-vq-16x16"),
  "henighan.LN.Image VQ 32x32": ofSize("image-vq-32x32"),
  "henighan.LN.Text-to-image (image)": ofSize("text-to-image"),
  "henighan.LN.Image-to-text (image)": ofSize("image-to-text"),
  "henighan.LN.Video VQ 16x16x16": ofSize("video-vq"),
  "henighan.LN.Math": ofSize("math"),
  "henighan.LN.t2itext": ofSize("text-of-text-to-image"),
  "henighan.LN.i2ttext": ofSize("text-of-image-to-text"),
  "clark.L.SBASE": ({ N, E }) => predicted("routed:s-base", { N: N!, experts: E! }),
  "clark.L.RLR": ({ N, E }) => predicted("routed:rl-r", { N: N!, experts: E! }),
  "clark.L.HASH": ({ N, E }) => predicted("routed:hash", { N: N!, experts: E! }),
  // Ê is what the slope b multiplies: alone, with b = 1, it is the loss.
  "clark.Ehat.SBASE": ({ E }) =>
    routed.predict({ a: 0, b: 1, c: 0, d: 0, E_start: 1.847, E_max: 314.478 }, {
      N: 1,
      experts: E!,
    }),
  "krajewski.moe": (at) => predicted("fine-grained:moe", at),
  "jointmoe.L": ({ N, D, E }) => predicted("joint-moe:table3", { N: N!, D: D!, experts: E! }),
  "precision.ret_w": ({ P }) => retainedShare({ weights: P! }),
  "precision.L": (at) => lossAtBits(at as never),
  "precision.dPTQ": ({ N, D, P }) => quantisedAfter({ N: N!, D: D! }, P!),
  "precision.Dcrit": ({ N, P }) => criticalTokens(N!, P!),
  "precision.Popt.nobias": () => bestTrainingBits(false),
  "schaeffer.p": (at) => throughMetrics(schaeffer(at), 1).token,
  "schaeffer.acc": (at) => throughMetrics(schaeffer(at), at.L!).exact,
  "mccandlish.S": ({ Bs, Gs, Bb, Gb }) =>
    noiseScale({ B: Bs!, squaredNorm: Gs! }, { B: Bb!, squaredNorm: Gb! }).trace,
  "mccandlish.Bsimple": ({ Bs, Gs, Bb, Gb }) =>
    noiseScale({ B: Bs!, squaredNorm: Gs! }, { B: Bb!, squaredNorm: Gb! }).B_simple!,
  "mccandlish.stepsRatio": ({ B, Bn }) => batchSteps.predict({ S_min: 1, B_crit: Bn! }, { B: B! }),
  "mccandlish.exRatio": ({ B, Bn }) =>
    batchSteps.predict({ S_min: 1, B_crit: Bn! }, { B: B! }) * B! / Bn!,
  "kaplan.Bcrit": ({ L }) => predicted("kaplan-batch:table5", { loss: L! }),
  "kaplan.Smin": (at) => least(at).S_min,
  "kaplan.Cmin_pfd": (at) => petaflopDays(least(at).C_min),
  "kaplan.Emin": (at) => least(at).E_min,
  // δL = L(N, D)/L(N, ∞) − 1.
  "kaplan.deltaL": (at) =>
    predicted("kaplan-joint:table2", at) /
      predicted("kaplan-joint:table2", { ...at, D: Infinity }) - 1,
  "kaplan.Dmin": ({ N }) => kaplanLeastTokens(N!),
  "kaplan.Dmin_coef": ({ delta }) =>
    dataWithin(presetNamed("kaplan-joint:table2"), { N: 1, delta: delta! }).D,
  "kaplan.alphaCmin": ({ aN }) => {
    const steps = { N_c: 6.5e13, alpha_N: aN!, S_c: 2.1e3, alpha_S: 0.76 };
    const { loss } = efficientFrontier({ ...steps, B_star: 2.1e8, alpha_B: 0.21 });
    return Math.log10(loss!(1e20) / loss!(1e21));
  },
  "kaplan.T6.N": (at) => table6(at).N,
  "kaplan.T6.S": (at) => table6(at).batch!.S,
  "kaplan.T6.D": (at) => table6(at).D,
  "kaplan.Nopt_halfC": ({ C }) => allocate(presetNamed("kaplan:table6"), { C: C! }).N,
  "llama3.D": ({ C }) => allocate(presetNamed("llama3:printed"), { C: C! }).D,
  "kaplan.excessC": ({ r }) => wrongSize(r!).compute,
  "kaplan.excessS": ({ r }) => wrongSize(r!).steps,
  "kaplan.theory.N": (at) => theory(at).N,
  "kaplan.theory.L": (at) => theory(at).loss!,
  "kaplan.theory.B": (at) => theory(at).batch!.B,
  "kaplan.contradiction.T6": ({ kD, eD }) =>
    petaflopDays(contradictionPoint({ coef: kD!, exponent: eD! }).C_min),
  "hernandez.DT.text": ({ DF, N }) => transferredData("text", { D_F: DF!, N: N! }).transferred,
  "hernandez.DT.code": ({ DF, N }) =>
    transferredData("text-and-code", { D_F: DF!, N: N! }).transferred,
  "deepseek.B": ({ C }) => deepseekHyperparameters(C!).batch,
  "deepseek.M": ({ C }) => deepseekAllocation(C!).M,
  "minicpm.batch": ({ L }) => minicpmBatch(L!),
  "wsd.sqrt": ({ n }) => plateauRate(n!, { steps: 10_000, warmup: 300, cooldown: 2000 }),
  "wsd.linear": ({ n }) =>
    plateauRate(n!, { steps: 10_000, warmup: 300, cooldown: 2000, shape: "linear" }),
  "cosine10": ({ n }) => cosineRate(n!, { steps: 10_000, warmup: 300 }),
  "steplaw.lr": (at) => stepLaw(at as never).learningRate,
  "bnsl.fig1": (at) => predicted("bnsl-3:fig1", at),
  "bnsl.add4": (at) => predicted("bnsl:add4", at),
  "gadre.L.RPJ": (at) => predicted("gadre:redpajama", at),
  "gadre.L.RW": (at) => predicted("gadre:refinedweb", at),
  "gadre.Err.RPJ17": ({ L }) => predicted("downstream-error:redpajama-17", { loss: L! }),
  "sardana.N": (at) => served(at).N,
  "sardana.D": (at) => served(at).D,
  "devries.kD": ({ kN }) => overheadOfSize(sardana, { C: 1e22, share: kN! }).kD,
  "devries.overheadPct": ({ kN }) =>
    100 * overheadOfSize(sardana, { C: 1e22, share: kN! }).overhead,
  "muennighoff.Deff": ({ epochs }) =>
    effectiveEpochs(epochs!, presetNamed("data-constrained:muennighoff").coef!.R_D!),
  "muennighoff.L": (at) => predicted("data-constrained:muennighoff", at),
  "pearce.C_E": ({ N_E }) => pearce().computeOf(N_E!),
  "pearce.g": ({ N_E }) => pearce().exponentOf(N_E!),
  "pearce.N_T": ({ N_E }) => totalParameters(N_E!),
  "porian.B": ({ N }) => porianHyperparameters(N!).batch,
  "porian.lr": ({ N }) => porianHyperparameters(N!).learningRate,
  "porian.L": ({ C, fit }) => powerLawWithFloor().predict(porianLossFits[fit! - 1]!, { C: C! }),
  "epoch.prune": ({ x, n }) => pruningCost({ share: x!, rounds: n! }),
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
