import { InputError } from "../text/mod.ts";

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** What is wrong with the value of an option. */
function refuse(flag: string, text: string, needs: string, cure?: string): InputError {
  return new InputError({
    cannot: `use ${flag} ${JSON.stringify(text)}`,
    needs,
    found: JSON.stringify(text),
    ...(cure !== undefined && { cure }),
  });
}

/**
 * Reads the number after an option: `5.76e23`, `0.001`.
 *
 * Whether it may be negative or zero is for the layer that uses it to say.
 */
export function number(flag: string): (text: string) => number {
  return (text) => {
    const value = decimal.test(text.trim()) ? Number(text) : NaN;
    if (Number.isFinite(value)) return value;
    throw refuse(flag, text, "a number, such as 5.76e23 or 0.001");
  };
}

const suffixes: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** Reads a count of parameters or tokens after an option: `70e9`, `70B`, `1.4T`. */
export function count(flag: string): (text: string) => number {
  return (text) => {
    const [, digits = "", suffix = ""] = /^(.*?)\s*([kmbt]?)$/i.exec(text.trim()) ?? [];
    const value = decimal.test(digits)
      ? Number(digits) * (suffixes[suffix.toLowerCase()] ?? 1)
      : NaN;
    if (Number.isFinite(value)) return value;
    throw refuse(flag, text, "a number, such as 70e9, 70B or 1.4T");
  };
}

/** Reads a whole number after an option, within limits. */
export function whole(
  flag: string,
  what: string,
  least = -Number.MAX_SAFE_INTEGER,
  most: number = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  return (text) => {
    const value = decimal.test(text.trim()) ? Number(text) : NaN;
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw refuse(flag, text, what);
  };
}

/** Reads the coverage of intervals: a number between 0 and 1. */
export function level(text: string): number {
  const value = decimal.test(text.trim()) ? Number(text) : NaN;
  if (value > 0 && value < 1) return value;
  const percent = Number(text.replace(/\s*%$/, ""));
  throw refuse(
    "--level",
    text,
    "a number between 0 and 1",
    percent > 1 && percent < 100 ? `${percent / 100} for ${percent} %` : "0.95 for 95 %",
  );
}

/** Reads several amounts of compute, split at commas: `6e18,1e19`. */
export function flops(text: string): number[] {
  return text.split(",").map((piece) => {
    const value = decimal.test(piece.trim()) ? Number(piece) : NaN;
    if (value > 0 && value < Infinity) return value;
    throw refuse(
      "--budgets",
      text,
      "numbers of FLOP above 0 with commas between, such as 6e18,1e19",
    );
  });
}

/** Reads several numbers after an option, split at commas: `1e20,3e20`. */
export function numbers(flag: string): (text: string) => number[] {
  return (text) =>
    text.split(",").map((piece) => {
      const value = decimal.test(piece.trim()) ? Number(piece) : NaN;
      if (Number.isFinite(value)) return value;
      throw refuse(flag, text, "numbers with commas between, such as 1e20,3e20");
    });
}

/** Reads values by name after an option, split at commas: `E=1.69,alpha=0.34`. */
export function valuesByName(flag: string): (text: string) => Record<string, number> {
  return (text) =>
    Object.fromEntries(
      text.split(",").map((piece) => {
        const [, name, value = ""] = /^\s*([^=\s]+)\s*=\s*(\S+)\s*$/.exec(piece) ?? [];
        if (name !== undefined && decimal.test(value)) return [name, Number(value)];
        throw refuse(flag, text, "names and values with commas between, such as E=1.69,alpha=0.34");
      }),
    );
}

/** Reads several names after an option, split at the commas that are not inside parentheses. */
export function names(flag: string): (text: string) => string[] {
  return (text) => {
    const pieces = text.split(/,(?![^(]*\))/).map((piece) => piece.trim());
    if (pieces.every((piece) => piece !== "")) return pieces;
    throw refuse(flag, text, "names with commas between");
  };
}

/** Collects the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
