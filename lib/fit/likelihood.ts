import { erf, lnGamma } from "../numeric/student_t.ts";
import { kindOf, type Objective } from "./objective.ts";

/** The largest likelihood of residuals under the noise that an objective stands for. */
export interface Likelihood {
  /** ln of the density of all residuals. */
  readonly logLikelihood: number;
  /**
   * κ of the density exp(−κ ρ(r))/Z(κ), at which that is largest; of Student's t, whose ρ has its
   * scale inside, the scale itself.
   */
  readonly scale: number;
}

/**
 * The likelihood of the family that an objective belongs to.
 *
 * Who minimises Σ ρ(r) says that noise has the density exp(−κ ρ(r))/Z(κ), for some κ. κ is chosen
 * to make the residuals most likely and counts as a coefficient. For squares this is the Gaussian,
 * ℓ = −n/2 (1 + ln(2π Σr²/n)); for absolute deviations the Laplace distribution, ℓ = −n (1 +
 * ln(2 Σ|r|/n)). Huber's has a Gaussian middle and exponential tails:
 *
 * Z(κ) = G + T, G = √(2π/κ) erf(δ √(κ/2)), T = 2/(κδ) exp(−κδ²/2),
 *
 * and E ρ = (G/2 + T)/(κ Z) = Σρ/n at the best κ, which therefore is between n/(2Σρ) and n/Σρ. An
 * asymmetric objective has half of that on each side, with κ times its penalty above.
 *
 * @param value Σ ρ(r), the least value of the objective.
 * @param n Number of residuals.
 * @param scale The fitted scale of Student's t.
 * @returns `null` where the law passes through every run: then any density is too wide.
 */
export function likelihood(
  objective: Objective,
  value: number,
  n: number,
  scale: number | null,
): Likelihood | null {
  if (kindOf(objective) === "student-t") {
    const { degrees = 4 } = objective;
    const constant = lnGamma((degrees + 1) / 2) - lnGamma(degrees / 2) -
      Math.log(degrees * Math.PI) / 2;
    return scale !== null && scale > 0 && Number.isFinite(value)
      ? { logLikelihood: n * constant - value, scale }
      : null;
  }
  if (!(value > 0 && value < Infinity)) return null;
  switch (kindOf(objective)) {
    case "squared":
      return {
        logLikelihood: -n / 2 * (1 + Math.log(2 * Math.PI * value / n)),
        scale: n / 2 / value,
      };
    case "absolute":
      return { logLikelihood: -n * (1 + Math.log(2 * value / n)), scale: n / value };
    default:
      return bentLikelihood(objective, value, n);
  }
}

function bentLikelihood({ delta, penalty = 1 }: Objective, value: number, n: number): Likelihood {
  const sides = [1, penalty];
  const masses = (kappa: number) => {
    let middle = 0, tails = 0;
    for (const side of sides) {
      const k = kappa * side;
      middle += Math.sqrt(Math.PI / (2 * k)) * erf(delta! * Math.sqrt(k / 2));
      tails += Math.exp(-k * delta! * delta! / 2) / (k * delta!);
    }
    return { middle, tails };
  };
  // E ρ falls as κ rises, so halving the bracket cannot miss; 60 halvings are all that doubles have.
  let low = n / (2 * value), high = n / value;
  for (let i = 0; i < 60; i++) {
    const kappa = (low + high) / 2;
    const { middle, tails } = masses(kappa);
    const mean = (middle / 2 + tails) / (kappa * (middle + tails));
    if (mean > value / n) low = kappa;
    else high = kappa;
  }
  const scale = (low + high) / 2;
  const { middle, tails } = masses(scale);
  return { logLikelihood: -scale * value - n * Math.log(middle + tails), scale };
}
