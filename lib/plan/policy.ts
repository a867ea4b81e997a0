import { Fit } from "../fit/mod.ts";
import type { Frontier, Point, Preset } from "../laws/mod.ts";
import { InputError } from "../text/mod.ts";

/** What a plan can be made from: a fit of one's own, or published coefficients. */
export type PlanSource = Fit | Preset;

/** One set of coefficients, reduced to what planning needs. */
export interface Surface {
  /** The compute-optimal frontier. */
  readonly frontier: Frontier;
  /** The loss at a point; `null` for a frontier without a loss. */
  readonly predict: ((at: Point) => number) | null;
}

/** A source with its draws, ready to be asked. */
export interface Policy extends Surface {
  readonly title: string;
  readonly law: string | null;
  readonly preset: string | null;
  /** One surface per resample of the bootstrap; `null` without one. */
  readonly draws: readonly Surface[] | null;
  /** The largest compute of the fitted runs, in FLOP; `null` for a preset. */
  readonly largestC: number | null;
  readonly notes: readonly string[];
}

/** Makes a source ready to be asked; throws where its coefficients allow no plan. */
export function policy(of: PlanSource): Policy {
  if (!(of instanceof Fit)) {
    const { title, law, name, frontier, predict, notes } = of;
    return { title, law, preset: name, frontier, predict, draws: null, largestC: null, notes };
  }
  const { frontier } = of;
  if (!(frontier.N.coef > 0) || !Number.isFinite(frontier.N.coef)) {
    throw new InputError({
      cannot: "plan from this fit",
      needs: "a fit that determines all five coefficients, with exponents above zero",
      found: `status ${of.status}: ${of.message}`,
      cure: "fit runs that vary N and D apart from each other, or plan from a preset",
    });
  }
  return {
    title: `this fit of ${of.n} runs`,
    law: of.law.name,
    preset: null,
    frontier,
    predict: (at) => of.predict(at),
    draws: of.draws ? drawnSurfaces(of) : null,
    largestC: of.data.ranges.C[1],
    notes: [
      ...(of.status === "converged" ? [] : [`The fit is ${of.status}: ${of.message}.`]),
      ...(of.data.simulated ? ["The fit is of simulated runs."] : []),
      ...(of.draws ? [] : ["No intervals: the fit has no bootstrap draws."]),
    ],
  };
}

const surfaces = new WeakMap<Fit, readonly Surface[]>();

/** The surfaces of all resamples that converged; charts ask for them at many budgets. */
function drawnSurfaces(fit: Fit): readonly Surface[] {
  const known = surfaces.get(fit);
  if (known) return known;
  const made = Array.from({ length: fit.draws!.count }, (_, i) => fit.drawnCoef(i))
    .filter((coef) => Number.isFinite(coef.E))
    .map((coef) => ({
      frontier: fit.law.frontier(coef),
      predict: (at: Point) => fit.law.predict(coef, at),
    }));
  surfaces.set(fit, made);
  return made;
}
