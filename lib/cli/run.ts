import { type Command, CommanderError } from "commander";
import { InputError } from "../text/mod.ts";
import { type CliIo, type Session, standardIo } from "./io.ts";
import { program } from "./program.ts";
import { usageError } from "./usage_error.ts";

/**
 * Runs one command line of isoflop.
 *
 * @param args The words after `isoflop`.
 * @param io Where answers and messages go. @default {the standard streams}
 * @returns The exit code: 0 an answer was given, 2 bad input or usage, 1 a fault of isoflop.
 *
 * @example The size of Chinchilla by Hoffmann's own coefficients
 * ```ts
 * import assert from "node:assert/strict";
 * import { run } from "isoflop/cli";
 *
 * let out = "";
 * const io = { out: (text: string) => void (out += text), err: () => {} };
 * const args = ["plan", "--preset", "chinchilla:hoffmann", "--flop", "5.76e23", "--json"];
 * assert.equal(await run(args, io), 0);
 * assert.equal((JSON.parse(out).N / 1e9).toFixed(2), "40.36");
 * ```
 */
export async function run(args: readonly string[], io: CliIo = standardIo): Promise<number> {
  const session: Session = { out: io.out, err: io.err, code: 0 };
  const commands = program(session);
  try {
    await commands.parseAsync(args, { from: "user" });
    return session.code;
  } catch (error) {
    return failed(io, error, commands, args);
  }
}

function failed(io: CliIo, error: unknown, commands: Command, args: readonly string[]): number {
  // Whoever reads has seen enough: `isoflop data list | head -1`.
  if (error instanceof Deno.errors.BrokenPipe) return 0;
  if (error instanceof InputError) return refused(io, error);
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    if (error.code === "commander.help") return 2;
    return refused(io, usageError(commands, args, error));
  }
  const { name, message } = error instanceof Error ? error : { name: "Error", message: `${error}` };
  const line = `${name}: ${message}`.replaceAll(/\s*[\r\n]+\s*/g, " ");
  const debug = Deno.env.get("ISOFLOP_DEBUG") === "1";
  io.err(`This is a fault of isoflop, not of your input: ${line}\n`);
  if (debug && error instanceof Error) io.err(`${error.stack}\n`);
  return 1;
}

function refused(io: CliIo, error: InputError): number {
  io.err(`${error.message}\n`);
  return 2;
}
