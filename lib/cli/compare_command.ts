import type { Command } from "commander";
import { answer, type Session, tell } from "./io.ts";
import { objectiveHelp } from "./law_help.ts";
import { checkLaws, type LawTableFlags, readLawTable } from "./law_table.ts";
import { addTableOptions } from "./table_options.ts";
import { names, number, numbers } from "./values.ts";

interface Flags extends LawTableFlags {
  readonly laws: readonly string[];
  readonly by?: string;
  readonly cuts?: readonly number[];
  readonly holdOut: boolean;
  readonly objective: string;
  readonly delta?: number;
  readonly json?: boolean;
}

const help = `
Example:
  isoflop compare runs.csv --laws power-law,power-law-floor,chinchilla

Keys of --json: objective, delta, n, runs, by, best { aicc, bic, heldOut }, laws [{ law, coefficients,
  status, message, value, coef, logLikelihood, scale, aicc, bic, deltaAicc, deltaBic, weightAicc,
  weightBic, missing, heldOut { meanError, worstError, windows }, notHeldOut }], data, notes. missing
  and notHeldOut say why a criterion or a held-out error is null.`;

/** `isoflop compare FILE --laws a,b`: which law describes and which predicts the runs best? */
export function addCompare(program: Command, session: Session): void {
  const command = program.command("compare")
    .argument("<FILE>", "runs: .csv, .parquet, .json, .ndjson")
    .description("Compare laws on the same runs by AICc, BIC and held-out error")
    .requiredOption("--laws <NAMES>", "two laws or more: names or formulas", names("--laws"))
    .option("--free <NAMES>", "of a formula: coefficients of either sign", names("--free"))
    .option("--by <COLUMN>", "what is cut to hold runs out (default: C)")
    .option(
      "--cuts <NUMBERS>",
      "where, such as 1e20,3e20 (default: what the runs suggest)",
      numbers("--cuts"),
    )
    .option("--no-hold-out", "AICc and BIC alone");
  addTableOptions(command)
    .option("--objective <NAME>", objectiveHelp, "huber-log")
    .option("--delta <X>", "where Huber's loss bends (default: 1e-3)", number("--delta"))
    .option("--json", "one JSON object instead of the table")
    .addHelpText("after", help)
    .action((file: string, flags: Flags) => compareLaws(session, file, flags));
}

async function compareLaws(session: Session, file: string, flags: Flags): Promise<void> {
  const { compare, objectiveNamed } = await import("../fit/mod.ts");
  const { laws: texts, by, cuts, holdOut } = flags;
  checkLaws(texts, flags);
  const objective = objectiveNamed(flags.objective, flags.delta);
  const others = by === undefined ? [] : [by];
  const { laws, runs, notes: read } = await readLawTable(file, flags, texts, others);
  const comparison = compare(runs, laws, {
    objective,
    holdOut: holdOut && { ...(by !== undefined && { by }), ...(cuts && { cuts }) },
  });
  const notes = [...runs.notes, ...read];
  tell(session, notes);
  const { source: { name }, dropped, length } = runs;
  const data = { rows: length, dropped, source: name };
  answer(session, flags.json, {
    json: { ...comparison.toJSON(), data, notes },
    text: comparison.toString(),
  });
}
