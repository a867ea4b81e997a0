import type { Calculate, Transform } from "../spec.ts";

/** What the transforms of {@linkcode huberPath} leave in each row. */
export interface HuberFields {
  /** The intercept and the slope of the least squares. */
  readonly squares: readonly [intercept: string, slope: string];
  /** The intercept and the slope for the wanted δ. */
  readonly huber: readonly [intercept: string, slope: string];
  /** The residual of the row for the wanted δ: line − y. */
  readonly residual: string;
  /** 0 inside ±δ; outside, the sign of the residual. */
  readonly side: string;
  /** The δ that was reached: the wanted one, unless the path has more bends than there are steps. */
  readonly reached: string;
}

/**
 * Huber's line through the points (x, y) of all rows, as transforms of Vega: exact, in a fixed number
 * of steps.
 *
 * The line minimises Σ ρ(r), r = intercept + slope · x − y, ρ(r) = r²/2 inside ±δ and δ(|r| − δ/2)
 * outside. At δ = ∞ it is the least squares. As δ falls, intercept and slope are linear in δ for as
 * long as no residual crosses ±δ: Σ_in r (1, x) + δ Σ_out sign(r) (1, x) = 0, of which the derivative
 * gives their rates. So each step goes down to the next crossing, or to the wanted δ, and there it
 * stays. Nothing is iterated until it seems to have converged.
 *
 * @param delta The wanted δ, an expression of Vega.
 * @param steps How many crossings there may be on the way; twice the number of points is plenty.
 */
export function huberPath(
  delta: string,
  steps: number,
): { readonly transforms: Transform[]; readonly fields: HuberFields } {
  const transforms: Transform[] = [
    ...sums("datum.y", "1", "_"),
    ...solved("_", "a0", "b0"),
    calculate("datum.a0 + datum.b0 * datum.x - datum.y", "r0"),
    calculate("0", "s0"),
    calculate("abs(datum.r0)", "m"),
    { joinaggregate: [{ op: "max", field: "m", as: "most" }] },
    calculate(`max(2 * datum.most, ${delta})`, "d0"),
  ];
  for (let k = 0; k < steps; k++) transforms.push(...step(k, delta));
  return {
    transforms,
    fields: {
      squares: ["a0", "b0"],
      huber: [`a${steps}`, `b${steps}`],
      residual: `r${steps}`,
      side: `s${steps}`,
      reached: `d${steps}`,
    },
  };
}

/** From one crossing to the next. Every step has fields of its own: Vega may run them again in place. */
function step(k: number, delta: string): Transform[] {
  const [d, r, s] = ["d", "r", "s"].map((name) => `datum.${name}${k}`) as [string, string, string];
  const next = k + 1, rate = `datum.v${k}`, start = `(${r} - ${d} * ${rate})`;
  // Where the residual meets ±δ further down; 0 where it does not.
  const meets = (sign: string) => {
    const at = `${start} / (${sign} - ${rate})`;
    return `(${at} < ${d} * (1 - 1e-10) && ${at} > 0 ? ${at} : 0)`;
  };
  return [
    ...sums(`-${s}`, `(${s} == 0 ? 1 : 0)`, `${k}_`),
    ...solved(`${k}_`, `e${k}`, `f${k}`),
    calculate(`datum.e${k} + datum.f${k} * datum.x`, `v${k}`),
    calculate(`${s} == 0 ? max(${meets("1")}, ${meets("-1")}) : ${meets(s)}`, `c${k}`),
    { joinaggregate: [{ op: "max", field: `c${k}`, as: `m${k}` }] },
    calculate(`max(${delta}, datum.m${k})`, `d${next}`),
    calculate(`datum.d${next} - ${d}`, `g${k}`),
    calculate(`${r} + datum.g${k} * ${rate}`, `r${next}`),
    calculate(
      `datum.m${k} > ${delta} && datum.c${k} == datum.m${k} ? ` +
        `(${s} == 0 ? (datum.r${next} > 0 ? 1 : -1) : 0) : ${s}`,
      `s${next}`,
    ),
    calculate(`datum.a${k} + datum.g${k} * datum.e${k}`, `a${next}`),
    calculate(`datum.b${k} + datum.g${k} * datum.f${k}`, `b${next}`),
  ];
}

/** Σ w, Σ w x, Σ w x² over all rows, and Σ y, Σ x y of whatever stands on the right side. */
function sums(y: string, weight: string, name: string): Transform[] {
  return [
    calculate(weight, `w${name}`),
    calculate(`datum.w${name} * datum.x`, `wx${name}`),
    calculate(`datum.wx${name} * datum.x`, `wxx${name}`),
    calculate(y, `y${name}`),
    calculate(`datum.y${name} * datum.x`, `xy${name}`),
    {
      joinaggregate: ["w", "wx", "wxx", "y", "xy"].map((of) => ({
        ...{ op: "sum" as const, field: `${of}${name}`, as: `S${of}${name}` },
      })),
    },
  ];
}

/** Intercept and slope of the two normal equations. */
function solved(name: string, intercept: string, slope: string): Calculate[] {
  const S = (of: string) => `datum.S${of}${name}`;
  return [
    calculate(`${S("w")} * ${S("wxx")} - ${S("wx")} * ${S("wx")}`, `det${name}`),
    calculate(
      `(${S("wxx")} * ${S("y")} - ${S("wx")} * ${S("xy")}) / datum.det${name}`,
      intercept,
    ),
    calculate(`(${S("w")} * ${S("xy")} - ${S("wx")} * ${S("y")}) / datum.det${name}`, slope),
  ];
}

function calculate(code: string, as: string): Calculate {
  return { calculate: code, as };
}
