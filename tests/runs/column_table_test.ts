// Columns by name: of a checked table, and of one of which only some columns are asked for.
import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { readColumns, readRuns } from "isoflop/runs";

const frame = pl.DataFrame({
  N: [1e8, 2e8, 3e8],
  D: [2e9, 4e9, 9e9],
  loss: [3, 2.8, 2.5],
  epochs: [1, 2, 4],
  kind: ["a", "b", "c"],
  lr: [1e-3, null, 2e-3],
});

Deno.test("Runs.column() has every column as numbers, and M as D/N", () => {
  const runs = readRuns(frame);
  assert.deepEqual([...runs.column("epochs")], [1, 2, 4]);
  assert.deepEqual([...runs.column("M")], [20, 20, 30]);
  assert.equal(runs.column("N"), runs.N);
  assert.deepEqual([...runs.where("kind!=b").column("epochs")], [1, 4]);
});

Deno.test("Runs.column() says what is wrong with a column", () => {
  const runs = readRuns(frame);
  const refused: [string, string[]][] = [
    ["epoch", [
      'Cannot read "epoch" of the runs',
      '  needed: a column "epoch"',
      '  found: the columns "N", "D", "C", "loss", "epochs", "kind" and "lr"',
      '  cure: did you mean "epochs"?',
    ]],
    ["kind", [
      'Cannot read runs from "a data frame"',
      "  needed: a finite number in every row",
      '  found: the text "a" in column "kind", row 1',
    ]],
    ["lr", [
      'Cannot read runs from "a data frame"',
      "  needed: a finite number in every row",
      '  found: an empty cell in column "lr", row 2',
    ]],
  ];
  for (const [name, lines] of refused) {
    assert.throws(() => runs.column(name), { name: "InputError", message: lines.join("\n") });
  }
});

Deno.test("Runs.column() knows what a column was called before", () => {
  const runs = readRuns(frame.rename({ N: "params" }), { columns: "N=params" });
  assert.throws(() => runs.column("params"), { message: /cure: "params" is called "N" here/ });
});

Deno.test("readRuns() maps columns of a law's own where it is told their names", () => {
  const options = { columns: "N=N,U=epochs", names: ["N", "U", "kind"] };
  const runs = readRuns(frame, options);
  assert.deepEqual([...runs.column("U")], [1, 2, 4]);
  assert.deepEqual(runs.frame.columns, ["N", "D", "C", "loss", "U", "kind", "lr"]);
  assert.throws(() => runs.column("epochs"), { message: /cure: "epochs" is called "U" here/ });
  assert.throws(() => readRuns(frame, { columns: "U=epochs" }), {
    message: /"U", which is not one/,
  });
});

async function withFile(text: string, body: (file: string) => Promise<void>): Promise<void> {
  const file = await Deno.makeTempFile({ suffix: ".csv" });
  try {
    await Deno.writeTextFile(file, text);
    await body(file);
  } finally {
    await Deno.remove(file);
  }
}

Deno.test("readColumns() reads and checks only what it is asked for", async () => {
  await withFile("C,loss,width,note\n1,3,64,\n2,2,128,x\n", async (file) => {
    const table = await readColumns(file, { columns: "C=C:PF-day,x=width", names: ["x"] });
    assert.equal(table.length, 2);
    assert.deepEqual(table.notes, []);
    assert.deepEqual([...table.column("C")], [8.64e19, 2 * 8.64e19]);
    assert.deepEqual(table.notes, ["C is converted from PF-day."]);
    assert.deepEqual([...table.column("x")], [64, 128]);
    assert.deepEqual(table.columnNames(), ["C", "loss", "x", "note"]);
    assert.throws(() => table.column("N"), { message: /needed: a column "N"/ });
    assert.throws(() => table.column("note"), { message: /an empty cell in column "note", row 1/ });
  });
});

Deno.test("readColumns() computes C as 6ND and M as D/N where they are asked for", async () => {
  await withFile("N,D,loss\n1e8,2e9,3\n2e8,4e9,2.5\n", async (file) => {
    const table = await readColumns(file);
    assert.deepEqual([...table.column("C")], [6 * 1e8 * 2e9, 6 * 2e8 * 4e9]);
    assert.deepEqual([...table.column("M")], [20, 20]);
    assert.deepEqual(table.notes, ["C is computed as 6ND.", "M is computed as D/N."]);
  });
  await withFile("N,C,loss\n1e8,1.2e18,3\n2e8,4.8e18,2.5\n", async (file) => {
    const table = await readColumns(file);
    assert.deepEqual([...table.column("D")], [2e9, 4e9]);
    assert.deepEqual([...table.column("M")], [20, 20]);
  });
});

Deno.test("withoutHighest() leaves out the highest losses and counts them", async () => {
  await withFile("C,loss\n1e18,3\n2e18,5\n3e18,4\n4e18,5\n", async (file) => {
    const table = await readColumns(file, { where: ["C<4e18"] });
    const kept = table.withoutHighest(1, "loss");
    assert.deepEqual([...kept.column("C")], [1e18, 3e18]);
    assert.equal(kept.dropped, 1);
    assert.deepEqual(kept.notes, [
      "3 of 4 rows, those where C < 4e18.",
      "Left out: the run with the highest loss.",
    ]);
    assert.throws(() => table.withoutHighest(3, "loss"), { message: /needed: at least one row/ });
  });
});
