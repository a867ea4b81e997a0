// Is the minimum the least one? 100 simulated data sets, some of which hardly determine the law, each
// fitted three ways and held against the best of 500 random starts. Minutes; `deno task study:optimum`
//
// The table of the last run is in global_optimum.md; tests/fit/optimum_simulated_test.ts is a small
// version, and tests/fit/global_optimum_test.ts has public runs.
import { type Beside, beside } from "./optimum_beside.ts";
import { optimumSweep } from "./optimum_sweeps.ts";

const sets = 100, starts = 500, most = 1e-9;
const ways = ["chinchilla", "general", "with floor"] as const;

const rows = Array.from({ length: sets }, (_, k) => {
  const sweep = optimumSweep(k);
  if (k % 10 === 0) console.error(`${k} of ${sets}`);
  return { name: sweep.name, found: beside(sweep, starts, 5000 + k) };
});
const cell = (found: Beside, way: (typeof ways)[number]) => found[way].toExponential(1);
const worst = ways.map((way) => Math.max(...rows.map(({ found }) => found[way])));
const worse = rows.filter(({ found }) => ways.some((way) => found[way] > most));
const text = [
  "# Fits beside the best of 500 random starts",
  "",
  "`deno task study:optimum`: (value − best) / best, where best is the least value that 500 random starts in the same box lead to; data set",
  "k has the seeds k, k + 1000 and, for the starts, k + 5000. Negative: the random starts found nothing as low.",
  "*chinchilla* is the hand-written problem, *general* the same law as a function, *with floor* E + K/C^gamma on the same runs.",
  "",
  `Worst: ${
    ways.map((way, i) => `${way} ${worst[i]!.toExponential(1)}`).join(", ")
  }; wanted: at most ${most}. Worse than that: ${worse.length} of ${sets}.`,
  "",
  `| k | data | ${ways.join(" | ")} |`,
  "| --: | --- | --: | --: | --: |",
  ...rows.map(({ name, found }, k) =>
    `| ${k} | ${name} | ${ways.map((way) => cell(found, way)).join(" | ")} |`
  ),
  "",
].join("\n");
Deno.writeTextFileSync(new URL("global_optimum.md", import.meta.url), text);
console.log(text);
if (worse.length) Deno.exit(1);
