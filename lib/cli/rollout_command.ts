import type { Command } from "commander";
import { answer, type Session, tell } from "./io.ts";
import { lawHelp, objectiveHelp } from "./law_help.ts";
import { checkLaws, type LawTableFlags, readLawTable } from "./law_table.ts";
import { addTableOptions } from "./table_options.ts";
import { level, names, number, numbers, whole } from "./values.ts";

interface Flags extends LawTableFlags {
  readonly law: string;
  readonly by?: string;
  readonly cuts?: readonly number[];
  readonly objective: string;
  readonly delta?: number;
  readonly bootstrap: number;
  readonly seed: number;
  readonly level: number;
  readonly json?: boolean;
}

const help = `
Example:
  isoflop rollout runs.csv --by C --cuts 1e20,3e20,1e21

Keys of --json: law, by, objective, delta, level, n, meanError, worstError, calibration [{ level, n,
  inside, share }], byFactor [{ from, to, n, meanError, worstError }], windows [{ cut, fitted,
  largest, apart, status, coef, reason, meanError, worstError, predicted, inside, share, rows [{ row,
  value, factor, observed, predicted, error, low, high }] }], data, notes. Errors are shares of the
  response; rows count from 0.`;

/** `isoflop rollout FILE`: how well do the smaller runs predict the larger ones? */
export function addRollout(program: Command, session: Session): void {
  const command = program.command("rollout")
    .argument("<FILE>", "runs: .csv, .parquet, .json, .ndjson")
    .description("Fit a law below several cuts and hold it against the runs above")
    .option("--by <COLUMN>", "what is cut (default: C, or the law's first column without one)")
    .option(
      "--cuts <NUMBERS>",
      "where, such as 1e20,3e20 (default: what the runs suggest)",
      numbers("--cuts"),
    )
    .option("--law <NAME>", lawHelp, "chinchilla")
    .option("--free <NAMES>", "of a formula: coefficients of either sign", names("--free"));
  addTableOptions(command)
    .option("--objective <NAME>", objectiveHelp, "huber-log")
    .option("--delta <X>", "where Huber's loss bends (default: 1e-3)", number("--delta"))
    .option(
      "--bootstrap <DRAWS>",
      "resamples for the prediction intervals; with 0 from the covariance",
      whole("--bootstrap", "a whole number of draws from 0 to 1000000", 0, 1e6),
      0,
    )
    .option("--seed <N>", "seed of the resamples", whole("--seed", "a whole number"), 1)
    .option("--level <P>", "coverage of the prediction intervals", level, 0.95)
    .option("--json", "one JSON object instead of the report")
    .addHelpText("after", help)
    .action((file: string, flags: Flags) => roll(session, file, flags));
}

async function roll(session: Session, file: string, flags: Flags): Promise<void> {
  const { objectiveNamed, rollout } = await import("../fit/mod.ts");
  const { law: text, by, cuts, bootstrap: draws, seed, level } = flags;
  checkLaws([text], flags);
  const objective = objectiveNamed(flags.objective, flags.delta);
  const others = by === undefined ? [] : [by];
  const { laws: [law], runs, notes: read } = await readLawTable(file, flags, [text], others);
  const held = rollout(runs, law!, {
    objective,
    level,
    ...(by !== undefined && { by }),
    ...(cuts && { cuts }),
    ...(draws > 0 && { bootstrap: { draws, seed } }),
  });
  const notes = [...runs.notes, ...read];
  tell(session, notes);
  const { source: { name }, dropped, length } = runs;
  const data = { rows: length, dropped, source: name };
  answer(session, flags.json, {
    json: { ...held.toJSON(), n: length, data, notes },
    text: held.toString(),
  });
}
