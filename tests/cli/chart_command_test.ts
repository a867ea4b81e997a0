import assert from "node:assert/strict";
import { assertRefused, Folder, isoflop, sevenRuns } from "./support.ts";

/** A folder with runs, a fit with draws and one without. */
async function prepared(): Promise<Folder> {
  const folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  await isoflop("fit", file, "--bootstrap", "40", "--save", folder.at("drawn.json"));
  await isoflop("fit", file, "--save", folder.at("bare.json"));
  return folder;
}

/** Nine runs of each of six budgets, on a law, and fits of them by Approaches 2 and 3. */
async function sweeps(): Promise<Folder> {
  const folder = new Folder();
  const rows = [1e18, 3e18, 1e19, 3e19, 1e20, 3e20].flatMap((C) =>
    [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((i) => {
      const N = Math.sqrt(C / 120) * 2 ** (i / 2), D = C / (6 * N);
      return [N, D, C, 1.8 + 482 / N ** 0.35 + 2085 / D ** 0.37].join(",");
    })
  );
  const file = folder.write("sweep.csv", ["N,D,C,loss", ...rows].join("\n"));
  const fit = ["fit", file, "--bootstrap", "20", "--save"];
  await isoflop(...fit, folder.at("valleys.json"), "--approach", "2");
  await isoflop(...fit, folder.at("law.json"));
  return folder;
}

const frontierKinds: [kind: string, files: string[], flags: string[]][] = [
  ["valleys", ["sweep.csv"], ["--flop", "5.76e23"]],
  ["valleys", ["sweep.csv", "valleys.json"], []],
  ["approaches", ["valleys.json", "law.json"], ["--preset", "chinchilla:approach1"]],
  ["approaches", [], ["--preset", "chinchilla:approach2", "--flop", "1e24"]],
  ["exponents", ["valleys.json", "law.json"], ["--preset", "chinchilla:approach2"]],
  ["curvature", ["valleys.json"], []],
  ["curvature", ["sweep.csv"], ["--flop", "1e22"]],
];

for (const [kind, files, flags] of frontierKinds) {
  Deno.test(`isoflop chart ${kind} ${[...files, ...flags].join(" ")} draws a frontier`, async () => {
    using folder = await sweeps();
    const target = folder.at("figure.json");
    const ask = ["chart", kind, ...files.map((name) => folder.at(name)), ...flags, "-o", target];
    const { code, out, err } = await isoflop(...ask, "--json");
    assert.equal(code, 0, err);
    const { description, title } = JSON.parse(Deno.readTextFileSync(target));
    assert.equal(JSON.parse(out).description, description);
    assert.ok(title.text.length > 5);
    const fits = kind !== "approaches" && !files.some((name) => name.endsWith(".json"));
    assert.equal(/as "isoflop fit --approach 2" does: converged, /.test(err), fits);
  });
}

/** Checkpoints of five sizes on a law, and a fit of them by Approach 1. */
async function trainings(): Promise<Folder> {
  const folder = new Folder();
  const rows = [1e8, 2e8, 4e8, 8e8, 1.6e9].flatMap((N, run) =>
    Array.from({ length: 40 }, (_, i) => {
      const D = 5e8 * (i + 1);
      return [`r${run}`, N, D, 1.8 + 482 / N ** 0.35 + 2085 / D ** 0.37].join(",");
    })
  );
  const file = folder.write("curves.csv", ["run,N,D,loss", ...rows].join("\n"));
  await isoflop("fit", file, "--approach", "1", "--save", folder.at("envelope.json"));
  return folder;
}

for (const files of [["curves.csv"], ["curves.csv", "envelope.json"]]) {
  Deno.test(`isoflop chart envelope ${files.join(" ")} reads training curves`, async () => {
    using folder = await trainings();
    const target = folder.at("figure.json");
    const ask = ["chart", "envelope", ...files.map((name) => folder.at(name)), "-o", target];
    const { code, err } = await isoflop(...ask, "--flop", "5.76e23");
    assert.equal(code, 0, err);
    const { description } = JSON.parse(Deno.readTextFileSync(target));
    assert.match(description, /^Loss of 5 training curves .*; for 5\.76e23 FLOP they give/);
    assert.equal(
      /Fitted to the curves, as "isoflop fit --approach 1"/.test(err),
      files.length === 1,
    );
  });
}

Deno.test("isoflop chart envelope refuses no table, and options of runs", async () => {
  using folder = await trainings();
  const end = ["-o", folder.at("x.svg")];
  await assertRefused(folder, ["chart", "envelope", folder.at("envelope.json"), ...end], [
    'Cannot draw the chart "envelope"',
    "  needed: a table of training curves",
    "  found: no table",
  ]);
  const ask = ["chart", "envelope", folder.at("curves.csv"), "--drop-highest", "2", ...end];
  await assertRefused(folder, ask, [
    "Cannot use --drop-highest",
    "  needed: a table with one row per run",
    "  found: training curves",
    "  cure: leave --drop-highest out",
  ]);
});

Deno.test("isoflop chart refuses fits of other approaches, presets and nothing where it needs minima", async () => {
  using folder = await sweeps();
  const refusals: [ask: string[], found: string, needs?: string][] = [
    [["@sweep.csv", "@law.json"], "one of Approach 3"],
    [["@sweep.csv", "@valleys.json", "@valleys.json"], "2 fits"],
    [["@sweep.csv", "--preset", "chinchilla:approach2"], 'the preset "chinchilla:approach2"'],
    [["@valleys.json"], "no table", "a table of runs"],
  ];
  for (const [ask, found, needs = "one fit of Approach 2"] of refusals) {
    const words = ask.map((word) => word.replace("@", `${folder.path}/`));
    await assertRefused(folder, ["chart", "valleys", ...words, "-o", folder.at("x.svg")], [
      'Cannot draw the chart "valleys"',
      `  needed: ${needs}`,
      `  found: ${found}`,
    ]);
  }
  await assertRefused(folder, ["chart", "curvature", "-o", folder.at("x.svg")], [
    'Cannot draw the chart "curvature"',
    "  needed: runs, or a saved fit of Approach 1 or 2",
    "  found: neither",
  ]);
});

const everyKind: [kind: string, files: string[], flags: string[]][] = [
  ["loss-compute", ["runs.csv"], []],
  ["loss-compute", ["runs.csv"], ["--preset", "chinchilla:epoch"]],
  ["iso-loss", ["runs.csv", "bare.json"], ["--flop", "1e22"]],
  ["iso-loss", [], ["--preset", "chinchilla:epoch"]],
  ["tokens-per-parameter", ["drawn.json"], ["--preset", "chinchilla:approach1"]],
  ["landmarks", ["drawn.json"], ["--preset", "kaplan:table6", "--preset", "llama3:refit"]],
  ["coefficients", ["drawn.json"], ["--preset", "chinchilla:epoch"]],
  ["residuals", ["runs.csv"], ["--preset", "chinchilla:hoffmann"]],
  ["allocation", ["bare.json"], ["--preset", "chinchilla:hoffmann"]],
  ["allocation", [], ["--preset", "chinchilla:epoch", "--preset", "chinchilla:approach2"]],
];

for (const [kind, files, flags] of everyKind) {
  const words = [...files, ...flags].join(" ");
  Deno.test(`isoflop chart ${kind} ${words} writes a specification`, async () => {
    using folder = await prepared();
    const target = folder.at("figure.json");
    const ask = ["chart", kind, ...files.map((name) => folder.at(name)), ...flags, "-o", target];
    const { code, out } = await isoflop(...ask, "--title", "A title", "--json");
    assert.equal(code, 0);
    const answer = JSON.parse(out);
    assert.equal(answer.kind, kind);
    assert.equal(answer.file, target);
    assert.equal(answer.title, "A title");
    assert.equal(answer.simulated, false);
    const spec = JSON.parse(Deno.readTextFileSync(target));
    assert.match(spec.$schema, /vega-lite/);
    assert.equal(spec.title.text, "A title");
    assert.equal(spec.description, answer.description);
  });
}

Deno.test("isoflop chart fits a table where a chart needs a law, and says so", async () => {
  using folder = await prepared();
  for (const kind of ["iso-loss", "residuals", "allocation", "tokens-per-parameter"]) {
    const ask = ["chart", kind, folder.at("runs.csv"), "-o", folder.at("figure.json")];
    const { code, err } = await isoflop(...ask);
    assert.equal(code, 0);
    // Few noisy runs: the fit is not to be believed, and the chart says so.
    assert.match(
      err,
      /^note: C is computed as 6ND\.\nnote: Fitted to the runs, as "isoflop fit" does: flat, alpha = /,
    );
  }
  const ask = ["chart", "coefficients", folder.at("runs.csv"), "-o", folder.at("figure.json")];
  const { code, out } = await isoflop(...ask, "--bootstrap", "25");
  assert.equal(code, 0);
  assert.match(out, /^α and β of the resampled fits\n/);
  assert.match(Deno.readTextFileSync(folder.at("figure.json")), /25 resampled fits/);
});

Deno.test("isoflop chart writes .svg, .png and .html, again over themselves", async () => {
  using folder = await prepared();
  const starts = { svg: "<svg", png: "\x89PNG", html: "<!DOCTYPE html>" };
  for (const [extension, start] of Object.entries(starts)) {
    const target = folder.at(`figure.${extension}`);
    const ask = ["chart", "allocation", folder.at("bare.json"), "-o", target];
    for (let time = 0; time < 2; time++) {
      const { code, out } = await isoflop(...ask);
      assert.equal(code, 0);
      assert.ok(out.endsWith(`\n\n${target}\n`));
    }
    const bytes = Deno.readFileSync(target).subarray(0, start.length);
    assert.equal(String.fromCharCode(...bytes).toLowerCase(), start.toLowerCase());
  }
  const figures = folder.names().filter((name) => name.includes("figure"));
  assert.deepEqual(figures, ["figure.html", "figure.png", "figure.svg"]);
});

Deno.test("isoflop chart --journal has its size in millimetres; .json and small print are refused", async () => {
  using folder = await prepared();
  const [svg, json] = [folder.at("figure.svg"), folder.at("figure.json")];
  const preset = ["--preset", "chinchilla:epoch"];
  const ask = (mm: string, file: string) =>
    isoflop("chart", "iso-loss", ...preset, "--journal", mm, "-o", file);
  assert.equal((await ask("150", svg)).code, 0);
  assert.match(Deno.readTextFileSync(svg), /^<svg[^>]* width="150mm"/);
  for (
    const [mm, file, says] of [
      ["150", json, "needed: no options, which are for .svg and .png"],
      ["60", svg, "needed: text of 5 points or more"],
      ["-1", svg, "needed: a width in millimetres, above zero"],
    ] as const
  ) {
    const { code, err } = await ask(mm, file);
    assert.equal(code, 2);
    assert.ok(err.includes(says), err);
  }
});

const kinds = '  needed: one of "loss-compute", "iso-loss", "isoflop", "tokens-per-parameter", ' +
  '"landmarks", "coefficients", "residuals", "allocation", "envelope", "valleys", "approaches", "exponents" and "curvature"';
const refused: [words: string, says: string[]][] = [
  ["iso-los @runs.csv -o @x.svg", [
    'Cannot draw the chart "iso-los"',
    kinds,
    '  found: "iso-los"',
    '  cure: did you mean "iso-loss"?',
  ]],
  ["profile @runs.csv -o @x.svg", [
    'Cannot draw the chart "profile"',
    kinds,
    '  found: "profile"',
  ]],
  ["iso-loss @runs.csv", [
    'Cannot run "isoflop chart"',
    "  needed: -o, --output <FILE>",
    "  found: no such option",
    "  cure: see isoflop chart --help",
  ]],
  ["iso-loss @runs.csv -o @x.pdf", [
    'Cannot write "x.pdf"',
    "  needed: a file name that ends in .html, .svg, .png or .json",
    '  found: "x.pdf"',
  ]],
  ["iso-loss @runs.csv -o @none/x.svg", [
    'Cannot write "none/x.svg"',
    '  needed: the folder "none"',
    "  found: no such folder",
    "  cure: make the folder first",
  ]],
  ["allocation @bare.json -o @bare.json", [
    'Cannot write "bare.json"',
    "  needed: another name than that of an input",
    '  found: "bare.json"',
  ]],
  ["iso-loss -o @x.svg", [
    'Cannot draw the chart "iso-loss"',
    "  needed: runs, a saved fit or --preset NAME",
    "  found: none of them",
  ]],
  ["residuals @bare.json -o @x.svg", [
    'Cannot draw the chart "residuals"',
    "  needed: a table of runs",
    "  found: no table",
  ]],
  ["loss-compute @runs.csv @runs.csv -o @x.svg", [
    "Cannot draw a chart",
    "  needed: at most one table of runs",
    '  found: "runs.csv" and "runs.csv"',
  ]],
  ["iso-loss @bare.json --preset chinchilla:epoch -o @x.svg", [
    'Cannot draw the chart "iso-loss"',
    "  needed: one fit or preset",
    "  found: 1 of fits, 1 of presets",
  ]],
  ["coefficients @bare.json -o @x.svg", [
    'Cannot draw the chart "coefficients"',
    "  needed: a fit with bootstrap draws",
    "  found: a fit without",
    "  cure: fit again with --bootstrap 1000 --save FIT.json",
  ]],
  ["allocation @bare.json --flop 1e21 -o @x.svg", [
    'Cannot mark a budget in the chart "allocation"',
    '  needed: one of "iso-loss", "envelope", "valleys", "approaches" and "curvature"',
    "  found: --flop 1e+21",
  ]],
  ["iso-loss @bare.json --flop -1 -o @x.svg", [
    "Cannot mark the budget",
    "  needed: a positive number of FLOP",
    "  found: -1",
  ]],
  ["allocation --preset chinchilla:hofmann -o @x.svg", [
    'Cannot find the preset "chinchilla:hofmann"',
    '  needed: one of "chinchilla:epoch", "chinchilla:epoch-notebook", "chinchilla:hoffmann", ' +
    '"chinchilla:hoffmann-rounded", "chinchilla:sardana", "chinchilla:approach1", "chinchilla:approach2" and ' +
    '"chinchilla:approach3"',
    '  found: "chinchilla:hofmann"',
    '  cure: did you mean "chinchilla:hoffmann"?',
  ]],
  ["iso-loss --preset chinchilla:approach1 -o @x.svg", [
    "Cannot draw lines of equal loss",
    '  needed: a fit or preset of the law "chinchilla", which has a loss for every N and D',
    '  found: the frontier "Hoffmann et al. 2022, Approach 1", which has no loss',
  ]],
];

for (const [words, says] of refused) {
  Deno.test(`isoflop chart refuses ${words.replaceAll("@", "")}`, async () => {
    using folder = await prepared();
    await assertRefused(
      folder,
      ["chart", ...words.split(" ").map((word) => word.replace("@", `${folder.path}/`))],
      says,
    );
  });
}

Deno.test("isoflop chart refuses a fit that determines nothing", async () => {
  using folder = new Folder();
  const rows = [1, 2, 4, 8, 16, 32].map((d, i) => `1e9,${d}e9,${3.4 - 0.1 * i}`);
  const file = folder.write("runs.csv", ["N,D,loss", ...rows].join("\n"));
  const saved = folder.at("fit.json");
  await isoflop("fit", file, "--save", saved);
  await assertRefused(folder, ["chart", "allocation", saved, "-o", folder.at("x.svg")], [
    "Cannot draw this fit",
    "  needed: a fit that determines all five coefficients, with exponents above zero",
    "  found: status not-identified: all 6 runs have N = 1000000000: E, A, alpha cannot be told " +
    "apart",
    "  cure: fit runs that vary N and D apart from each other, or draw a preset",
  ]);
});

Deno.test("isoflop chart refuses options for rows when there is no table", async () => {
  const ask = ["chart", "allocation", "--preset", "chinchilla:epoch", "--drop-highest", "5"];
  const { code, err } = await isoflop(...ask, "-o", "never.svg");
  assert.equal(code, 2);
  assert.equal(
    err,
    "Cannot use --drop-highest\n  needed: a table of runs\n  found: none\n",
  );
});
