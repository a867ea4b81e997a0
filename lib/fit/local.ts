/** Value, gradient and curvature of Σ w ρ(r) at one θ. */
export interface Local {
  /** Σ w ρ(r), with ½r² for squares and Huber's ½r² inside δ. */
  value: number;
  readonly gradient: Float64Array;
  /** The Hessian; lower triangle of order × order, row by row. */
  readonly hessian: Float64Array;
}

/** An empty {@linkcode Local}. */
export function local(order: number): Local {
  return {
    value: Infinity,
    gradient: new Float64Array(order),
    hessian: new Float64Array(order * order),
  };
}
