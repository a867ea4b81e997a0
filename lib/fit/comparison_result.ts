import type { Law } from "../laws/law.ts";
import { type Report, Reported, significant } from "../text/mod.ts";
import type { Fit } from "./fit.ts";
import { describeObjective, type Objective } from "./objective.ts";
import type { Rollout } from "./rollout_result.ts";

/** One law of a comparison. */
export interface ComparedLaw {
  /** The law. */
  readonly law: Law;
  /** Its fit to all runs. */
  readonly fit: Fit<string, string, string>;
  /** How many coefficients the fit was free to choose; the criteria count one more, the scale. */
  readonly coefficients: number;
  /** The largest log likelihood; `null` where it cannot be had. */
  readonly logLikelihood: number | null;
  /** κ of the density exp(−κ ρ(r))/Z(κ), or the scale of Student's t. */
  readonly scale: number | null;
  /** Akaike's criterion, corrected for few rows; `null` where it cannot be had. */
  readonly aicc: number | null;
  /** The Bayesian criterion of Schwarz. */
  readonly bic: number | null;
  /** Why a criterion is missing. */
  readonly missing: string | null;
  /** The law on runs beyond those it was fitted to; `null` without. */
  readonly heldOut: Rollout | null;
  /** Why there is none; `null` where there is one, or none was asked for. */
  readonly notHeldOut: string | null;
}

/** What laws are ranked by; less is better. */
export type RankedBy = "aicc" | "bic" | "heldOut";

/** Several laws fitted to the same runs; {@linkcode compare} makes it. */
export class LawComparison extends Reported {
  /** The laws, in the order they were given. */
  readonly laws: readonly ComparedLaw[];
  /** What was minimised. */
  readonly objective: Objective;
  /** The column that runs were held out by; `null` without. */
  readonly by: string | null;

  /** Takes the laws, what was minimised and the column that was cut. */
  constructor(laws: readonly ComparedLaw[], objective: Objective, by: string | null) {
    super();
    this.laws = laws;
    this.objective = objective;
    this.by = by;
  }

  /** The law with the least value; `null` where no law has one. */
  best(by: RankedBy): ComparedLaw | null {
    const scores = this.#scores(by);
    const least = Math.min(...scores.filter((score) => score !== null));
    return this.laws[scores.indexOf(least)] ?? null;
  }

  /** How far each law is above the best one, in the units of the criterion. */
  differences(by: RankedBy): (number | null)[] {
    const scores = this.#scores(by);
    const least = Math.min(...scores.filter((score) => score !== null));
    return scores.map((score) => score === null ? null : score - least);
  }

  /** exp(−½ Δ) over the sum of all that have the criterion: shares of the evidence. */
  weights(by: "aicc" | "bic"): (number | null)[] {
    const shares = this.differences(by).map((d) => d === null ? null : Math.exp(-d / 2));
    const sum = shares.reduce<number>((total, share) => total + (share ?? 0), 0);
    return shares.map((share) => share === null ? null : share / sum);
  }

  /** A row per law, what is best by each measure, and what the measures suppose. */
  report(): Report {
    const { laws, objective, by } = this;
    const [dAicc, dBic] = [this.differences("aicc"), this.differences("bic")];
    const weights = this.weights("aicc");
    const { data } = laws[0]!.fit;
    const number = (x: number | null, digits = 4) => x === null ? "–" : significant(x, digits);
    const notes = [
      ...laws.flatMap(({ law, missing }) => missing === null ? [] : [`${law.name}: ${missing}.`]),
      ...laws.flatMap(({ law, notHeldOut }) =>
        notHeldOut === null ? [] : [`${law.name} was not held against other runs: ${notHeldOut}.`]
      ),
      ...laws.flatMap(({ law, heldOut }) =>
        (heldOut?.windows ?? []).flatMap(({ cut, reason }) =>
          reason === null ? [] : [`${law.name}, nothing predicted above ${number(cut)}: ${reason}.`]
        )
      ),
      this.#verdict(),
      ...(data.runs < data.rows
        ? [
          `The ${data.rows} rows are checkpoints of ${data.runs} runs. AICc and BIC count rows as ` +
          "independent, which checkpoints are not: let the held-out error, by run, speak.",
        ]
        : []),
      ...(data.simulated ? ["The runs are simulated."] : []),
    ];
    return {
      title: `${laws.length} laws compared on ${data.rows} ${
        data.runs < data.rows ? "rows" : "runs"
      }`,
      blocks: [
        {
          kind: "facts",
          facts: [
            ["objective", describeObjective(objective, laws[0]!.law.response)],
            ["held out by", by ?? "nothing"],
          ],
        },
        {
          kind: "table",
          table: {
            columns: [
              { title: "law", align: "left" },
              ...["coefficients", "value", "ΔAICc", "weight", "ΔBIC", "held-out error", "worst"]
                .map((title) => ({ title })),
              { title: "status", align: "left" },
            ],
            rows: laws.map(({ law, coefficients, fit, heldOut }, i) => [
              law.name,
              `${coefficients}`,
              significant(fit.value, 5),
              dAicc[i] === null ? "–" : dAicc[i]!.toFixed(2),
              number(weights[i]!, 3),
              dBic[i] === null ? "–" : dBic[i]!.toFixed(2),
              percent(heldOut?.meanError),
              percent(heldOut?.worstError),
              fit.status,
            ]),
          },
        },
        ...notes.filter(Boolean).map((text) => ({ kind: "note", text }) as const),
      ],
    };
  }

  /** The measures as plain data; what does not exist is NaN or `null`. */
  toJSON(): object {
    const { objective, by, laws } = this;
    const [dAicc, dBic] = [this.differences("aicc"), this.differences("bic")];
    const [wAicc, wBic] = [this.weights("aicc"), this.weights("bic")];
    const name = (of: RankedBy) => this.best(of)?.law.name ?? null;
    return {
      objective: objective.name,
      delta: objective.delta,
      n: laws[0]!.fit.n,
      runs: laws[0]!.fit.data.runs,
      by,
      best: { aicc: name("aicc"), bic: name("bic"), heldOut: name("heldOut") },
      laws: laws.map((each, i) => ({
        law: each.law.name,
        coefficients: each.coefficients,
        status: each.fit.status,
        message: each.fit.message,
        value: each.fit.value,
        coef: each.fit.coef,
        logLikelihood: each.logLikelihood,
        scale: each.scale,
        aicc: each.aicc,
        bic: each.bic,
        deltaAicc: dAicc[i]!,
        deltaBic: dBic[i]!,
        weightAicc: wAicc[i]!,
        weightBic: wBic[i]!,
        missing: each.missing,
        heldOut: each.heldOut && {
          meanError: each.heldOut.meanError,
          worstError: each.heldOut.worstError,
          windows: each.heldOut.windows.map((window) => ({
            cut: window.cut,
            fitted: window.fitted,
            predicted: window.rows.length,
            status: window.status,
            coef: window.coef,
            meanError: window.meanError,
            worstError: window.worstError,
            reason: window.reason,
          })),
        },
        notHeldOut: each.notHeldOut,
      })),
    };
  }

  /** Held-out errors count only where the same rows were predicted by every law. */
  #scores(by: RankedBy): (number | null)[] {
    if (by !== "heldOut") return this.laws.map((law) => law[by]);
    const most = Math.max(...this.laws.map(({ heldOut }) => heldOut?.rows.length ?? 0));
    return this.laws.map(({ heldOut }) =>
      heldOut && heldOut.rows.length === most && Number.isFinite(heldOut.meanError)
        ? heldOut.meanError
        : null
    );
  }

  #verdict(): string {
    const said = ([["aicc", "AICc"], ["bic", "BIC"], ["heldOut", "held-out error"]] as const)
      .flatMap(([by, name]) => {
        const best = this.best(by);
        return best ? [`by ${name} ${best.law.name}`] : [];
      });
    return said.length ? `Least ${said.join(", ")}.` : "";
  }
}

function percent(share: number | undefined): string {
  return share === undefined || !Number.isFinite(share)
    ? "–"
    : `${Number((100 * share).toPrecision(3))} %`;
}
