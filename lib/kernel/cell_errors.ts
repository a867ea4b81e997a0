import { join } from "node:path";
import { type CheckError, denoCheck } from "./deno_check.ts";
import type { Notebook } from "./notebook.ts";
import { overlayFor } from "./overlay.ts";

/**
 * What the kernel would hide about the cells of a notebook, one sentence per error with cell and line:
 * syntax errors, imports that cannot be had, and exports that are missing (they are only `undefined`).
 *
 * Each cell becomes a module beside the notebook for a moment. Types are not complained about, since
 * the kernel does not check them either, nor are names, which other cells may declare.
 *
 * @param notebook The notebook.
 * @param cwd The notebook's folder.
 * @throws {Deno.errors.PermissionDenied} If nothing can be written there.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parsePercent } from "isoflop/book";
 * import { cellErrors } from "isoflop/kernel";
 *
 * const { notebook } = parsePercent('// %%\nimport { fitLaws } from "isoflop/fit";\n');
 * const [error] = await cellErrors(notebook, ".");
 * assert.match(error!, /^Cell 1, line 1: .*no exported member/);
 * ```
 */
export async function cellErrors(notebook: Notebook, cwd: string): Promise<string[]> {
  const stamp = crypto.randomUUID().slice(0, 8);
  const cells = notebook.cells.flatMap((cell, i) =>
    cell.cell_type === "code"
      ? [{ number: i + 1, name: `.isoflop-cell-${stamp}-${i + 1}.ts`, source: cell.source }]
      : []
  );
  if (!cells.length) return [];
  const overlay = await overlayFor(cwd);
  try {
    for (const { name, source } of cells) await Deno.writeTextFile(join(cwd, name), source);
    const errors = await denoCheck(cells.map(({ name }) => join(cwd, name)), cwd, overlay?.config);
    return errors.filter(isHidden).map(({ file, line, message }) => {
      if (file === null) return message;
      const cell = cells.find(({ name }) => name === file);
      return `${cell ? `Cell ${cell.number}` : file}, line ${line}: ${message}`;
    });
  } finally {
    overlay?.remove();
    for (const { name } of cells) await Deno.remove(join(cwd, name)).catch(() => {});
  }
}

/** Codes of TypeScript: 1… is syntax; the others say that a module or an export is not there. */
function isHidden({ code }: CheckError): boolean {
  return code === null || /^TS(1\d{3}|2305|2306|2307|2459|2460|2614|2724)$/.test(code);
}
