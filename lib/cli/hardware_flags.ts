import type { Command } from "commander";
import type { Interval } from "../fit/mod.ts";
import type { Cluster, Plan, TrainingBill } from "../plan/mod.ts";
import { InputError } from "../text/mod.ts";
import { ends } from "./ends.ts";
import { number, whole } from "./values.ts";

/** The flags of `isoflop plan` that name the hardware. */
export interface HardwareFlags {
  readonly gpu?: string;
  readonly gpus?: number;
  readonly days?: number;
  readonly mfu?: number;
  readonly price?: number;
}

/** Adds them. */
export function addHardware(command: Command): Command {
  return command
    .option("--gpu <NAME>", "what is trained on, such as h100: gives hours, money and energy")
    .option(
      "--gpus <COUNT>",
      "how many of them",
      whole("--gpus", "a whole number above 0", 1),
    )
    .option("--days <X>", "how long, in place of --flop", number("--days"))
    .option("--mfu <SHARE>", "share of the peak that is used (0.4 unless given)", number("--mfu"))
    .option("--price <X>", "dollars per accelerator and hour", number("--price"));
}

/** The hardware; `null` where none was named. */
export function clusterOf(flags: HardwareFlags): Cluster | null {
  const { gpu, gpus, mfu, price, days } = flags;
  if (gpu === undefined) {
    const given = Object.entries({ gpus, days, mfu, price }).find(([, value]) =>
      value !== undefined
    );
    if (!given) return null;
    throw new InputError({
      cannot: "make a plan",
      needs: `--gpu NAME with --${given[0]}`,
      found: `--${given[0]} without it`,
      cure: "name the hardware, as in --gpu h100",
    });
  }
  return {
    accelerator: gpu,
    ...(gpus !== undefined && { count: gpus }),
    ...(mfu !== undefined && { mfu }),
    ...(price !== undefined && { dollarsPerHour: price }),
  };
}

/** What the hardware does in the days that were given, in FLOP; `undefined` without days. */
export async function flopOfDays(
  cluster: Cluster | null,
  { days }: HardwareFlags,
): Promise<number | undefined> {
  if (!cluster || days === undefined) return undefined;
  if (cluster.count === undefined) {
    throw new InputError({
      cannot: "make a plan",
      needs: "--gpus COUNT with --days",
      found: "--days without it",
    });
  }
  const { computeWithin } = await import("../plan/mod.ts");
  return computeWithin({ ...cluster, count: cluster.count, days });
}

/** The keys that hardware adds. */
export function hardwareJson(bill: TrainingBill): object {
  const { accelerator, count, mfu, hours, days, dollars, megawattHours } = bill;
  return {
    gpu: accelerator.name,
    gpus: count,
    mfu,
    gpuHours: hours,
    days,
    cost: dollars,
    energyMWh: megawattHours,
  };
}

/** The intervals that hardware adds: those of the compute, in other units. */
export function hardwareEnds({ intervals }: Plan, { C, hours, dollars }: TrainingBill): object {
  const inUnits = (interval: Interval | null, value: number | null) =>
    value === null || !interval ? null : ends({
      ...interval,
      low: interval.low * value / C,
      high: interval.high * value / C,
    });
  const spent = intervals?.C ?? null;
  return { gpuHours: inUnits(spent, hours), cost: inUnits(spent, dollars) };
}
