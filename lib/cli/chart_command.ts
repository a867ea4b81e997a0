import type { Command } from "commander";
import type { AnyFit, Fit, FrontierFit } from "../fit/mod.ts";
import type { Preset } from "../laws/mod.ts";
import type { Curves, Runs } from "../runs/mod.ts";
import { InputError, listNames } from "../text/mod.ts";
import { chartKindNamed, chartKinds, needDrawable } from "./chart_kinds.ts";
import { answer, type Session, tell } from "./io.ts";
import { addTableOptions, readCurveTables, readTable, type TableFlags } from "./table_options.ts";
import { checkTarget, writing } from "./target.ts";
import { collect, number, whole } from "./values.ts";

interface Flags extends TableFlags {
  readonly output: string;
  readonly fit?: readonly string[];
  readonly preset?: readonly string[];
  readonly flop?: number;
  readonly title?: string;
  readonly journal?: number;
  readonly bootstrap?: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** `isoflop chart KIND FILE …`: runs, fits and presets become a figure. */
export function addChart(program: Command, session: Session): void {
  const kinds = Object.entries(chartKinds).map(([name, { shows }]) =>
    `  ${name.padEnd(21)} ${shows}`
  );
  const command = program.command("chart")
    .argument("<KIND>", "what to draw, see below")
    .argument("[FILE...]", "a table of runs, or saved fits (.json), as the kind needs")
    .description("Draw a figure and save it as .html, .svg, .png or .json")
    .requiredOption("-o, --output <FILE>", "the figure; the extension decides how it is written");
  addTableOptions(command)
    .option("--fit <FIT.json>", "a saved fit; repeatable", collect)
    .option("--preset <NAME>", "published coefficients; repeatable", collect)
    .option("--flop <C>", "a budget to mark, in FLOP", number("--flop"))
    .option("--title <TEXT>", "the title, instead of the chart's own")
    .option(
      "--journal <MM>",
      "for print, so many millimetres wide (89 is a column, 183 are two): .svg or .png",
      number("--journal"),
    )
    .option(
      "--bootstrap <DRAWS>",
      "resamples when the runs have to be fitted",
      whole("--bootstrap", "a whole number of draws from 0 to 1000000", 0, 1e6),
    )
    .option("--seed <N>", "seed of the resamples", whole("--seed", "a whole number"), 1)
    .option("--json", "one JSON object instead of the caption")
    .addHelpText(
      "after",
      `\nKinds:\n${kinds.join("\n")}\n\nExample:\n` +
        "  isoflop chart iso-loss runs.csv --preset chinchilla:epoch --flop 5.76e23 -o out.svg",
    )
    .action((kind: string, files: string[], flags: Flags) => chart(session, kind, files, flags));
}

async function chart(
  session: Session,
  name: string,
  files: readonly string[],
  flags: Flags,
): Promise<void> {
  const kind = chartKindNamed(name);
  const { output, flop, title, journal } = flags;
  checkOutput(output, [...files, ...(flags.fit ?? [])]);
  if (flop !== undefined && !kind.marksBudget) {
    const able = Object.keys(chartKinds).filter((name) => chartKinds[name]!.marksBudget);
    throw new InputError({
      cannot: `mark a budget in the chart ${JSON.stringify(name)}`,
      needs: `one of ${listNames(able)}`,
      found: `--flop ${flop}`,
    });
  }
  const { runs, curves, fits, presets } = await inputs(files, flags, kind.readsCurves);
  if (!runs && !curves) needNoTable(flags);
  tell(session, (runs ?? curves)?.notes ?? []);
  const { fitEnvelope, fitLaw, fitValleys } = await import("../fit/mod.ts");
  const { chinchilla } = await import("../laws/mod.ts");
  const fitOfRuns = (bootstrap: number): Fit => {
    const draws = flags.bootstrap ?? bootstrap;
    const fit = fitLaw(runs!, chinchilla, {
      ...(draws > 0 && { bootstrap: { draws, seed: flags.seed } }),
    });
    tell(session, [`Fitted to the runs, as "isoflop fit" does: ${fit.status}, ${fit.message}.`]);
    return needDrawable(fit);
  };
  const frontierOfRuns = (): FrontierFit => {
    const draws = flags.bootstrap ?? 0;
    const options = draws > 0 ? { bootstrap: { draws, seed: flags.seed } } : {};
    const fit = curves ? fitEnvelope(curves, options) : fitValleys(runs!, options);
    const how = `"isoflop fit --approach ${fit.approach}" does: ${fit.status}, ${fit.message}`;
    tell(session, [`Fitted to the ${curves ? "curves" : "runs"}, as ${how}.`]);
    return needDrawable(fit);
  };
  const charts = await import("../charts/mod.ts");
  const drawn = await kind.draw(charts, {
    runs,
    curves,
    fits,
    presets,
    fitOfRuns,
    frontierOfRuns,
    ...(flop !== undefined && { flop }),
    ...(title !== undefined && { title }),
  });
  const print = journal === undefined ? {} : { theme: "journal" as const, width: journal };
  await writing(output, () => drawn.save(output, print));
  const { title: shown, description, simulated } = drawn;
  answer(session, flags.json, {
    json: { kind: name, file: output, title: shown, description, simulated },
    text: `${drawn}\n\n${output}`,
  });
}

interface Inputs {
  readonly runs: Runs | null;
  readonly curves: Curves | null;
  readonly fits: AnyFit[];
  readonly presets: Preset[];
}

/** Each file is a saved fit, or else the table of runs, or one of curves. */
async function inputs(
  files: readonly string[],
  flags: Flags,
  readsCurves = false,
): Promise<Inputs> {
  const { presetNamed } = await import("../laws/mod.ts");
  const { fitOrNull, readFit } = await import("./saved_fit.ts");
  const presets = (flags.preset ?? []).map(presetNamed);
  const fits: AnyFit[] = [];
  const tables: string[] = [];
  for (const file of files) {
    const fit = fitOrNull(file);
    if (fit) fits.push(fit);
    else tables.push(file);
  }
  fits.push(...(flags.fit ?? []).map(readFit));
  if (tables.length > 1 && !readsCurves) {
    throw new InputError({
      cannot: "draw a chart",
      needs: "at most one table of runs",
      found: tables.map((table) => JSON.stringify(table)).join(" and "),
    });
  }
  fits.forEach(needDrawable);
  const [table] = tables;
  const given = { runs: null, curves: null, fits, presets };
  if (table === undefined) return given;
  if (readsCurves) return { ...given, curves: await readCurveTables(tables, flags) };
  return { ...given, runs: await readTable(table, flags) };
}

/** Refuses a figure that could not be written, before it is drawn. */
function checkOutput(path: string, inputs: readonly string[]): void {
  if (!/\.(html|svg|png|json)$/i.test(path)) {
    throw new InputError({
      cannot: `write ${JSON.stringify(path)}`,
      needs: "a file name that ends in .html, .svg, .png or .json",
      found: JSON.stringify(path),
    });
  }
  checkTarget(path, inputs);
}

/** Options that select rows mean nothing without a table of rows. */
function needNoTable({ columns, where = [], dropHighest }: Flags): void {
  const given = [
    ...(columns === undefined ? [] : ["--columns"]),
    ...(where.length ? ["--where"] : []),
    ...(dropHighest ? ["--drop-highest"] : []),
  ];
  if (given.length === 0) return;
  throw new InputError({
    cannot: `use ${given.join(", ")}`,
    needs: "a table of runs",
    found: "none",
  });
}
