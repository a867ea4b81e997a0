import type { Coef, Preset } from "./law.ts";
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

/**
 * The laws of loss against size of Henighan et al. (2020): L(N) = E + K/N^γ, N in parameters without
 * embeddings. They are coefficients of `powerLawWithFloor({ regressor: "N" })`.
 *
 * The floors are not those of the laws of compute: 3.99 and 4.09 for VQ images of 16 × 16. Both are
 * printed, and the difference is how well a floor is known.
 *
 * Source: Henighan et al. (2020), Table 1, https://arxiv.org/abs/2010.14701
 *
 * @example Mathematics, a billion parameters
 * ```ts
 * import assert from "node:assert/strict";
 * import { henighanSizes, powerLawWithFloor } from "isoflop/laws";
 *
 * const law = powerLawWithFloor({ regressor: "N" });
 * assert.equal(law.predict(henighanSizes.math!, { N: 1e9 }).toFixed(4), "0.4409");
 * ```
 */
export const henighanSizes: Readonly<Record<string, Coef<"E" | "K" | "gamma">>> = Object
  .fromEntries(
    ([
      ["language", 0, 1.47e14, 0.07],
      ["image-8x8", 3.12, 80, 0.24],
      ["image-16x16", 2.64, 280, 0.22],
      ["image-32x32", 2.2, 63, 0.13],
      ["image-vq-16x16", 3.99, 2.7e4, 0.13],
      ["image-vq-32x32", 3.07, 1.9e4, 0.14],
      ["text-to-image", 2, 5.1e3, 0.16],
      ["image-to-text", 2, 5.5e3, 0.15],
      ["video-vq", 1.01, 3.7e4, 0.24],
      ["math", 0.28, 1.1e4, 0.16],
      ["text-of-text-to-image", 0, 5.6e8, 0.037],
      ["text-of-image-to-text", 0, 7e8, 0.039],
    ] as const).map(([domain, E, N_0, gamma]) => [domain, { E, K: N_0 ** gamma, gamma }]),
  );

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
