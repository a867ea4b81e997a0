// The one distribution used; d3-random ships no declarations.
export const randomNormal: {
  source(uniform: () => number): (mu: number, sigma: number) => () => number;
};
