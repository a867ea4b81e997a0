// Do the 95 % intervals of Approaches 1 and 2 hold 95 % of the time? A law is simulated and fitted
// 400 times on each design, so that 95 % comes out as 95 ± 1.1 %. Up to ten minutes; `deno task study`
//
// The tests repeat one small design of each approach: tests/fit/coverage_frontier_test.ts.
import { type Column, tableText } from "../../lib/text/mod.ts";
import { type Coverage, coverageOf, numbers } from "./frontier_coverage.ts";
import { curveSweep, type FrontierSweep, isoflopSweep } from "./frontier_sweeps.ts";

const simulations = 400, draws = 400;

/** Each design with the noise it is tried at. */
const designs: readonly (readonly [FrontierSweep, readonly number[]])[] = [
  ...[
    isoflopSweep(5, 7, 4),
    isoflopSweep(7, 9, 6),
    isoflopSweep(9, 15, 8),
    isoflopSweep(7, 9, 8, { drift: -0.15 }),
    isoflopSweep(7, 9, 8, { off: 3 }),
    isoflopSweep(7, 9, 8, { calmer: true }),
  ].map((sweep) => [sweep, [0.003, 0.008]] as const),
  [curveSweep(9, "20 tokens/N"), [0.005, 0.01]],
  [curveSweep(15, "D*(N)"), [0.005, 0.01]],
  [curveSweep(12, "D*(N)"), [0.005]],
];
// 2.75 binomial deviations about 95 %, for fixed seeds; of a mean over 17 cells, two points are
// seven. Simulated curves have C = 6ND, so b = 1 − a, and does as well as a.
const oneCell = { least: 0.92, most: 0.98 }, allCells = { least: 0.93, most: 0.97 };

const cells = designs.flatMap(([sweep, sigmas]) => sigmas.map((sigma) => ({ sweep, sigma })));
const started = performance.now();
const rows = cells.map(({ sweep, sigma }, i) => {
  console.error(`${i + 1} of ${cells.length}: ${sweep.name}, σ = ${sigma}`);
  // Seeds of their own: no two cells share their luck.
  const seed = 10_000 * (i + 1);
  return { sweep, sigma, coverages: coverageOf(sweep, sigma, { simulations, draws, seed }) };
});

const percent = (share: number) => (100 * share).toFixed(1);
const columns: Column[] = [
  { title: "approach" },
  { title: "design", align: "left" },
  { title: "σ" },
  ...numbers.flatMap((name) => [{ title: `${name}: inside, %` }, { title: "width/spread" }]),
];
const inCell = ({ inside, width }: Coverage) => [percent(inside), width.toFixed(2)];
console.log(tableText({
  columns,
  rows: rows.map(({ sweep, sigma, coverages }) => [
    `${sweep.approach}`,
    sweep.name,
    `${sigma}`,
    ...numbers.flatMap((name) => inCell(coverages[name])),
  ]),
}));

const complaints: string[] = [];
for (const name of numbers) {
  const shares = rows.map(({ coverages }) => coverages[name].inside);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  console.log(`${name}: ${percent(mean)} % over all designs`);
  if (mean < allCells.least || mean > allCells.most) complaints.push(`the mean of ${name}`);
  shares.forEach((share, i) => {
    if (share >= oneCell.least && share <= oneCell.most) return;
    complaints.push(
      `${name} on ${rows[i]!.sweep.name}, σ = ${rows[i]!.sigma}: ${percent(share)} %`,
    );
  });
}
const minutes = (performance.now() - started) / 60_000;
console.log(
  `${simulations} simulations × ${draws} draws per design, ${minutes.toFixed(1)} minutes`,
);
if (complaints.length) {
  console.log(`Not 95 %: ${complaints.join("; ")}`);
  Deno.exit(1);
}
