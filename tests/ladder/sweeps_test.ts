// Every run that the sweep files ask for is shipped, and no other one.
import assert from "node:assert/strict";
import { type Row, rows, sweepRows } from "./rows.ts";
import { type AskedRun, readSweepFiles } from "./sweep_files.ts";

const asked = readSweepFiles();

/** Whether a row is what a sweep file asks for: D is within half a step of the wish. */
const answers = (row: Row, run: AskedRun): boolean =>
  row.width === run.width && row.layers === run.layers && row.seed === run.seed &&
  row.epochs === run.epochs && row.lr_factor === run.lr_factor && row.warmup === run.warmup &&
  row.schedule === run.schedule &&
  (run.schedule === "cosine"
    ? row.cosine_length === run.cosine_length && row.cooldown === null
    : row.cooldown === run.cooldown && row.cosine_length === null) &&
  (run.batch === null || row.batch === run.batch) &&
  Math.abs(row.D - run.tokens) <= row.batch / 2;

const described = ({ sweep, width, layers, tokens, ...rest }: AskedRun): string =>
  `${sweep} ${width}x${layers} ${tokens.toPrecision(4)} tokens ${JSON.stringify(rest)}`;

for (const sweep of new Set(asked.map((run) => run.sweep))) {
  Deno.test(`${sweep}: every run that its file asks for is shipped once, and no other`, () => {
    const left = new Set(sweepRows(sweep));
    const missing = asked.filter((run) => run.sweep === sweep).filter((run) => {
      const found = left.values().find((row) => answers(row, run));
      if (found) left.delete(found);
      return !found;
    });
    assert.deepEqual(missing.map(described), [], "not shipped");
    assert.deepEqual(Array.from(left, ({ run }) => run), [], "not asked for");
  });
}

Deno.test("every shipped run is of a sweep that has a file, and has a name of its own", () => {
  const files = new Set(asked.map((run) => run.sweep));
  assert.deepEqual(rows.filter(({ sweep }) => !files.has(sweep)), []);
  assert.equal(new Set(rows.map(({ run }) => run)).size, rows.length);
  for (const { run, sweep } of rows) assert.ok(run.startsWith(`${sweep}-`), run);
});

Deno.test("the sweep files ask for seven sweeps: three seeds at one budget, eight shapes, eight batches", () => {
  const of = (sweep: string) => asked.filter((run) => run.sweep === sweep);
  assert.deepEqual(new Set(asked.map(({ sweep }) => sweep)).size, 7);
  assert.equal(of("isoflop").length, 56);
  assert.equal(of("isoflop").filter(({ seed }) => seed > 0).length, 14);
  assert.equal(new Set(of("shape").map(({ width, layers }) => width / layers)).size, 8);
  assert.equal(new Set(of("batch").map(({ batch }) => batch)).size, 8);
});
