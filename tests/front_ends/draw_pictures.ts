/** Takes the committed pictures of the front ends anew: `deno task pictures:front-ends [NAME …]`. */
import { difference } from "../charts/_pictures.ts";
import { folder, look } from "./_look.ts";
import { frontEnds } from "./_front_ends.ts";
import { outputsOfKernel } from "./_results.ts";

const names = Deno.args.length ? Deno.args : Object.keys(frontEnds);
const results = await outputsOfKernel();
await Deno.mkdir(folder, { recursive: true });
for (const name of names) {
  const missing = await frontEnds[name]!.missing();
  if (missing !== null) {
    console.log(`${name}: left as it is, it needs ${missing}`);
    continue;
  }
  const { picture } = await look(name, results);
  const file = new URL(`${name}.png`, folder);
  const kept = await Deno.readFile(file).catch(() => null);
  const share = kept === null ? 1 : difference(kept, picture);
  if (share > 0) await Deno.writeFile(file, picture);
  console.log(`${name}: ${(100 * share).toFixed(2)} % different`);
}
