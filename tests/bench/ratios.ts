// How fast is it beside SciPy, and beside pandas with matplotlib? Both run here and now, in turns, on
// one thread each; only the ratios are held against anything. `deno task bench`
//
// On Epoch's 240 runs where they are to be had, otherwise on simulated ones of the same number.
import {
  chinchilla,
  datasets,
  fitLaw,
  fitValleys,
  grid,
  huberLog,
  presetNamed,
  type Runs,
  simulate,
} from "isoflop";
import { searchBox, solve, solveFrom } from "../../lib/fit/solve.ts";
import { surface } from "../../lib/fit/surface.ts";
import { median } from "../../lib/numeric/mod.ts";
import { significant, tableText } from "../../lib/text/mod.ts";
import { anyLawRows } from "./any_law.ts";
import { envelopeRows, type Row } from "./envelope_rows.ts";

const here = new URL(".", import.meta.url);
const oneThread = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
const folder = Deno.makeTempDirSync();
const table = `${folder}/runs.csv`;
const rounds = 7;

const runs = await benchRuns();
Deno.writeTextFileSync(
  table,
  ["N,D,loss", ...Array.from(runs.N, (N, i) => `${N},${runs.D[i]},${runs.loss[i]}`)].join("\n") +
    "\n",
);
const sweep = await benchSweep();
const valleyTable = `${folder}/sweep.csv`;
Deno.writeTextFileSync(
  valleyTable,
  ["N,C,loss", ...Array.from(sweep.N, (N, i) => `${N},${sweep.C[i]},${sweep.loss[i]}`)].join("\n") +
    "\n",
);
const python = pythonWithSciPy();
if (python === null) {
  console.log("Ignored: no python3 with numpy, scipy, pandas and matplotlib on this machine.");
  Deno.exit(0);
}

const results: Row[] = [
  compare("one warm fit", 18, warmFit, () => seconds(scipy("warm", "200"))),
  compare("4000 bootstraps", 40, bootstraps, () => 4000 * seconds(scipy("bootstrap", "200"))),
  compare(
    "Approach 2: 4000 draws on 133 runs",
    20,
    valleyDraws,
    () => 4000 * seconds(run(python, [file("polyfit_valleys.py"), valleyTable, "200"])),
  ),
  compare(
    "process: laws + one fit, Python with pandas",
    5,
    () => wall(Deno.execPath(), ["run", "-A", file("light_process.ts"), table]),
    () => wall(python, [file("scipy_fit.py"), table, "process"]),
  ),
  // pandas is what a table is usually read with; NumPy alone starts faster and is the harder peer.
  compare(
    "process: laws + one fit, Python with NumPy",
    5,
    () => wall(Deno.execPath(), ["run", "-A", file("light_process.ts"), table]),
    () => wall(python, [file("scipy_fit.py"), table, "bare-process"]),
  ),
  compare(
    "process: polars, vega, first chart",
    2.5,
    () =>
      wall(Deno.execPath(), ["run", "-A", file("full_process.ts"), table, `${folder}/ours.svg`]),
    () => wall(python, [file("pandas_process.py"), table, `${folder}/theirs.svg`]),
  ),
  ...anyLawRows(
    runs,
    compare,
    timed,
    (mode, count) =>
      seconds(run(python, [file("scipy_least_squares.py"), table, mode, `${count}`])),
    () => seconds(run(Deno.execPath(), ["run", "-A", file("any_law.ts"), table])),
  ),
  ...envelopeRows(python, here.pathname),
];
const cold = coldFit();
Deno.removeSync(folder, { recursive: true });

console.log(
  `${runs.length} runs from ${runs.source.name}, Huber on ln loss, medians of ${rounds} rounds\n`,
);
console.log(tableText({
  columns: [
    { title: "question", align: "left" },
    { title: "isoflop" },
    { title: "Python" },
    { title: "ratio" },
    { title: "wanted" },
    { title: "", align: "left" },
  ],
  rows: results.map(({ question, ours, theirs, ratio, wanted, unit }) => [
    question,
    `${significant(ours)} ${unit}`,
    `${significant(theirs)} ${unit}`,
    `${significant(ratio)} ×`,
    `${significant(wanted)} ×`,
    ratio >= wanted ? "met" : "MISSED",
  ]),
}));
console.log(`\nA global fit without a start takes ${significant(1000 * cold)} ms once warm.`);
if (results.some(({ ratio, wanted }) => ratio < wanted)) Deno.exit(1);

/** The median of the ratios of neighbouring measurements: both see the same weather. */
function compare(
  question: string,
  wanted: number,
  ours: () => number,
  theirs: () => number,
): Row {
  ours();
  theirs();
  const pairs = Array.from({ length: rounds }, () => [ours(), theirs()] as const);
  return {
    question,
    wanted,
    unit: "ms",
    ours: 1000 * median(pairs.map(([a]) => a)),
    theirs: 1000 * median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => b / a)),
  };
}

function warmFit(): number {
  const { problem, box, hoffmann } = prepared();
  return timed(500, () => solveFrom(problem, huberLog(1e-3), box, hoffmann));
}

function coldFit(): number {
  const { problem, box } = prepared();
  return timed(300, () => solve(problem, huberLog(1e-3), box));
}

function bootstraps(): number {
  const bootstrap = { draws: 4000, seed: 42, stream: "numpy" } as const;
  return timed(1, () => fitLaw(runs, chinchilla, { bootstrap }));
}

function valleyDraws(): number {
  return timed(1, () => fitValleys(sweep, { bootstrap: { draws: 4000, seed: 1 } }));
}

function prepared() {
  const problem = surface(runs, "log");
  const { A, B, E, alpha, beta } = chinchilla.presets.hoffmann.coef!;
  const hoffmann = Float64Array.of(
    Math.log(A!) - alpha! * problem.meanX,
    Math.log(B!) - beta! * problem.meanY,
    Math.log(E!),
    alpha!,
    beta!,
  );
  return { problem, box: searchBox(problem), hoffmann };
}

function timed(times: number, work: () => unknown): number {
  const began = performance.now();
  for (let i = 0; i < times; i++) work();
  return (performance.now() - began) / 1000 / times;
}

function scipy(...args: string[]): string {
  return run(python!, [file("scipy_fit.py"), table, ...args]);
}

function seconds(printed: string): number {
  return Number(printed.split(" ")[0]);
}

function wall(command: string, args: string[]): number {
  return timed(1, () => run(command, args));
}

function run(command: string, args: string[]): string {
  const { success, stdout, stderr } = new Deno.Command(command, { args, env: oneThread })
    .outputSync();
  if (!success) throw new Error(`${command} ${args[0]}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout).trim();
}

function file(name: string): string {
  return new URL(name, here).pathname;
}

function pythonWithSciPy(): string | null {
  for (const candidate of ["/usr/bin/python3", "python3"]) {
    try {
      run(candidate, ["-c", "import numpy, scipy.optimize, pandas, matplotlib"]);
      return candidate;
    } catch {
      continue;
    }
  }
  return null;
}

/** Llama 3's 133 runs at ten budgets, or as many simulated ones. */
async function benchSweep(): Promise<Runs> {
  const name = "isoflop-experiments";
  if (datasets.list().some((entry) => entry.name === name && entry.cached)) {
    return (await datasets.load(name)).where("experiment=llama_3__raw_loss");
  }
  const epoch = presetNamed("chinchilla:epoch"), { coef, exponent } = epoch.frontier.N;
  const budgets = [6e18, 2e19, 6e19, 2e20, 6e20, 2e21, 6e21];
  const N = budgets.flatMap((C) =>
    Array.from({ length: 19 }, (_, i) => coef * C ** exponent * 4 ** (i / 9 - 1))
  );
  const D = N.map((n, i) => budgets[Math.floor(i / 19)]! / (6 * n));
  return simulate(epoch, { N, D }, { noise: 0.005, seed: 1 });
}

async function benchRuns(): Promise<Runs> {
  const name = "chinchilla-epoch";
  if (datasets.list().some((entry) => entry.name === name && entry.cached)) {
    const all = await datasets.load(name);
    return all.without(all.highestLoss(5));
  }
  const design = grid({
    N: Array.from({ length: 16 }, (_, i) => 6e7 * 2 ** (i / 2)),
    C: Array.from({ length: 15 }, (_, i) => 3e18 * 2 ** (i / 2)),
  });
  return simulate(presetNamed("chinchilla:epoch"), design, { noise: 0.0076, seed: 1 });
}
