// jStat ships no declarations; this is the one function used.
declare const jstat: {
  readonly studentt: { inv(p: number, degrees: number): number };
};
export default jstat;
