import assert from "node:assert/strict";
import type { Chart } from "isoflop/charts";
import { gallery } from "./_gallery.ts";

const browser = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"]
  .find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });

Deno.test({
  name: "Chart.html() draws itself again in a browser without a network" +
    (browser ? "" : " (needs chromium)"),
  ignore: browser === undefined,
  async fn() {
    const { isoLoss, residuals } = gallery();
    for (const chart of [isoLoss, residuals] as Chart[]) {
      const { dom, complaints } = await visit(await chart.html());
      assert.deepEqual(complaints, []);
      assert.match(dom, /class="vega-embed/);
      assert.match(dom, /<svg[^>]*class="marks"/);
      assert.ok((dom.match(/aria-roledescription="circle"/g)?.length ?? 0) >= 49);
    }
  },
});

async function visit(html: string): Promise<{ dom: string; complaints: string[] }> {
  const directory = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${directory}/chart.html`, html);
    const { stdout, stderr } = await new Deno.Command(browser!, {
      args: [
        ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        ...["--no-first-run", "--disable-component-update", "--disable-dev-shm-usage"],
        ...["--host-resolver-rules=MAP * ~NOTFOUND", `--user-data-dir=${directory}/profile`],
        ...["--enable-logging=stderr", "--virtual-time-budget=8000", "--dump-dom"],
        `file://${directory}/chart.html`,
      ],
      stdin: "null",
      signal: AbortSignal.timeout(60_000),
    }).output();
    const text = new TextDecoder();
    return {
      dom: text.decode(stdout),
      complaints: text.decode(stderr).split("\n").filter((line) => line.includes("CONSOLE")),
    };
  } finally {
    await Deno.remove(directory, { recursive: true }).catch(() => {});
  }
}
