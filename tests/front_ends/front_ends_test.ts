// Every kind of result, by `show` and by the last expression of a cell, in four front ends: the words and
// drawings have to be there, and the page has to look like the committed picture.
//
// Tolerance: 1 % of the pixels may differ by more than a fifth of the range. The same page taken again
// differed in .2 % at most; editors of another height in the classic Notebook made 4 %.
import assert from "node:assert/strict";
import { difference } from "../charts/_pictures.ts";
import { browserPath } from "../support/browser.ts";
import { frontEnds } from "./_front_ends.ts";
import { face, folder, look, machineFace } from "./_look.ts";
import { outputsOfKernel, type Result } from "./_results.ts";

const tolerance = 0.01;
const setIn = await machineFace();
let results: Promise<Result[]> | undefined;

for (const [name, { missing }] of Object.entries(frontEnds)) {
  const needs = browserPath ? await missing() : "chromium";
  Deno.test({
    name: `${name} shows every kind of result${needs === null ? "" : ` (needs ${needs})`}`,
    ignore: needs !== null,
    fn: async (test) => {
      const { picture, text, drawings } = await look(name, await (results ??= outputsOfKernel()));
      // Once by `show` and once by the last expression.
      for (
        const words of [/\d+ simulated runs from/g, /chinchilla fitted to \d+ runs/g, /Spend 1/g]
      ) {
        assert.equal(text.match(words)?.length, 2, `${words}`);
      }
      assert.equal(drawings, 2, "charts");
      assert.match(text, /steps: 3 of 3, done/);
      assert.doesNotMatch(text, /\[object Object\]|undefined\b(?!$)|NaN/m);
      const same = setIn.includes(face);
      await test.step({
        name: `it looks like pictures/${name}.png${
          same ? "" : ` (needs ${face} as the face of sans-serif)`
        }`,
        ignore: !same,
        fn: async () => {
          const share = difference(await Deno.readFile(new URL(`${name}.png`, folder)), picture);
          assert.ok(share <= tolerance, `${(100 * share).toFixed(2)} % of the pixels differ`);
        },
      });
    },
  });
}
