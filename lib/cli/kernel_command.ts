import type { Command } from "commander";
import type { KernelName } from "../kernel/mod.ts";
import { losesOutputs } from "../kernel/kernelspec.ts";
import { reportText } from "../text/mod.ts";
import { answer, type Session } from "./io.ts";

interface Flags extends KernelName {
  readonly display?: string;
  readonly json?: boolean;
}

/** `isoflop kernel install | remove | status`: the Deno kernel for Jupyter. */
export function addKernel(program: Command, session: Session): void {
  const kernel = program.command("kernel").description("The Deno kernel for Jupyter")
    .addHelpText("after", "\nExample:\n  isoflop kernel install");
  const add = (
    name: string,
    description: string,
    action: (session: Session, flags: Flags) => Promise<void>,
  ) =>
    kernel.command(name).description(description)
      .option("--name <NAME>", "the kernel's name", "isoflop")
      .option("--dir <FOLDER>", "the folder of Jupyter's data, instead of the user's own")
      .option("--json", "one JSON object instead of text")
      .addHelpText("after", `\nExample:\n  isoflop kernel ${name} --name isoflop`)
      .action((flags: Flags) => action(session, flags));
  add("install", "Install the kernel for this user, or bring it up to date", install)
    .option("--display <TEXT>", "the name that people see");
  add("remove", "Remove the kernel again", remove);
  add("status", "Say what is installed, and whether it would start", status);
}

async function install(session: Session, { json, ...options }: Flags): Promise<void> {
  const { installKernel } = await import("../kernel/mod.ts");
  const path = await installKernel(options);
  tellLosses(session, Deno.version.deno);
  answer(session, json, { json: { name: options.name, path, installed: true }, text: path });
}

/** Says on standard error what a front end may miss, and how to keep it. */
function tellLosses({ err }: Session, version: string): void {
  if (!losesOutputs(version)) return;
  err(
    `note: Jupyter may miss the last value of one cell in a hundred with deno ${version}; ` +
      "await show(x) keeps every output, and so does isoflop notebook run.\n",
  );
}

async function remove(session: Session, { json, ...options }: Flags): Promise<void> {
  const { kernelStatus, removeKernel } = await import("../kernel/mod.ts");
  const { path } = await kernelStatus(options);
  const removed = await removeKernel(options);
  answer(session, json, {
    json: { name: options.name, path, removed },
    text: removed ? `removed: ${path}` : `nothing to remove: ${path}`,
  });
}

async function status(session: Session, { json, ...options }: Flags): Promise<void> {
  const { kernelStatus } = await import("../kernel/mod.ts");
  const found = await kernelStatus(options);
  const { name, path, installed, interruptKeepsState, deno, version } = found;
  if (version !== null) tellLosses(session, version);
  const text = reportText({
    title: `kernel ${name}: ${
      installed ? (version ? "installed" : "installed, but its deno does not run") : "not installed"
    }`,
    blocks: [{
      kind: "facts",
      facts: [
        ["kernel.json", path],
        ["deno", deno === null ? "–" : `${deno}${version ? ` ${version}` : ""}`],
        ["interrupt keeps variables", installed ? (interruptKeepsState ? "yes" : "no") : "–"],
      ],
    }],
  });
  answer(session, json, { json: found, text });
}
