import { basename } from "node:path";
import type { Notebook } from "../../kernel/mod.ts";
import { readNotebook } from "../ipynb.ts";
import { dataOf } from "../page/data_of.ts";
import { pictureLimit } from "../page/outputs.ts";

/** A figure of a lesson. */
export interface LessonFigure {
  /** Its place in the page: `#figure-3`. */
  readonly id: string;
  /** The title in the figure. */
  readonly title: string;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
  /** The figure of a paper that it follows: `after Figure 2 of Kaplan et al. 2020`. */
  readonly after: string | null;
  /** The picture; `null` where there is something else in its place, or more than a page carries. */
  readonly png: Uint8Array<ArrayBuffer> | null;
}

/** A notebook of the book. */
export interface Lesson {
  /** Its file without the ending: `01_kaplan`. */
  readonly name: string;
  /** Its first heading, in Markdown. */
  readonly title: string;
  /** Its first paragraph, in Markdown. */
  readonly opening: string;
  /** The notebook. */
  readonly notebook: Notebook;
  /** Its figures, in their order. */
  readonly figures: readonly LessonFigure[];
  /** Whether it is the solutions to another. */
  readonly isSolution: boolean;
  /** Data sets that could not be had when it was built: simulated runs stand in for them. */
  readonly simulated: readonly string[];
}

/** The address of a notebook's page, whatever its file is called; it needs no escaping in HTML. */
export function addressOf(name: string): string {
  return `${encodeURIComponent(name)}.html`;
}

/** The notebooks of a folder, in the order of their names. */
export async function readLessons(folder: string): Promise<Lesson[]> {
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => name)
    .filter((name) => name.endsWith(".ipynb")).sort();
  return await Promise.all(names.map((name) => readLesson(`${folder}/${name}`)));
}

/** One notebook, and what the index says of it. */
export async function readLesson(file: string): Promise<Lesson> {
  const notebook = await readNotebook(file);
  const name = basename(file).replace(/\.ipynb$/, "");
  const prose = notebook.cells.flatMap((cell) =>
    cell.cell_type === "markdown" ? [cell.source] : []
  );
  const title = /^# +(.+)$/m.exec(prose.join("\n\n"))?.[1] ?? name;
  const paragraphs = (prose[0] ?? "").split(/\n\s*\n/).map((text) => text.trim());
  return {
    name,
    title,
    opening: paragraphs.find((text) => text && !text.startsWith("#")) ?? "",
    notebook,
    figures: figuresOf(notebook),
    isSolution: name.endsWith("_solutions"),
    simulated: Object.entries(dataOf(notebook)).flatMap(([data, is]) =>
      is === "simulated" ? [data] : []
    ),
  };
}

/** The pictures of a notebook; the text after one may say which figure of a paper it follows. */
function figuresOf({ cells }: Notebook): LessonFigure[] {
  const figures: LessonFigure[] = [];
  cells.forEach((cell, i) => {
    if (cell.cell_type === "markdown") return;
    const next = cells[i + 1];
    const captions = next?.cell_type === "markdown"
      ? Array.from(
        next.source.matchAll(/\*\*Figure \d+\*\*(?: \((after [^)]*(?:\(\d{4}\)[^)]*)?)\))?/g),
      )
      : [];
    let ofCell = 0;
    for (const output of cell.outputs) {
      if (!("data" in output)) continue;
      const png = output.data["image/png"];
      if (typeof png !== "string") continue;
      const text = String(output.data["text/plain"] ?? "Figure").trim();
      const [title = "Figure", ...rest] = text.split("\n\n");
      figures.push({
        id: `figure-${figures.length + 1}`,
        title,
        alt: rest.join(" ").trim() || title,
        after: captions[ofCell]?.[1]?.split(";")[0]?.trim() ?? null,
        png: pictureOf(png),
      });
      ofCell++;
    }
  });
  return figures;
}

/** The bytes of a PNG that is one, by its signature, and of a size that can be decoded at leisure. */
function pictureOf(base64: string): Uint8Array<ArrayBuffer> | null {
  if (0.75e-6 * base64.length > pictureLimit) return null;
  try {
    const png = Uint8Array.fromBase64(base64.replaceAll(/\s/g, ""));
    const head = new DataView(png.buffer);
    const pixels = head.getUint32(16) * head.getUint32(20);
    return head.getUint32(0) === 0x89504e47 && pixels < 4e7 ? png : null;
  } catch {
    return null;
  }
}
