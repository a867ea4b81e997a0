import { InputError, unknownName } from "../text/mod.ts";

/** What is summed, apart from the space it is summed in. */
export type ObjectiveKind = "squared" | "huber" | "absolute" | "asymmetric" | "student-t";

/** The names of the objectives, as on the command line. */
export type ObjectiveName = ObjectiveKind | `${ObjectiveKind}-log`;

/**
 * What a fit minimises: a sum over the runs of ρ(r), r = predicted − observed.
 *
 * | kind         | ρ(r)                                                                         |
 * | ------------ | ---------------------------------------------------------------------------- |
 * | `squared`    | r²                                                                           |
 * | `huber`      | ½r² inside δ, δ(\|r\| − ½δ) outside                                          |
 * | `absolute`   | \|r\|                                                                        |
 * | `asymmetric` | Huber's, times a penalty where r > 0                                         |
 * | `student-t`  | ln s + ½(ν + 1) ln(1 + r²/(ν s²)), the scale s fitted with the coefficients  |
 */
export interface Objective {
  /** Its name. */
  readonly name: ObjectiveName;
  /** Whether r is a difference of ln loss or of loss. */
  readonly space: "log" | "linear";
  /** Where Huber's ρ bends, in units of r; `null` for those without a bend. */
  readonly delta: number | null;
  /** How many times as much a prediction above the run counts; of `asymmetric` alone. */
  readonly penalty?: number;
  /** Degrees of freedom ν; of `student-t` alone. */
  readonly degrees?: number;
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

/** Absolute differences of loss, in nats. */
export function absolute(): Objective {
  return { name: "absolute", space: "linear", delta: null };
}

/** How an asymmetric objective leans. */
export interface AsymmetricOptions {
  /** How many times as much a prediction above the run counts as one below it. @default {10} */
  readonly penalty?: number;
  /** Where it bends, in units of the residual. @default {1e-3} */
  readonly delta?: number;
}

/**
 * Seeks the floor of the runs: a prediction above a run counts ten times as much as one below.
 *
 * What goes wrong in a run raises its loss, seldom lowers it; this fits what training can do rather
 * than what it does on average. It is a choice about the question, not a better fit.
 *
 * @throws {InputError} If the penalty or the bend is not a positive number.
 *
 * Source: the asymmetric objective of kyo-takano/chinchilla (penalty 10), with Huber's bend in place
 * of its kink.
 */
export function asymmetricLog(options: AsymmetricOptions = {}): Objective {
  return { name: "asymmetric-log", space: "log", ...lean(options) };
}

/** {@linkcode asymmetricLog} on the loss itself. */
export function asymmetric(options: AsymmetricOptions = {}): Objective {
  return { name: "asymmetric", space: "linear", ...lean(options) };
}

/** How heavy the tails of Student's t are. */
export interface StudentOptions {
  /** Degrees of freedom; fewer are heavier tails. @default {4} */
  readonly degrees?: number;
}

/**
 * The likelihood of Student's t on ln loss, its scale fitted too: outliers lose their pull as they
 * grow, and no bend has to be chosen.
 *
 * @throws {InputError} If the degrees of freedom are not a positive number.
 */
export function studentTLog({ degrees = 4 }: StudentOptions = {}): Objective {
  return { name: "student-t-log", space: "log", delta: null, degrees: checkedDegrees(degrees) };
}

/** {@linkcode studentTLog} on the loss itself. */
export function studentT({ degrees = 4 }: StudentOptions = {}): Objective {
  return { name: "student-t", space: "linear", delta: null, degrees: checkedDegrees(degrees) };
}

/**
 * The objective of that name.
 *
 * @throws {InputError} If there is none; the message suggests the nearest.
 */
export function objectiveNamed(name: string, delta?: number): Objective {
  const lean = delta === undefined ? {} : { delta };
  const makers: Record<ObjectiveName, () => Objective> = {
    "huber-log": () => huberLog(delta),
    "squared-log": squaredLog,
    "absolute-log": absoluteLog,
    "asymmetric-log": () => asymmetricLog(lean),
    "student-t-log": studentTLog,
    squared,
    huber: () => huber(delta),
    absolute,
    asymmetric: () => asymmetric(lean),
    "student-t": studentT,
  };
  if (Object.hasOwn(makers, name)) return makers[name as ObjectiveName]();
  throw unknownName("use the objective", name, Object.keys(makers));
}

/** Its kind: the name without the space. */
export function kindOf({ name }: Objective): ObjectiveKind {
  return name.replace(/-log$/, "") as ObjectiveKind;
}

/** The objective in words, for reports: `Huber on ln loss, δ = 0.001, summed over the runs`. */
export function describeObjective(objective: Objective, response = "loss"): string {
  const { space, delta, penalty, degrees } = objective;
  const kinds: Record<ObjectiveKind, string> = {
    squared: "least squares",
    huber: "Huber",
    absolute: "least absolute deviations",
    asymmetric: `Huber, predictions above a run counted ${penalty} times,`,
    "student-t": `Student's t, ${degrees} degrees of freedom,`,
  };
  const bend = delta === null ? "" : `, δ = ${delta}`;
  const on = space === "log" ? `ln ${response}` : response;
  return `${kinds[kindOf(objective)]} on ${on}${bend}, summed over the runs`;
}

/**
 * ρ(r) of the objective: the contribution of one run.
 *
 * @param scale The scale s of Student's t; the others have none.
 */
export function rho(objective: Objective, r: number, scale = 1): number {
  const { delta, penalty = 1, degrees = 4 } = objective;
  const size = Math.abs(r);
  switch (kindOf(objective)) {
    case "squared":
      return r * r;
    case "absolute":
      return size;
    case "student-t":
      return Math.log(scale) + (degrees + 1) / 2 * Math.log1p((r / scale) ** 2 / degrees);
    default: {
      const bent = size <= delta! ? 0.5 * r * r : delta! * (size - 0.5 * delta!);
      return r > 0 ? penalty * bent : bent;
    }
  }
}

function lean({ penalty = 10, delta = 1e-3 }: AsymmetricOptions) {
  if (penalty > 0 && Number.isFinite(penalty)) return { penalty, delta: checkedDelta(delta) };
  throw new InputError({
    cannot: "lean an objective",
    needs: "a penalty > 0 on predictions above the runs",
    found: `${penalty}`,
    cure: "10 seeks the floor of the runs; 1 is Huber's own",
  });
}

function checkedDegrees(degrees: number): number {
  if (degrees > 0 && Number.isFinite(degrees)) return degrees;
  throw new InputError({
    cannot: "use Student's t",
    needs: "degrees of freedom > 0",
    found: `${degrees}`,
    cure: "leave them out for 4; squaredLog() is what infinitely many come to",
  });
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
