import type { Command, CommanderError } from "commander";
import { InputError, listNames, nearest } from "../text/mod.ts";

/** What commander has to say against a command line, in the form that all messages have. */
export function usageError(
  program: Command,
  args: readonly string[],
  error: CommanderError,
): InputError {
  const command = commandOf(program, args);
  const name = pathOf(command);
  const [, quoted = ""] = /'([^']*)'/.exec(error.message) ?? [];
  const cannot = `run ${JSON.stringify(name)}`;
  const help = `see ${name} --help`;
  switch (error.code) {
    case "commander.unknownCommand": {
      const names = command.commands.map((sub) => sub.name());
      const near = nearest(quoted, names);
      return new InputError({
        cannot: `run ${JSON.stringify(`${name} ${quoted}`)}`,
        needs: `one of ${listNames(names)}`,
        found: JSON.stringify(quoted),
        cure: near === undefined ? help : `did you mean ${JSON.stringify(near)}?`,
      });
    }
    case "commander.unknownOption": {
      const flags = command.options.flatMap(({ long }) => long ?? []).concat("--help");
      const near = nearest(quoted.replace(/=.*/, ""), flags);
      return new InputError({
        cannot,
        needs: "options that it has",
        found: JSON.stringify(quoted),
        cure: near === undefined ? help : `did you mean ${JSON.stringify(near)}?`,
      });
    }
    case "commander.missingArgument":
      return new InputError({ cannot, needs: quoted, found: "nothing in its place", cure: help });
    case "commander.optionMissingArgument":
      return new InputError({ cannot, needs: quoted, found: "no value", cure: help });
    case "commander.missingMandatoryOptionValue":
      return new InputError({ cannot, needs: quoted, found: "no such option", cure: help });
    case "commander.excessArguments": {
      const [, needs = "fewer arguments", found = "more"] =
        /Expected (.*) but got (\d+)/.exec(error.message) ?? [];
      return new InputError({ cannot, needs, found, cure: help });
    }
    default: {
      const found = error.message.replace(/^error: /, "");
      return new InputError({ cannot, needs: "arguments that it has", found, cure: help });
    }
  }
}

/** The command that the words of a command line lead to. */
function commandOf(program: Command, args: readonly string[]): Command {
  let command = program;
  for (const arg of args) {
    const sub = command.commands.find((known) => known.name() === arg);
    if (!sub) break;
    command = sub;
  }
  return command;
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
