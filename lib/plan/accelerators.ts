import { InputError, unknownName } from "../text/mod.ts";

/** The number format of a matrix product: two bytes, or one. */
export type Precision = "bf16" | "fp8" | "int8";

/** An accelerator as its maker describes it. */
export interface Accelerator {
  /** What it is called: `"H100 SXM"`. */
  readonly name: string;
  /** Greatest rate per number format, in FLOP/s (or operations), without sparsity. */
  readonly peak: Readonly<Partial<Record<Precision, number>>>;
  /** Rated power of the board in watts; `null` where the maker gives none. */
  readonly watts: number | null;
  /** What an hour was rented for, in dollars; `null` where no source is at hand. */
  readonly price: Price | null;
  /** Where rates and power are from. */
  readonly source: string;
}

/** A price, which ages: it is nothing without its date. */
export interface Price {
  /** Dollars per accelerator and hour. */
  readonly dollarsPerHour: number;
  /** Who paid or asked it. */
  readonly source: string;
  /** When: year, or year and month. */
  readonly date: string;
}

const sardana = { source: "Sardana et al. (2024), section 4", date: "2023-12" } as const;
const nvidia = (sheet: string) => `NVIDIA, ${sheet} data sheet`;

/**
 * Accelerators, with the rates of dense matrix products: makers also print twice as much, for
 * matrices of which half is zero, which training does not use.
 *
 * Prices are examples of their day, not quotations; give your own.
 */
export const accelerators: Readonly<Record<string, Accelerator>> = {
  v100: {
    name: "V100 SXM2",
    // No bfloat16: the rate of fp16 tensor cores.
    ...{ peak: { bf16: 125e12 }, watts: 300, price: null },
    source: nvidia("V100 (January 2020)"),
  },
  a100: {
    name: "A100 SXM 80 GB",
    ...{ peak: { bf16: 312e12, int8: 624e12 }, watts: 400 },
    price: { dollarsPerHour: 1.5, ...sardana },
    source: nvidia("A100 (June 2021)"),
  },
  "a100-40gb": {
    name: "A100 SXM 40 GB",
    ...{ peak: { bf16: 312e12, int8: 624e12 }, watts: 400 },
    price: { dollarsPerHour: 1.1, ...sardana },
    source: nvidia("A100 (June 2021)"),
  },
  h100: {
    name: "H100 SXM",
    ...{ peak: { bf16: 989.4e12, fp8: 1978.9e12, int8: 1978.9e12 }, watts: 700 },
    price: {
      dollarsPerHour: 3.933,
      source: "AWS, Capacity Blocks of p5.48xlarge, an eighth of 31.464 dollars",
      date: "2025",
    },
    source: "NVIDIA, H100 architecture white paper (2022), with the clocks of the SXM5 board",
  },
  "h100-pcie": {
    name: "H100 PCIe",
    ...{ peak: { bf16: 756e12, fp8: 1513e12, int8: 1513e12 }, watts: 350, price: null },
    source: nvidia("H100 (2023)"),
  },
  h200: {
    name: "H200 SXM",
    ...{ peak: { bf16: 989.4e12, fp8: 1978.9e12, int8: 1978.9e12 }, watts: 700, price: null },
    source: nvidia("H200 (2024)"),
  },
  b200: {
    name: "B200 SXM",
    ...{ peak: { bf16: 2250e12, fp8: 4500e12, int8: 4500e12 }, watts: 1000, price: null },
    source: nvidia("HGX B200 (2024)"),
  },
  mi300x: {
    name: "MI300X",
    ...{ peak: { bf16: 1307.4e12, fp8: 2614.9e12, int8: 2614.9e12 }, watts: 750, price: null },
    source: "AMD, Instinct MI300X data sheet (2023)",
  },
  tpuv4: {
    name: "TPU v4",
    ...{ peak: { bf16: 275e12, int8: 275e12 }, watts: null, price: null },
    source: "Google Cloud, TPU v4 documentation (2023)",
  },
  tpuv5p: {
    name: "TPU v5p",
    ...{ peak: { bf16: 459e12, int8: 918e12 }, watts: null, price: null },
    source: "Google Cloud, TPU v5p documentation (2023)",
  },
};

/**
 * An accelerator by its name, however it is written: `"h100"`, `"H100 SXM"`.
 *
 * @throws {InputError} If it is not known; the message lists those that are.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { acceleratorNamed } from "isoflop/plan";
 *
 * assert.equal(acceleratorNamed("H100").peak.bf16, 989.4e12);
 * ```
 */
export function acceleratorNamed(name: string): Accelerator {
  const key = name.toLowerCase();
  const found = Object.hasOwn(accelerators, key)
    ? accelerators[key]
    : Object.values(accelerators).find((known) => known.name.toLowerCase() === key);
  if (found) return found;
  throw unknownName("find the accelerator", name, Object.keys(accelerators));
}

/** An accelerator, or the name of one. */
export function acceleratorOf(of: Accelerator | string): Accelerator {
  return typeof of === "string" ? acceleratorNamed(of) : of;
}

/**
 * The greatest rate of an accelerator in a number format, in FLOP/s.
 *
 * @throws {InputError} If its maker gives none.
 */
export function peakOf(accelerator: Accelerator, precision: Precision, cannot: string): number {
  const peak = accelerator.peak[precision];
  if (peak !== undefined) return peak;
  throw new InputError({
    cannot,
    needs: `a rate of the ${accelerator.name} in ${precision}`,
    found: `rates in ${Object.keys(accelerator.peak).join(", ")}`,
  });
}

/** The hour's price that was given, or the table's. */
export function hourlyPrice(
  { name, price }: Accelerator,
  given: number | undefined,
  cannot: string,
): number {
  if (given !== undefined && given > 0 && Number.isFinite(given)) return given;
  if (given === undefined && price) return price.dollarsPerHour;
  throw new InputError({
    cannot,
    needs: `the price of an hour of ${name}, in dollars`,
    found: given === undefined ? "none, and the table has none" : `${given}`,
    cure: "give dollarsPerHour",
  });
}
