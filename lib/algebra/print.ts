import type { Comparator, Expression, FunctionName } from "./expression.ts";

/** How tightly a piece of text holds together: sum, product, power, or one piece. */
export type Tightness = 1 | 2 | 3 | 4;

/** A piece of a formula as text. */
export interface Piece {
  /** The text. */
  readonly text: string;
  /** Whether it needs parentheses somewhere. */
  readonly tightness: Tightness;
}

/** How the parts of a formula are written. */
export interface Style {
  /** A number that is not negative. */
  number(value: number): Piece;
  symbol(name: string): Piece;
  /** The factors side by side. */
  product(factors: readonly Piece[]): Piece;
  fraction(over: Piece, under: Piece): Piece;
  power(base: Piece, exponent: Piece): Piece;
  root(of: Piece): Piece;
  call(fn: FunctionName | "min" | "max", args: readonly Piece[]): Piece;
  compare(op: Comparator, left: Piece, right: Piece): Piece;
  select(condition: Piece, then: Piece, otherwise: Piece): Piece;
  /** In parentheses. */
  group(text: string): string;
}

interface Signed {
  readonly minus: boolean;
  readonly piece: Piece;
}

/** Writes an expression: negative terms subtracted, negative powers below a fraction bar. */
export function print(e: Expression, style: Style): Piece {
  const { minus, piece } = signed(e, style);
  if (!minus) return piece;
  return { text: `-${term(piece, style)}`, tightness: 1 };
}

function signed(e: Expression, style: Style): Signed {
  const to = (of: Expression) => print(of, style);
  switch (e.kind) {
    case "number":
      return { minus: e.value < 0, piece: style.number(Math.abs(e.value)) };
    case "symbol":
      return { minus: false, piece: style.symbol(e.name) };
    case "sum": {
      const text = e.terms.map((each, i) => {
        const { minus, piece } = signed(each, style);
        const text = term(piece, style);
        if (i === 0) return minus ? `-${text}` : text;
        return `${minus ? " - " : " + "}${text}`;
      });
      return { minus: false, piece: { text: text.join(""), tightness: 1 } };
    }
    case "product":
      return fraction(e.factors, style);
    case "power":
      return fraction([e], style);
    case "call":
      return { minus: false, piece: style.call(e.fn, [to(e.argument)]) };
    case "extreme":
      return { minus: false, piece: style.call(e.fn, [to(e.left), to(e.right)]) };
    case "condition":
      return { minus: false, piece: style.compare(e.op, to(e.left), to(e.right)) };
    case "select":
      return { minus: false, piece: style.select(to(e.condition), to(e.then), to(e.otherwise)) };
  }
}

function fraction(factors: readonly Expression[], style: Style): Signed {
  const over: Piece[] = [], under: Piece[] = [];
  let minus = false;
  for (const factor of factors) {
    if (factor.kind === "number") {
      if (factor.value < 0) minus = true;
      const size = Math.abs(factor.value), inverse = Math.round(1 / size);
      // 1e-9 came from a division by 1e9; 2.5e-7 did not come from one by 4e6.
      const divisor = inverse <= 1000 || Number.isInteger(Math.log10(inverse));
      if (size < 1 && 1 / inverse === size && divisor) under.push(style.number(inverse));
      else if (size !== 1) over.push(style.number(size));
    } else if (factor.kind === "power") {
      const exponent = signed(factor.exponent, style);
      const side = exponent.minus ? under : over;
      side.push(power(print(factor.base, style), exponent.piece, factor.exponent, style));
    } else over.push(print(factor, style));
  }
  const top = over.length === 0 ? style.number(1) : side(over, style);
  return { minus, piece: under.length === 0 ? top : style.fraction(top, side(under, style)) };
}

function power(base: Piece, size: Piece, exponent: Expression, style: Style): Piece {
  if (exponent.kind !== "number") return style.power(base, size);
  const p = Math.abs(exponent.value);
  return p === 1 ? base : p === 0.5 ? style.root(base) : style.power(base, size);
}

function term({ text, tightness }: Piece, style: Style): string {
  return tightness === 1 ? style.group(text) : text;
}

function side(factors: readonly Piece[], style: Style): Piece {
  return factors.length === 1 ? factors[0]! : style.product(factors);
}
