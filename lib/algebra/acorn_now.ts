import * as acorn from "acorn";

/** The parser, evaluated at once: the stand-in for `acorn.ts` in bundles. */
export function parser(): typeof acorn {
  return acorn;
}
