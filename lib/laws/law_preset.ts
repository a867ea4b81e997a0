import { InputError } from "../text/errors.ts";
import type { ExponentSpread, Frontier, NConvention, Point, Preset, Source } from "./law.ts";

/** What {@linkcode lawPreset} needs to know. */
export interface PresetFacts<K extends string> {
  /** The law's name, which the preset's begins with. */
  readonly law: string;
  /** The columns that the law looks at. */
  readonly regressors: readonly string[];
  readonly title: string;
  readonly coef: Readonly<Record<K, number>>;
  readonly source: Source;
  readonly notes: readonly string[];
  /** What its N counts. @default {null} */
  readonly nConvention?: NConvention;
}

/** Published coefficients of a law of other columns than N and D: no frontier follows from them. */
export function lawPreset<K extends string>(short: string, facts: PresetFacts<K>): Preset {
  return new LawPreset(short, facts);
}

/** A class for the sake of `frontier`, which is to be refused where it is asked for, not copied. */
class LawPreset<K extends string> implements Preset {
  readonly name: string;
  readonly title: string;
  readonly law: string;
  readonly coef: Readonly<Record<K, number>>;
  readonly predict: ((at: Point) => number) | null = null;
  readonly spread: ExponentSpread | null = null;
  readonly source: Source;
  readonly notes: readonly string[];
  readonly nConvention: NConvention | null;
  readonly #regressors: readonly string[];

  constructor(short: string, facts: PresetFacts<K>) {
    const { law, regressors, title, coef, source, notes, nConvention = null } = facts;
    this.name = `${law}:${short}`;
    this.title = title;
    this.law = law;
    this.coef = coef;
    this.source = source;
    this.notes = notes;
    this.nConvention = nConvention;
    this.#regressors = regressors;
  }

  get frontier(): Frontier {
    throw new InputError({
      cannot: `plan with ${this.name}`,
      needs: "a law of N and D, from which a compute-optimal frontier follows",
      found: `one of ${this.#regressors.join(" and ")}`,
      cure: 'take another preset, such as "chinchilla:epoch"',
    });
  }
}
