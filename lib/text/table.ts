import { escapeHtml, escapeMarkdown } from "./html.ts";

/** A column of a {@linkcode Table}: its heading, and the side its cells keep to. */
export interface Column {
  /** The heading, with its unit where it has one: `N (parameters)`. */
  readonly title: string;
  /** Numbers keep to the right, words to the left. @default {"right"} */
  readonly align?: "left" | "right";
}

/** A table of finished strings, ready to be written as text, Markdown or HTML. */
export interface Table {
  /** The columns, left to right. */
  readonly columns: readonly Column[];
  /** The rows, each with one string per column. `null` stands for "rows left out here". */
  readonly rows: readonly (readonly string[] | null)[];
}

/** The table in aligned columns, two spaces apart, for terminals and logs. */
export function tableText({ columns, rows }: Table): string {
  const lines = [columns.map((c) => c.title), ...rows.map((row) => row ?? columns.map(() => "…"))]
    .map((cells) => cells.map(oneLine));
  const widths = columns.map((_, i) => Math.max(...lines.map((cells) => width(cells[i] ?? ""))));
  return lines.map((cells) =>
    columns.map((column, i) => {
      const cell = cells[i] ?? "";
      const gap = " ".repeat(widths[i]! - width(cell));
      return column.align === "left" ? cell + gap : gap + cell;
    }).join("  ").trimEnd()
  ).join("\n");
}

/** The table in GitHub's Markdown. */
export function tableMarkdown({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  return [
    line(columns.map((c) => c.title)),
    `| ${columns.map((c) => (c.align === "left" ? ":--" : "--:")).join(" | ")} |`,
    ...rows.map((row) => line(row ?? columns.map(() => "…"))),
  ].join("\n");
}

/** The table as HTML; every cell is escaped. */
export function tableHtml({ columns, rows }: Table): string {
  const cell = (tag: string, text: string, i: number) =>
    `<${tag} style="text-align:${columns[i]?.align ?? "right"}">${escapeHtml(text)}</${tag}>`;
  const line = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((text, i) => cell(tag, text, i)).join("")}</tr>`;
  const body = rows.map((row) => line("td", row ?? columns.map(() => "…")));
  return `<table>\n<thead>${line("th", columns.map((c) => c.title))}</thead>\n<tbody>\n${
    body.join("\n")
  }\n</tbody>\n</table>`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, " ");
}

/** Characters, not UTF-16 units, and without the marks that sit on the one before. */
function width(text: string): number {
  return Array.from(text.replaceAll(/\p{M}/gu, "")).length;
}
