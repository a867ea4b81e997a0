import {
  type Architecture,
  type Convention,
  flops,
  mfu,
  parameters,
  trainingFlop,
} from "isoflop/transformer";
import { assertRefuses } from "../support/agree.ts";
import { gpt2, mixtral } from "./_models.ts";

Deno.test("fractional heads are refused", () => {
  assertRefuses(() => parameters({ ...gpt2, heads: 2.5 }), [
    "Cannot count the transformer",
    "  needed: a whole number of heads, at least 1",
    "  found: heads = 2.5",
  ]);
});

Deno.test("heads that do not divide dModel are refused, with the nearest that do", () => {
  assertRefuses(() => parameters({ ...gpt2, heads: 11 }), [
    "Cannot count the transformer",
    "  needed: heads that divide dModel, or dHead",
    "  found: dModel = 768 and 11 heads, 69.82 numbers each",
    "  cure: use 12 heads, or give dHead",
  ]);
});

Deno.test("kvHeads that do not divide heads are refused, with the nearest that do", () => {
  assertRefuses(() => parameters({ ...gpt2, kvHeads: 5 }), [
    "Cannot count the transformer",
    "  needed: kvHeads that divide heads",
    "  found: 5 kvHeads for 12 heads",
    "  cure: use 4 kvHeads",
  ]);
});

Deno.test("more active experts than there are are refused", () => {
  assertRefuses(() => parameters({ ...mixtral, experts: { count: 8, active: 9 } }), [
    "Cannot count the transformer",
    "  needed: at most as many active experts as there are",
    "  found: 9 active of 8",
    "  cure: count shared experts in experts.shared, not among the active ones",
  ]);
});

Deno.test("a misspelt field, and unknown positions, are refused with the nearest name", () => {
  assertRefuses(() => parameters({ ...gpt2, kvHead: 4 } as Architecture), [
    'Cannot count the transformer: find the field "kvHead"',
    '  needed: one of "layers", "dModel", "heads", "kvHeads", "dHead", "dFf", "vocabulary", ' +
    '"context", "tied", "positions", "gated", "biases", "norms" and "experts"',
    '  found: "kvHead"',
    '  cure: did you mean "kvHeads"?',
  ]);
  assertRefuses(() => parameters({ ...gpt2, positions: "rotery" as "rotary" }), [
    'Cannot count the transformer: find the positions "rotery"',
    '  needed: one of "learned", "relative", "rotary" and "none"',
    '  found: "rotery"',
    '  cure: did you mean "rotary"?',
  ]);
});

Deno.test("an unknown convention is refused with the nearest name", () => {
  assertRefuses(() => flops(gpt2, { convention: "hofmann" as Convention }), [
    'Cannot count FLOP by "hofmann"',
    '  needed: one of "kaplan", "deepseek", "hoffmann" and "6ND"',
    '  found: "hofmann"',
    '  cure: did you mean "hoffmann"?',
  ]);
});

Deno.test("a sequence longer than the table of positions is refused; rotary ones have no end", () => {
  assertRefuses(() => flops(gpt2, { sequence: 2048 }), [
    "Cannot count FLOP",
    "  needed: a sequence of 1 to 1024 tokens, the context of learned positions",
    "  found: 2048",
  ]);
  flops({ ...gpt2, positions: "rotary" }, { sequence: 2048 });
});

Deno.test("N alone has no attention to count", () => {
  assertRefuses(() => trainingFlop(70e9, 1.4e12, "kaplan"), [
    "Cannot count training FLOP",
    "  needed: an architecture for anything but plain 6ND",
    '  found: N = 70000000000 alone, with "kaplan"',
    "  cure: give layers, dModel, heads, vocabulary and context",
  ]);
  assertRefuses(() => trainingFlop(70e9, 0), [
    "Cannot count training FLOP",
    "  needed: D > 0",
    "  found: D = 0",
  ]);
});

Deno.test("more FLOP than the peak are refused", () => {
  assertRefuses(() => mfu(70e9, { tokensPerSecond: 1000, peakFlopPerSecond: 312e12 }), [
    "Cannot compute the MFU",
    "  needed: no more FLOP per second than the peak",
    "  found: 1.35 times the peak",
    "  cure: give both rates for the same number of devices, and the peak of the precision trained in",
  ]);
});
