import assert from "node:assert/strict";
import { type ChartFrontier, valleys } from "isoflop/charts";
import { fitEnvelope, fitValleys } from "isoflop/fit";
import { frontierOf, minimum, runsOf } from "./_frontiers.ts";
import { nineSizes, simulatedRuns, sweep } from "./_gallery.ts";
import { layersOf, rowsOf, sharedRows, textsOf } from "./_layers.ts";

const three = [1e19, 1e20, 1e21].map((C, i) => minimum(C, { loss: 3 - 0.3 * i }));
const bad = minimum(1e22, {
  ...{ loss: 2, status: "outside-range", message: "the vertex is above the largest model" },
});

Deno.test("valleys() draws loss + curvature (ln n − ln N*)² over the trained sizes", () => {
  const chart = valleys(runsOf(three), frontierOf(three));
  const lines = rowsOf(layersOf(chart)[0]);
  assert.ok(lines.length >= 60);
  for (const { N, loss, budget } of lines) {
    const { N: best, loss: least, curvature, range } = three.find(({ C }) => C === budget)!;
    // Six digits are drawn.
    assert.ok(Math.abs(loss! - least! - curvature! * Math.log(N! / best!) ** 2) < 1e-5);
    assert.ok(N! >= range![0] / 1.11 && N! <= range![1] * 1.11);
  }
});

Deno.test("valleys() has hollow marks, dashes and reasons where a minimum did not converge", () => {
  const minima = [...three, bad];
  const chart = valleys(runsOf(minima), frontierOf(minima));
  assert.match(
    chart.spec.title.subtitle![0]!,
    /; 1 of 4 minima not converged \(outside-range\): hollow$/,
  );
  const [line, points] = layersOf(chart);
  for (const { budget, beyond } of rowsOf(line)) assert.equal(beyond, budget === bad.C);
  for (const { budget, note } of rowsOf(points)) {
    const said = "outside-range: the vertex is above the largest model";
    assert.equal(note, budget === bad.C ? said : undefined);
  }
  const diamonds = layersOf(chart).filter(({ mark }) => mark.type === "point");
  const [full, hollow] = [true, false].map((filled) =>
    rowsOf(diamonds.find(({ mark }) => mark.filled === filled)).map(({ budget }) => budget)
  );
  assert.deepEqual(full, [1e19, 1e20, 1e21]);
  assert.deepEqual(hollow, [1e22]);
  assert.deepEqual(sharedRows(chart).map(({ hollow }) => hollow), [false, false, false, true]);
  for (const panel of [1, 2]) {
    const filters = layersOf(chart, panel).flatMap(({ transform, mark, encoding }) =>
      transform ? [[transform[0]!.filter, mark.filled, "tooltip" in encoding]] : []
    );
    assert.deepEqual(filters, [["datum.hollow", false, true], ["!datum.hollow", undefined, true]]);
  }
});

Deno.test("valleys() keeps its power laws solid between the minima that converged alone", () => {
  const minima = [...three, bad];
  for (const panel of [1, 2]) {
    const line = rowsOf(layersOf(valleys(runsOf(minima), frontierOf(minima)), panel)[0]);
    assert.ok(line.some(({ beyond }) => beyond) && line.some(({ beyond }) => !beyond));
    for (const { C, beyond } of line) {
      if (C! < 0.99e19 || C! > 1.01e21) assert.equal(beyond, true);
      if (C! > 1.01e19 && C! < 0.99e21) assert.equal(beyond, false);
    }
  }
});

Deno.test("valleys() leaves out vertices that would take the axes with them, and says so", () => {
  const far = minimum(1e22, {
    ...{ N: 1e30, D: 1e-9, loss: 1e-3, status: "outside-range", message: "far" },
    ...{ range: [1e9, 1e10] as const },
  });
  const minima = [...three, far];
  const chart = valleys(runsOf(minima), frontierOf(minima));
  assert.match(
    chart.spec.title.subtitle![0]!,
    /1 of 4 minima not converged \(outside-range\): not drawn$/,
  );
  assert.equal(sharedRows(chart).length, 3);
  const [, right] = layersOf(chart)[0]!.encoding.x!.scale!.domain;
  assert.ok(right! < 1e12, `${right}`);
});

Deno.test("valleys() joins the runs where there are no parabolas", () => {
  const minima = three.map((m) => ({ ...m, curvature: null }));
  const chart = valleys(runsOf(minima), frontierOf(minima));
  assert.match(chart.spec.title.subtitle![0]!, /lines join the runs of one budget/);
  assert.equal(rowsOf(layersOf(chart)[0]).length, 15);
});

Deno.test("valleys() marks Gopher's budget with the 67 B of Table 3", () => {
  const chart = valleys(runsOf(three), frontierOf(three), { C: 5.76e23 });
  // The power law through the table passes its 67 B row 1.2 % off.
  assert.match(chart.description, /for 5\.76e23 FLOP they give 67\.8 B parameters and 1\.4[0-9] T/);
  assert.ok(textsOf(chart, 1).includes("N* = 67.8 B"));
  assert.ok(textsOf(chart, 1).includes("5.76e23 FLOP"));
  const [, right] = layersOf(chart, 1)[0]!.encoding.x!.scale!.domain;
  assert.ok(right! > 5.76e23);
});

Deno.test("valleys() writes the exponents with the fit's own intervals", () => {
  const fit = fitValleys(sweep(), { bootstrap: { draws: 40, seed: 1 } });
  const chart = valleys(sweep(), fit, { level: 0.5 });
  for (const [panel, letter, term] of [[1, "N", "a"], [2, "D", "b"]] as const) {
    const { low, high, estimate } = fit.interval(term, 0.5)!;
    const [exponent, from, to] = [estimate, low, high].map((x) => x.toFixed(3));
    assert.ok(textsOf(chart, panel).includes(`${letter}* ∝ C^${exponent} [${from}, ${to}]`));
  }
  assert.match(chart.spec.title.subtitle![1]!, /brackets: 50 % intervals/);
});

Deno.test("valleys() takes the budgets that the fit was given", () => {
  const C = [1.01e19, 2.98e19, 1.01e20];
  const fit = fitValleys(sweep(), { budgets: C });
  const budgets = rowsOf(layersOf(valleys(sweep(), fit))[1]).map(({ budget }) => budget);
  assert.deepEqual([...new Set(budgets)], C);
});

Deno.test("valleys() refuses a fit without a minimum, and says what came of the first", () => {
  const none = [bad, bad];
  assert.throws(() => valleys(runsOf([bad]), frontierOf(none)), {
    name: "InputError",
    message: [
      "Cannot draw the valleys of each budget",
      "  needed: at least one minimum that converged",
      "  found: none of 2 in by hand (the first: outside-range, the vertex is above the largest model)",
      "  cure: fit runs whose sizes lie on both sides of the best one",
    ].join("\n"),
  });
});

Deno.test("valleys() refuses runs without budgets, and a budget that is none", () => {
  assert.throws(() => valleys(simulatedRuns().where("N<6e7"), frontierOf(three)), {
    message: [
      "Cannot draw the valleys of each budget",
      "  needed: at least three runs of about the same compute",
      "  found: 7 runs, no three within 12 % of the same compute",
      "  cure: draw lossCompute() instead",
    ].join("\n"),
  });
  assert.throws(() => valleys(runsOf(three), frontierOf(three), { C: 0 }), {
    message: "Cannot mark the budget\n  needed: a positive number of FLOP\n  found: 0",
  });
});

Deno.test("valleys() refuses a fit of another approach, and names the chart for it", () => {
  const fit = fitEnvelope(nineSizes());
  assert.throws(() => valleys(sweep(), fit), {
    name: "InputError",
    message: [
      "Cannot draw the valleys of each budget",
      "  needed: a fit by Approach 2, from fitValleys()",
      "  found: one by Approach 1, from fitEnvelope()",
      "  cure: draw it by envelope() with its training curves",
    ].join("\n"),
  });
  // What a notebook without types can hand over.
  const { minima: _, ...rest } = frontierOf(three);
  const refusal = (found: string) => ({
    message: [
      "Cannot draw the valleys of each budget",
      "  needed: a fit by Approach 2, from fitValleys()",
      `  found: ${found}`,
    ].join("\n"),
  });
  assert.throws(() => valleys(runsOf(three), { ...rest, approach: 3 } as ChartFrontier), {
    ...refusal("one by Approach 3"),
  });
  assert.throws(() => valleys(runsOf(three), rest as ChartFrontier), {
    ...refusal('"by hand", which has no minima'),
  });
});

Deno.test("valleys() refuses runs that share no budget with the fit", () => {
  const larger = [1e23, 1e24].map((C) => minimum(C));
  assert.throws(() => valleys(runsOf(larger), frontierOf(three)), {
    name: "InputError",
    message: [
      "Cannot draw the valleys of each budget",
      "  needed: runs of the fit's budgets, 1e19 to 1e21 FLOP",
      "  found: runs and fit share no budget: the runs have 1e23 to 1e24 FLOP",
      "  cure: draw the runs that were fitted",
    ].join("\n"),
  });
  assert.throws(() => valleys(runsOf(larger.slice(1)), frontierOf(three.slice(1, 2))), {
    message: [
      "Cannot draw the valleys of each budget",
      "  needed: runs of the fit's budgets, 1e20 FLOP",
      "  found: runs and fit share no budget: the runs have 1e24 FLOP",
      "  cure: draw the runs that were fitted",
    ].join("\n"),
  });
});

Deno.test("valleys() speaks of one budget in the singular", () => {
  const { description } = valleys(runsOf(three.slice(0, 1)), frontierOf(three));
  assert.match(
    description,
    /^Loss of 5 runs against model size for 1 compute budget of 1e19 FLOP, /,
  );
});
