import assert from "node:assert/strict";
import { page } from "../../lib/book/mod.ts";
import { sample } from "./sample.ts";

const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  .find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });

/** The document after its scripts have run, and what the console said. */
async function opened(html: string): Promise<{ dom: string; log: string }> {
  const dir = await Deno.makeTempDir({ prefix: "isoflop-page-" });
  try {
    await Deno.writeTextFile(`${dir}/page.html`, html);
    const { stdout, stderr } = await new Deno.Command(browser!, {
      args: [
        ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        `--user-data-dir=${dir}/profile`,
        ...["--enable-logging=stderr", "--v=0", "--window-size=1200,900"],
        ...["--virtual-time-budget=8000", "--dump-dom", `file://${dir}/page.html`],
      ],
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return { dom: decoder.decode(stdout), log: decoder.decode(stderr) };
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const needsBrowser = browser ? "" : " (needs chromium)";

Deno.test({
  name: `page() draws its chart in a browser, without a complaint${needsBrowser}`,
  ignore: !browser,
  fn: async () => {
    const { dom, log } = await opened(await page(sample));
    assert.match(dom, /class="chart has-still is-live"/);
    assert.equal(dom.match(/<path aria-label="[^"]*" role="graphics-symbol"/g)?.length, 12);
    assert.doesNotMatch(log, /CONSOLE/);
  },
});

Deno.test({
  name: `page() lets no script run that is not its own${needsBrowser}`,
  ignore: !browser,
  fn: async () => {
    const html = (await page(sample)).replace(
      "<td>7.5",
      `<td><img src="x" onerror="document.title = 'run'"><script>document.title = "run"</script>`,
    );
    const { dom } = await opened(html);
    assert.doesNotMatch(dom, /<title>run/);
  },
});
