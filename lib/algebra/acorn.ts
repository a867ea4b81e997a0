// Deferred, so that a script that fits the built-in laws never evaluates a parser. Browsers and
// bundlers do not know `import defer` yet: bundle with `acorn_now.ts` in place of this file.
import defer * as acorn from "acorn";

/** The parser, evaluated when a function is first read. */
export function parser(): typeof acorn {
  return acorn;
}
