import type { Command } from "commander";
import { answer, type Session, tell } from "./io.ts";
import type { FitFlags } from "./approaches.ts";
import { lawHelp, objectiveHelp } from "./law_help.ts";
import { addTableOptions } from "./table_options.ts";
import { checkTarget, writeTarget } from "./target.ts";
import { flops, level, names, number, valuesByName, whole } from "./values.ts";

interface Flags extends FitFlags {
  readonly approach: string;
  readonly save?: string;
  readonly json?: boolean;
}

const jsonHelp =
  `Keys of --json, Approach 3: law, approach, objective, delta, n, status, message, value,
  coef, derived, intervals { low, high, level, method, open? } by coefficient or null, stdErrors,
  rSquared, draws, data, notes. Approaches 1 and 2: a, b, N, D, minima, intervals, bias and more.
  open names the sides on which a profile never rises past its threshold.`;

/** `isoflop fit FILE`: a table of runs becomes a law. */
export function addFit(program: Command, session: Session): void {
  const command = program.command("fit")
    .argument("<FILE>", "runs: .csv, .parquet, .json, .ndjson; of Approach 1 also 'logs/*.csv'")
    .description("Fit a scaling law to a table of training runs")
    .option(
      "--approach <1|2|3>",
      "of Hoffmann et al. (2022): 1 envelope of curves, 2 IsoFLOP valleys, 3 the law itself",
      "3",
    )
    .option("--law <NAME>", lawHelp, "chinchilla")
    .option(
      "--free <NAMES>",
      "of a formula: coefficients of either sign; the others are above 0",
      names("--free"),
    )
    .option(
      "--hold <VALUES>",
      "coefficients held at a value: E=1.69,alpha=0.34",
      valuesByName("--hold"),
    );
  addTableOptions(command)
    .option("--objective <NAME>", objectiveHelp, "huber-log")
    .option("--delta <X>", "where Huber's loss bends (default: 1e-3)", number("--delta"))
    .option("--minimum <NAME>", "of Approach 2: parabola (the default) or spline")
    .option("--budgets <FLOPS>", "of Approach 2: the budgets, such as 6e18,1e19", flops)
    .option("--sizes <FILE>", "of Approach 1: a table of run and N, where the curves have no N")
    .option("--restarts <WHAT>", "of Approach 1, where steps go back: refuse (the default) or last")
    .option(
      "--bootstrap <DRAWS>",
      "resamples for the intervals; with 0 the report alone has them, from the covariance",
      whole("--bootstrap", "a whole number of draws from 0 to 1000000", 0, 1e6),
      0,
    )
    .option(
      "--uncertainty <METHOD>",
      "intervals by profile, bootstrap, sandwich or wald (default: bootstrap, if there is one)",
    )
    .option("--seed <N>", "seed of the resamples", whole("--seed", "a whole number"), 1)
    .option("--stream <NAME>", "random numbers: isoflop, or numpy to replay NumPy's", "isoflop")
    .option("--level <P>", "coverage of the intervals", level, 0.95)
    .option("--save <FIT.json>", "write the fit with its draws, for plan and chart")
    .option("--json", "one JSON object instead of the report")
    .addHelpText(
      "after",
      '\nExample:\n  isoflop fit runs.csv --columns "N=params,D=tokens,loss=val_loss" ' +
        "--bootstrap 1000 --save fit.json\n" +
        '  isoflop fit sweep.csv --approach 2 --columns "C=budget"\n' +
        "  isoflop fit 'logs/*.csv' --approach 1 --sizes sizes.csv\n" +
        '  isoflop fit runs.csv --law "E + K*C^-gamma" --uncertainty profile\n' +
        '  isoflop fit runs.csv --law data-constrained --columns "U=unique_tokens"\n\n' +
        jsonHelp,
    )
    .action((file: string, flags: Flags) => fit(session, file, flags));
}

async function fit(session: Session, file: string, flags: Flags): Promise<void> {
  const { approachNumbered } = await import("./approaches.ts");
  const approach = await approachNumbered(flags.approach);
  approach.check(flags);
  if (flags.save !== undefined) checkTarget(flags.save, [file]);
  const found = await approach.fit(file, flags);
  tell(session, found.notes);
  if (flags.save !== undefined) {
    await writeTarget(flags.save, found.file);
    session.err(`saved: ${flags.save}\n`);
  }
  answer(session, flags.json, found);
}
