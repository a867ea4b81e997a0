import { InputError, unknownName } from "../text/mod.ts";
import type { Architecture } from "./architecture.ts";
import { completeArchitecture } from "./complete.ts";
import { type Convention, conventionRules, type FlopParts, type Inclusion } from "./conventions.ts";

/** What to count, and how. */
export interface FlopOptions extends Partial<Inclusion> {
  /** How to count; `"6ND"` unless given. */
  readonly convention?: Convention;
  /** Tokens of one sequence; the context unless given. */
  readonly sequence?: number;
}

/** FLOP of one pass. The backward pass is twice the forward one, so training is three times it. */
export interface PassFlop {
  /** Forward. */
  readonly forward: number;
  /** Backward, 2·forward. */
  readonly backward: number;
  /** Forward and backward. */
  readonly training: number;
}

/** FLOP of an architecture, and what was counted. */
export interface FlopCount {
  /** How it was counted. */
  readonly convention: Convention;
  /** Tokens of one sequence. */
  readonly sequence: number;
  /** What was counted. */
  readonly includes: Inclusion;
  /** Forward FLOP per token by part; 0 for what is not included. */
  readonly parts: FlopParts;
  /** FLOP per token. */
  readonly perToken: PassFlop;
  /** FLOP per sequence. */
  readonly perSequence: PassFlop;
}

/**
 * FLOP per token and per sequence, forward and in training, by a named convention.
 *
 * `embedding`, `attention` and `head` say what counts; left out, what the paper counts. `attention`
 * is the part that grows with the sequence: scores, softmax, weighted values.
 *
 * Kaplan: 2N + 2·layers·sequence·d_attn per token, without embedding and head. Hoffmann: Appendix F.
 * 6ND: 2N forward, 6N in training; with `attention` it adds Kaplan's term. See {@linkcode Convention}.
 *
 * @throws {InputError} If the convention is unknown, the sequence is not a positive whole number or
 * is longer than a table of learned positions, or the architecture has no meaning.
 *
 * @example GPT-2 as in Table 1 of Kaplan et al. (2020)
 * ```ts
 * import assert from "node:assert/strict";
 * import { flops } from "isoflop/transformer";
 *
 * const gpt2 = { layers: 12, dModel: 768, heads: 12, vocabulary: 50257, context: 1024 };
 * assert.equal(flops(gpt2, { convention: "kaplan" }).perToken.forward, 188743680);
 * ```
 */
export function flops(architecture: Architecture, options: FlopOptions = {}): FlopCount {
  const { convention = "6ND", sequence = architecture.context } = options;
  if (!Object.hasOwn(conventionRules, convention)) {
    throw unknownName("count FLOP by", String(convention), Object.keys(conventionRules));
  }
  const whole = completeArchitecture(architecture);
  checkSequence(sequence, whole.positions === "learned" ? whole.context : Infinity);
  const rule = conventionRules[convention];
  const includes: Inclusion = {
    embedding: options.embedding ?? rule.includes.embedding,
    attention: options.attention ?? rule.includes.attention,
    head: options.head ?? rule.includes.head,
  };
  const all = rule.parts(whole, sequence, includes);
  const parts: FlopParts = {
    ...all,
    embedding: includes.embedding ? all.embedding : 0,
    attention: includes.attention ? all.attention : 0,
    head: includes.head ? all.head : 0,
  };
  const forward = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return {
    convention,
    sequence,
    includes,
    parts,
    perToken: passes(forward),
    perSequence: passes(forward * sequence),
  };
}

function passes(forward: number): PassFlop {
  return { forward, backward: 2 * forward, training: 3 * forward };
}

function checkSequence(sequence: number, longest: number): void {
  if (Number.isSafeInteger(sequence) && sequence > 0 && sequence <= longest) return;
  throw new InputError({
    cannot: "count FLOP",
    needs: longest < Infinity
      ? `a sequence of 1 to ${longest} tokens, the context of learned positions`
      : "a sequence of a whole number of tokens, at least 1",
    found: `${sequence}`,
  });
}
