// Figures with sliders refuse what they cannot draw, with a sentence.
import assert from "node:assert/strict";
import { exploreBudget, exploreFloor, explorePlan, exploreSurface } from "isoflop/charts";
import { presetNamed } from "isoflop/laws";

const epoch = presetNamed("chinchilla:epoch");
const frontier = presetNamed("chinchilla:approach1");
const power = presetNamed("sum-of-powers:muennighoff");

const refused: Record<string, [() => unknown, RegExp]> = {
  "exploreSurface of a frontier alone": [() => exploreSurface(frontier), /which has no loss/],
  "exploreSurface of another law": [() => exploreSurface(power), /the law "sum-of-powers"/],
  "exploreSurface with a negative budget": [() => exploreSurface(epoch, { C: -1 }), /-1/],
  "exploreFloor of a frontier alone": [() => exploreFloor(frontier), /which has no loss/],
  "exploreBudget of nothing": [() => exploreBudget([]), /needed: 1 to 6 fits or presets/],
  "exploreBudget without a budget": [() => exploreBudget([epoch], { C: NaN }), /NaN/],
  "explorePlan of no law": [() => explorePlan([]), /needed: at least one law/],
  "explorePlan of another law": [() => explorePlan([power]), /found: "sum-of-powers"/],
  "explorePlan of a frontier alone": [() => explorePlan([frontier]), /found: null/],
  "explorePlan without hardware": [
    () => explorePlan([epoch], { hardware: [] }),
    /needed: at least one accelerator/,
  ],
  "explorePlan with hardware of unknown rate": [
    () => explorePlan([epoch], { hardware: [{ name: "abacus", peak: {} }] }),
    /needed: the rate of the abacus/,
  ],
  "explorePlan with more than all of the peak": [
    () => explorePlan([epoch], { mfu: 1.2 }),
    /MFU[^]*needed: a start between its ends[^]*1\.2/,
  ],
  "explorePlan without a price": [
    () => explorePlan([epoch], { price: 0 }),
    /Price[^]*needed: a start between its ends/,
  ],
  "explorePlan with a negative demand": [
    () => explorePlan([epoch], { demand: -5 }),
    /Served[^]*needed: a positive number[^]*-5/,
  ],
};

for (const [what, [call, message]] of Object.entries(refused)) {
  Deno.test(`${what} is refused`, () => {
    assert.throws(call, { name: "InputError", message });
  });
}
