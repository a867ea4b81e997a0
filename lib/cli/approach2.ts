import { fitValleys, type ValleyCurve } from "../fit/mod.ts";
import { unknownName } from "../text/mod.ts";
import type { Approach, FitAnswer, FitFlags } from "./approaches.ts";
import { bootstrapOf, frontierAnswer } from "./frontier_answer.ts";
import { refuseFlags } from "./refuse_flags.ts";
import { streamOf } from "./stream_flag.ts";
import { readTable } from "./table_options.ts";

const curves = ["parabola", "spline"] as const;

/** Approach 2: the lowest point of each budget's valley, and power laws through them. */
export const approach2: Approach = {
  check(flags) {
    refuseFlags(flags, 2);
    curveOf(flags);
    streamOf(flags);
  },
  async fit(file, flags): Promise<FitAnswer> {
    const runs = await readTable(file, flags);
    const { budgets } = flags;
    const { options, done } = bootstrapOf(flags, runs.length);
    const fit = fitValleys(runs, {
      minimum: curveOf(flags),
      ...(budgets && { budgets }),
      ...options,
    });
    done();
    return frontierAnswer(fit, runs.notes, flags);
  },
};

function curveOf({ minimum = "parabola" }: FitFlags): ValleyCurve {
  const found = curves.find((name) => name === minimum);
  if (found !== undefined) return found;
  throw unknownName("use --minimum", minimum, curves);
}
