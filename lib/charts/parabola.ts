import { logSpaced } from "./curve.ts";
import type { AlongBudget } from "./isoflop_panel.ts";
import { tidy } from "./log_axis.ts";
import { converged, type PlacedMinimum } from "./minima.ts";

/** The parabola of a budget over the sizes that were trained on it; nothing where the fit kept none. */
export function parabola(m: PlacedMinimum): AlongBudget[] {
  const { C, N, loss, curvature, range: sizes } = m;
  if (curvature == null || !sizes) return [];
  const beyond = !converged(m);
  return logSpaced(sizes[0] / 1.1, sizes[1] * 1.1, 30).map((n) => ({
    N: tidy(n),
    loss: tidy(loss + curvature * Math.log(n / N) ** 2),
    budget: tidy(C),
    beyond,
  })).filter(({ loss }) => loss > 0);
}
