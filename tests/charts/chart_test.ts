import assert from "node:assert/strict";
import UPNG from "upng-js";
import { type Chart, isoLoss, lossCompute } from "isoflop/charts";
import { presetNamed } from "isoflop/laws";
import { simulatedRuns } from "./_gallery.ts";

const epoch = presetNamed("chinchilla:epoch");
const runs = simulatedRuns();
const chart = lossCompute(runs, { law: epoch });

Deno.test("Chart.png() draws the title, in dark pixels above the panel", async () => {
  const { png, width, height } = await chart.png();
  const picture = decode(png);
  assert.deepEqual([picture.width, picture.height], [width * 2, height * 2]);
  assert.ok(darkPixels(picture, 60) > 500, `${darkPixels(picture, 60)} dark pixels`);
  const untitled = await lossCompute(runs, { law: epoch, title: " " }).png();
  assert.ok(darkPixels(decode(untitled.png), 60) < 50);
});

Deno.test("Chart.png() gives the same bytes on every run, whatever was drawn before", async () => {
  const first = await chart.png();
  await isoLoss(runs, epoch).svg();
  const second = await chart.png();
  assert.deepEqual(first.png, second.png);
  assert.equal(await chart.svg(), await chart.svg());
});

Deno.test("Chart.png() takes a scale, and keeps the size it is meant to be seen at", async () => {
  const [one, three] = [await chart.png({ scale: 1 }), await chart.png({ scale: 3 })];
  assert.equal(decode(three.png).width, 3 * one.width);
  assert.ok(Math.abs(one.width - three.width) <= 1);
});

Deno.test("Chart.svg() escapes what stands in titles", async () => {
  const svg = await lossCompute(runs, { title: hostile }).svg();
  assert.ok(!svg.includes("<img") && !svg.includes("</script>"));
  assert.ok(svg.includes("&lt;img"));
});

Deno.test("Chart.html() needs no network and cannot be broken out of", async () => {
  const html = await lossCompute(runs, { title: hostile }).html();
  assert.equal(html.match(/<\/script>/g)?.length, 2);
  assert.equal(html.match(/<script>/g)?.length, 2);
  const outside = html.replaceAll(/<script>.*?<\/script>/gs, "");
  assert.doesNotMatch(outside, /<(script|img|iframe)/);
  assert.doesNotMatch(outside, /(src|href)="(?!data:)/);
  assert.ok(html.indexOf("<svg") < html.indexOf("<script>"), "the static figure comes first");
  assert.ok(html.length < 1_200_000);
});

Deno.test("Chart.save() writes what the name ends in", async () => {
  const directory = await Deno.makeTempDir();
  try {
    for (const extension of ["json", "svg", "png", "html", "PNG"]) {
      await chart.save(`${directory}/figure.${extension}`);
    }
    assert.deepEqual(JSON.parse(await Deno.readTextFile(`${directory}/figure.json`)), chart.spec);
    assert.match(await Deno.readTextFile(`${directory}/figure.svg`), /^<svg/);
    assert.deepEqual((await Deno.readFile(`${directory}/figure.png`)).slice(1, 4), ascii("PNG"));
    assert.match(await Deno.readTextFile(`${directory}/figure.html`), /^<!DOCTYPE html>/);
    const left = Array.from(Deno.readDirSync(directory), ({ name }) => name).sort();
    assert.deepEqual(left.filter((name) => name.endsWith(".part")), []);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("Chart.save() refuses other endings and writes nothing", async () => {
  const directory = await Deno.makeTempDir();
  try {
    for (const [name, shown] of [["figure.pdf", "figure.pdf"], ["figure", "figure"]] as const) {
      await assert.rejects(chart.save(`${directory}/${name}`), {
        name: "InputError",
        message: [
          "Cannot save the chart",
          "  needed: a file name that ends in .html, .svg, .png or .json",
          `  found: ${JSON.stringify(`${directory}/${shown}`)}`,
        ].join("\n"),
      });
    }
    assert.deepEqual(Array.from(Deno.readDirSync(directory)), []);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("Chart shows itself as the last expression of a cell, without HTML and SVG", async () => {
  const bundle = await chart[Symbol.for("Jupyter.display") as keyof Chart & symbol]();
  assert.deepEqual(Object.keys(bundle), [
    "application/vnd.vegalite.v5+json",
    "image/png",
    "text/plain",
  ]);
});

Deno.test("Chart says when its points are rows that must stay out of committed files", () => {
  assert.equal(chart.publicRows, false);
  const table = { ...pick(), source: { name: "somebody's", committable: false } };
  const theirs = lossCompute(table);
  assert.equal(theirs.publicRows, true);
  assert.equal(theirs.simulated, false);
});

Deno.test("Chart prints title and caption, also in console.log", () => {
  assert.equal(String(chart), `${chart.title}\n\n${chart.description}`);
  assert.equal(Deno.inspect(chart), String(chart));
});

const hostile = `</script><img src=x onerror="alert(1)">`;

function pick(): Pick<typeof runs, "N" | "D" | "C" | "loss"> {
  const { N, D, C, loss } = runs;
  return { N, D, C, loss };
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

function decode(png: Uint8Array): Pixels {
  const codec = UPNG as unknown as {
    decode(file: ArrayBufferLike): { width: number; height: number };
    toRGBA8(image: object): ArrayBuffer[];
  };
  const image = codec.decode(png.slice().buffer);
  return {
    width: image.width,
    height: image.height,
    rgba: new Uint8Array(codec.toRGBA8(image)[0]!),
  };
}

/** Pixels darker than mid-grey in the first rows of the picture. */
function darkPixels({ width, rgba }: Pixels, rows: number): number {
  let dark = 0;
  for (let i = 0; i < rows * width * 4; i += 4) {
    if (rgba[i]! + rgba[i + 1]! + rgba[i + 2]! < 300) dark++;
  }
  return dark;
}
