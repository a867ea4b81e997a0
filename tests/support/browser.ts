// Pages opened in a real Chromium without a network; tests of pages are ignored where there is none.

/** Where Chromium is; undefined where there is none. */
export const browserPath = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium-browser",
]
  .find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });

/** A page after its scripts have run. */
export interface Visit {
  /** The document. */
  readonly dom: string;
  /** What the console said. */
  readonly complaints: readonly string[];
}

/** A test that gets a way to open pages. */
export function testInBrowser(
  name: string,
  body: (visit: (html: string) => Promise<Visit>) => Promise<void>,
): void {
  Deno.test({
    name: browserPath ? name : `${name} (needs chromium)`,
    ignore: browserPath === undefined,
    fn: async () => await body(visit),
  });
}

async function visit(html: string): Promise<Visit> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/page.html`, html);
    const { stdout, stderr } = await new Deno.Command(browserPath!, {
      args: [
        ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        ...["--no-first-run", "--disable-component-update", "--disable-dev-shm-usage"],
        ...["--host-resolver-rules=MAP * ~NOTFOUND", `--user-data-dir=${folder}/profile`],
        ...["--enable-logging=stderr", "--window-size=1300,900", "--virtual-time-budget=8000"],
        ...["--dump-dom", `file://${folder}/page.html`],
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
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}
