// How fast is the envelope of ten million checkpoints beside pandas, and in how much memory?
import { median } from "../../lib/numeric/mod.ts";
import { writeCurves } from "./envelope_table.ts";

/** One line of the table of ratios. */
export interface Row {
  readonly question: string;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly wanted: number;
  readonly unit: "ms" | "MiB";
}

interface Measured {
  readonly ms: number;
  readonly MiB: number;
  readonly answer: string;
}

/** Fresh processes in turns, medians of the ratios of neighbours. */
export function envelopeRows(python: string, here: string, rounds = 5): Row[] {
  const folder = Deno.makeTempDirSync();
  try {
    writeCurves(folder);
    const sizes = `${folder}/sizes.csv`;
    const ours = (table: string) =>
      measured(Deno.execPath(), ["run", "-A", `${here}envelope_process.ts`, table, sizes]);
    const csv = `${folder}/curves.csv`;
    const turns = Array.from({ length: rounds + 1 }, () => {
      const turn = {
        csv: ours(csv),
        parquet: ours(`${folder}/curves.parquet`),
        pandas: measured(python, [`${here}envelope_pandas.py`, csv, sizes]),
      };
      if (turn.csv.answer !== turn.parquet.answer || turn.csv.answer !== turn.pandas.answer) {
        throw new Error(`the envelopes differ: ${JSON.stringify(turn)}`);
      }
      return turn;
    }).slice(1);
    const row = (
      question: string,
      wanted: number,
      format: "csv" | "parquet",
      unit: "ms" | "MiB",
    ): Row => ({
      question,
      wanted,
      unit,
      ours: median(turns.map((turn) => turn[format][unit])),
      theirs: median(turns.map((turn) => turn.pandas[unit])),
      ratio: median(turns.map((turn) => turn.pandas[unit] / turn[format][unit])),
    });
    return [
      row("envelope of 1e7 rows, CSV", 2, "csv", "ms"),
      row("the same: peak memory", 1 / 0.65, "csv", "MiB"),
      // Without pyarrow pandas reads no Parquet; its CSV is what there is to compare with.
      row("envelope of 1e7 rows, Parquet beside pandas' CSV", 4, "parquet", "ms"),
      row("the same: peak memory", 1 / 0.65, "parquet", "MiB"),
    ];
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

function measured(command: string, args: string[]): Measured {
  const began = performance.now();
  const { success, stdout, stderr } = new Deno.Command(command, { args }).outputSync();
  const ms = performance.now() - began;
  if (!success) throw new Error(`${command} ${args[0]}: ${new TextDecoder().decode(stderr)}`);
  const [bins, sum, bytes] = new TextDecoder().decode(stdout).trim().split(" ");
  return { ms, MiB: Number(bytes) / 2 ** 20, answer: `${bins} ${sum}` };
}
