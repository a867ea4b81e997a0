/** The version of this package, as `deno.json` has it: every saved fit says what made it. */
export const packageVersion = "0.1.0";
