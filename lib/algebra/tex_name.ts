const greek = new Set(
  ("alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi " +
    "rho sigma tau upsilon phi varphi chi psi omega " +
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega").split(" "),
);

/** A name in LaTeX: `alpha` → \alpha, `A_1` and `A1` → A_{1}, `alphaN` → \alpha_{N}. */
export function texName(name: string): string {
  const [head = "", ...rest] = name.split("_");
  if (head === "" || rest.includes("")) return upright(name);
  const [, letters = head, digits = ""] = /^(.*?\D)(\d+)$/u.exec(head) ?? [];
  const [, symbol = "", tail = ""] = /^([A-Za-z][a-z]*)([A-Z]\w*)$/.exec(letters) ?? [];
  const base = greek.has(symbol) ? `\\${symbol}` : word(letters);
  const below = [greek.has(symbol) ? word(tail) : "", digits, ...rest.map(word)]
    .filter((part) => part !== "");
  return below.length === 0 ? base : `${base}_{${below.join(",")}}`;
}

function word(text: string): string {
  if (greek.has(text)) return `\\${text}`;
  return Array.from(text).length === 1 && text !== "$" || /^\d*$/.test(text) ? text : upright(text);
}

function upright(text: string): string {
  return `\\mathrm{${text.replaceAll(/[$_%#&{} ]/g, "\\$&")}}`;
}
