import { InputError, unknownName } from "../text/mod.ts";

/** The names of the objectives, as on the command line. */
export type ObjectiveName = "huber-log" | "squared-log" | "absolute-log" | "squared" | "huber";

/**
 * What a fit minimises: a sum over the runs of ρ(r), r = predicted − observed.
 *
 * Huber: ρ = ½r² inside δ and δ(|r| − ½δ) outside. Squared: ρ = r². Absolute: ρ = |r|.
 */
export interface Objective {
  /** Its name. */
  readonly name: ObjectiveName;
  /** Whether r is a difference of ln loss or of loss. */
  readonly space: "log" | "linear";
  /** Where Huber's ρ bends, in units of r; `null` for the others. */
  readonly delta: number | null;
}

/**
 * Huber's loss on ln loss, the choice of Hoffmann et al. (2022, equation 3).
 *
 * @param delta Where it bends, in ln nats. At 1e-3 most residuals are outside, so the fit is close
 * to least absolute deviations. @default {1e-3}
 * @throws {InputError} If `delta` is not a positive number.
 */
export function huberLog(delta = 1e-3): Objective {
  return { name: "huber-log", space: "log", delta: checkedDelta(delta) };
}

/** Squared differences of ln loss: efficient for Gaussian noise, led astray by outliers. */
export function squaredLog(): Objective {
  return { name: "squared-log", space: "log", delta: null };
}

/** Absolute differences of ln loss: what Epoch's free-scale Huber likelihood comes to. */
export function absoluteLog(): Objective {
  return { name: "absolute-log", space: "log", delta: null };
}

/** Squared differences of loss, in nats². */
export function squared(): Objective {
  return { name: "squared", space: "linear", delta: null };
}

/**
 * Huber's loss on the loss itself.
 *
 * @param delta Where it bends, in nats. @default {1e-3}
 * @throws {InputError} If `delta` is not a positive number.
 */
export function huber(delta = 1e-3): Objective {
  return { name: "huber", space: "linear", delta: checkedDelta(delta) };
}

/**
 * The objective of that name.
 *
 * @throws {InputError} If there is none; the message suggests the nearest.
 */
export function objectiveNamed(name: string, delta?: number): Objective {
  const makers: Record<ObjectiveName, () => Objective> = {
    "huber-log": () => huberLog(delta),
    "squared-log": squaredLog,
    "absolute-log": absoluteLog,
    squared,
    huber: () => huber(delta),
  };
  if (Object.hasOwn(makers, name)) return makers[name as ObjectiveName]();
  throw unknownName("use the objective", name, Object.keys(makers));
}

/** The objective in words, for reports: `Huber on ln loss, δ = 0.001, summed`. */
export function describeObjective({ name, space, delta }: Objective): string {
  const kind = name.startsWith("huber")
    ? "Huber"
    : name.startsWith("squared")
    ? "least squares"
    : "least absolute deviations";
  const bend = delta === null ? "" : `, δ = ${delta}`;
  return `${kind} on ${space === "log" ? "ln loss" : "loss"}${bend}, summed over the runs`;
}

/** ρ(r) of the objective: the contribution of one run. */
export function rho({ name, delta }: Objective, r: number): number {
  if (delta === null) return name === "absolute-log" ? Math.abs(r) : r * r;
  const size = Math.abs(r);
  return size <= delta ? 0.5 * r * r : delta * (size - 0.5 * delta);
}

function checkedDelta(delta: number): number {
  if (delta > 0 && Number.isFinite(delta)) return delta;
  throw new InputError({
    cannot: "use Huber's loss",
    needs: "a delta > 0, in the units of the residual",
    found: `delta = ${delta}`,
    cure: "leave it out for 1e-3, the value of Hoffmann et al.",
  });
}
