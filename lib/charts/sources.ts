import {
  chinchilla,
  type ExponentSpread,
  type Frontier,
  type NConvention,
  type Point,
} from "../laws/mod.ts";
import { InputError } from "../text/mod.ts";

/** What a chart needs of a table of runs; `Runs` has it. */
export interface ChartRuns {
  /** Parameters of each run. */
  readonly N: Float64Array;
  /** Tokens of each run. */
  readonly D: Float64Array;
  /** Compute of each run, in FLOP. */
  readonly C: Float64Array;
  /** Loss of each run, in nats/token. */
  readonly loss: Float64Array;
  /** Where the runs are from. */
  readonly source: ChartSource;
}

/** One training run, checkpoint by checkpoint; a curve of `Curves` is one. */
export interface ChartCurve {
  /** The name of the run. */
  readonly run: string;
  /** Parameters. */
  readonly N: number;
  /** Tokens seen at each checkpoint, increasing. */
  readonly D: Float64Array;
  /** Compute spent at each checkpoint, in FLOP, increasing. */
  readonly C: Float64Array;
  /** Loss at each checkpoint, in nats/token. */
  readonly loss: Float64Array;
  /** The length of the learning rate's cosine over that of the training. @default {1} */
  readonly cycle?: number;
}

/** What a chart needs of training curves; `Curves` has it. */
export interface ChartCurves {
  /** The runs. */
  readonly curves: readonly ChartCurve[];
  /** Where they are from; without it they count as yours. */
  readonly source?: {
    /** The name of the table. */
    readonly name: string;
    /** Whether the rows may stand in a committed file. */
    readonly committable?: boolean;
    /** Present when the runs are simulated: the figure then says so. */
    readonly simulated?: unknown;
  };
}

/** The best model for one budget, as Approaches 1 and 2 find it. */
export interface ChartMinimum {
  /** The budget in FLOP. */
  readonly C: number;
  /** Parameters at the minimum; `null` where there is none. */
  readonly N: number | null;
  /** Tokens at the minimum; `null` where there is none. */
  readonly D: number | null;
  /** The loss there, in nats/token; `null` where there is none. */
  readonly loss: number | null;
  /** `converged`, or why the minimum is not to be relied on. */
  readonly status: string;
  /** The same in words. */
  readonly message: string;
  /** Of a parabola: loss(n) = loss + curvature · (ln n − ln N)², in nats/token; else `null`. */
  readonly curvature?: number | null;
  /** The smallest and the largest model that the minimum was looked for between. */
  readonly range?: readonly [number, number] | null;
}

/** What a chart needs of a fit by Approach 1 or 2; a `FrontierFit` has it. */
export interface ChartFrontier extends ChartLaw {
  /** The minima, from small budgets to large ones. */
  readonly minima: readonly ChartMinimum[];
  /** An interval of an exponent, where the fit has resamples. */
  interval?(term: "a" | "b", level?: number): ChartInterval | null;
}

/** A range for a number. */
export interface ChartInterval {
  /** Lower end. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
}

/** What a chart says about where its points are from. */
export interface ChartSource {
  /** The name of the table. */
  readonly name: string;
  /** Whether the rows may stand in a committed file. */
  readonly committable: boolean;
  /** Present when the runs are simulated: the figure then says so. */
  readonly simulated?: object;
}

/** Ranges of the fitted runs, beyond which a line is an extrapolation. */
export interface ChartRanges {
  /** Compute in FLOP, least and greatest. */
  readonly C: readonly [number, number];
}

/** What a chart needs of a law with coefficients; a fit and a preset have it. */
export interface ChartLaw {
  /** What it is, for a legend. */
  readonly title?: string;
  /** Which of Hoffmann's approaches a fit is of. */
  readonly approach?: number;
  /** The law, or its name; `null` for a frontier alone. */
  readonly law: string | { readonly name: string } | null;
  /** The coefficients by name; `null` for a frontier alone. */
  readonly coef: Readonly<Record<string, number>> | null;
  /** The compute-optimal frontier. */
  readonly frontier: Frontier;
  /** The loss at a point in nats/token; `null` for a frontier alone. */
  readonly predict: ((at: Point) => number) | null;
  /** How a fit came out. */
  readonly status?: string;
  /** The same in words. */
  readonly message?: string;
  /** What its N counts; every parameter unless it says otherwise. */
  readonly nConvention?: NConvention | null;
  /** The published interval of a preset's exponent. */
  readonly spread?: ExponentSpread | null;
  /** Where a fit's runs are from and how far they reach. */
  readonly data?: {
    readonly ranges: ChartRanges;
    /** Rows fitted. */
    readonly rows?: number;
    /** Whether the runs were simulated. */
    readonly simulated?: boolean;
  };
}

/** A chinchilla law's coefficients, for what is drawn in closed form. */
export type SurfaceCoef = Parameters<typeof chinchilla.predict>[0];

/** The coefficients of a law with a surface L(N, D) in closed form; throws for anything else. */
export function surfaceOf(of: ChartLaw, cannot: string): SurfaceCoef {
  const name = typeof of.law === "string" ? of.law : of.law?.name;
  if (of.coef && name === chinchilla.name) {
    needNumbers(of, cannot);
    return of.coef as SurfaceCoef;
  }
  throw new InputError({
    cannot,
    needs: `a fit or preset of the law "${chinchilla.name}", which has a loss for every N and D`,
    found: of.coef
      ? `the law ${JSON.stringify(name)}`
      : `the frontier ${JSON.stringify(titleOf(of))}, which has no loss`,
  });
}

/** What a law is called in a legend. */
export function titleOf(of: ChartLaw): string {
  return of.title ?? (of.data?.rows === undefined ? "fit" : `fit to ${of.data.rows} runs`);
}

/** Throws unless there is something to draw. */
export function needRuns(runs: ChartRuns, cannot: string): void {
  if (runs.N.length > 0) return;
  throw new InputError({ cannot, needs: "at least one run", found: "a table without rows" });
}

/** Throws where a fit came out without numbers to draw. */
export function needNumbers(of: ChartLaw, cannot: string): void {
  const { N, D } = of.frontier;
  const numbers = { ...of.coef, "N*": N.coef, "D*": D.coef };
  const bad = Object.entries(numbers).find(([, value]) => !Number.isFinite(value));
  const powers = N.coef > 0 && D.coef > 0 && Number.isFinite(N.exponent + D.exponent);
  if (!bad && powers) return;
  const [name, value] = bad ?? ["N*", N.coef];
  throw new InputError({
    cannot,
    needs: "a law with a number for every coefficient and an optimum for every budget",
    found: `${name} = ${value} in the ${titleOf(of)}` +
      (of.message === undefined ? "" : ` (${of.status}: ${of.message})`),
    cure: "fit runs that vary both N and D, or draw a preset",
  });
}

/** Throws unless there are curves with at least two checkpoints each. */
export function needCurves({ curves }: ChartCurves, cannot: string): void {
  const short = curves.findIndex(({ C }) => C.length < 2);
  if (curves.length > 0 && short < 0) return;
  throw new InputError({
    cannot,
    needs: "at least one training curve, of two checkpoints or more",
    found: curves.length === 0
      ? "no curve"
      : `${curves[short]!.C.length} in ${JSON.stringify(curves[short]!.run)}`,
  });
}

/** The least loss for each budget; throws for a frontier without a loss. */
export function needLoss(of: ChartLaw, cannot: string): (C: number) => number {
  const { loss } = of.frontier;
  needNumbers(of, cannot);
  if (loss) return loss;
  throw new InputError({
    cannot,
    needs: "a fit, or a preset with coefficients",
    found: `the frontier ${JSON.stringify(titleOf(of))}, which has no loss`,
  });
}

/** One name per law; laws of one name are numbered. */
export function titlesOf(laws: readonly ChartLaw[]): string[] {
  // Beside fits of other approaches, what matters of a fit is its own.
  const several = laws.some(({ approach = 3 }) => approach !== 3);
  return numbered(
    laws.map((of) => several && of.approach === 3 && !of.title ? "Approach 3" : titleOf(of)),
  );
}

/** Names that tell things apart: those that come more than once get a number. */
export function numbered(names: readonly string[]): string[] {
  return names.map((name, i) =>
    names.indexOf(name) === names.lastIndexOf(name)
      ? name
      : `${name} ${names.slice(0, i + 1).filter((other) => other === name).length}`
  );
}

/** Throws unless the law has a loss for every N and D. */
export function needPredict(of: ChartLaw, cannot: string): void {
  needNumbers(of, cannot);
  if (!of.predict) needLoss(of, cannot);
}

/** What the cloud of coefficients needs of a fit. */
export interface ChartFit extends ChartLaw {
  /** The coefficients by name. */
  readonly coef: Readonly<Record<string, number>>;
  /** The resampled fits; `null` when there was no bootstrap. */
  readonly draws: {
    readonly count: number;
    readonly coef: Readonly<Record<string, Float64Array>>;
  } | null;
}
