import type { Command } from "commander";
import type {
  Architecture,
  Counting,
  FlopCount,
  FlopOptions,
  ParameterBreakdown,
} from "../transformer/mod.ts";
import { count as countText, flop, InputError, significant, tableText } from "../text/mod.ts";
import { answer, type Session } from "./io.ts";
import { count, whole } from "./values.ts";

interface Flags {
  readonly layers?: number;
  readonly dModel?: number;
  readonly heads?: number;
  readonly kvHeads?: number;
  readonly dHead?: number;
  readonly dFf?: number;
  readonly vocabulary: number;
  readonly context: number;
  readonly untied?: boolean;
  readonly gated?: boolean;
  readonly positions: string;
  readonly experts?: number;
  readonly activeExperts?: number;
  readonly convention: string;
  readonly tokens?: number;
  readonly near?: number;
  readonly counting: string;
  readonly json?: boolean;
}

const help = `
Examples:
  isoflop flops --layers 12 --d-model 768 --heads 12 --tokens 300B --json
  isoflop flops --near 1B --vocabulary 32000 --context 2048

Keys of --json: architecture, parameters { embedding, positions, attention, feedForward, norms, head,
  total, nonEmbedding, active }, flops { convention, sequence, includes, perToken, perSequence, each
  { forward, backward, training } }, tokens, trainingFlop; with --near: wanted, counting, shapes
  [{ architecture, N, error, aspect }].`;

/** `isoflop flops`: parameters and FLOP of a transformer, or shapes near a number of parameters. */
export function addFlops(program: Command, session: Session): void {
  const natural = (flag: string) => whole(flag, "a whole number, at least 1", 1);
  program.command("flops")
    .description("Count parameters and FLOP of a transformer, or find shapes near a size")
    .option("--layers <N>", "layers", natural("--layers"))
    .option("--d-model <N>", "width of the residual stream", natural("--d-model"))
    .option("--heads <N>", "query heads", natural("--heads"))
    .option("--kv-heads <N>", "heads of keys and values (default: as many)", natural("--kv-heads"))
    .option("--d-head <N>", "width of a head (default: d-model / heads)", natural("--d-head"))
    .option("--d-ff <N>", "width of the feed-forward block (default: 4 d-model)", natural("--d-ff"))
    .option("--vocabulary <N>", "tokens of the vocabulary", natural("--vocabulary"), 50257)
    .option("--context <N>", "tokens of a sequence", natural("--context"), 1024)
    .option("--untied", "a head of its own beside the embedding")
    .option("--gated", "a gated feed-forward block, with three matrices")
    .option("--positions <KIND>", "learned, relative, rotary or none", "learned")
    .option("--experts <N>", "experts in every layer of a mixture", natural("--experts"))
    .option("--active-experts <N>", "experts that a token passes", natural("--active-experts"))
    .option("--convention <NAME>", "of FLOP: 6ND, kaplan, hoffmann or deepseek", "6ND")
    .option("--tokens <D>", "tokens of the training, for its FLOP", count("--tokens"))
    .option("--near <N>", "instead: shapes with about so many parameters", count("--near"))
    .option(
      "--counting <NAME>",
      "of --near: total, active, non-embedding, kaplan, porian or hoffmann",
      "total",
    )
    .option("--json", "one JSON object instead of the tables")
    .addHelpText("after", help)
    .action((flags: Flags) => flops(session, flags));
}

async function flops(session: Session, flags: Flags): Promise<void> {
  answer(session, flags.json, await (flags.near === undefined ? counted(flags) : shapes(flags)));
}

/** What the flags say of an architecture, apart from its sizes. */
function traits(flags: Flags): Pick<Architecture, "vocabulary" | "context"> {
  const { vocabulary, context, untied, gated, experts, activeExperts } = flags;
  return {
    vocabulary,
    context,
    positions: flags.positions as NonNullable<Architecture["positions"]>,
    ...(untied && { tied: false }),
    ...(gated && { gated: true }),
    ...(experts !== undefined && { experts: { count: experts, active: activeExperts ?? experts } }),
  } as Pick<Architecture, "vocabulary" | "context">;
}

async function counted(flags: Flags) {
  const { parameters, flops, trainingFlop } = await import("../transformer/mod.ts");
  const { layers, dModel, heads, kvHeads, dHead, dFf, tokens } = flags;
  if (layers === undefined || dModel === undefined || heads === undefined) {
    throw new InputError({
      cannot: "count the parameters of a transformer",
      needs: "--layers, --d-model and --heads, or --near for shapes",
      found: `no ${
        Object.entries({ "--layers": layers, "--d-model": dModel, "--heads": heads })
          .filter(([, value]) => value === undefined).map(([flag]) => flag).join(", no ")
      }`,
    });
  }
  const architecture: Architecture = {
    ...{ layers, dModel, heads },
    ...traits(flags),
    ...(kvHeads !== undefined && { kvHeads }),
    ...(dHead !== undefined && { dHead }),
    ...(dFf !== undefined && { dFf }),
  };
  const convention = flags.convention as NonNullable<FlopOptions["convention"]>;
  const N = parameters(architecture), C = flops(architecture, { convention });
  const training = tokens === undefined ? null : trainingFlop(architecture, tokens, { convention });
  const { parts: _, ...briefly } = C;
  return {
    json: {
      architecture,
      parameters: N,
      flops: briefly,
      tokens: tokens ?? null,
      trainingFlop: training,
    },
    text: tables(N, C, training),
  };
}

function tables(N: ParameterBreakdown, C: FlopCount, training: number | null): string {
  const kinds: readonly (readonly [string, number])[] = [
    ["embedding", N.embedding],
    ["positions", N.positions],
    ["attention", N.attention],
    ["feed-forward", N.feedForward],
    ["norms", N.norms],
    ["head", N.head],
    ["total", N.total],
    ["without embedding", N.nonEmbedding],
    ["active for one token", N.active],
  ];
  const parameters = tableText({
    columns: [{ title: "parameters", align: "left" }, { title: "" }, { title: "" }],
    rows: kinds.map(([name, n]) => [name, countText(n), String(n)]),
  });
  const flops = tableText({
    columns: [
      { title: `FLOP (${C.convention})`, align: "left" },
      ...["forward", "backward", "training"].map((title) => ({ title })),
    ],
    rows: ([["per token", C.perToken], [`per sequence of ${C.sequence}`, C.perSequence]] as const)
      .map(([name, pass]) => [name, flop(pass.forward), flop(pass.backward), flop(pass.training)]),
  });
  return `${parameters}\n\n${flops}` +
    (training === null ? "" : `\n\ntraining: ${flop(training)} FLOP`);
}

async function shapes(flags: Flags) {
  const { shapesNear } = await import("../transformer/mod.ts");
  const { near: wanted, dHead } = flags;
  const counting = flags.counting as Counting;
  const found = shapesNear(wanted!, {
    ...traits(flags),
    counting,
    ...(dHead !== undefined && { dHead }),
    ...(flags.layers !== undefined && { layers: [flags.layers, flags.layers] }),
    ...(flags.dModel !== undefined && { dModel: [flags.dModel, flags.dModel] }),
  });
  const columns = ["layers", "d-model", "heads", "N", "off by", "width / layers"];
  return {
    json: { wanted, counting, shapes: found },
    text: tableText({
      columns: columns.map((title) => ({ title })),
      rows: found.map(({ architecture: { layers, dModel, heads }, N, error, aspect }) => [
        String(layers),
        String(dModel),
        String(heads),
        countText(N),
        `${(100 * error).toFixed(2)} %`,
        significant(aspect, 3),
      ]),
    }),
  };
}
