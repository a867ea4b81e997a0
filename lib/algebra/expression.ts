/** The functions of one number that an expression may call. */
export type FunctionName =
  | "abs"
  | "acos"
  | "acosh"
  | "asin"
  | "asinh"
  | "atan"
  | "atanh"
  | "cbrt"
  | "cos"
  | "cosh"
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "powerLog"
  | "sign"
  | "sin"
  | "sinh"
  | "tan"
  | "tanh";

/** How two numbers can be compared. */
export type Comparator = "<" | "<=" | ">" | ">=" | "===" | "!==";

/** A constant. */
export interface NumberExpression {
  /** What it is. */
  readonly kind: "number";
  /** Its place in the table of its algebra. */
  readonly id: number;
  /** Its value. */
  readonly value: number;
}

/** A name: a coefficient or a regressor. */
export interface SymbolExpression {
  /** What it is. */
  readonly kind: "symbol";
  /** Its place in the table of its algebra. */
  readonly id: number;
  /** The name. */
  readonly name: string;
}

/** A sum of two or more terms, none of which is a sum, at most one a number. */
export interface SumExpression {
  /** What it is. */
  readonly kind: "sum";
  /** Its place in the table of its algebra. */
  readonly id: number;
  /** What is added. */
  readonly terms: readonly Expression[];
}

/** A product of two or more factors, none of which is a product, at most the first a number. */
export interface ProductExpression {
  /** What it is. */
  readonly kind: "product";
  /** Its place in the table of its algebra. */
  readonly id: number;
  /** What is multiplied. */
  readonly factors: readonly Expression[];
}

/** base ^ exponent. */
export interface PowerExpression {
  /** What it is. */
  readonly kind: "power";
  /** Its place in the table of its algebra. */
  readonly id: number;
  /** What is raised. */
  readonly base: Expression;
  /** To which power. */
  readonly exponent: Expression;
}

/** A function of one number. */
export interface CallExpression {
  /** What it is. */
  readonly kind: "call";
  /** Its place in the table of its algebra. */
  readonly id: number;
  /** The function; `powerLog` is the logarithm, with −1e100 in place of −∞ at zero. */
  readonly fn: FunctionName;
  /** The number. */
  readonly argument: Expression;
}

/** The smaller or the larger of two numbers. */
export interface ExtremeExpression {
  /** What it is. */
  readonly kind: "extreme";
  /** Its place in the table of its algebra. */
  readonly id: number;
  /** Which one. */
  readonly fn: "min" | "max";
  /** One number. */
  readonly left: Expression;
  /** The other. */
  readonly right: Expression;
}

/** A comparison: the condition of a {@linkcode SelectExpression}. */
export interface ConditionExpression {
  /** What it is. */
  readonly kind: "condition";
  /** Its place in the table of its algebra. */
  readonly id: number;
  /** How the two are compared. */
  readonly op: Comparator;
  /** The left side. */
  readonly left: Expression;
  /** The right side. */
  readonly right: Expression;
}

/** One of two numbers, as a condition decides. */
export interface SelectExpression {
  /** What it is. */
  readonly kind: "select";
  /** Its place in the table of its algebra. */
  readonly id: number;
  /** What decides. */
  readonly condition: Expression;
  /** The value where the condition holds. */
  readonly then: Expression;
  /** The value elsewhere. */
  readonly otherwise: Expression;
}

/** An interned expression: equal expressions of one algebra are the same object. */
export type Expression =
  | NumberExpression
  | SymbolExpression
  | SumExpression
  | ProductExpression
  | PowerExpression
  | CallExpression
  | ExtremeExpression
  | ConditionExpression
  | SelectExpression;
