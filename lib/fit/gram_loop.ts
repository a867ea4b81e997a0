/** Gradient Σ c₁ d_j and matrix Σ c₂ d_j d_k (lower triangle, rows of `size`) of some columns. */
export type GramLoop = (
  c1: Float64Array,
  c2: Float64Array,
  d: readonly Float64Array[],
  n: number,
  gradient: Float64Array,
  hessian: Float64Array,
  size: number,
) => void;

/**
 * The sums over rows for so many columns, written out: one loop for each row of the matrix, whose
 * sums then stay in registers, side by side. Loops over pairs of columns take twice as long, for
 * every sum waits for its last addition.
 */
export function gramLoop(columns: number): GramLoop {
  return loops[columns] ??= new Function(
    ...["c1", "c2", "d", "n", "gradient", "hessian", "size"],
    Array.from({ length: columns }, (_, j) => rowOf(j)).join("\n"),
  ) as GramLoop;
}

const loops: GramLoop[] = [];

/** The j-th row of the matrix and the j-th entry of the gradient; even and odd rows apart. */
function rowOf(j: number): string {
  const all = Array.from({ length: j + 1 }, (_, k) => k);
  const sums = all.map((k) => `h${k} = 0, t${k} = 0`).join(", ");
  const step = (i: string, h: string, g: string) =>
    `const a = a${j}[${i}], b = c2[${i}] * a; ${g} += c1[${i}] * a; ` +
    all.map((k) => `${h}${k} += b * ${k === j ? "a" : `a${k}[${i}]`};`).join(" ");
  return `{
    const ${all.map((k) => `a${k} = d[${k}]`).join(", ")};
    let g = 0, u = 0, i = 0, ${sums};
    for (; i + 1 < n; i += 2) {
      { ${step("i", "h", "g")} }
      { ${step("i + 1", "t", "u")} }
    }
    if (i < n) { ${step("i", "h", "g")} }
    gradient[${j}] = g + u;
    ${all.map((k) => `hessian[size * ${j} + ${k}] = h${k} + t${k};`).join(" ")}
  }`;
}
