// What the figures of serving show is what the plans say. Source: Sardana et al. (2024), de Vries (2023).
import assert from "node:assert/strict";
import { allocate, charts, lossAt, overheadOfSize, planServing, presetNamed } from "isoflop";
import { assertClose, assertNear } from "../support/agree.ts";

const sardana = presetNamed("chinchilla:sardana");

interface Point {
  readonly x: number;
  readonly y: number;
  readonly label?: string;
}

interface Body {
  readonly data?: { readonly values?: readonly Point[] };
  readonly layer?: readonly Body[];
  readonly hconcat?: readonly Body[];
}

/** The points of the lines of each panel, by the names of their series. */
function linesOf(chart: charts.Chart): Map<string, Point[]>[] {
  const body = chart.spec as Body;
  return (body.hconcat ?? [body]).map(({ layer = [] }) => {
    const lines = new Map<string, Point[]>();
    for (const { data } of layer) {
      const points = (data?.values ?? []).filter(({ label }) => label !== undefined);
      // A name at the end of its line is a layer of one point.
      if (points.length > 1) lines.set(points[0]!.label!, [...points]);
    }
    return lines;
  });
}

Deno.test("servingMap() has at every point the demand whose plan has that ratio", () => {
  const [total, size, tokens] = linesOf(charts.servingMap(sardana)) as [
    Map<string, Point[]>,
    Map<string, Point[]>,
    Map<string, Point[]>,
  ];
  assert.deepEqual([...total.keys()], ["0.99", "0.95", "0.9", "0.8", "0.7", "0.5", "0.3"]);
  const planOf = ({ x, y }: Point) => {
    const { coef, exponent } = sardana.frontier.N;
    const least = allocate(sardana, { C: (x / coef) ** (1 / exponent) });
    return { least, plan: planServing(sardana, { loss: least.loss!, tokens: y }) };
  };
  // Straight between demands 15 % apart, and points of six digits.
  for (const point of total.get("0.9")!) assertNear(1 - planOf(point).plan.saving, 0.9, 5e-4);
  for (const point of size.get("0.5")!) assertNear(planOf(point).plan.N / point.x, 0.5, 5e-4);
  for (const point of tokens.get("2")!) {
    const { least, plan } = planOf(point);
    assertNear(plan.D / least.D, 2, 2e-3);
  }
});

Deno.test("servingCosts() adds training and serving up, least where the plan is", () => {
  const [lines] = linesOf(charts.servingCosts(sardana, { loss: 2.045282, tokens: 2e12 }));
  const [training, serving, both] = ["training", "serving", "both"].map((name) =>
    lines!.get(name)!
  );
  for (const [i, { x, y }] of both!.entries()) {
    assertClose(training![i]!.y + serving![i]!.y, y, 1e-5);
    assertClose(serving![i]!.y, 2 * x * 2e12, 1e-5);
  }
  const lowest = both!.reduce((a, b) => b.y < a.y ? b : a);
  // Sizes are 3 % apart.
  assertClose(lowest.x, 6.9686e9, 0.03);
});

Deno.test("smallerModel() says the 17 % and 1.7e22 FLOP of Sardana's Figure 1", () => {
  const chart = charts.smallerModel(sardana, { C: 4.497e22, N: 7e9, tokens: 2e12 });
  const subtitle = String(chart.spec.title.subtitle);
  assert.match(subtitle, /at 2\.00 T a saving of 17 %, 1\.7e22 FLOP/);
});

Deno.test("overheadCurve() and tradeOffCurve() follow the plans", () => {
  const [compute] = linesOf(charts.overheadCurve([sardana]));
  for (const { x, y } of compute!.get("Sardana et al. 2024")!.filter(({ x }) => x < 0.9)) {
    assertClose(100 * overheadOfSize(sardana, { C: 1e20, share: x }).overhead, y, 1e-3);
  }
  const models = [{ name: "Chinchilla", N: 70e9, D: 1.4e12 }];
  const [curves] = linesOf(charts.tradeOffCurve(sardana, { models }));
  const { loss } = lossAt(sardana, models[0]!);
  for (const { x, y } of [...curves!.values()][0]!) {
    assertClose(lossAt(sardana, { N: x / 2, D: y / (3 * x) }).loss!, loss!, 1e-5);
  }
});
