import { Command } from "commander";
import { addChart } from "./chart_command.ts";
import { addCompare } from "./compare_command.ts";
import { addData } from "./data_command.ts";
import { addFit } from "./fit_command.ts";
import { addFlops } from "./flops_command.ts";
import { packageVersion } from "../text/mod.ts";
import type { Session } from "./io.ts";
import { addKernel } from "./kernel_command.ts";
import { addNotebook } from "./notebook_command.ts";
import { addPlan } from "./plan_command.ts";
import { addRollout } from "./rollout_command.ts";

/** All commands; each loads what it needs only when it runs. */
export function program(session: Session): Command {
  const program = new Command("isoflop")
    .description("Neural scaling laws: fit them, plan with them, draw them.")
    .version(packageVersion)
    .exitOverride()
    .configureOutput({
      writeOut: session.out,
      writeErr: session.err,
      // run() writes the message, in the form that all messages have.
      outputError: () => {},
    })
    .addHelpText(
      "after",
      "\nExample:\n  isoflop plan --preset chinchilla:epoch --flop 5.76e23\n\n" +
        "Exit codes: 0 an answer, 2 bad input or usage, 1 a fault of isoflop.",
    );
  addFit(program, session);
  addRollout(program, session);
  addCompare(program, session);
  addPlan(program, session);
  addFlops(program, session);
  addChart(program, session);
  addData(program, session);
  addNotebook(program, session);
  addKernel(program, session);
  return program;
}
