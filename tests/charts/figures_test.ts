import assert from "node:assert/strict";
import {
  allocation,
  type ChartRuns,
  coefficients,
  isoflop,
  lossCompute,
  residuals,
  tokensPerParameter,
} from "isoflop/charts";
import { fitLaw, fitValleys } from "isoflop/fit";
import { presetNamed } from "isoflop/laws";
import { allocate } from "isoflop/plan";
import { simulatedRuns, sweep } from "./_gallery.ts";

const hoffmann = presetNamed("chinchilla:hoffmann");
const approach2 = presetNamed("chinchilla:approach2");
const runs = simulatedRuns();
const fit = fitLaw(runs, undefined, { bootstrap: { draws: 60, seed: 1 } });
const none: ChartRuns = {
  ...{ N: new Float64Array(), D: new Float64Array(), C: new Float64Array() },
  ...{ loss: new Float64Array(), source: { name: "empty", committable: true } },
};

Deno.test("tokensPerParameter() says the published ratios at Gopher's budget", () => {
  const chart = tokensPerParameter([hoffmann, presetNamed("chinchilla:epoch")]);
  assert.match(chart.description, /Hoffmann et al\. 2022 58\.9; Epoch 2024 18\.4\./);
});

Deno.test("tokensPerParameter() takes its bands from allocate(), by whatever approach", () => {
  const valleys = fitValleys(sweep(), { bootstrap: { draws: 60, seed: 1 } });
  for (const each of [fit, valleys]) {
    const chart = tokensPerParameter([each], { level: 0.8 });
    const band = layers(chart).find((layer) => layer.mark?.type === "area")!;
    for (const { C, low, high } of rows(band)) {
      const interval = allocate(each, { C: C!, level: 0.8 }).intervals!.tokensPerParameter!;
      assert.ok(Math.abs(low! / interval.low - 1) < 1e-4);
      assert.ok(Math.abs(high! / interval.high - 1) < 1e-4);
    }
  }
});

Deno.test("tokensPerParameter() is dashed beyond the fitted runs and solid within", () => {
  const line = layers(tokensPerParameter([fit])).find((layer) => layer.mark?.type === "line")!;
  const [least, most] = fit.data.ranges.C;
  for (const { x, beyond } of rows(line)) {
    if (x! < least * 0.999 || x! > most * 1.001) assert.equal(beyond, true);
    if (x! > least * 1.001 && x! < most * 0.999) assert.equal(beyond, false);
  }
});

Deno.test("tokensPerParameter() refuses a landmark without tokens", () => {
  const landmarks = [{ name: "Mistral 7B", N: 7.24e9, D: NaN }];
  assert.throws(() => tokensPerParameter([hoffmann], { landmarks }), {
    name: "InputError",
    message: [
      'Cannot place the landmark "Mistral 7B"',
      "  needed: positive N (parameters) and D (tokens)",
      "  found: landmark 1 with N = 7240000000, D = NaN",
      "  cure: leave out models whose tokens were not published",
    ].join("\n"),
  });
});

Deno.test("allocation() says N* and D* of each policy, and refuses none at all", () => {
  assert.match(
    allocation([hoffmann, approach2]).description,
    /N\* = 40\.4 B, D\* = 2\.38 T tokens/,
  );
  assert.throws(() => allocation([]), {
    message: "Cannot draw the allocation\n  needed: 1 to 6 fits or presets\n  found: 0",
  });
});

Deno.test("residuals() are ln predicted − ln observed, those of the fit", () => {
  const drawn = (residuals(runs, fit).spec.data as { values: { residual: number }[] }).values;
  drawn.forEach(({ residual }, i) => {
    assert.ok(Math.abs(residual - fit.residuals[i]!) < 1e-6);
  });
});

Deno.test("residuals() and lossCompute() refuse a frontier without a loss", () => {
  const found = '  found: the frontier "Hoffmann et al. 2022, Approach 2", which has no loss';
  const needed = "  needed: a fit, or a preset with coefficients";
  assert.throws(() => residuals(runs, approach2), {
    message: ["Cannot draw residuals", needed, found].join("\n"),
  });
  assert.throws(() => lossCompute(runs, { law: approach2 }), {
    message: ["Cannot draw a frontier over loss and compute", needed, found].join("\n"),
  });
});

Deno.test("lossCompute() refuses a table without rows", () => {
  assert.throws(() => lossCompute(none), {
    message: [
      "Cannot draw loss against compute",
      "  needed: at least one run",
      "  found: a table without rows",
    ].join("\n"),
  });
});

Deno.test("a fit without numbers cannot be drawn, and the message says how it came out", () => {
  const oneSize = { N: Float64Array.from(runs.N, () => 1e9), D: runs.D, loss: runs.loss };
  const lost = fitLaw(oneSize);
  assert.equal(lost.status, "not-identified");
  for (const draw of [() => allocation([lost]), () => lossCompute(runs, { law: lost })]) {
    assert.throws(draw, (error: Error) => {
      const [cannot, needed, found, cure] = error.message.split("\n");
      assert.match(cannot!, /^Cannot draw/);
      assert.equal(
        needed,
        "  needed: a law with a number for every coefficient and an optimum for every budget",
      );
      assert.match(found!, /= NaN in the fit to 49 runs \(not-identified: /);
      assert.equal(cure, "  cure: fit runs that vary both N and D, or draw a preset");
      return true;
    });
  }
});

Deno.test("coefficients() needs draws", () => {
  assert.throws(() => coefficients(fitLaw(runs)), {
    name: "InputError",
    message: [
      "Cannot draw the cloud of coefficients",
      "  needed: a fit with bootstrap draws",
      "  found: a fit without",
      "  cure: fit again with { bootstrap: { draws: 1000, seed: 1 } }",
    ].join("\n"),
  });
});

Deno.test("coefficients() knows the names of the coefficients", () => {
  assert.throws(() => coefficients(fit, { x: "gamma" }), {
    message: [
      'Cannot draw the coefficient "gamma"',
      '  needed: one of "E", "A", "B", "alpha" and "beta"',
      '  found: "gamma"',
    ].join("\n"),
  });
});

Deno.test("coefficients() draws at most as many points as it is told", () => {
  const chart = coefficients(fit, { most: 25 });
  assert.ok(rows(layers(chart)[0]!).length <= 25);
  assert.match(chart.spec.title.subtitle!.join(" "), /20 of 60 resampled fits/);
});

Deno.test("isoflop() finds the budgets of a sweep", () => {
  assert.match(isoflop(sweep()).description, /21 runs against model size for 3 compute budgets/);
});

Deno.test("isoflop() draws the parabolas of a fit by Approach 2, dashed, over the law", () => {
  const valleys = fitValleys(sweep());
  const chart = isoflop(sweep(), { law: hoffmann, valleys });
  const [law, parabolas] = layers(chart).filter(({ mark }) => mark?.type === "line");
  for (
    const { N, loss, budget } of rows(parabolas!) as { N: number; loss: number; budget: number }[]
  ) {
    const own = valleys.minima.find(({ C }) => Math.abs(C / budget - 1) < 1e-5)!;
    // Six digits are drawn.
    const expected = own.loss! + own.curvature! * Math.log(N / own.N!) ** 2;
    assert.ok(Math.abs(loss / expected - 1) < 1e-5);
  }
  assert.notDeepEqual(rows(law!), rows(parabolas!));
  assert.match(
    chart.description,
    /; through the runs parabolas are lowest from \d+ M to \d+ M parameters\./,
  );
  const byCurves = { ...approach2, approach: 1, minima: valleys.minima };
  assert.throws(() => isoflop(sweep(), { valleys: byCurves }), { name: "InputError" });
});

Deno.test("isoflop() lets several figures share their colours", () => {
  const domain = (chart: { spec: { readonly [part: string]: unknown } }) =>
    (layers(chart) as { encoding?: { color?: { scale?: { domain: number[] } } } }[])
      .find(({ encoding }) => encoding?.color)!.encoding!.color!.scale!.domain;
  assert.deepEqual(domain(isoflop(sweep())), [1e19, 1e20]);
  const colours = [1e18, 1e22] as const;
  assert.deepEqual(domain(isoflop(sweep(), { colours })), [...colours]);
  assert.throws(() => isoflop(sweep(), { colours: [0, 1e20] }), { name: "InputError" });
});

Deno.test("isoflop() refuses runs that share no budget", () => {
  const C = Float64Array.of(1e18, 1e19, 1e20), N = Float64Array.of(1e8, 3e8, 1e9);
  const apart = { ...none, N, C, D: C.map((c, i) => c / (6 * N[i]!)), loss: N.map(() => 3) };
  assert.throws(() => isoflop(apart), {
    name: "InputError",
    message: [
      "Cannot draw loss along budgets",
      "  needed: at least three runs of about the same compute",
      "  found: 3 runs, no three within 12 % of the same compute",
      "  cure: draw lossCompute() instead",
    ].join("\n"),
  });
});

interface LayerShape {
  readonly mark?: { readonly type: string };
  readonly data?: { readonly values: Record<string, number | boolean>[] };
}

type Row = Partial<Record<"C" | "low" | "high" | "x" | "y", number>> & { beyond?: boolean };

function layers({ spec }: { spec: { readonly [part: string]: unknown } }): LayerShape[] {
  return spec.layer as LayerShape[];
}

function rows(layer: LayerShape): Row[] {
  return layer.data!.values as Row[];
}
