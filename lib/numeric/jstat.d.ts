// jStat ships no declarations; these are the functions used.
declare const jstat: {
  readonly studentt: { inv(p: number, degrees: number): number };
  readonly normal: { inv(p: number, mean: number, deviation: number): number };
  erf(x: number): number;
  gammaln(x: number): number;
};
export default jstat;
