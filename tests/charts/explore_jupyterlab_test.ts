// The figures with sliders give the same numbers in the older Vega that JupyterLab 4 contains.
import assert from "node:assert/strict";
import { exploreFloor, explorePlan, exploreSurface } from "isoflop/charts";
import { presetNamed } from "isoflop/laws";
import { liveView } from "../support/live_view.ts";

const epoch = presetNamed("chinchilla:epoch");
const cases = {
  exploreSurface: [exploreSurface(epoch), { logC: 21.35, alpha: 0.3978, E: 1.5 }],
  exploreFloor: [exploreFloor(epoch), { E: 1.2, logC: 19, decades: 5 }],
  explorePlan: [
    explorePlan([presetNamed("data-constrained:muennighoff"), epoch]),
    { logC: 22.4, logDemand: 12.9, logU: 10.6, gpu: 2, mfu: 0.35 },
  ],
} as const;

for (const [name, [chart, settings]] of Object.entries(cases)) {
  Deno.test(`${name}: JupyterLab's Vega computes the same numbers to the last digits`, async () => {
    const found = await signalsInJupyterLab(chart.spec, settings);
    const view = await liveView(chart);
    await view.set(settings);
    const numbers = Object.entries(found).filter(([, value]) => typeof value === "number");
    assert.ok(numbers.length > 8);
    for (const [signal, value] of numbers) {
      const wanted = view.get(signal.replace(/^p_/, ""));
      assert.ok(
        Math.abs(value - wanted) <= 1e-13 * Math.abs(wanted),
        `${signal} ${value} ${wanted}`,
      );
    }
  });
}

async function signalsInJupyterLab(
  spec: object,
  settings: object,
): Promise<Record<string, number>> {
  const here = new URL("../jupyterlab/", import.meta.url);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--frozen", "--config", "deno.json", "signals.ts"],
    cwd: here,
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify({ spec, settings })));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}
