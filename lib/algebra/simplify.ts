import type { Algebra } from "./algebra.ts";
import type { Expression } from "./expression.ts";

/** The terms of a sum, flat, like terms joined; or the one expression that the sum is. */
export function simpleSum(g: Algebra, terms: readonly Expression[]): Expression | Expression[] {
  let constant = 0, constantAt = -1;
  const like = new Map<string, { coef: number; rest: readonly Expression[]; whole: Expression }>();
  const place: string[] = [];
  for (const term of terms.flatMap((each) => each.kind === "sum" ? each.terms : [each])) {
    if (term.kind === "number") {
      constant += term.value;
      if (constantAt < 0) constantAt = place.length;
      continue;
    }
    const { coef, rest } = split(term);
    const key = rest.map(({ id }) => id).sort((a, b) => a - b).join();
    const before = like.get(key);
    if (before === undefined) {
      like.set(key, { coef, rest, whole: term });
      place.push(key);
    } else {
      const sum = before.coef + coef;
      like.set(key, { coef: sum, rest, whole: g.multiply(g.number(sum), ...rest) });
    }
  }
  const flat = place.map((key) => like.get(key)!.whole);
  if (constant !== 0) flat.splice(constantAt, 0, g.number(constant));
  // Joined terms may have become numbers or sums: 2 (a + b) / 2.
  const left = flat.filter((term) => !(term.kind === "number" && term.value === 0));
  if (left.filter(({ kind }) => kind === "number").length > 1) return g.add(...left);
  if (left.some(({ kind }) => kind === "sum")) return left.length === 1 ? left[0]! : g.add(...left);
  return left.length === 0 ? g.number(0) : left.length === 1 ? left[0]! : left;
}

/** The factors of a product, flat, like bases joined, the number first; or the one expression. */
export function simpleProduct(
  g: Algebra,
  factors: readonly Expression[],
): Expression | Expression[] {
  let coef = 1, joined = false;
  const like = new Map<Expression, { exponent: number; whole: Expression }>();
  for (const factor of factors.flatMap((each) => each.kind === "product" ? each.factors : [each])) {
    if (factor.kind === "number") {
      coef *= factor.value;
      continue;
    }
    const { base, exponent } = numericPower(factor);
    const before = like.get(base);
    if (before === undefined) like.set(base, { exponent, whole: factor });
    else {
      const sum = before.exponent + exponent;
      like.set(base, { exponent: sum, whole: g.power(base, g.number(sum)) });
      joined = true;
    }
  }
  if (coef === 0) return g.number(0);
  const flat = Array.from(like.values(), ({ whole }) => whole);
  // A joined power may have become a number or a product, so once more.
  if (joined) return g.multiply(g.number(coef), ...flat);
  if (coef !== 1) flat.unshift(g.number(coef));
  return flat.length === 0 ? g.number(1) : flat.length === 1 ? flat[0]! : flat;
}

/** What a power simplifies to; `null` if it is as simple as it gets. */
export function simplePower(g: Algebra, base: Expression, exponent: Expression): Expression | null {
  if (base.kind === "number" && base.value === 1) return base;
  if (exponent.kind === "number") return constantPower(g, base, exponent.value);
  if (base.kind === "call" && base.fn === "exp") {
    return g.call("exp", g.multiply(exponent, base.argument));
  }
  if (base.kind !== "power") return null;
  // (x²)^y is |x|^2y, so whole exponents stay; all others have x ≥ 0 already.
  const inner = base.exponent;
  if (inner.kind === "number" && Number.isInteger(inner.value) && inner.value !== -1) return null;
  return g.power(base.base, g.multiply(inner, exponent));
}

function constantPower(g: Algebra, base: Expression, p: number): Expression | null {
  if (p === 0) return g.number(1);
  if (p === 1) return base;
  if (base.kind === "number") return g.number(base.value ** p);
  const whole = Number.isInteger(p);
  if (base.kind === "power" && whole) {
    if (base.exponent.kind === "number") {
      return g.power(base.base, g.number(base.exponent.value * p));
    }
    // 1/N^α is N^−α, but (N^α)² stays: a square costs less than another exponential.
    if (p < 0) return g.power(g.power(base.base, g.negate(base.exponent)), g.number(-p));
  }
  if (base.kind === "power" && base.exponent.kind !== "number" && !whole) {
    return g.power(base.base, g.multiply(g.number(p), base.exponent));
  }
  if (base.kind === "call" && base.fn === "exp") {
    if (!whole) return g.call("exp", g.multiply(g.number(p), base.argument));
    if (p < 0) return g.power(g.call("exp", g.negate(base.argument)), g.number(-p));
  }
  if (base.kind === "product" && whole) {
    return g.multiply(...base.factors.map((factor) => g.power(factor, g.number(p))));
  }
  return null;
}

function split(term: Expression): { coef: number; rest: readonly Expression[] } {
  if (term.kind !== "product") return { coef: 1, rest: [term] };
  const [first, ...rest] = term.factors;
  return first?.kind === "number" ? { coef: first.value, rest } : { coef: 1, rest: term.factors };
}

function numericPower(factor: Expression): { base: Expression; exponent: number } {
  return factor.kind === "power" && factor.exponent.kind === "number"
    ? { base: factor.base, exponent: factor.exponent.value }
    : { base: factor, exponent: 1 };
}
