import { basename } from "node:path";
import type { Notebook } from "../../kernel/mod.ts";
import { readNotebook } from "../ipynb.ts";

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
  /** The picture. */
  readonly png: Uint8Array<ArrayBuffer>;
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
        png: Uint8Array.fromBase64(png.replaceAll(/\s/g, "")),
      });
      ofCell++;
    }
  });
  return figures;
}
