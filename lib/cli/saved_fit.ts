import { type AnyFit, fitFromJSON } from "../fit/mod.ts";
import { isFormula } from "./formula_law.ts";
import { InputError } from "../text/mod.ts";

const needs = 'what "isoflop fit --save" wrote';

/**
 * The fit in a file.
 *
 * @throws {InputError} If there is no such file, or it holds something else.
 */
export function readFit(path: string): AnyFit {
  return fitIn(textOf(path), path);
}

/** The fit in a file if it holds one, or a damaged one; `null` if it holds anything else. */
export function fitOrNull(path: string): AnyFit | null {
  if (!/\.json$/i.test(path)) return null;
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch {
    return null;
  }
  return /^\s*\{\s*"format"\s*:\s*"isoflop-fit"/.test(text) ? fitIn(text, path) : null;
}

function fitIn(text: string, path: string): AnyFit {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const breaksOff = /end of JSON|Unterminated|after .* in JSON/.test((cause as Error).message);
    throw refuse(
      path,
      text.trim() === "" ? "an empty file" : `${breaksOff ? "JSON that breaks off" : "no JSON"}`,
      cause,
    );
  }
  const law = (json as { law?: unknown } | null)?.law;
  if (typeof law === "string" && isFormula(law)) {
    throw new InputError({
      cannot: `read the fit ${JSON.stringify(path)}`,
      needs: "a fit of one of the package's own laws",
      found: `one of the formula ${JSON.stringify(law)}`,
      cure: "read it in TypeScript, with the law: Fit.fromJSON(json, [law])",
    });
  }
  try {
    return fitFromJSON(json);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const cannot = `read the fit ${JSON.stringify(path)}`;
    throw new InputError({ ...error.complaint, cannot }, { cause: error });
  }
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw refuse(path, "no file of that name", error);
    if (error instanceof Deno.errors.IsADirectory) throw refuse(path, "a folder", error);
    if (
      error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable ||
      error instanceof Deno.errors.NotADirectory
    ) {
      throw refuse(path, "a file that may not be read", error);
    }
    throw error;
  }
}

function refuse(path: string, found: string, cause: unknown): InputError {
  return new InputError({ cannot: `read the fit ${JSON.stringify(path)}`, needs, found }, {
    cause,
  });
}
