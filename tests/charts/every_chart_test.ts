import assert from "node:assert/strict";
import type { Chart, ChartSpec } from "isoflop/charts";
import { gallery } from "./_gallery.ts";
import { marksIn } from "./_marks.ts";
import { realGallery } from "./_real_gallery.ts";

const onRealData = Object.entries(await realGallery())
  .map(([name, chart]): [string, Chart] => [`${name} on real data`, chart]);
const charts = [...Object.entries(gallery()), ...onRealData];

for (const [name, chart] of charts) {
  Deno.test(`${name}: the newest Vega-Lite compiles it without a warning`, () => {
    assert.deepEqual(chart.warnings(), []);
  });

  Deno.test(`${name}: both axes of every panel have a title, with a unit where there is one`, () => {
    const axes = axisTitles(chart.spec);
    assert.ok(axes.x.size > 0 && axes.y.size > 0);
    for (const title of [...axes.x, ...axes.y]) assert.match(title, titled);
  });

  Deno.test(`${name}: title and description say what it is, and that runs are simulated`, () => {
    assert.ok(chart.title.length > 5);
    assert.match(chart.description, /^[A-Z].{40,}\.$/s);
    assert.equal(chart.spec.description, chart.description);
    assert.equal(chart.spec.title.text, chart.title);
    const lines = chart.spec.title.subtitle ?? [];
    assert.equal(lines[0] === "simulated runs, not published data", chart.simulated);
    assert.equal(chart.description.includes("simulated runs"), chart.simulated);
  });

  Deno.test(`${name}: survives JSON, with numbers of at most six digits and none infinite`, () => {
    assert.deepEqual(JSON.parse(chart.json()), JSON.parse(JSON.stringify(chart)));
    assert.deepEqual(JSON.parse(JSON.stringify(chart.spec)), chart.spec, "NaN would become null");
    for (const x of dataNumbers(chart.spec)) assert.equal(x, Number(x.toPrecision(6)));
    const { length } = JSON.stringify(chart);
    assert.ok(length < 90_000, `${length} characters`);
    assert.equal(chart.spec.$schema, "https://vega.github.io/schema/vega-lite/v5.json");
  });
}

Deno.test("every chart is drawn without a warning, and as here, by the Vega-Lite of JupyterLab 4", async () => {
  const program = new URL("../jupyterlab/compile.ts", import.meta.url);
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--quiet",
      "--frozen",
      "--config",
      path("../jupyterlab/deno.json"),
      program.href,
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(Object.fromEntries(charts))));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  const found = JSON.parse(new TextDecoder().decode(stdout));
  for (const [name] of charts) {
    assert.deepEqual(found[name].complaints, [], name);
    assert.ok(Object.keys(found[name].marks).length > 0, `${name}: nothing drawn`);
  }
  for (const [name, chart] of onRealData) {
    assert.deepEqual(found[name].marks, marksIn(await chart.svg()), `${name}: as many marks`);
  }
});

/** A quantity, and a unit in parentheses unless it is a count, a ratio, an exponent or a name. */
const titled = new RegExp(
  [
    /\(FLOP\)|\(nats\/token|\(exponent of (C in )?[ND]\*?\)|\(share of |\(% above /,
    /^(Parameters N|Tokens D|Tokens per parameter D\/N|Best (parameters N|tokens D)\*)$/,
    /^(Residual: ln predicted − ln observed loss|N\* over the power law of all minima)$/,
    /^Rise of the objective \(in units of its noise\)$|^Error of the prediction \(%\)$/,
    /^(Batch B|Critical batch|Examples E to the loss) \((tokens|sequences)\)$|^Steps S to the loss$/,
    /^C of the run over the largest fitted$|^(Interval|Step|Epochs D\/U)$/,
    /^[ND] over the best [ND]$|^Compute over the least$/,
    /^(Tokens served|Parameters N of Chinchilla's model)$/,
    /^(Share of the training|Year of appearance|Length of the cosine \/ training|Approach)$/,
  ].map(({ source }) => source).join("|"),
);

function path(relative: string): string {
  return decodeURIComponent(new URL(relative, import.meta.url).pathname);
}

function axisTitles(spec: ChartSpec): { x: Set<string>; y: Set<string> } {
  const found = { x: new Set<string>(), y: new Set<string>() };
  visit(spec, (value) => {
    if (!("encoding" in value)) return;
    for (const channel of ["x", "y"] as const) {
      const { [channel]: definition } = value.encoding as Record<string, Channel | undefined>;
      const title = definition?.axis?.title ?? definition?.title;
      if (title) found[channel].add(title);
    }
  });
  return found;
}

interface Channel {
  readonly title?: string;
  readonly axis?: { readonly title?: string | null };
}

function* dataNumbers(spec: ChartSpec): Generator<number> {
  const rows: Record<string, unknown>[] = [];
  visit(spec, (value) => {
    if (Array.isArray(value.values)) {
      rows.push(...value.values.filter((v) => typeof v === "object"));
    }
  });
  for (const row of rows) {
    for (const value of Object.values(row)) if (typeof value === "number") yield value;
  }
}

function visit(value: unknown, see: (object: Record<string, unknown>) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) see(value as Record<string, unknown>);
  for (const inner of Object.values(value)) visit(inner, see);
}
