import { type Command, Option } from "commander";
import type { NConvention } from "../laws/mod.ts";
import type { Plan, PlanSource, RepeatedPlan, ServingPlan, TrainingBill } from "../plan/mod.ts";
import { InputError } from "../text/mod.ts";
import { ends } from "./ends.ts";
import {
  addHardware,
  clusterOf,
  flopOfDays,
  hardwareEnds,
  type HardwareFlags,
  hardwareJson,
} from "./hardware_flags.ts";
import { answer, type Session } from "./io.ts";
import {
  addServing,
  servingEnds,
  type ServingFlags,
  servingJson,
  servingQuestion,
} from "./serving_flags.ts";
import { repeatedJson, repeatedQuestion } from "./unique_tokens.ts";
import { count, level, number } from "./values.ts";

interface Flags extends ServingFlags, HardwareFlags {
  readonly fit?: string;
  readonly preset?: string;
  readonly flop?: number;
  readonly loss?: number;
  readonly n?: number;
  readonly d?: number;
  readonly nConvention?: NConvention;
  readonly uniqueTokens?: number;
  readonly level: number;
  readonly json?: boolean;
}

/** `isoflop plan`: a law becomes a decision. */
export function addPlan(program: Command, session: Session): void {
  const command = program.command("plan")
    .description("Say how large a model, on how many tokens, at what loss")
    .option("--fit <FIT.json>", 'a fit that "isoflop fit --save" wrote')
    .option("--preset <NAME>", "published coefficients, such as chinchilla:epoch")
    .option("--flop <X>", "the budget to be spent, in FLOP", number("--flop"))
    .option("--loss <L>", "the loss to be reached, in nats/token", number("--loss"))
    .option("--n <N>", "parameters, with --d: 70e9 or 70B", count("--n"))
    .option("--d <D>", "tokens, with --n: 1.4e12 or 1.4T", count("--d"))
    .addOption(
      new Option("--n-convention <COUNT>", "what --n counts").choices(["total", "non-embedding"]),
    )
    .option(
      "--unique-tokens <U>",
      "tokens there are, to be repeated where more are needed: 25e9 or 25B",
      count("--unique-tokens"),
    );
  addHardware(addServing(command))
    .option("--level <P>", "coverage of the intervals", level, 0.95)
    .option("--json", "one JSON object instead of the table")
    .addHelpText(
      "after",
      "\nExamples:\n  isoflop plan --preset chinchilla:epoch --flop 5.76e23\n" +
        "  isoflop plan --preset chinchilla:epoch --loss 2 --inference-tokens 2T\n" +
        "  isoflop plan --preset chinchilla:epoch --gpu h100 --gpus 256 --days 30",
    )
    .action((flags: Flags) => plan(session, flags));
}

async function plan(session: Session, flags: Flags): Promise<void> {
  const cluster = clusterOf(flags);
  const afforded = await flopOfDays(cluster, flags);
  if (afforded !== undefined && flags.flop !== undefined) throw notOne("--flop and --days");
  const ask = questionOf(afforded === undefined ? flags : { ...flags, flop: afforded });
  const found = await ask(await sourceOf(flags));
  const bill = cluster && (await import("../plan/mod.ts")).trainingBill(found.C, cluster);
  answer(session, flags.json, {
    json: planJson(found, bill),
    text: bill ? `${found}\n\n${bill}` : found.toString(),
  });
}

function notOne(found: string): InputError {
  return new InputError({
    cannot: "make a plan",
    needs: "one question: --flop X, --loss L, or --n N with --d D",
    found,
  });
}

type Question = (of: PlanSource) => Promise<Plan>;

/** Which of the three questions is asked. */
function questionOf(flags: Flags): Question {
  const { flop, loss, n, d, nConvention, uniqueTokens: U, level } = flags;
  const given = Object.entries({ flop, loss, n, d }).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`]
  );
  if (given.length === 0) throw notOne("none of them");
  const isOne = given.length === 1
    ? flop !== undefined || loss !== undefined
    : n !== undefined && d !== undefined && given.length === 2;
  const served = servingQuestion(flags, flags);
  if (served && isOne) {
    if (U !== undefined) throw notOne("--inference-tokens with --unique-tokens");
    if (nConvention !== undefined) throw notOne("--inference-tokens with --n-convention");
    return async (of) => (await import("../plan/mod.ts")).planServing(of, served);
  }
  if (U !== undefined && isOne) {
    if (nConvention !== undefined) throw notOne("--n-convention with --unique-tokens");
    const question = repeatedQuestion(flags, U);
    return async (of) => (await import("../plan/mod.ts")).planRepeated(of, question);
  }
  if (n !== undefined && d !== undefined && given.length === 2) {
    return async (of) =>
      (await import("../plan/mod.ts")).lossAt(of, { N: n, D: d, nConvention, level });
  }
  if (given.length > 1) throw notOne(given.join(" and "));
  if (flop !== undefined) {
    return async (of) => (await import("../plan/mod.ts")).allocate(of, { C: flop, level });
  }
  if (loss !== undefined) {
    return async (of) => (await import("../plan/mod.ts")).budgetFor(of, { loss, level });
  }
  throw notOne(`${given[0]} alone`);
}

/** The fit or the preset that answers. */
async function sourceOf({ fit, preset }: Flags): Promise<PlanSource> {
  if ((fit === undefined) === (preset === undefined)) {
    throw new InputError({
      cannot: "make a plan",
      needs: "--fit FIT.json or --preset NAME",
      found: fit === undefined ? "neither" : "both",
      ...(fit === undefined && { cure: "take --preset chinchilla:epoch, or fit runs of your own" }),
    });
  }
  if (fit !== undefined) return (await import("./saved_fit.ts")).readFit(fit);
  return (await import("../laws/mod.ts")).presetNamed(preset!);
}

/** The keys of the contract. */
function planJson(plan: Plan, bill: TrainingBill | null): object {
  const { law, preset, C, N, D, tokensPerParameter, loss, intervals, notes } = plan;
  const repeated = "epochs" in plan ? plan as RepeatedPlan : null;
  const served = "inferenceC" in plan ? plan as ServingPlan : null;
  return {
    law,
    preset,
    C,
    N,
    D,
    tokensPerParameter,
    loss,
    nConvention: plan.nConvention,
    trainingFlop: C,
    ...(served && servingJson(served)),
    ...(bill && hardwareJson(bill)),
    ...(repeated && repeatedJson(repeated)),
    ...(plan.batch && { B: plan.batch.B, S: plan.batch.S, Cmin: plan.batch.C_min }),
    intervals: intervals && {
      C: ends(intervals.C),
      N: ends(intervals.N),
      D: ends(intervals.D),
      tokensPerParameter: ends(intervals.tokensPerParameter),
      loss: ends(intervals.loss),
      ...(repeated && { epochs: ends(repeated.epochsInterval) }),
      ...(served && servingEnds(served)),
      ...(bill && hardwareEnds(plan, bill)),
    },
    notes: [...notes, ...bill?.notes ?? []],
  };
}
