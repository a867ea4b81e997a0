// Do 95 % intervals hold 95 % of the time, by each method? A law is simulated and fitted 1000 times on
// each design, so that 95 % comes out as 95 ± 0.7 %. Minutes; `deno task study:uncertainty`
//
// The tables of the last run are in uncertainty.md; tests/fit/coverage_test.ts is a small version.
import { intervalCoverage, type MethodCoverage } from "./interval_coverage.ts";
import { type IntervalDesign, intervalDesigns } from "./interval_designs.ts";

const repetitions = 1000, draws = 500;
// Theory's 95 ± 2; where it does not promise them, at least one quantity is off by more.
const least = 0.93, most = 0.97;

const [only] = Deno.args;
if (only !== undefined) {
  const seed = 100_000 * (Number(only) + 1);
  const design = intervalDesigns[Number(only)]!;
  console.log(JSON.stringify(intervalCoverage(design, { repetitions, draws, seed })));
  Deno.exit(0);
}

/** Each design in a process of its own, two at a time. */
const found: MethodCoverage[][] = [];
let next = 0;
await Promise.all([1, 2].map(async () => {
  while (next < intervalDesigns.length) {
    const i = next++;
    const args = ["run", "-A", import.meta.filename!, `${i}`];
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args,
      stderr: "inherit",
    }).output();
    if (!success) throw new Error(`${intervalDesigns[i]!.name} did not finish`);
    found[i] = JSON.parse(new TextDecoder().decode(stdout));
    console.error(`${i + 1} of ${intervalDesigns.length}: ${intervalDesigns[i]!.name}`);
  }
}));

const complaints: string[] = [];
const text = [
  "# How often 95 % intervals hold the truth",
  "",
  `\`deno task study:uncertainty\`: ${repetitions} simulations of each design, ${draws} draws of each bootstrap; the seeds of design k are`,
  "100 000 k and those after it. A count of 95 % has a standard deviation of 0.7. The entries are percent of the intervals with",
  "the truth inside; an interval that could not be had counts as a miss. *held*: the theory of the method promises",
  "95 % there, and every entry is within 95 ± 2. *fails*: it supposes what is not so. –: no promise is made, for",
  "percentiles of a bootstrap know nothing of the degrees of freedom. They are narrower than t intervals by √((n − p)/n) and 1.96/t, n",
  "being what is drawn: of 95 % they leave 93.4 at 60 runs and five coefficients, and somewhat less where few runs have most of the weight:",
  "weights of 16 : 4 : 1 make 65 of 120. The law is Chinchilla's unless it says otherwise.",
  "`ln N*` is at 1e23 FLOP, `loss` at a size and a length twice the largest.",
  ...intervalDesigns.flatMap((design, i) => ["", ...section(design, found[i]!)]),
  "",
];
Deno.writeTextFileSync(new URL("uncertainty.md", import.meta.url), text.join("\n"));
console.log(text.join("\n"));
if (complaints.length) {
  console.log(`Not as theory says: ${complaints.join("; ")}`);
  Deno.exit(1);
}

function section(
  { name, hold, fail = [], asked }: IntervalDesign,
  rows: readonly MethodCoverage[],
): string[] {
  const quantities = Object.keys(asked);
  const methods = [...new Set(rows.map(({ method }) => method))];
  return [
    `## ${name}`,
    "",
    `| method | ${quantities.join(" | ")} | |`,
    `| --- | ${quantities.map(() => "--: | ").join("")}--- |`,
    ...methods.map((method) => {
      const shares = rows.filter((row) => row.method === method).map(({ inside }) => inside);
      const off = shares.filter((share) => share < least || share > most).length;
      const promised = hold.includes(method), broken = fail.includes(method);
      if (promised && off > 0) complaints.push(`${method}, ${name}: ${off} off`);
      if (broken && off === 0) complaints.push(`${method}, ${name}: holds`);
      const verdict = promised ? off > 0 ? `${off} OFF` : "held" : broken ? "fails" : "–";
      return `| ${method} | ${
        shares.map((share) => (100 * share).toFixed(1)).join(" | ")
      } | ${verdict} |`;
    }),
  ];
}
