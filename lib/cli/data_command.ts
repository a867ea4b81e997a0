import type { Command } from "commander";
import { type Table, tableText } from "../text/mod.ts";
import { answer, type Session } from "./io.ts";

interface Flags {
  readonly json?: boolean;
}

const example = (text: string) => `\nExample:\n  ${text}`;
const json = ["--json", "one JSON object instead of text"] as const;

/** `isoflop data list | fetch NAME | path NAME`: data sets by name. */
export function addData(program: Command, session: Session): void {
  const data = program.command("data").description("Data sets, by name")
    .addHelpText("after", example("isoflop data list"));
  data.command("list").description("List the data sets and whether they are on this machine")
    .option(...json).addHelpText("after", example("isoflop data list --json"))
    .action((flags: Flags) => list(session, flags));
  data.command("fetch").argument("<NAME>", "the data set")
    .description("Download a data set if need be, check its SHA-256, and print where it is")
    .option(...json).addHelpText("after", example("isoflop data fetch chinchilla-epoch"))
    .action((name: string, flags: Flags) => fetchTable(session, name, flags));
  data.command("path").argument("<NAME>", "the data set")
    .description("Print where the table of a data set is, or will be")
    .option(...json).addHelpText("after", example("isoflop data path chinchilla-epoch"))
    .action((name: string, flags: Flags) => path(session, name, flags));
}

async function list(session: Session, flags: Flags): Promise<void> {
  const datasets = await import("../datasets/mod.ts");
  const sets = datasets.list();
  const table: Table = {
    columns: [
      { title: "name", align: "left" },
      { title: "rows" },
      { title: "here", align: "left" },
      { title: "licence", align: "left" },
      { title: "what it is", align: "left" },
    ],
    rows: sets.map((set) => [
      set.name,
      String(set.rows),
      set.cached ? "yes" : "no",
      set.licence,
      set.title,
    ]),
  };
  const datasetsJson = sets.map((set) => ({
    name: set.name,
    title: set.title,
    description: set.description,
    citation: set.citation,
    licence: set.licence,
    rows: set.rows,
    columns: set.columns,
    sha256: set.sha256,
    cached: set.cached,
    path: datasets.path(set.name),
  }));
  answer(session, flags.json, { json: { datasets: datasetsJson }, text: tableText(table) });
}

async function fetchTable(session: Session, name: string, flags: Flags): Promise<void> {
  const datasets = await import("../datasets/mod.ts");
  const path = await datasets.download(name);
  const { columns, pinned } = datasets.list().find((set) => set.name === name)!;
  // The columns of a shipped table have the names that every command looks for.
  session.err(
    pinned
      ? `note: its columns are --columns ${JSON.stringify(columns)}\n`
      : "note: it comes with the package; there was nothing to download\n",
  );
  answer(session, flags.json, { json: { name, path, cached: true, columns }, text: path });
}

async function path(session: Session, name: string, flags: Flags): Promise<void> {
  const datasets = await import("../datasets/mod.ts");
  const path = datasets.path(name);
  const { cached, columns } = datasets.list().find((set) => set.name === name)!;
  if (!cached) session.err(`note: not there yet; isoflop data fetch ${name}\n`);
  answer(session, flags.json, { json: { name, path, cached, columns }, text: path });
}
