import { count, flop } from "../text/mod.ts";
import type { Diagnosis, Status } from "./diagnose.ts";
import type { Minimum, MinimumStatus } from "./minimum.ts";

/** What a fit is called when most of its budgets came out like this. */
const verdicts: Readonly<Record<Exclude<MinimumStatus, "converged">, Status>> = {
  "outside-range": "bound",
  "edge": "bound",
  "flat": "flat",
  "negative-curvature": "not-identified",
  "too-few-points": "not-identified",
};

/** What the minima of an approach are called. */
export interface FrontierWords {
  readonly many: string;
  readonly one: string;
  readonly what: (plural: boolean) => string;
  readonly name: (minimum: Minimum) => string;
}

/** Approach 2 has a minimum for each budget. */
export const valleyWords: FrontierWords = {
  many: "budgets",
  one: "budget",
  what: (plural) => `a minimum inside ${plural ? "their" : "its"} sizes`,
  name: ({ C }) => `${flop(C)} FLOP`,
};

/** Approach 1 has one for each size. */
export const envelopeWords: FrontierWords = {
  many: "sizes",
  one: "size",
  what: (plural) => `${plural ? "reigns" : "a reign"} between smaller and larger sizes`,
  name: ({ N }) => count(N!),
};

/**
 * How a frontier fit came out: `converged` with two or more minima; otherwise the commonest reason
 * why there are none.
 *
 * @param more Runs that belong to no budget; why a bootstrap that was asked for could not be made.
 */
export function judgeFrontier(
  minima: readonly Minimum[],
  { many, one, what, name }: FrontierWords,
  { left = 0, noDraws }: { readonly left?: number; readonly noDraws?: string } = {},
): Diagnosis {
  const lost = minima.filter(({ status }) => status !== "converged");
  const good = minima.length - lost.length;
  const sentences = [
    ...(lost.length ? [describeLost(lost, good, name)] : []),
    ...(left ? [`${left} ${left === 1 ? "run belongs" : "runs belong"} to no budget`] : []),
  ];
  if (noDraws !== undefined) sentences.push(`no draws: ${noDraws}`);
  if (good >= 2) {
    const share = lost.length ? `${good} of ${minima.length}` : `all ${good}`;
    return {
      status: "converged",
      message: [
        `${share} ${many} have ${what(true)}`,
        ...(good === 2 ? ["two minima give a line, and nothing to judge it by"] : []),
        ...sentences,
      ].join("; "),
    };
  }
  const found = good === 1 ? `one ${one} has` : `no ${one} has`;
  return {
    status: lost.length > 0
      ? verdicts[commonest(lost.map(({ status }) => status))]
      : "not-identified",
    message: [`${found} ${what(false)}, and a power law needs two`, ...sentences]
      .join("; "),
  };
}

/** "left out: 1e22 FLOP (flat)", or only how many there are of each kind. */
function describeLost(
  lost: readonly Minimum[],
  good: number,
  name: FrontierWords["name"],
): string {
  const start = good >= 2 ? "left out of the lines: " : "";
  if (lost.length <= 6) {
    return start + lost.map((minimum) => `${name(minimum)} (${minimum.status})`).join(", ");
  }
  const kinds = Array.from(new Set(lost.map(({ status }) => status)));
  return start +
    kinds.map((kind) => `${lost.filter(({ status }) => status === kind).length} ${kind}`).join(
      ", ",
    );
}

function commonest(statuses: readonly MinimumStatus[]): Exclude<MinimumStatus, "converged"> {
  const times = (status: MinimumStatus) => statuses.filter((other) => other === status).length;
  const order = statuses.toSorted((a, b) => times(b) - times(a));
  return order[0] as Exclude<MinimumStatus, "converged">;
}
