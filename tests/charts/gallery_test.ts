// Every chart function on real data: none is forgotten, each looks as its committed picture, and
// draws what its specification says in a browser. Warnings, axes and captions: every_chart_test.ts.
import assert from "node:assert/strict";
import * as charts from "isoflop/charts";
import { testInBrowser } from "../support/browser.ts";
import { gallery } from "./_gallery.ts";
import { marksIn } from "./_marks.ts";
import { difference, folder, pictureOf } from "./_pictures.ts";
import { realGallery } from "./_real_gallery.ts";

/** What `isoflop/charts` exports besides functions that draw a chart. */
const others = ["Chart", "compileSpec", "embedCall", "renderSvg", "svgToPng", "vegaBundle"];

/** Drawn on simulated models alone: no errors on tasks come with the package. */
const withoutData = ["errorByLoss"];

const drawn = Object.entries(await realGallery());

/**
 * Chart functions without a chart whose name begins with theirs: `isoLossOfPreset` is of `isoLoss`, and
 * of no function with a shorter name.
 */
function forgotten(functions: readonly string[], names: readonly string[]): string[] {
  const own = functions.filter((each) => !others.includes(each)).sort((a, b) =>
    b.length - a.length
  );
  const met = names.map((name) => own.find((each) => new RegExp(`^${each}($|[A-Z])`).test(name)));
  return own.filter((each) => !met.includes(each));
}

const functions = Object.entries(charts).flatMap(([name, value]) =>
  typeof value === "function" ? [name] : []
);

Deno.test("the gallery forgets no chart function: a new one gets a line in _real_gallery.ts", () => {
  assert.ok(functions.length > 30);
  assert.deepEqual(forgotten(functions, drawn.map(([name]) => name)), withoutData);
});

Deno.test("the gallery of simulated runs forgets none either: a line in _gallery.ts", () => {
  assert.deepEqual(forgotten(functions, Object.keys(gallery())), []);
});

Deno.test("a forgotten chart function is found, also one whose name begins like another's", () => {
  assert.deepEqual(forgotten(["isoLoss", "iso", "Chart"], ["isoLossOfPreset"]), ["iso"]);
});

Deno.test("the real gallery is of rows that may be committed, and of none that are simulated", () => {
  for (const [name, { publicRows, simulated }] of drawn) {
    assert.deepEqual([publicRows, simulated], [false, false], name);
  }
});

for (const [name, chart] of drawn) {
  // Numbers are drawn to six digits, so the same chart is the same picture; another processor may round
  // one of them differently, which moves an edge by less than a pixel. One point that moves is seen.
  Deno.test(`${name} looks as its picture does, but for one pixel in ten thousand`, async () => {
    const committed = await Deno.readFile(new URL(`${name}.png`, folder)).catch(() => null);
    assert.ok(committed, "draw it with `deno task pictures`, and look at it");
    const found = await pictureOf(chart);
    const share = difference(committed, found);
    if (share <= 1e-4) return;
    const file = `${await Deno.makeTempDir()}/${name}.png`;
    await Deno.writeFile(file, found);
    assert.fail(
      `${
        (100 * share).toPrecision(2)
      } % differ. Look at ${file}; if it is as it should be, \`deno task pictures\``,
    );
  });
}

Deno.test("the tolerance sees one point that moves, and another word", async () => {
  const at = (x: number, label = "measured") =>
    pictureOf(charts.relation({
      x: { title: "Parameters N", unit: "count", domain: [1, 100] },
      y: { title: "Loss (nats/token)", unit: "loss", domain: [1, 100] },
      series: [{ label, line: (x) => x, points: [{ x, y: 10 }] }],
    }));
  assert.equal(difference(await at(20), await at(20)), 0);
  assert.ok(difference(await at(20), await at(22)) > 1e-4);
  assert.ok(difference(await at(20), await at(20, "imagined")) > 1e-4);
});

Deno.test("the pictures take at most three megabytes, and there is none without a chart", () => {
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name);
  const sizes = files.map((name) => Deno.statSync(new URL(name, folder)).size);
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 3e6);
  const names = drawn.map(([name]) => `${name}.png`);
  assert.deepEqual(files.filter((file) => !names.includes(file)), []);
});

/** The class of Vega's SVG for a mark of Vega-Lite. */
const classes: Readonly<Record<string, string>> = {
  ...{ circle: "symbol", point: "symbol", square: "symbol", tick: "rect", bar: "rect" },
};

interface Body {
  readonly mark?: { readonly type: string } | string;
  readonly data?: object;
  readonly config?: object;
}

/** The marks of the layers of a specification. */
function marksOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(marksOf);
  const { mark, data: _, config: __, ...parts } = value as Body;
  const own = typeof mark === "string" ? mark : mark?.type;
  return [...(own ? [own] : []), ...Object.values(parts).flatMap(marksOf)];
}

testInBrowser(
  "every chart draws the marks of its specification in a browser, in silence",
  async (visit) => {
    const script = await charts.vegaBundle();
    const page =
      `<!DOCTYPE html><title>-</title><link rel="icon" href="data:,"><script>${script}</script>
    ${drawn.map(([name]) => `<div id="${name}"></div>`).join("")}
    <script>${drawn.map(([name, { spec }]) => charts.embedCall(name, spec)).join("\n")}</script>`;
    const { dom, complaints } = await visit(page);
    assert.deepEqual(complaints, []);
    const parts = dom.split(/<div id="(?=\w+"[^>]*class="vega-embed)/).slice(1);
    const found = Object.fromEntries(parts.map((part) => [part.slice(0, part.indexOf('"')), part]));
    for (const [name, chart] of drawn) {
      const seen = marksIn(found[name] ?? "");
      for (const mark of new Set(marksOf(chart.spec))) {
        assert.ok(
          seen[classes[mark] ?? mark]! > 0,
          `${name}: no ${mark} of ${JSON.stringify(seen)}`,
        );
      }
      assert.deepEqual(
        seen,
        marksIn(await chart.svg()),
        `${name}: as many as in the static figure`,
      );
    }
  },
);
