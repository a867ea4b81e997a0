/** Draws the pictures of the gallery anew, where they differ. `deno task pictures`; look at them. */
import { difference, folder, pictureOf } from "./_pictures.ts";
import { realGallery } from "./_real_gallery.ts";

const gallery = await realGallery();
await Deno.mkdir(folder, { recursive: true });
for (const { name } of [...Deno.readDirSync(folder)]) {
  if (!Object.hasOwn(gallery, name.replace(/\.png$/, ""))) {
    await Deno.remove(new URL(name, folder));
    console.log(`${name}: removed`);
  }
}
for (const [name, chart] of Object.entries(gallery)) {
  const file = new URL(`${name}.png`, folder), png = await pictureOf(chart);
  const old = await Deno.readFile(file).catch(() => null);
  if (old && difference(old, png) === 0) continue;
  await Deno.writeFile(file, png);
  console.log(`${name}.png: ${old ? "drawn anew" : "new"}`);
}
