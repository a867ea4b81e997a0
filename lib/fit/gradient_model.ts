import { InputError } from "../text/mod.ts";
import { limits } from "../laws/coef_rules.ts";
import type { CoefRule } from "../laws/law.ts";
import type { Model, ModelShape } from "./model.ts";

/**
 * A law that brings its gradient: the law and the gradient are called row by row, and second
 * derivatives are central differences of the gradient, good to some nine digits.
 *
 * Slow, and for laws whose formula cannot be read.
 */
export function gradientModel(
  { law, terms, logged, toCoef }: ModelShape,
  ruleOf: (term: string) => CoefRule,
): Model {
  const { regressors, coefNames } = law;
  const order = terms.length;
  /** The free coefficient that each coefficient follows; −1 when it is held. */
  const leader = coefNames.map((term) => {
    const { fixed, tied } = ruleOf(term);
    return fixed !== undefined ? -1 : terms.indexOf(tied ?? term);
  });
  const slope = (theta: Float64Array, at: Record<string, number>, out: Float64Array) => {
    const coef = toCoef(theta);
    const gradient = law.gradient!(coef, at);
    out.fill(0);
    coefNames.forEach((term, i) => {
      const j = leader[i]!;
      if (j >= 0) out[j]! += gradient[term]! * (logged[j] ? coef[term]! : 1);
    });
  };
  const pairs = terms.flatMap((_, j) => terms.slice(0, j + 1).map((_, k) => [j, k] as const));
  const ahead = new Float64Array(order), behind = new Float64Array(order);
  const here = new Float64Array(order);
  return {
    order,
    terms,
    logged,
    toCoef,
    curved: pairs,
    formula: null,
    columns: (columns) => [...columns],
    evaluate(columns, n, theta, { p, d, h }, second) {
      const coef = toCoef(theta);
      const moved = theta.slice();
      for (let i = 0; i < n; i++) {
        const at = Object.fromEntries(regressors.map((name, c) => [name, columns[c]![i]!]));
        p[i] = law.predict(coef, at);
        slope(theta, at, here);
        for (let j = 0; j < order; j++) d[j]![i] = here[j]!;
        if (!second) continue;
        pairs.forEach(([, k], pair) => {
          // Each k once: the pairs of one k need the same two gradients.
          const [j] = pairs[pair]!;
          if (j !== k) return;
          const step = 6e-6 * Math.max(Math.abs(theta[k]!), logged[k] ? 1 : 1e-8);
          moved[k] = theta[k]! + step;
          slope(moved, at, ahead);
          moved[k] = theta[k]! - step;
          slope(moved, at, behind);
          moved[k] = theta[k]!;
          pairs.forEach(([row, column], other) => {
            if (column === k) h[other]![i] = (ahead[row]! - behind[row]!) / (2 * step);
          });
        });
      }
    },
  };
}

/** Values within the rules, of an ordinary size: at extremes a difference is nothing but rounding. */
function middleOf(
  { coefNames }: ModelShape["law"],
  ruleOf: (term: string) => CoefRule,
): Record<string, number> {
  return Object.fromEntries(coefNames.map((term) => {
    const rule = ruleOf(term);
    const [low, high] = limits(rule);
    // What may be negative is taken for an exponent: a large one would leave nothing of its term.
    const inside = Math.min(Math.max(low >= 0 ? 0.7 : 0.1, low), high);
    return [term, rule.fixed ?? (inside === low || inside === high ? middle(low, high) : inside)];
  }));
}

function middle(low: number, high: number): number {
  if (Number.isFinite(low) && Number.isFinite(high)) return (low + high) / 2;
  return Number.isFinite(low)
    ? low + 0.7 * (Math.abs(low) || 1)
    : high - 0.7 * (Math.abs(high) || 1);
}

/**
 * Holds a law's gradient against differences of the law, at one row: one that is no gradient would
 * send the solver nowhere, in silence.
 *
 * @throws {InputError} When the gradient has not one number per coefficient, or is not the slope of
 * `predict`.
 */
export function checkGradient(
  law: ModelShape["law"],
  ruleOf: (term: string) => CoefRule,
  at: Record<string, number>,
): void {
  const { name, coefNames } = law;
  const coef = middleOf(law, ruleOf);
  const gradient = law.gradient!(coef, at);
  const cannot = `use the gradient of the law ${JSON.stringify(name)}`;
  const given = Object.keys(gradient ?? {});
  const absent = coefNames.filter((term) => typeof gradient?.[term] !== "number");
  if (absent.length > 0 || given.length !== coefNames.length) {
    throw new InputError({
      cannot,
      needs: `one number for each of ${coefNames.join(", ")}`,
      found: given.length === 0 ? "none" : given.join(", "),
    });
  }
  for (const term of coefNames) {
    const step = 1e-5 * Math.max(Math.abs(coef[term]!), 1e-8);
    const difference = (law.predict({ ...coef, [term]: coef[term]! + step }, at) -
      law.predict({ ...coef, [term]: coef[term]! - step }, at)) / (2 * step);
    // Rounding of the prediction, divided by the step, is what a difference may be off by.
    const rounding = 1e-12 * Math.abs(law.predict(coef, at)) / step + 1e-3 * Math.abs(difference);
    if (!Number.isFinite(difference) || Math.abs(gradient[term]! - difference) <= rounding) {
      continue;
    }
    throw new InputError({
      cannot,
      needs: "the slope of predict in every coefficient",
      found: `${gradient[term]} for ${term}, where predict rises by ${
        Number(difference.toPrecision(4))
      }`,
      cure: "leave the gradient out: it is worked out from the formula",
    });
  }
}
