import type { Command } from "commander";
import { answer, type Session } from "./io.ts";
import { needFile, needFolder } from "./need_file.ts";

interface Flags {
  readonly output: string;
  readonly pages?: readonly string[];
  readonly numbers?: boolean;
  readonly reference?: string;
  readonly json?: boolean;
}

/** `isoflop notebook book`: a folder of notebooks becomes pages with an index. */
export function addBook(notebook: Command, session: Session): void {
  notebook.command("book").argument("<FOLDER>", "a folder of executed notebooks")
    .description("Write a folder of notebooks as a book: a page each, and an index of all figures")
    .requiredOption("-o, --output <FOLDER>", "where the pages go")
    .option("--pages <PLACE...>", "Markdown files, or folders of them, that become pages")
    .option("--numbers", "a page of all published coefficients that the package knows")
    .option("--reference <HREF>", "a link to the reference of the package")
    .option("--json", "one JSON object instead of text")
    .addHelpText(
      "after",
      "\nExample:\n  isoflop notebook book notebooks --pages notebooks/pages -o site",
    )
    .action((folder: string, flags: Flags) => book(session, folder, flags));
}

async function book(session: Session, folder: string, flags: Flags): Promise<void> {
  needFolder(folder, "make a book of");
  for (const place of flags.pages ?? []) {
    if (!place.endsWith(".md")) needFolder(place, "make pages of");
    else needFile(place, "make a page of", ".md");
  }
  const { buildBook } = await import("../book/mod.ts");
  const { output } = flags;
  const result = await buildBook(folder, {
    output,
    ...(flags.pages !== undefined && { pages: flags.pages }),
    ...(flags.numbers !== undefined && { numbers: flags.numbers }),
    ...(flags.reference !== undefined && {
      reference: {
        text: "Reference",
        href: flags.reference,
        about: "every function, with its formula, its source and an example",
      },
    }),
  });
  answer(session, flags.json, {
    json: { folder, output, ...result },
    text: `${output}/index.html: ${result.lessons} lessons, ${result.figures} figures`,
  });
}
