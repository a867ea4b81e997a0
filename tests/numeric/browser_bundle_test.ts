// The light layers run in a browser. Bundlers do not know `import defer` yet, so an import map puts
// a file that imports at once in place of each file that defers.
import assert from "node:assert/strict";

const root = new URL("../../", import.meta.url);

Deno.test("isoflop/fit and /plan bundle for a browser and give the same digits there", () => {
  const folder = Deno.makeTempDirSync();
  try {
    const { imports } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", root)));
    const now = {
      [new URL("lib/numeric/ml_matrix.ts", root).href]: "lib/numeric/ml_matrix_now.ts",
      [new URL("lib/numeric/student_t.ts", root).href]: "lib/numeric/student_t_now.ts",
      [new URL("lib/algebra/acorn.ts", root).href]: "lib/algebra/acorn_now.ts",
    };
    const absolute = Object.entries({ ...imports, ...now }).map(([name, target]) => {
      const text = String(target);
      return [name, text.startsWith("npm:") ? text : new URL(text, root).href];
    });
    // Sub-paths of npm packages need an entry with a slash where the map stands alone.
    const slashed = absolute.filter(([, target]) => target!.startsWith("npm:"))
      .map(([name, target]) => [`${name}/`, `${target!.replace("npm:", "npm:/")}/`]);
    const config = `${folder}/deno.json`;
    Deno.writeTextFileSync(
      config,
      JSON.stringify({ imports: Object.fromEntries([...absolute, ...slashed]) }),
    );
    const entry = `${folder}/entry.ts`;
    Deno.writeTextFileSync(entry, script);
    const bundle = `${folder}/bundle.js`;
    run(["bundle", "--quiet", "--platform", "browser", "--config", config, "-o", bundle, entry]);
    assert.doesNotMatch(Deno.readTextFileSync(bundle), /nodejs-polars|import defer/);
    assert.equal(
      run(["run", "--no-config", bundle]),
      run(["run", "-A", "--config", config, entry]),
    );
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

/** Fits, asks for a Wald interval (ml-matrix and jStat), plans, and reads a law's formula (acorn). */
const script = `
import { fitLaw } from "isoflop/fit";
import { defineLaw } from "isoflop/laws";
import { allocate } from "isoflop/plan";
const N = [1e8, 1e8, 1e9, 1e9, 1e10, 1e10, 3e9], D = [1e9, 1e10, 1e9, 1e11, 1e10, 1e11, 2e10];
const loss = [3.98, 3.21, 3.42, 2.31, 2.49, 2.19, 2.47];
const fit = fitLaw({ N, D, loss });
const law = defineLaw({
  name: "tied",
  coefNames: ["E", "A", "B", "alpha"],
  regressors: ["N", "D"],
  predict: ({ E, A, B, alpha }, { N, D }) => E + A * N ** -alpha + B * D ** -alpha,
  rules: { E: { positive: true }, A: { positive: true }, B: { positive: true } },
});
const own = fitLaw({ N, D, loss }, law);
console.log(JSON.stringify([own.coef, own.interval("alpha", 0.95, "profile"), fit.coef, fit.interval("a"), allocate(fit, { C: 1e23 }).N]));
`;

function run(args: string[]): string {
  const { success, stdout, stderr } = new Deno.Command(Deno.execPath(), { args }).outputSync();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}
