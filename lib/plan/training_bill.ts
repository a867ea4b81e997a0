import { count, flop, InputError, type Report, Reported, significant } from "../text/mod.ts";
import {
  type Accelerator,
  acceleratorOf,
  hourlyPrice,
  peakOf,
  type Precision,
} from "./accelerators.ts";
import { positive } from "./checked.ts";
import { share } from "./serving.ts";

/** Hardware to train on, and how well it is used. */
export interface Cluster {
  /** The accelerator, or its name: `"h100"`. */
  readonly accelerator: Accelerator | string;
  /** How many of them. */
  readonly count?: number;
  /** The share of the peak that becomes the model's own FLOP. @default {0.4} */
  readonly mfu?: number;
  /** The number format of training. @default {"bf16"} */
  readonly precision?: Precision;
  /** Dollars per accelerator and hour. @default {the table's, where it has one} */
  readonly dollarsPerHour?: number;
  /** Power drawn in all per watt of rated board power: hosts, network, cooling. @default {1} */
  readonly powerFactor?: number;
}

/** What a training run costs in the units that people pay in. */
export class TrainingBill extends Reported {
  /** Training compute in FLOP. */
  readonly C: number;
  /** The accelerator. */
  readonly accelerator: Accelerator;
  /** How many of them; `null` where it was not said. */
  readonly count: number | null;
  /** The share of the peak that becomes the model's own FLOP. */
  readonly mfu: number;
  /** Accelerator-hours: C / (3600 · peak · MFU). */
  readonly hours: number;
  /** Days on all of them; `null` where their number was not said. */
  readonly days: number | null;
  /** Dollars; `null` where no price is known. */
  readonly dollars: number | null;
  /** Energy in megawatt-hours at rated power; `null` where the power is not known. */
  readonly megawattHours: number | null;
  /** What was assumed. */
  readonly notes: readonly string[];

  /** Divides the compute by what the hardware does. */
  constructor(C: number, cluster: Cluster, cannot: string) {
    super();
    const accelerator = acceleratorOf(cluster.accelerator);
    const { count: machines, mfu = 0.4, precision = "bf16", powerFactor = 1 } = cluster;
    this.C = C;
    this.accelerator = accelerator;
    this.count = machines === undefined ? null : needCount(machines, cannot);
    this.mfu = share("an MFU", mfu, cannot);
    this.hours = C / (3600 * peakOf(accelerator, precision, cannot) * mfu);
    this.days = this.count && this.hours / this.count / 24;
    const { price, watts } = accelerator;
    const given = cluster.dollarsPerHour;
    this.dollars = given === undefined && !price
      ? null
      : this.hours * hourlyPrice(accelerator, given, cannot);
    positive(powerFactor, cannot, "factor of power");
    this.megawattHours = watts === null ? null : this.hours * watts * powerFactor / 1e6;
    this.notes = [
      ...(cluster.mfu === undefined
        ? ["An MFU of 40 % is assumed; Llama 3 405B reports 38 to 43 %, Gopher 32.5 %, GPT-3 21 %."]
        : []),
      ...(given === undefined && price
        ? [`At ${price.dollarsPerHour} dollars an hour: ${price.source}, ${price.date}.`]
        : []),
      ...(this.dollars === null ? [`No price of ${accelerator.name} is known; give one.`] : []),
      ...(powerFactor === 1 && watts !== null
        ? ["Energy is that of the boards at rated power, without hosts, network and cooling."]
        : []),
    ];
  }

  /** The bill as facts. */
  report(): Report {
    const machines = this.count === null ? "" : `${this.count} × `;
    const facts: [string, string][] = [
      ["accelerator-hours", `${count(this.hours)}, at ${significant(100 * this.mfu, 2)} % MFU`],
      ...this.days === null ? [] : [["time", `${significant(this.days)} days`] as [string, string]],
      ...this.dollars === null
        ? []
        : [["money", `${count(this.dollars)} dollars`] as [string, string]],
      ...this.megawattHours === null
        ? []
        : [["energy", `${significant(this.megawattHours)} MWh`] as [string, string]],
    ];
    return {
      title: `${flop(this.C)} FLOP on ${machines}${this.accelerator.name}`,
      blocks: [
        { kind: "facts", facts },
        ...this.notes.map((text) => ({ kind: "note", text }) as const),
      ],
    };
  }
}

/**
 * What a training compute costs on some hardware: accelerator-hours, days, dollars and energy.
 *
 * Hours are C / (3600 · peak · MFU).
 *
 * @param C Training compute in FLOP.
 * @param cluster The hardware.
 * @throws {InputError} If a number is not positive, or the accelerator or its rate is not known.
 *
 * @example Llama 3 405B: 3.8e25 FLOP at 40 % of the peak of 16 384 H100
 * ```ts
 * import assert from "node:assert/strict";
 * import { trainingBill } from "isoflop/plan";
 *
 * const bill = trainingBill(3.8e25, { accelerator: "h100", count: 16384, mfu: 0.4 });
 * assert.equal((bill.hours / 1e6).toFixed(1), "26.7");
 * assert.equal(bill.days!.toFixed(0), "68");
 * ```
 */
export function trainingBill(C: number, cluster: Cluster): TrainingBill {
  const cannot = "price a training run";
  return new TrainingBill(positive(C, cannot, "number of FLOP"), cluster, cannot);
}

/**
 * The training compute of some hardware in some days, in FLOP: the inverse of {@linkcode trainingBill}.
 *
 * @throws {InputError} If the number of machines or of days is missing or not positive, or the
 * accelerator is not known.
 *
 * @example What 256 H100 train in 30 days
 * ```ts
 * import assert from "node:assert/strict";
 * import { presetNamed } from "isoflop/laws";
 * import { allocate, computeWithin } from "isoflop/plan";
 *
 * const C = computeWithin({ accelerator: "h100", count: 256, days: 30 });
 * assert.equal(C.toExponential(2), "2.63e+23");
 * const plan = allocate(presetNamed("chinchilla:epoch"), { C });
 * assert.equal((plan.N / 1e9).toFixed(0), "48");
 * ```
 */
export function computeWithin(
  { days, ...cluster }: Cluster & { readonly count: number; readonly days: number },
): number {
  const cannot = "say what hardware can train";
  positive(days, cannot, "number of days");
  const { count: machines, mfu = 0.4, precision = "bf16" } = cluster;
  const peak = peakOf(acceleratorOf(cluster.accelerator), precision, cannot);
  return needCount(machines, cannot) * days * 86400 * peak * share("an MFU", mfu, cannot);
}

function needCount(machines: number, cannot: string): number {
  if (Number.isInteger(machines) && machines > 0) return machines;
  throw new InputError({
    cannot,
    needs: "a whole number of accelerators above 0",
    found: machines === undefined ? "none" : `${machines}`,
  });
}
