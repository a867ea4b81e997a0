import type { BootstrapOptions, FrontierFit, Minimum } from "../fit/mod.ts";
import { progress } from "../display/progress.ts";
import { reportText } from "../text/mod.ts";
import type { FitAnswer, FitFlags } from "./approaches.ts";
import { ends } from "./ends.ts";
import { streamOf } from "./stream_flag.ts";

/** The bootstrap that was asked for, with a bar where it takes more than a moment. */
export function bootstrapOf(
  flags: FitFlags,
  work: number,
): { options: { bootstrap?: BootstrapOptions }; done: () => void } {
  const { bootstrap: draws, seed } = flags;
  if (draws === 0) return { options: {}, done: () => {} };
  const bar = draws * work > 1e8 ? progress({ total: draws, label: "bootstrap" }) : null;
  const bootstrap = {
    draws,
    seed,
    stream: streamOf(flags),
    ...(bar && { onProgress: bar.update }),
  };
  return { options: { bootstrap }, done: () => bar?.done() };
}

/** A frontier fit in every form that is asked for. */
export function frontierAnswer(
  fit: FrontierFit,
  notes: readonly string[],
  { level }: FitFlags,
): FitAnswer {
  return {
    json: frontierJson(fit, level, notes),
    text: reportText(fit.report({ level })),
    file: `${JSON.stringify(fit)}\n`,
    notes,
  };
}

/** The keys of the contract, and some more. */
function frontierJson(fit: FrontierFit, level: number, notes: readonly string[]): object {
  const { frontier, derived: { a, b }, draws, data, bias, biasMissing } = fit;
  const { digest, rows, dropped, runs, source, simulated } = data;
  return {
    approach: fit.approach,
    method: fit.method,
    n: fit.n,
    status: fit.status,
    message: [fit.message, ...(biasMissing === null ? [] : [biasMissing])].join("; "),
    a,
    b,
    N: frontier.N,
    D: frontier.D,
    minima: fit.minima.map(minimumJson),
    intervals: draws && { a: ends(fit.interval("a", level)), b: ends(fit.interval("b", level)) },
    stdErrors: { a: fit.stdError("a"), b: fit.stdError("b") },
    bias,
    draws: draws && {
      count: draws.count,
      converged: draws.converged,
      seed: draws.seed,
      stream: draws.stream,
      unit: draws.unit,
    },
    data: { digest, rows, dropped, runs, source, simulated },
    notes,
  };
}

function minimumJson({ C, N, D, loss, status, message, runs }: Minimum): object {
  return { C, N, D, loss, status, message, runs };
}
