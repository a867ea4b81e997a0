// The one function used. The package's own declarations name files that it does not ship, and
// every `deno check` would warn about them.
export function qt(p: number, degrees: number, ncp?: number, lowerTail?: boolean): number;
