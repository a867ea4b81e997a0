import { type Fit, fitLaw, type FitTerm, objectiveNamed } from "../fit/mod.ts";
import { progress } from "../display/progress.ts";
import { chinchilla, lawNamed } from "../laws/mod.ts";
import type { Runs } from "../runs/mod.ts";
import type { Approach, FitAnswer } from "./approaches.ts";
import { reportAtLevel } from "./at_level.ts";
import { ends } from "./ends.ts";
import { refuseFlags } from "./refuse_flags.ts";
import { streamOf } from "./stream_flag.ts";
import { readTable } from "./table_options.ts";

const terms: readonly FitTerm[] = ["E", "A", "B", "alpha", "beta", "a", "b", "G"];

/** Approach 3: the law itself is fitted to all runs. */
export const approach3: Approach = {
  check(flags) {
    lawNamed(flags.law);
    objectiveNamed(flags.objective, flags.delta);
    streamOf(flags);
    refuseFlags(flags, 3);
  },
  async fit(file, flags): Promise<FitAnswer> {
    const runs = await readTable(file, flags);
    const objective = objectiveNamed(flags.objective, flags.delta);
    const { bootstrap: draws, seed } = flags;
    // A bar for what may take seconds; below that it would only flicker. A refit by least absolute
    // deviations is some thirty fits.
    const work = draws * runs.length * (objective.name === "absolute-log" ? 30 : 1);
    const bar = work > 3e6 ? progress({ total: draws, label: "bootstrap" }) : null;
    const fit = fitLaw(runs, chinchilla, {
      objective,
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
    const notes = [...runs.notes];
    if (flags.delta !== undefined && objective.delta === null) {
      notes.push(`--delta is not used: ${objective.name} has no bend.`);
    }
    return {
      json: fitJson(fit, flags.level, runs),
      text: reportAtLevel<FitTerm>(fit, terms, flags.level),
      file: `${JSON.stringify(fit)}\n`,
      notes,
    };
  },
};

/** The keys of the contract, and some more. */
function fitJson(fit: Fit, level: number, runs: Runs): object {
  const { draws, data } = fit;
  const { digest, rows, dropped, source, simulated } = data;
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
    intervals: draws && forEachTerm((term) => ends(fit.interval(term, level))),
    stdErrors: forEachTerm((term) => fit.stdError(term)),
    rSquared: fit.rSquared,
    draws: draws && {
      count: draws.count,
      converged: draws.converged,
      seed: draws.seed,
      stream: draws.stream,
      unit: draws.unit,
    },
    data: { digest, rows, dropped, runs: data.runs, source, simulated },
    notes: runs.notes,
  };
}

function forEachTerm<T>(value: (term: FitTerm) => T): Record<string, T> {
  return Object.fromEntries(terms.map((term) => [term, value(term)]));
}
