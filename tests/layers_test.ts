// A file imports from its own layer and from those to the left of it.
import assert from "node:assert/strict";

const layers = [
  "text",
  "numeric",
  "algebra",
  "laws",
  "transformer",
  "runs",
  "datasets",
  "fit",
  "plan",
  "charts",
  "display",
  "kernel",
  "book",
  "cli",
];
const heavy = /^npm:.*(?:nodejs-polars|vega|resvg|commander|markdown-it|highlight|temml)/;

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly specifier: string;
    readonly code?: { readonly specifier?: string };
    readonly type?: { readonly specifier?: string };
    readonly isDynamic?: boolean;
  }[];
}

Deno.test("imports in lib/ point one way", async () => {
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const entry of ["mod.ts", "lib/kernel/mod.ts", "lib/book/mod.ts", "lib/cli/main.ts"]) {
    for (const { specifier, dependencies = [] } of await graph(entry)) {
      const from = layers.indexOf(layerOf(specifier));
      if (from !== -1) seen.add(layers[from]!);
      for (const { code, type } of dependencies) {
        const target = code?.specifier ?? type?.specifier ?? "";
        if (from !== -1 && layers.indexOf(layerOf(target)) > from) {
          wrong.push(`${specifier} imports ${target}`);
        }
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(Array.from(seen).sort(), layers.toSorted());
});

Deno.test("every folder of lib/ is a layer", () => {
  const folders = Array.from(Deno.readDirSync(new URL("../lib", import.meta.url)))
    .filter(({ isDirectory }) => isDirectory).map(({ name }) => name);
  assert.deepEqual(folders.sort(), layers.toSorted());
});

Deno.test("isoflop/laws, /transformer, /fit and /plan reach neither polars nor vega", async () => {
  for (const layer of ["laws", "transformer", "fit", "plan"]) {
    const reached = (await graph(`lib/${layer}/mod.ts`)).map(({ specifier }) => specifier);
    assert.deepEqual(reached.filter((specifier) => heavy.test(specifier)), []);
  }
});

async function graph(entry: string): Promise<readonly Module[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", entry],
    cwd: new URL("..", import.meta.url),
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).modules;
}

function layerOf(specifier: string): string {
  return specifier.match(/\/lib\/(\w+)\//)?.[1] ?? "";
}
