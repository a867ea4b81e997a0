// The figures of Pearce & Song (2024) and Porian et al. (2024): what they say, and what they refuse.
import assert from "node:assert/strict";
import { bestSizes, localExponent, staircase } from "isoflop/charts";
import { publishedTable } from "isoflop/datasets";
import { assertRefuses } from "../support/agree.ts";

const flat = { label: "flat", exponent: () => 0.5 };

Deno.test("localExponent() says the ends, the highest value, the ranges and what was printed", () => {
  const rising = { label: "rising", exponent: (C: number) => Math.log10(C) / 40 };
  const { description } = localExponent([rising], {
    C: [1e20, 1e24],
    ranges: [{ label: "Kaplan", from: 1e21, to: 1e22 }],
    published: [{ label: "printed", a: 0.73 }],
  });
  assert.equal(
    description,
    "The local exponent of the best model size against compute: rising from 0.500 at 1.00e20 FLOP " +
      "to 0.600 at 1.00e24 FLOP, at most 0.600. Marked: Kaplan from 1.00e21 to 1.00e22 FLOP; " +
      "printed 0.73.",
  );
});

Deno.test("bestSizes() draws each line through its own values", () => {
  const { spec } = bestSizes([{ label: "root", size: (C) => Math.sqrt(C) }], { C: [1e12, 1e16] });
  const drawn = (spec.layer as { mark: { type: string }; data: { values: unknown[] } }[])
    .find(({ mark }) => mark.type === "line")!.data.values as { x: number; y: number }[];
  assert.equal(drawn.length, 120);
  // Six digits are drawn.
  for (const { x, y } of drawn) assert.ok(Math.abs(y / Math.sqrt(x) - 1) < 1e-5);
});

Deno.test("staircase() says every step with its interval, of each text", async () => {
  const { description } = staircase(await publishedTable("porian_exponents"));
  assert.match(
    description,
    /\+ count head FLOP 0\.699 \[0\.66, 0\.72\], \+ correct warm-up 0\.603/,
  );
  assert.match(description, /RefinedWeb: .*\+ tuning, no decay 0\.497 \[0\.49, 0\.5\]\.$/);
});

Deno.test("lines over compute are refused without a range, a line or a positive value", () => {
  assertRefuses(() => localExponent([flat], { C: [1e20, 1e18] }), [
    "Cannot draw local exponents",
    "  needed: a range of compute in FLOP, the smaller end first",
    "  found: 100000000000000000000 to 1000000000000000000",
  ]);
  assertRefuses(() => bestSizes([]), [
    "Cannot draw best sizes",
    "  needed: 1 to 6 lines",
    "  found: 0",
  ]);
  assertRefuses(() => localExponent([{ label: "none", exponent: () => NaN }]), [
    "Cannot draw local exponents",
    "  needed: positive values at both ends of the range",
    '  found: NaN and NaN of "none"',
  ]);
});

Deno.test("staircase() refuses nothing, and an end that is no number", () => {
  const step = { step: 1, experiment: "first", dataset: "text", a: 0.7, a_low: NaN, a_high: 0.8 };
  assertRefuses(() => staircase([step]), [
    "Cannot draw a staircase of exponents",
    "  needed: at least one step, each with an estimate and two finite ends",
    '  found: 0.7 [NaN, 0.8] of "first"',
  ]);
  assertRefuses(() => staircase([]), [
    "Cannot draw a staircase of exponents",
    "  needed: at least one step, each with an estimate and two finite ends",
    "  found: none",
  ]);
});
