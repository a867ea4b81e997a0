import assert from "node:assert/strict";
import { isoLoss, lossCompute, tokensPerParameter } from "isoflop/charts";
import { presetNamed } from "isoflop/laws";
import { testInBrowser } from "../support/browser.ts";
import { palette, printPalette } from "../../lib/charts/theme.ts";
import { simulatedRuns } from "./_gallery.ts";

const epoch = presetNamed("chinchilla:epoch");
const wide = isoLoss(null, epoch);
const narrow = isoLoss(null, epoch, { width: 230, height: 190 });

Deno.test("svg({ theme: journal }) has its size in millimetres, in the proportions of the drawing", async () => {
  for (const [chart, width] of [[wide, 183], [narrow, 89]] as const) {
    const svg = await chart.svg({ theme: "journal", width });
    const [, across, down, x, y] =
      /^<svg[^>]* width="([\d.]+)mm" height="([\d.]+)mm" viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(
        svg,
      )!;
    assert.equal(Number(across), width);
    // Printed to a thousandth of a millimetre.
    assert.ok(Math.abs(Number(down) - width * Number(y) / Number(x)) < 0.001);
  }
});

Deno.test("svg({ theme: journal }) is two columns wide unless told otherwise", async () => {
  assert.match(await wide.svg({ theme: "journal" }), /^<svg[^>]* width="183mm"/);
});

Deno.test("svg({ theme: journal }) has no title, black text, and its font inside", async () => {
  const [screen, journal] = [await wide.svg(), await wide.svg({ theme: "journal" })];
  assert.ok(screen.includes(">Lines of equal loss<") && !journal.includes(">Lines of equal loss<"));
  assert.ok(!/<text[^>]* fill="#(?!000|000000|333|333333)[0-9a-f]+"/i.test(journal));
  assert.match(
    journal,
    /<style>@font-face\{font-family:"DejaVu Sans";[^}]*url\(data:font\/woff;base64,/,
  );
  assert.equal(journal, await wide.svg({ theme: "journal" }), "the same text on every run");
});

Deno.test("svg({ theme: journal }) takes the colours for print", async () => {
  const chart = tokensPerParameter([epoch, presetNamed("chinchilla:hoffmann")]);
  const [screen, journal] = [await chart.svg(), await chart.svg({ theme: "journal" })];
  for (const i of [0, 1]) {
    assert.ok(screen.includes(palette[i]!) && !journal.includes(palette[i]!));
    assert.ok(journal.includes(printPalette[i]!));
  }
});

Deno.test("svg({ theme: journal }) keeps the words over simulated data", async () => {
  const svg = await lossCompute(simulatedRuns()).svg({ theme: "journal" });
  assert.ok(svg.includes("simulated runs, not published data"));
});

Deno.test("svg({ theme: journal }) refuses text below five points, and says what would do", async () => {
  await assert.rejects(wide.svg({ theme: "journal", width: 89 }), (error: Error) => {
    assert.equal(error.name, "InputError");
    const needed = Number(
      /print it (\d+) mm wide, or draw narrower panels/.exec(error.message)![1],
    );
    assert.match(error.message, /needed: text of 5 points or more\n {2}found: 4\.\d points/);
    return needed > 89 && needed < 130;
  });
  for (const width of [0, -1, NaN, Infinity]) {
    await assert.rejects(
      wide.svg({ theme: "journal", width }),
      /a width in millimetres, above zero/,
    );
  }
});

Deno.test("png({ theme: journal }) has 600 dots to the inch and says so", async () => {
  const { png } = await narrow.png({ theme: "journal", width: 89 });
  const view = new DataView(png.buffer);
  // Half a pixel of rounding.
  assert.ok(Math.abs(view.getUint32(16) - 89 / 25.4 * 600) < 1);
  const chunk = new TextDecoder("latin1").decode(png.subarray(37, 41));
  assert.deepEqual([chunk, view.getUint32(41), png[49]], ["pHYs", Math.round(600 / 0.0254), 1]);
  const half = await narrow.png({ theme: "journal", width: 89, scale: 3.125 });
  assert.ok(Math.abs(new DataView(half.png.buffer).getUint32(16) - 89 / 25.4 * 300) < 1);
});

Deno.test("save() takes the options of a picture, and refuses them for .html and .json", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await wide.save(`${folder}/a.svg`, { theme: "journal", width: 150 });
    assert.match(await Deno.readTextFile(`${folder}/a.svg`), /^<svg[^>]* width="150mm"/);
    await assert.rejects(wide.save(`${folder}/a.html`, { theme: "journal" }), {
      message: "Cannot save the chart as .html\n" +
        '  needed: no options, which are for .svg and .png\n  found: "theme"',
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

testInBrowser("the font inside a journal's SVG is one that a browser can read", async (visit) => {
  const svg = await wide.svg({ theme: "journal" });
  const page =
    `<!DOCTYPE html><title>-</title><link rel="icon" href="data:,">${svg}<p id="found"></p>
    <script>document.fonts.load('12px "DejaVu Sans"').then((faces) => {
      document.getElementById("found").textContent = faces.map(({ status }) => status).join();
    });</script>`;
  const { dom, complaints } = await visit(page);
  assert.deepEqual(complaints, []);
  assert.match(dom, /<p id="found">loaded<\/p>/);
});
