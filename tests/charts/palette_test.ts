// The colours of series, seen with each of the common colour vision deficiencies (Machado, Oliveira and
// Fernandes 2009, at full severity), measured by CIEDE2000, and in grey, by the lightness L*.
import assert from "node:assert/strict";
import {
  type Color,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  lab65,
  parse,
  wcagContrast,
} from "culori";
import { ink, palette, printPalette } from "../../lib/charts/theme.ts";
import { gallery } from "./_gallery.ts";

const views: Record<string, (colour: Color) => Color> = {
  "ordinary sight": (colour) => colour,
  protanopia: filterDeficiencyProt(1),
  deuteranopia: filterDeficiencyDeuter(1),
  tritanopia: filterDeficiencyTrit(1),
};
const difference = differenceCiede2000();

/** The least difference between any two of the colours. */
function least(colours: readonly string[], view: (colour: Color) => Color): number {
  return Math.min(
    ...pairs(colours).map(([a, b]) => difference(view(parse(a)!), view(parse(b)!))),
  );
}

function pairs<T>(of: readonly T[]): [T, T][] {
  return of.flatMap((a, i) => of.slice(0, i).map((b): [T, T] => [a, b]));
}

/** The least difference in lightness between any two. */
function leastGap(colours: readonly string[]): number {
  const lightness = colours.map((colour) => lab65(colour)!.l);
  return Math.min(...pairs(lightness).map(([a, b]) => Math.abs(a - b)));
}

for (const [which, colours] of Object.entries({ palette, printPalette })) {
  for (const [name, view] of Object.entries(views)) {
    // Ten units of CIEDE2000 are seen at a glance; Okabe and Ito's own six come to 11.0.
    Deno.test(`${which}: any two colours differ by more than 11 in ${name}`, () => {
      const found = least(colours, view);
      assert.ok(found > 11, `${found}`);
    });
  }

  Deno.test(`${which}: in grey any two colours are seven units of L* apart`, () => {
    assert.ok(leastGap(colours) > 7, `${leastGap(colours)}`);
  });

  Deno.test(`${which}: the four colours that come first can be read as text on paper`, () => {
    // Three to one is what WCAG 2 asks of graphics and of large text; the names of lines have their colour.
    for (const colour of colours.slice(0, 4)) {
      assert.ok(
        wcagContrast(colour, ink.paper) > 3,
        `${colour} ${wcagContrast(colour, ink.paper)}`,
      );
    }
  });
}

Deno.test("printPalette: two series are 30 units of L* apart in grey, three are 12", () => {
  assert.ok(leastGap(printPalette.slice(0, 2)) > 30);
  assert.ok(leastGap(printPalette.slice(0, 3)) > 12);
});

Deno.test("the simulation finds what it is for: red and green of one lightness are one in deuteranopia", () => {
  const trap = ["#A03C3C", "#5F6A2E"];
  assert.ok(least(trap, views["ordinary sight"]!) > 30);
  assert.ok(least(trap, views.deuteranopia!) < 11);
});

Deno.test("every colour of every chart is of the palette, of the inks or of the theme", () => {
  const known = new Set(
    [...palette, ...Object.values(ink), "#c4c7cc"].map((c) => c.toLowerCase()),
  );
  for (const [name, { spec }] of Object.entries(gallery())) {
    const found = JSON.stringify(spec).match(/#[0-9a-f]{6}\b/gi) ?? [];
    assert.ok(found.length > 0);
    for (const colour of found) assert.ok(known.has(colour.toLowerCase()), `${name}: ${colour}`);
  }
});

Deno.test("no chart falls back to the colours that Vega has of itself", async () => {
  const own = ["#4c78a8", "#f58518", "#e45756", "#72b7b2", "#54a24b", "#1f77b4", "#ff7f0e"];
  for (const [name, chart] of Object.entries(gallery())) {
    const svg = (await chart.svg()).toLowerCase();
    for (const colour of own) assert.ok(!svg.includes(colour), `${name}: ${colour}`);
  }
});
