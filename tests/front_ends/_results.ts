/** What the kernel sends for every kind of result, by `show` and by the last expression of a cell. */
import assert from "node:assert/strict";
import { KernelClient } from "isoflop/kernel";

const setup =
  `import { allocate, charts, chinchilla, equation, fitLaw, grid, presetNamed, progress, show,
  simulate } from "isoflop";
const law = presetNamed("chinchilla:epoch");
const runs = simulate(law, grid({ N: [4e7, 2e8, 1e9, 5e9], D: [5e8, 4e9, 3e10] }), { noise: 0.001, seed: 1 });
const fit = fitLaw(runs, chinchilla);
undefined`;

/** A cell for each kind, the type that JupyterLab takes of its output, and what has to be seen. */
export const kinds = {
  runs: ["runs", "text/html", /simulated/],
  fit: ["fit", "text/html", /alpha/],
  plan: ["allocate(law, { C: 1e21 })", "text/html", /tokens per parameter/],
  chart: [
    "charts.lossCompute(runs)",
    "application/vnd.vegalite.v5+json",
    /<canvas[^>]* width="[1-9]/,
  ],
  equation: ["equation(chinchilla)", "text/latex", /frac/],
} as const;

/** One of them. */
export interface Result {
  /** `"fit by show"`. */
  readonly name: string;
  /** The cell. */
  readonly code: string;
  /** The output, by type. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Sizes of pictures. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What the kernel sends for every kind, in both ways. */
export async function outputsOfKernel(): Promise<Result[]> {
  await using kernel = await KernelClient.start({
    cwd: new URL("../../notebooks", import.meta.url).pathname,
    env: { NO_COLOR: "1" },
  });
  assert.equal((await kernel.execute(setup)).status, "ok");
  const cells = [
    ...Object.entries(kinds).flatMap(([kind, [code]]) => [
      [`${kind} by show`, `await show(${code})`],
      [`${kind} by last expression`, code],
    ]),
    [
      "progress by show",
      "const bar = progress({ total: 3, label: 'steps' });" +
      "for (let i = 1; i <= 3; i++) bar.update(i); bar.done(); undefined",
    ],
  ] as const;
  const found: Result[] = [];
  for (const [name, code] of cells) {
    const { outputs } = await kernel.execute(code);
    const last = outputs.at(-1);
    assert.ok(last && "data" in last, `${name}: ${JSON.stringify(outputs).slice(0, 300)}`);
    found.push({ name, code, data: last.data, metadata: last.metadata });
  }
  return found;
}
