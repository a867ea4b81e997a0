import { InputError } from "../text/errors.ts";
import { bnslPresets } from "./bnsl_presets.ts";
import { defineLaw } from "./define_law.ts";
import type { CoefRule, Law, Preset } from "./law.ts";
import type { ColumnOptions } from "./power_law.ts";
import { checkColumn, columnText, written } from "./written_law.ts";

/** The coefficients of {@linkcode bnsl}: a, b and c0, and ci, di and fi of the i-th break. */
export type BnslTerm = "a" | "b" | `${"c" | "d" | "f"}${number}`;

/**
 * A broken neural scaling law: straight pieces on log-log paper, joined by smooth breaks.
 *
 * y = a + b x^(−c₀) Π_i (1 + (x/d_i)^(1/f_i))^(−c_i f_i), i = 1 … n
 *
 * | symbol | code      | what it is                                         | unit          |
 * | ------ | --------- | -------------------------------------------------- | ------------- |
 * | x      | `x`       | what is scaled: compute, parameters, examples …    | any           |
 * | a      | `a`       | what remains at x = ∞                              | that of y     |
 * | b      | `b`       | size at x = 1, breaks apart                        | that of y     |
 * | c₀     | `c0`      | slope of the first piece                           | none          |
 * | d_i    | `d1` …    | where the i-th break is                            | that of x     |
 * | c_i    | `c1` …    | by how much the slope changes there                | none          |
 * | f_i    | `f1` …    | how wide the break is, in ln x; near zero is sharp | none          |
 *
 * A break beyond the runs leaves no trace in them but its first, faint bend: what a fit then says
 * about d_i, c_i and f_i is in its intervals. Breaks have no order: a fit may call the last one d1.
 * With no break this is {@linkcode powerLawWithFloor}.
 *
 * Beyond a break the factor is worked out as (x/d)^(−c) (1 + (d/x)^(1/f))^(−cf), so that a sharp one
 * does not overflow.
 *
 * @param breaks How many. The law is called `bnsl` with one, `bnsl-n` with n.
 * @param options The columns; `x` and `loss` unless given.
 * @throws {InputError} If the number of breaks is not a whole number from 0 to 9, or the regressor is
 * no name, or that of a coefficient or of the response.
 *
 * Source: Caballero et al. (2022), https://arxiv.org/abs/2210.14891
 *
 * @example One break, found from runs on both sides of it
 * ```ts
 * import assert from "node:assert/strict";
 * import { fitLaw, squaredLog } from "isoflop/fit";
 * import { bnsl } from "isoflop/laws";
 *
 * const law = bnsl(1, { regressor: "D" });
 * const truth = { a: 0.5, b: 4, c0: 0.1, c1: 0.6, d1: 1e9, f1: 0.3 };
 * const D = Array.from({ length: 25 }, (_, i) => 10 ** (7 + i / 6));
 * const loss = D.map((d) => law.predict(truth, { D: d }));
 * const fit = fitLaw({ D, loss }, law, { objective: squaredLog() });
 * assert.equal((fit.coef.d1! / 1e9).toFixed(4), "1.0000");
 * ```
 */
export function bnsl<R extends string = "x">(
  breaks: number,
  { regressor = "x" as R, response = "loss" }: ColumnOptions<R> = {},
): Law<BnslTerm, never, string, R> {
  const name = breaks === 1 ? "bnsl" : `bnsl-${breaks}`;
  checkBreaks(breaks);
  checkColumn(name, regressor);
  const numbers = Array.from({ length: breaks }, (_, i) => i + 1);
  const each = <T>(of: (i: number) => T) => numbers.map(of);
  return defineLaw({
    name,
    coefNames: [
      "a",
      "b",
      "c0",
      ...numbers.flatMap((i) => [`c${i}`, `d${i}`, `f${i}`] as const),
    ] as BnslTerm[],
    regressors: [regressor],
    response,
    predict: written<BnslTerm, R>(textOf(breaks, regressor)),
    rules: Object.fromEntries([
      ["a", { positive: true }],
      ["b", { positive: true }],
      ["c0", slope(-0.5, 1.5)],
      ...numbers.flatMap((i) => [
        [`c${i}`, slope(-2, 8)],
        [`d${i}`, { positive: true, search: regressor }],
        [`f${i}`, { low: 1e-3, high: 30, positive: true, search: [0.02, 2] }],
      ]),
    ] as [BnslTerm, CoefRule<BnslTerm>][]),
    units: Object.fromEntries([
      ["a", response],
      ["b", `${response} at ${regressor} = 1, breaks apart`],
      ...each((i) => [`d${i}`, regressor]),
      ...each((i) => [`f${i}`, `ln ${regressor}`]),
    ]),
    formula: ["y = a + b x^-c0", ...each((i) => `(1 + (x/d${i})^(1/f${i}))^(-c${i} f${i})`)]
      .join(" "),
    tex: [
      String.raw`y = a + b\, x^{-c_0}`,
      ...each((i) =>
        String
          .raw`\left(1 + \left(\frac{x}{d_{${i}}}\right)^{1/f_{${i}}}\right)^{-c_{${i}} f_{${i}}}`
      ),
    ].join(" "),
    source: {
      paper: "Caballero et al. (2022)",
      where: "the law of n breaks",
      url: "https://arxiv.org/abs/2210.14891",
    },
    presets: (bnslPresets[breaks] ?? {}) as Record<string, Preset>,
  });
}

/** Slopes have either sign: curves may bend down, up, or go through a hump. */
function slope(low: number, high: number): CoefRule<BnslTerm> {
  return { low: -50, high: 50, search: [low, high] };
}

/** The law's function, one factor per break. */
function textOf(breaks: number, regressor: string): string {
  const names = Array.from(
    { length: breaks },
    (_, i) => `, c${i + 1}, d${i + 1}, f${i + 1}`,
  );
  const factors = Array.from(
    { length: breaks },
    (_, i) => ` * bend(c${i + 1}, d${i + 1}, f${i + 1})`,
  );
  return `({ a, b, c0${names.join("")} }, at) => {
    const x = ${columnText(regressor)};
    const bend = (c, d, f) =>
      x < d
        ? (1 + (x / d) ** (1 / f)) ** (-c * f)
        : (x / d) ** -c * (1 + (d / x) ** (1 / f)) ** (-c * f);
    return a + b * x ** -c0${factors.join("")};
  }`;
}

function checkBreaks(breaks: number): void {
  if (Number.isInteger(breaks) && breaks >= 0 && breaks <= 9) return;
  throw new InputError({
    cannot: "make a broken neural scaling law",
    needs: "a whole number of breaks from 0 to 9",
    found: `${breaks}`,
    cure: "every break has three coefficients: one or two are what most runs can show",
  });
}
