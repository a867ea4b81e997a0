const greek: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  eta: "η",
  lambda: "λ",
};

/** A coefficient as the papers write it: `alpha` is α. */
export function symbol(name: string): string {
  return Object.hasOwn(greek, name) ? greek[name]! : name;
}

const titles: Readonly<Record<string, string>> = {
  E: "E (nats/token)",
  A: "A (nats/token at N = 1)",
  B: "B (nats/token at D = 1)",
  alpha: "α (exponent of N)",
  beta: "β (exponent of D)",
  a: "a (exponent of N*)",
  b: "b (exponent of D*)",
};

/** The title of an axis with a coefficient on it. */
export function axisTitle(name: string, unit?: string): string {
  if (Object.hasOwn(titles, name)) return titles[name]!;
  return unit === undefined || unit === "–" ? symbol(name) : `${symbol(name)} (${unit})`;
}
