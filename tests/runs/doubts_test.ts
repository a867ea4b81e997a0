import assert from "node:assert/strict";
import { readRuns } from "isoflop/runs";

const header = "run_id,step,N,D,loss";

/** Notes on a table with these rows. */
async function notesOn(lines: readonly string[], columns?: string): Promise<readonly string[]> {
  const folder = Deno.makeTempDirSync();
  try {
    Deno.writeTextFileSync(`${folder}/runs.csv`, `${lines.join("\n")}\n`);
    const { notes } = await readRuns(
      `${folder}/runs.csv`,
      columns === undefined ? {} : { columns },
    );
    return notes;
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

Deno.test("readRuns() doubts sizes that look like millions, and says how to map them", async () => {
  const lines = ["N,D,loss", "100,2,3.1", "10000,200,2.4"];
  assert.deepEqual((await notesOn(lines)).slice(-2), [
    "N is at most 10.0 k parameters: if the column counts millions, map it as N=N:M, and billions " +
    "as N=N:B.",
    "D is at most 200 tokens: if the column counts millions, map it as D=D:M, and billions as D=D:B.",
  ]);
  const mapped = await notesOn(lines, "N=N:M,D=D:B");
  assert.ok(!mapped.some((note) => note.includes("at most")), mapped.join("; "));
});

Deno.test("readRuns() notices checkpoints whose runs are not mapped", async () => {
  const lines = [header, "a,1,1e8,1e9,3.9", "a,2,1e8,2e9,3.6", "b,1,1e9,1e9,3.4"];
  assert.equal(
    (await notesOn(lines)).at(-1),
    '3 rows, 2 values of "run_id": checkpoints of one run are not independent. If these are ' +
      "checkpoints, map run=run_id.",
  );
  const mapped = await notesOn(lines, "run=run_id");
  assert.ok(!mapped.some((note) => note.includes("checkpoints")), mapped.join("; "));
});

Deno.test("readRuns() has no doubt about one row per run", async () => {
  const notes = await notesOn([header, "a,1,1e8,1e9,3.9", "b,1,1e8,2e9,3.6"]);
  assert.deepEqual(notes, ["C is computed as 6ND."]);
});
