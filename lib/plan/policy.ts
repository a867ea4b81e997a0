import {
  type AnyFit,
  Fit,
  type FitResult,
  type FittedSurface,
  type FrontierFit,
} from "../fit/mod.ts";
import type { NConvention, Preset, RepeatedPoint } from "../laws/mod.ts";
import { InputError, significant } from "../text/mod.ts";

/** What a plan can be made from: a fit by any approach, or published coefficients. */
export type PlanSource = AnyFit | Preset;

/** One set of coefficients, reduced to what planning needs. */
export type Surface = FittedSurface;

/** A source with its draws, ready to be asked. */
export interface Policy extends Surface {
  readonly title: string;
  readonly law: string | null;
  readonly preset: string | null;
  /** One surface per resample of the bootstrap; `null` without one. */
  readonly draws: readonly Surface[] | null;
  /** The largest compute of the fitted runs, in FLOP; `null` for a preset. */
  readonly largestC: number | null;
  /** What N counts; `null` where nobody says. */
  readonly nConvention: NConvention | null;
  readonly notes: readonly string[];
}

/** Makes a source ready to be asked; throws where its coefficients allow no plan. */
export function policy(of: PlanSource): Policy {
  if (isPreset(of)) {
    const { title, law, name, frontier, predict, nConvention, notes } = of;
    return {
      ...{ title, law, preset: name, frontier, predict, nConvention, notes },
      ...{ draws: null, largestC: null },
    };
  }
  const { frontier } = of;
  if (!(frontier.N.coef > 0) || !Number.isFinite(frontier.N.coef)) {
    throw new InputError({
      cannot: "plan from this fit",
      needs: of.approach === 3
        ? "a fit that determines all five coefficients, with exponents above zero"
        : "a fit with a power law through two minima or more",
      found: `status ${of.status}: ${of.message}`,
      cure: "fit runs that vary N and D apart from each other, or plan from a preset",
    });
  }
  return {
    title: of instanceof Fit ? `this fit of ${of.n} runs` : `${of.title}, ${of.n} rows`,
    law: of.law?.name ?? null,
    preset: null,
    nConvention: null,
    frontier,
    predict: atPoint(of.predict),
    draws: drawnSurfaces(of),
    largestC: of.data.ranges.C?.[1] ?? null,
    notes: [
      ...(of.status === "converged" ? [] : [`The fit is ${of.status}: ${of.message}.`]),
      ...(of.data.simulated ? ["The fit is of simulated runs."] : []),
      ...(of.draws ? [] : ["No intervals: the fit has no bootstrap draws."]),
      ...(of instanceof Fit ? [] : biasNotes(of)),
    ],
  };
}

/** A law may look at C and M, which N and D give, and at U, which is unlimited unless it is said. */
function atPoint(predict: Surface["predict"]): Surface["predict"] {
  return predict && (({ N, D, U = Infinity }: RepeatedPoint) => {
    const at = { N, D, C: 6 * N * D, M: D / N, U };
    return predict(at);
  });
}

/** Fits have a status, presets do not. */
function isPreset(of: PlanSource): of is Preset {
  return !("status" in of);
}

/** A bias is no part of the interval, so it is said apart. */
function biasNotes({ approach, bias, method }: FrontierFit): string[] {
  const worst = bias?.dAt.at(-1);
  if (!worst || !(Math.abs(worst.percent) >= 1)) return [];
  const by = `${significant(Math.abs(worst.percent), 2)} %`;
  const noise = approach === 2 ? " without noise" : "";
  return [
    `The ${method} alone puts D* ${by} too ${worst.percent < 0 ? "low" : "high"} at ` +
    `${significant(worst.C)} FLOP, on runs like these${noise}; the interval leaves that out.`,
  ];
}

const surfaces = new WeakMap<FitResult, readonly Surface[] | null>();

/** The surfaces of all resamples that converged; charts ask for them at many budgets. */
function drawnSurfaces(fit: FitResult): readonly Surface[] | null {
  if (!surfaces.has(fit)) {
    const drawn = fit.drawnSurfaces();
    const asked = drawn?.map(({ frontier, predict }) => ({ frontier, predict: atPoint(predict) }));
    surfaces.set(fit, asked ?? null);
  }
  return surfaces.get(fit) ?? null;
}
