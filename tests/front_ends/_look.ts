/** How the pictures of the front ends are taken, and where they are kept. */
import UPNG from "upng-js";
import { visitByHand } from "../support/drive.ts";
import { frontEnds } from "./_front_ends.ts";
import type { Result } from "./_results.ts";

/** Where the committed pictures are. */
export const folder = new URL("./pictures/", import.meta.url);

/** The face that the committed pictures are set in; with another one every line is elsewhere. */
export const face = "DejaVu Sans";

/** What a front end made of the results. */
export interface Look {
  /** The picture, in few colours. */
  readonly picture: Uint8Array<ArrayBuffer>;
  /** The words on the page. */
  readonly text: string;
  /** How many pictures and drawings it has. */
  readonly drawings: number;
}

/** Opens the results in a front end and looks. */
export async function look(name: string, results: readonly Result[]): Promise<Look> {
  const frontEnd = frontEnds[name]!;
  let seen: Look | undefined;
  await frontEnd.open(results, (url) =>
    visitByHand(url, async (page) => {
      // The classic Notebook scrolls within its window, so all of it has to fit.
      await page.resize(1000, 5600, 0.5);
      // Jupyter sets its code in whatever the machine has.
      await page.ask(`{
        const style = document.createElement("style");
        style.textContent = "* { animation: none !important; caret-color: transparent !important } " +
          "body, div, p, table, pre, code, span:not([class*=mjx]) { font-family: '${face}' } " +
          // How high an editor takes a line to be depends on when it measured.
          ".CodeMirror, .CodeMirror-scroll { height: 24px !important; overflow: hidden !important }" +
          ".CodeMirror-sizer { min-height: 24px !important } .CodeMirror pre { line-height: 17px }";
        document.head.append(style);
      }`);
      for (let waited = 0; waited < 30_000; waited += 200) {
        if (await page.ask<boolean>(frontEnd.drawn)) break;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      // Formulas are typeset after everything else.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      // The editors of the classic Notebook measured their lines in the face that they had at first.
      await page.ask(`{
        for (const { code_mirror } of window.Jupyter?.notebook?.get_cells() ?? []) {
          code_mirror?.refresh();
        }
      }`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      seen = {
        text: await page.ask(`document.body.innerText`),
        // What takes room on the page: a chart that replaces its picture keeps that, hidden.
        drawings: await page.ask(
          `[...document.querySelectorAll("canvas, .vega-embed svg, img[src^='data:image/png']")]
            .filter((at) => at.getBoundingClientRect().width > 200).length`,
        ),
        picture: fewColours(await page.picture()),
      };
    }));
  return seen!;
}

/** The family that text without a wish is set in; empty where nobody knows. */
export async function machineFace(): Promise<string> {
  try {
    const { stdout } = await new Deno.Command("fc-match", {
      ...{ args: ["-f", "%{family}", "sans-serif"], stderr: "null" },
    }).output();
    return new TextDecoder().decode(stdout);
  } catch {
    return "";
  }
}

/** The part of the (untyped) library that is used here. */
const png = UPNG as unknown as {
  decode(file: ArrayBuffer): { width: number; height: number };
  toRGBA8(image: object): ArrayBuffer[];
  encode(images: ArrayBuffer[], width: number, height: number, colours: number): ArrayBuffer;
};

function fewColours(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const image = png.decode(file.slice().buffer);
  return new Uint8Array(png.encode(png.toRGBA8(image), image.width, image.height, 24));
}
