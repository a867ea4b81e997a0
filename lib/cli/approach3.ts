import { type Fit, fitLaw, type IntervalMethod, objectiveNamed } from "../fit/mod.ts";
import { held } from "../laws/mod.ts";
import { progress } from "../display/progress.ts";
import { InputError, reportText, unknownName } from "../text/mod.ts";
import type { Approach, FitAnswer, FitFlags } from "./approaches.ts";
import { ends } from "./ends.ts";
import { checkLaws, readLawTable } from "./law_table.ts";
import { refuseFlags } from "./refuse_flags.ts";
import { streamOf } from "./stream_flag.ts";

const methods = ["profile", "bootstrap", "sandwich", "wald"] as const;

/** Approach 3: the law itself is fitted to all runs. */
export const approach3: Approach = {
  check(flags) {
    checkLaws([flags.law], flags);
    objectiveNamed(flags.objective, flags.delta);
    methodOf(flags);
    streamOf(flags);
    refuseFlags(flags, 3);
  },
  async fit(file, flags): Promise<FitAnswer> {
    const { laws: [law], runs, notes: read } = await readLawTable(file, flags, [flags.law]);
    const objective = objectiveNamed(flags.objective, flags.delta);
    const { bootstrap: draws, seed } = flags;
    // A bar for what may take seconds; below that it would only flicker. A refit by least absolute
    // deviations is some thirty fits.
    const work = draws * runs.length * (objective.name === "absolute-log" ? 30 : 1);
    const bar = work > 3e6 ? progress({ total: draws, label: "bootstrap" }) : null;
    const fit: Fit<string, string, string> = fitLaw(runs, law!, {
      objective,
      ...(flags.hold && { coefs: held(flags.hold) }),
      ...(draws > 0 &&
        {
          bootstrap: {
            draws,
            seed,
            stream: streamOf(flags),
            ...(bar && { onProgress: bar.update }),
          },
        }),
    });
    bar?.done();
    const notes = [...runs.notes, ...read];
    if (flags.delta !== undefined && objective.delta === null) {
      notes.push(`--delta is not used: ${objective.name} has no bend.`);
    }
    const asked = methodOf(flags);
    return {
      json: fitJson(fit, flags.level, asked, notes),
      text: reportText(fit.report({ level: flags.level, method: asked })),
      file: `${JSON.stringify(fit)}\n`,
      notes,
    };
  },
};

/** How the intervals are to be had; `undefined` for what the fit has. */
function methodOf({ uncertainty, bootstrap }: FitFlags): IntervalMethod | undefined {
  if (uncertainty === undefined) return undefined;
  const found = methods.find((name) => name === uncertainty);
  if (found === undefined) throw unknownName("use --uncertainty", uncertainty, methods);
  if (found !== "bootstrap" || bootstrap > 0) return found;
  throw new InputError({
    cannot: "use --uncertainty bootstrap",
    needs: "a number of resamples",
    found: "no --bootstrap",
    cure: "add --bootstrap 1000",
  });
}

/** The keys of the contract, and some more. */
function fitJson(
  fit: Fit<string, string, string>,
  level: number,
  asked: IntervalMethod | undefined,
  notes: readonly string[],
): object {
  const { draws, data } = fit;
  const { digest, rows, dropped, source, simulated } = data;
  const method = asked ?? (draws ? "bootstrap" : null);
  const forEachTerm = <T>(value: (term: string) => T): Record<string, T> =>
    Object.fromEntries(termsOf(fit).map((term) => [term, value(term)]));
  const error = asked === "sandwich" || asked === "wald" ? asked : undefined;
  return {
    law: fit.law.name,
    approach: fit.approach,
    objective: fit.objective.name,
    delta: fit.objective.delta,
    n: fit.n,
    status: fit.status,
    message: fit.message,
    value: fit.value,
    coef: fit.coef,
    derived: fit.derived,
    // Runs that do not determine the law have no draws, asked for or not.
    intervals: method === null || (method === "bootstrap" && !draws)
      ? null
      : forEachTerm((term) => ends(fit.interval(term, level, method))),
    stdErrors: forEachTerm((term) => fit.stdError(term, error)),
    rSquared: fit.rSquared,
    draws: draws && {
      count: draws.count,
      converged: draws.converged,
      seed: draws.seed,
      stream: draws.stream,
      unit: draws.unit,
    },
    data: { digest, rows, dropped, runs: data.runs, source, simulated },
    notes,
  };
}

/** The coefficients, and what follows from them. */
function termsOf({ law, derived }: Fit<string, string, string>): string[] {
  return [...law.coefNames, ...Object.keys(derived)];
}
