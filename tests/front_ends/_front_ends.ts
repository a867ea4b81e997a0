/** The same notebook in four front ends, each as a page that a browser can open. */
import { join } from "node:path";
import { page, parseNotebook } from "isoflop/book";
import { installKernel } from "isoflop/kernel";
import { freshConnection } from "../../lib/kernel/connection.ts";
import { jupyterLab } from "../jupyterlab/bundle.ts";
import type { Result } from "./_results.ts";

/** A front end that shows a notebook at an address while `body` lasts. */
export interface FrontEndAtHand {
  /** What it needs, where that cannot be had; `null` where it is there. */
  missing(): Promise<string | null>;
  /** Shows the results. */
  open(results: readonly Result[], body: (url: string) => Promise<void>): Promise<void>;
  /** An expression that is true when everything has been drawn. */
  readonly drawn: string;
}

/** The front ends by the names of their pictures. */
export const frontEnds: Readonly<Record<string, FrontEndAtHand>> = {
  jupyterlab: {
    missing: async () => await jupyterLab() === null ? "its packages from npm" : null,
    drawn: `document.body.dataset.done === "yes"`,
    open: async (results, body) => {
      const data = JSON.stringify(results).replaceAll("</", "<\\/");
      await fromFile(
        "page.html",
        `<!DOCTYPE html><meta charset="utf-8"><title>JupyterLab</title><body><script>${await jupyterLab()}` +
          `</script><script>renderOutputs(${data}, true);</script></body>`,
        body,
      );
    },
  },
  nbconvert: {
    missing: () => isThere("/usr/bin/jupyter-nbconvert"),
    drawn: `[...document.images].every((image) => image.complete)`,
    open: (results, body) =>
      inFolder(async (folder) => {
        await Deno.writeTextFile(join(folder, "results.ipynb"), notebookOf(results));
        await python("/usr/bin/jupyter-nbconvert", ["--to", "html", "results.ipynb"], folder)
          .output();
        await body(`file://${join(folder, "results.html")}`);
      }),
  },
  classic: {
    missing: () => isThere("/usr/bin/jupyter-notebook"),
    drawn: `!!window.Jupyter?.notebook?._fully_loaded &&
      document.querySelectorAll(".output_area").length > 5 &&
      [...document.images].every((image) => image.complete)`,
    open: (results, body) =>
      inFolder(async (folder) => {
        await Deno.writeTextFile(join(folder, "results.ipynb"), notebookOf(results));
        await installKernel({ dir: join(folder, "data") });
        const { shell_port: port } = freshConnection();
        const server = python("/usr/bin/jupyter-notebook", [
          ...["--no-browser", "--allow-root", `--port=${port}`, "--NotebookApp.token="],
          ...["--NotebookApp.port_retries=0", `--notebook-dir=${folder}`],
        ], folder).spawn();
        try {
          await untilServed(`http://127.0.0.1:${port}/api`);
          await body(`http://127.0.0.1:${port}/notebooks/results.ipynb`);
        } finally {
          server.kill("SIGTERM");
          await server.status;
        }
      }),
  },
  page: {
    missing: () => Promise.resolve(null),
    drawn: `document.querySelectorAll("canvas, .vega-embed svg").length > 0`,
    open: async (results, body) =>
      await fromFile("page.html", await page(parseNotebook(notebookOf(results))), body),
  },
};

/** A notebook of the results, as it lies on the disk after a run. */
function notebookOf(results: readonly Result[]): string {
  const cells = results.map(({ code, data, metadata }, i) => ({
    ...{ cell_type: "code", id: `cell-${i + 1}`, metadata: {}, source: code },
    execution_count: i + 1,
    outputs: [{ output_type: "display_data", data, metadata }],
  }));
  const kernelspec = { name: "isoflop", display_name: "Deno (isoflop)", language: "typescript" };
  return JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 });
}

/** Debian's programs want Debian's Python, and a home of their own. */
function python(program: string, args: readonly string[], folder: string): Deno.Command {
  return new Deno.Command("/usr/bin/python3", {
    ...{ args: [program, ...args], cwd: folder, stdin: "null", stdout: "null", stderr: "null" },
    env: {
      JUPYTER_DATA_DIR: join(folder, "data"),
      JUPYTER_CONFIG_DIR: join(folder, "config"),
      JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
    },
  });
}

async function untilServed(url: string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 200) {
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The notebook server does not answer");
}

async function isThere(program: string): Promise<string | null> {
  return await Deno.stat(program).then(() => null, () => program);
}

async function fromFile(name: string, html: string, body: (url: string) => Promise<void>) {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, name), html);
    await body(`file://${join(folder, name)}`);
  });
}

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}
