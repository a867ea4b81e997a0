/** Expressions of Vega that write numbers as `lib/text` does. */

/** So many significant digits with the suffix people use: `"73.2 B"`; an exponent above 999 T. */
export function countText(x: string): string {
  const suffixed = `replace(replace(format(${x}, '.3s'), 'G', 'B'), regexp('([kMBT])'), ' $1')`;
  return `(${x} < 999.5e12 ? ${suffixed} : ${flopText(x)})`;
}

/** An exponent, always: `"5.76e23"`. */
export function flopText(x: string): string {
  return `replace(format(${x}, '.2e'), 'e+', 'e')`;
}

/** So many digits after the point. */
export function fixedText(x: string, digits: number): string {
  return `format(${x}, '.${digits}f')`;
}

/** Three significant digits between 1e-4 and 1e6, an exponent outside. */
export function significantText(x: string): string {
  const decimals = `max(0, 2 - floor(log(abs(${x})) / LN10 + 1e-12))`;
  return `(${x} < 1e-4 || ${x} >= 999500 ? ${flopText(x)} : ` +
    `format(toNumber(format(${x}, '.3r')), '.' + ${decimals} + 'f'))`;
}
