import { fitEnvelope } from "../fit/mod.ts";
import { type Progress, progress } from "../display/progress.ts";
import { unknownName } from "../text/mod.ts";
import type { Approach, FitAnswer, FitFlags } from "./approaches.ts";
import { bootstrapOf, frontierAnswer } from "./frontier_answer.ts";
import { refuseFlags } from "./refuse_flags.ts";
import { streamOf } from "./stream_flag.ts";

const restarts = ["refuse", "last"] as const;

/** Approach 1: the least loss of all training curves at each compute, and power laws through it. */
export const approach1: Approach = {
  check(flags) {
    refuseFlags(flags, 1);
    restartsOf(flags);
    streamOf(flags);
  },
  async fit(file, flags): Promise<FitAnswer> {
    const { readCurves } = await import("../runs/mod.ts");
    const { columns, where, sizes } = flags;
    let bar: Progress | null = null;
    const curves = await readCurves(file, {
      restarts: restartsOf(flags),
      ...(columns !== undefined && { columns }),
      ...(where !== undefined && { where }),
      ...(sizes !== undefined && { sizes }),
      // One file is read in one go; a bar is for a folder of logs.
      onProgress: (read, total) => {
        if (total > 1) (bar ??= progress({ total, label: "read" })).update(read);
      },
    });
    (bar as Progress | null)?.done();
    const { options, done } = bootstrapOf(flags, 1500 * curves.length);
    const fit = fitEnvelope(curves, options);
    done();
    return frontierAnswer(fit, curves.notes, flags);
  },
};

function restartsOf({ restarts: given = "refuse" }: FitFlags): "refuse" | "last" {
  const found = restarts.find((name) => name === given);
  if (found !== undefined) return found;
  throw unknownName("use --restarts", given, restarts);
}
