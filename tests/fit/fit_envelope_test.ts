// Approach 1 against a loop over budgets and curves that shares nothing with it, and against laws
// whose frontier is known.
import assert from "node:assert/strict";
import {
  allocate,
  chinchilla,
  type Curve,
  fitEnvelope,
  fitFromJSON,
  fitLaw,
  FrontierFit,
  presetNamed,
  sideBySide,
  simulateCurves,
  thirds,
} from "isoflop";
import { assertClose, assertNear, assertRefuses } from "../support/agree.ts";

const epoch = presetNamed("chinchilla:epoch");

/** Sizes at equal ratios, each trained to horizons that span 16× about 20 tokens per parameter. */
function twentyPerParameter(sizes: number, horizons = 4) {
  const N = Array.from({ length: sizes }, (_, i) => 7e7 * (1e10 / 7e7) ** (i / (sizes - 1)))
    .flatMap((size) => Array(horizons).fill(size) as number[]);
  return { N, D: N.map((n, i) => 20 * n * 16 ** ((i % horizons) / (horizons - 1) - 0.5)) };
}

const design = twentyPerParameter(9);
const clean = simulateCurves(epoch, design, { noise: 0, seed: 1 });
const noisy = simulateCurves(epoch, design, { noise: 0.005, seed: 3, jitter: 0.001 });

/** A reign: all budgets that curves of one size win. */
interface Reign {
  readonly N: number;
  readonly C: number;
  readonly D: number;
  readonly loss: number;
  readonly runs: number;
}

/** The envelope by brute force, and the means of ln C, ln D and ln loss over every size's budgets. */
function bruteForce(curves: readonly Curve[], bins: number): Reign[] {
  const ends = curves.flatMap(({ C }) => Array.from(C));
  const [low, high] = [Math.min(...ends), Math.max(...ends)].map(Math.log) as [number, number];
  const won = new Map<number, { c: number; d: number; y: number; run: string }[]>();
  for (let i = 0; i < bins; i++) {
    const c = low + ((high - low) * i) / (bins - 1);
    let best: { N: number; c: number; d: number; y: number; run: string } | null = null;
    for (const { run, N, C, D, loss } of curves) {
      for (let j = 1; j < C.length; j++) {
        const [left, right] = [Math.log(C[j - 1]!), Math.log(C[j]!)];
        // The ends of the range are ends of curves: they count in spite of rounding.
        if (c < left - 1e-12 || c > right + 1e-12) continue;
        const share = (c - left) / (right - left);
        const between = (values: Float64Array) =>
          (1 - share) * Math.log(values[j - 1]!) + share * Math.log(values[j]!);
        const y = between(loss);
        if (!best || y < best.y) best = { N, c, d: between(D), y, run };
      }
    }
    if (best) won.set(best.N, [...(won.get(best.N) ?? []), best]);
  }
  return Array.from(won, ([N, all]) => {
    const mean = (of: (one: typeof all[number]) => number) =>
      Math.exp(all.map(of).reduce((sum, x) => sum + x, 0) / all.length);
    const runs = new Set(all.map(({ run }) => run)).size;
    return { N, C: mean(({ c }) => c), D: mean(({ d }) => d), loss: mean(({ y }) => y), runs };
  }).sort((p, q) => p.N - q.N);
}

/** Intercept and slope from the two normal equations, by Cramer's rule; x about its first. */
function normalEquations(x: readonly number[], y: readonly number[]) {
  const sum = (of: (i: number) => number) => x.reduce((total, _, i) => total + of(i), 0);
  const u = x.map((value) => value - x[0]!);
  const n = x.length, su = sum((i) => u[i]!), suu = sum((i) => u[i]! ** 2);
  const sy = sum((i) => y[i]!), suy = sum((i) => u[i]! * y[i]!);
  const slope = (n * suy - su * sy) / (n * suu - su * su);
  return { slope, intercept: (suu * sy - su * suy) / (n * suu - su * su) - slope * x[0]! };
}

for (const [name, { curves }] of [["clean", clean], ["noisy", noisy]] as const) {
  for (const bins of [1500, 400]) {
    Deno.test(`fitEnvelope() finds the reigns of a loop over budgets: ${name}, ${bins}`, () => {
      const expected = bruteForce(curves, bins);
      const fit = fitEnvelope({ curves }, { bins });
      assert.equal(fit.minima.length, expected.length);
      // By size: noise may set the middle of a larger size's reign before that of a smaller one.
      fit.minima.toSorted((p, q) => p.N! - q.N!).forEach((minimum, i) => {
        const reign = expected[i]!;
        assert.equal(minimum.N, reign.N);
        // Sums of up to a thousand logarithms of 1e20, in another order.
        assertClose(minimum.C, reign.C, 1e-11, `C of ${reign.N}`);
        assertClose(minimum.D!, reign.D, 1e-11, `D of ${reign.N}`);
        assertClose(minimum.loss!, reign.loss, 1e-11, `loss of ${reign.N}`);
        assert.equal(minimum.runs, reign.runs);
      });
      const inside = expected.slice(1, -1);
      const log = (of: (reign: Reign) => number) => inside.map((reign) => Math.log(of(reign)));
      const N = normalEquations(log(({ C }) => C), log(({ N }) => N));
      const D = normalEquations(log(({ C }) => C), log(({ D }) => D));
      assertClose(fit.frontier.N.exponent, N.slope, 1e-10);
      assertClose(fit.frontier.D.exponent, D.slope, 1e-10);
      // A coefficient is at C = 1, forty away in ln C: it has forty times the exponent's rounding.
      assertClose(fit.frontier.N.coef, Math.exp(N.intercept), 1e-8);
      assertClose(fit.frontier.D.coef, Math.exp(D.intercept), 1e-8);
      assertNear(fit.derived.a + fit.derived.b, 1, 1e-12);
    });
  }
}

Deno.test("fitEnvelope() does not depend on the order of the curves", () => {
  const reversed = fitEnvelope({ curves: noisy.curves.toReversed() });
  const fit = fitEnvelope(noisy);
  assert.deepEqual(reversed.minima, fit.minima);
  assert.deepEqual(reversed.derived, fit.derived);
});

Deno.test("fitEnvelope() recovers a symmetric law: a = b = ½, 20 tokens per parameter", () => {
  // With alpha = beta the best D/N is (B/A)^(1/alpha) at every compute, and two sizes are as good as
  // each other exactly where their geometric mean is best: reigns have their middles on the frontier.
  const alpha = 0.31, A = 400;
  const coef = { E: 1.69, A, B: A * 20 ** alpha, alpha, beta: alpha };
  const N = Array.from({ length: 21 }, (_, i) => 1e8 * 100 ** (i / 20));
  const options = { noise: 0, seed: 1, checkpoints: 1000, schedule: "law" } as const;
  const truth = { law: chinchilla, coef };
  const curves = simulateCurves(truth, { N, D: N.map((n) => 100 * n) }, options);
  const bins = 6000, fit = fitEnvelope(curves, { bins });
  assert.equal(fit.status, "converged");
  assert.equal(fit.converged.length, 19);
  // Both ends of a reign are known to one budget, its middle to one too. At worst the first half of
  // the middles is off one way and the last half the other way.
  const { ranges: { C: [least, greatest] } } = fit.data;
  const step = Math.log(greatest / least) / (bins - 1);
  const x = fit.converged.map(({ C }) => Math.log(C));
  const middle = x.reduce((sum, value) => sum + value, 0) / x.length;
  const away = x.map((value) => value - middle);
  const worst = step * away.reduce((sum, u) => sum + Math.abs(u), 0) /
    away.reduce((sum, u) => sum + u * u, 0);
  assert.ok(worst < 0.001, `${worst}`);
  assertNear(fit.derived.a, 0.5, worst * 0.5);
  assertNear(fit.derived.b, 0.5, worst * 0.5);
  // D*/N* moves as C does: (D*/N*) = C/(6N²).
  for (const { C, N, D } of fit.converged) {
    assertClose(D / N, 20, step, `D*/N* at ${C}`);
    assertClose(6 * N * D, C, 1e-9);
  }
});

Deno.test("the smallest and the largest size are edges, and stay out of the lines", () => {
  const fit = fitEnvelope(clean);
  assert.deepEqual(
    fit.minima.map(({ status }) => status),
    ["edge", ...Array(7).fill("converged"), "edge"],
  );
  const [first, last] = [fit.minima[0]!, fit.minima.at(-1)!];
  assert.match(
    first.message,
    /^the best at budgets from 7\.35e14 to .* FLOP, but no smaller model was/,
  );
  assert.match(
    last.message,
    /^the best at budgets from .* to 4\.80e22 FLOP, but no larger model was trained$/,
  );
  assert.equal(
    fit.message,
    "7 of 9 sizes have reigns between smaller and larger sizes; " +
      "left out of the lines: 70.0 M (edge), 10.0 B (edge)",
  );
  // Only the largest models get beyond 1.4e22 FLOP. Better ones there change their own edge alone.
  const better = clean.curves.map((curve) => ({
    ...curve,
    loss: curve.loss.map((y, j) => curve.C[j]! > 1.4e22 ? 0.9 * y : y),
  }));
  const again = fitEnvelope({ curves: better });
  assert.notEqual(again.minima.at(-1)!.loss, last.loss);
  assert.deepEqual(again.derived, fit.derived);
});

Deno.test("one reign between two edges is a status, not an exception, and no plan is made", () => {
  const N = [1e8, 1e8, 1e9, 1e9, 1e10, 1e10], D = [2e11, 1e11, 2e11, 1e11, 2e11, 1e11];
  const three = simulateCurves(epoch, { N, D }, { noise: 0, seed: 1 });
  const fit = fitEnvelope(three, { bootstrap: { draws: 20, seed: 1 } });
  assert.equal(fit.status, "bound");
  const message = "one size has a reign between smaller and larger sizes, and a power law needs " +
    "two; 100 M (edge), 10.0 B (edge)";
  assert.equal(fit.message, message);
  assert.ok(Number.isNaN(fit.derived.a) && Number.isNaN(fit.derived.b));
  assert.equal(fit.interval("a"), null);
  assert.equal(fit.draws, null);
  assert.equal(fit.bias, null);
  assert.equal(fit.biasMissing, "no bias report: fewer than two sizes have a reign");
  assertRefuses(() => allocate(fit, { C: 1e22 }), [
    "Cannot plan from this fit",
    "  needed: a fit with a power law through two minima or more",
    `  found: status bound: ${message}`,
    "  cure: fit runs that vary N and D apart from each other, or plan from a preset",
  ]);
  const again = FrontierFit.fromJSON(JSON.parse(JSON.stringify(fit)));
  assert.equal(again.toString(), fit.toString());
});

Deno.test("a size that is the best nowhere has no minimum", () => {
  const worse = clean.curves.map((curve, i) =>
    Math.floor(i / 4) === 4 ? { ...curve, loss: curve.loss.map((y) => 1.2 * y) } : curve
  );
  const fit = fitEnvelope({ curves: worse });
  assert.equal(fit.minima.length, 8);
  assert.ok(!fit.minima.some(({ N }) => N === design.N[4 * 4]));
});

Deno.test("an exact FLOP column makes a + b ≠ 1, and the report says so", () => {
  // An exact count that grows as (6ND)^1.05 divides both exponents by 1.05.
  const exact = clean.curves.map((curve) => ({
    ...curve,
    C: curve.C.map((c) => c * (c / 1e19) ** 0.05),
  }));
  const fit = fitEnvelope({ curves: exact }), plain = fitEnvelope(clean);
  assertClose(fit.derived.a, plain.derived.a / 1.05, 1e-9);
  assertClose(fit.derived.b, plain.derived.b / 1.05, 1e-9);
  assertNear(fit.derived.a + fit.derived.b, 1 / 1.05, 1e-9);
  assert.match(fit.toString(), /a \+ b = 0\.9524, not 1: the budgets are not 6ND of their runs\./);
  assert.doesNotMatch(plain.toString(), /a \+ b/);
});

Deno.test("the bias report counts in the curves' own FLOP, not in 6ND", () => {
  // The law's own exponents in the new count are those of 6ND over 1.05, so the biases are too.
  const exact = clean.curves.map((curve) => ({
    ...curve,
    C: curve.C.map((c) => c * (c / 1e19) ** 0.05),
  }));
  const { bias } = fitEnvelope({ curves: exact }), plain = fitEnvelope(clean).bias!;
  assertNear(bias!.a, plain.a / 1.05, 1e-6);
  assertNear(bias!.b, plain.b / 1.05, 1e-6);
  // At the same runs D* is off by as much, whatever their compute is called.
  bias!.dAt.slice(0, 2).forEach(({ percent }, i) =>
    assertNear(percent, plain.dAt[i]!.percent, 1e-3)
  );
});

Deno.test("minima of an envelope come by increasing compute, noise or not", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const curves = simulateCurves(epoch, twentyPerParameter(15), { noise: 0.01, seed });
    const C = fitEnvelope(curves).minima.map((minimum) => minimum.C);
    assert.deepEqual(C, C.toSorted((a, b) => a - b));
  }
});

Deno.test("without noise the bias report is what the fit misses the law by", () => {
  // Its draws have the residuals of an Approach-3 fit for noise. On exact runs these are 1e-9, and
  // the fit's coefficients are right to 1e-6; the winners, and so the lines, are those of the fit.
  const fit = fitEnvelope(clean), { bias } = fit, { N, D } = epoch.frontier;
  assertNear(bias!.alpha, epoch.coef!.alpha!, 1e-6);
  assertNear(bias!.beta, epoch.coef!.beta!, 1e-6);
  assertNear(bias!.a, fit.derived.a - N.exponent, 1e-6);
  assertNear(bias!.b, fit.derived.b - D.exponent, 1e-6);
  assert.ok(bias!.a > 0.01, "unfinished cosines do bias an envelope");
  assert.equal(bias!.width, null);
  const budgets = fit.converged.map(({ C }) => C);
  const [least, greatest] = [Math.min(...budgets), Math.max(...budgets)];
  const at = [least, greatest, 10 * greatest, 100 * greatest, 1000 * greatest];
  assert.deepEqual(bias!.dAt.map(({ C }) => C), at);
  for (const { C, percent } of bias!.dAt) {
    const found = fit.frontier.D.coef * C ** fit.frontier.D.exponent;
    // 1e-6 of an exponent over the 15 e-folds to 1000 times the greatest budget, in percent.
    assertNear(percent, 100 * (found / (D.coef * C ** D.exponent) - 1), 2e-3);
  }
});

Deno.test("a bootstrap of curves repeats to the digit, and another seed does not", () => {
  const draws = (seed: number) => fitEnvelope(noisy, { bootstrap: { draws: 30, seed } }).draws!;
  assert.deepEqual(draws(1), draws(1));
  assert.notDeepEqual(draws(1).N.exponent, draws(2).N.exponent);
  assert.equal(draws(1).count, 30);
  assert.equal(draws(1).unit, "runs");
});

const bootstrapped = fitEnvelope(noisy, { bootstrap: { draws: 100, seed: 1 } });

Deno.test("an Approach-1 fit survives JSON with its draws, its bias and its report", () => {
  const again = fitFromJSON(JSON.parse(JSON.stringify(bootstrapped)));
  assert.ok(again instanceof FrontierFit);
  assert.equal(again.toString(), bootstrapped.toString());
  assert.deepEqual(again.draws, bootstrapped.draws);
  assert.deepEqual(again.bias, bootstrapped.bias);
  assert.equal(JSON.stringify(again), JSON.stringify(bootstrapped));
});

Deno.test("plans take an envelope: every number has an interval, a loss there is none", () => {
  const plan = allocate(bootstrapped, { C: 5.76e23 });
  const { N } = bootstrapped.frontier;
  assertClose(plan.N, N.coef * 5.76e23 ** N.exponent, 1e-12);
  assert.ok(plan.intervals!.N!.low < plan.N && plan.N < plan.intervals!.N!.high);
  assert.ok(plan.intervals!.D!.low < plan.D && plan.D < plan.intervals!.D!.high);
  assert.equal(plan.loss, null);
  assert.ok(plan.notes.includes("The fit is of simulated runs."));
  // Without draws the same plan has no intervals.
  assert.equal(allocate(fitEnvelope(noisy), { C: 5.76e23 }).intervals, null);
});

Deno.test("an interval of an envelope needs draws: minima of one run each show no scatter", () => {
  const fit = fitEnvelope(noisy);
  assert.equal(fit.interval("a"), null);
  assert.equal(fit.stdError("a"), null);
  assert.match(fit.toString(), /No standard errors: ask for a bootstrap\./);
  const { low, high, method } = bootstrapped.interval("a")!;
  assert.equal(method, "bootstrap");
  assert.ok(low < fit.derived.a && fit.derived.a < high);
});

Deno.test("the report of an envelope counts checkpoints and runs, and names the bias", () => {
  const text = bootstrapped.toString();
  assert.match(text, /^Approach 1 on 7200 checkpoints of 36 runs: converged\n/);
  assert.match(
    text,
    /the least loss of all training curves at each compute \(Hoffmann et al\. 2022/,
  );
  assert.match(text, /100 of 100 draws over runs gave both lines \(seed 1, stream isoflop\)/);
  assert.match(text, /Bias: on a law with alpha = .* this method misses D\* by /);
  assert.doesNotMatch(text, /without any noise/, "the bias of an envelope includes the noise");
  assert.match(text, /The runs are simulated: nothing here is a finding about real models\./);
  assert.equal(bootstrapped.approach, 1);
  assert.equal(bootstrapped.method, "envelope");
  assert.equal(bootstrapped.predict, null);
});

Deno.test("sideBySide() sets an envelope beside the law of the same runs", () => {
  const { curves } = noisy;
  const law = fitLaw({
    N: curves.map(({ N }) => N),
    D: curves.map(({ D }) => D.at(-1)!),
    loss: curves.map(({ loss }) => loss.at(-1)!),
  });
  const text = sideBySide({ "the curves": bootstrapped, "their ends": law }).toString();
  assert.match(text, /the curves +Approach 1 /);
  assert.match(text, /their ends +Approach 3 /);
});

Deno.test("thirds() of an envelope: power laws through the points of each third", () => {
  const fit = fitEnvelope(simulateCurves(epoch, twentyPerParameter(15), { noise: 0, seed: 1 }));
  const ends = [fit.converged[0]!, fit.converged.at(-1)!].map(({ C }) => Math.log(C));
  const parts = thirds(fit);
  assert.equal(parts.length, 3);
  parts.forEach((third, k) => {
    const points = fit.converged.filter(({ C }) => {
      const share = (Math.log(C) - ends[0]!) / (ends[1]! - ends[0]!);
      return share >= k / 3 && (share < (k + 1) / 3 || k === 2);
    });
    const x = points.map(({ C }) => Math.log(C));
    for (const letter of ["N", "D"] as const) {
      const { slope } = normalEquations(x, points.map((point) => Math.log(point[letter])));
      assertClose(third[letter].exponent, slope, 1e-10);
    }
    assertClose(third.C[0], points[0]!.C, 1e-12);
    assertClose(third.C[1], points.at(-1)!.C, 1e-12);
  });
});

Deno.test("thirds() refuses an envelope with too few sizes for three lines", () => {
  const fit = fitEnvelope(simulateCurves(epoch, twentyPerParameter(7), { noise: 0, seed: 1 }));
  assertRefuses(() => thirds(fit), [
    "Cannot fit the thirds of a frontier",
    "  needed: six minima, two in each third",
    "  found: 5 minima",
  ]);
});

Deno.test("a reign that no other size was there to begin or end is an edge", () => {
  // The smallest model starts so late that it is never the best: nothing tells where the reign of the
  // second would have begun.
  const late = clean.curves.filter((_, i) => i >= 4).concat(
    clean.curves.slice(0, 4).map((curve) => {
      const from = curve.D.length - 2;
      const tail = (column: Float64Array) => column.slice(from);
      return {
        ...curve,
        D: tail(curve.D),
        C: tail(curve.C),
        loss: tail(curve.loss).map((y) => 2 * y),
      };
    }),
  );
  const [first] = fitEnvelope({ curves: late }).minima;
  assert.equal(first!.status, "edge");
  assert.match(first!.message, /, but no smaller model is the best anywhere$/);

  // Curves that never meet have nothing to say about one another.
  const apart = [1e8, 2e8, 4e8, 8e8].map((N, i) => {
    const D = Float64Array.of(1e9, 1.5e9).map((d) => d * 10 ** i);
    return { run: `${i}`, N, D, C: D.map((d) => 6 * N * d), loss: Float64Array.of(3, 2.9) };
  });
  const { status, minima } = fitEnvelope({ curves: apart });
  assert.equal(status, "bound");
  assert.ok(minima.every((minimum) => minimum.status === "edge"));
});

Deno.test("one size that is the best everywhere is a status, with nothing undefined", () => {
  const C = Float64Array.of(1e18, 1e19, 1e20);
  const only = [1e8, 1e9, 1e10].map((N) => {
    const loss = Float64Array.of(4, 3.5, 3).map((y) => N === 1e9 ? y : 2 * y);
    return { run: `${N}`, N, D: C.map((c) => c / (6 * N)), C, loss };
  });
  const fit = fitEnvelope({ curves: only });
  assert.equal(fit.status, "bound");
  assert.equal(
    fit.message,
    "no size has a reign between smaller and larger sizes, and a power law needs two; 1.00 B (edge)",
  );
  assert.doesNotMatch(fit.toString(), /undefined|NaN/);
});

Deno.test("fitEnvelope() refuses to bootstrap fewer than six runs", () => {
  const five = { curves: clean.curves.filter((_, i) => i % 4 === 0).slice(0, 5) };
  assertRefuses(() => fitEnvelope(five, { bootstrap: { draws: 10, seed: 1 } }), [
    "Cannot bootstrap over runs",
    "  needed: at least 6 runs to draw from",
    "  found: 5 runs with 5 checkpoints",
    "  cure: leave the bootstrap out, or add runs",
  ]);
});
