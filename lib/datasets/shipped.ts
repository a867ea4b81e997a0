import { fileURLToPath } from "node:url";
import { InputError } from "../text/mod.ts";

/** Where a file that comes with the package is: in `data/`, beside the code. */
function shippedUrl(file: string): URL {
  return new URL(`../../data/${file}`, import.meta.url);
}

/** The path of a file that comes with the package, or its address where the package is on a server. */
export function shippedPath(file: string): string {
  const url = shippedUrl(file);
  return url.protocol === "file:" ? fileURLToPath(url) : url.href;
}

/**
 * A file that comes with the package. A checkout has it beside the code; an installed package may
 * have it on a server.
 *
 * @throws {InputError} If the server does not have it.
 */
export async function shippedBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = shippedUrl(file);
  if (url.protocol === "file:") return Deno.readFileSync(url);
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  await response.body?.cancel();
  throw new InputError({
    cannot: "read a table that comes with the package",
    needs: url.href,
    found: `HTTP ${response.status}`,
  });
}
