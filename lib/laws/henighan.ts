import type { Preset } from "./law.ts";
import { lawPreset } from "./law_preset.ts";
import { flopPerPetaflopDay } from "./petaflop_days.ts";

/** The short names of the published coefficients of L(C) with a floor. */
export type FloorPreset =
  | "image-8x8"
  | "image-16x16"
  | "image-32x32"
  | "image-vq-16x16"
  | "image-vq-32x32"
  | "text-to-image"
  | "image-to-text"
  | "video-vq"
  | "math";

/** Table 1: L(C) = E + (C/C₀)^−γ, C in PF-days. */
const table: readonly (readonly [FloorPreset, string, E: number, days: number, gamma: number])[] = [
  ["image-8x8", "images of 8 × 8", 3.13, 1.8e-8, 0.19],
  ["image-16x16", "images of 16 × 16", 2.64, 1.6e-8, 0.16],
  ["image-32x32", "images of 32 × 32", 2.21, 3.6e-9, 0.1],
  ["image-vq-16x16", "VQ images of 16 × 16", 4.09, 6.1e-7, 0.11],
  ["image-vq-32x32", "VQ images of 32 × 32", 3.17, 2.6e-6, 0.12],
  ["text-to-image", "text to image, the image", 1.93, 1.5e-6, 0.15],
  ["image-to-text", "image to text, the image", 1.97, 1.5e-6, 0.16],
  ["video-vq", "VQ video of 16 × 16 × 16", 0.95, 2.2e-5, 0.14],
  ["math", "mathematics", 0.14, 1.4e-5, 0.17],
];

/** The laws of loss against compute of Henighan et al. (2020) that have a floor, C in FLOP. */
export const floorPresets = Object.fromEntries(
  table.map(([short, what, E, days, gamma]) => [
    short,
    lawPreset(short, {
      law: "power-law-floor",
      regressors: ["C"],
      title: `Henighan et al. 2020, ${what}`,
      coef: { E, K: (days * flopPerPetaflopDay) ** gamma, gamma },
      source: {
        paper: "Henighan et al. (2020)",
        where: "Table 1",
        url: "https://arxiv.org/abs/2010.14701",
      },
      notes: [
        "Printed for C in PF-days of 8.64e19 FLOP; here C is in FLOP.",
        "The floors are uncertain where the loss above them spans little.",
      ],
    }),
  ]),
) as Readonly<Record<FloorPreset, Preset>>;
