import { InputError } from "../../text/mod.ts";
import { needBudget } from "../need_budget.ts";
import { axisTitle } from "../symbols.ts";
import type { Slider } from "./controls.ts";

/** The slider of a budget: its decimal logarithm, in steps of a twentieth of a decade. */
export function budgetSlider(C: number, [low, high]: readonly [number, number]): Slider {
  needBudget(C, "set a slider for the budget");
  return logSlider("Budget: log₁₀ of C (FLOP)", C, [low, high]);
}

/** The slider of a quantity that spans decades, from 10^low to 10^high or a step beyond. */
export function logSlider(
  label: string,
  value: number,
  [low, high]: readonly [number, number],
): Slider {
  if (!(value > 0) || !Number.isFinite(value)) {
    throw new InputError({
      cannot: `set the slider ${JSON.stringify(label)}`,
      needs: "a positive number to start from",
      found: String(value),
    });
  }
  // Six decimals: a millionth of a decade is less than a picture or a budget can tell.
  const at = Number(Math.log10(value).toFixed(6)), step = 0.05;
  // The ends are reached, and passed by less than a step.
  const steps = (decades: number) => Math.max(0, Math.ceil(decades / step - 1e-9));
  return { label, value: at, step, steps: [steps(at - low), steps(high - at)] };
}

/** The slider of a coefficient of the Chinchilla law, around its value. */
export function coefSlider(name: "E" | "A" | "B" | "alpha" | "beta", value: number): Slider {
  const label = axisTitle(name);
  if (name === "E") return { label, value, step: 0.01, steps: [within(value, 0.01, 60), 60] };
  if (name === "A" || name === "B") {
    const step = round(value / 50);
    return { label, value, step, steps: [within(value, step, 45), 150] };
  }
  return { label, value, step: 0.005, steps: [within(value, 0.005, 20), 20] };
}

/** As many steps down as leave the value above zero, at most so many. */
function within(value: number, step: number, most: number): number {
  return Math.min(most, Math.ceil(value / step) - 1);
}

/** The nearest of 1, 2 and 5 times a power of ten, from below. */
function round(x: number): number {
  const decade = 10 ** Math.floor(Math.log10(x));
  return [5, 2, 1].find((times) => times * decade <= x * 1.0001)! * decade;
}
