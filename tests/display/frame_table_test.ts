import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { frameShape, frameTable } from "isoflop/display";

Deno.test("frameTable() shows head and tail of a long frame, and says so by a gap", () => {
  const frame = pl.DataFrame({ N: Array.from({ length: 100 }, (_, i) => i) });
  const { rows } = frameTable(frame, { head: 2, tail: 1 });
  assert.deepEqual(rows, [["0"], ["1"], null, ["99"]]);
  assert.equal(frameShape(frame), "100 rows × 1 column");
});

Deno.test("frameTable() shows a short frame whole, also when one row more would be a gap", () => {
  const frame = pl.DataFrame({ N: [1, 2, 3, 4] });
  assert.deepEqual(frameTable(frame, { head: 2, tail: 1 }).rows.length, 4);
});

Deno.test("frameTable() aligns numbers right and words left", () => {
  const frame = pl.DataFrame({ run: ["a", "b"], N: [1e9, 2], done: [true, false] });
  assert.deepEqual(frameTable(frame).columns, [
    { title: "run", align: "left" },
    { title: "N", align: "right" },
    { title: "done", align: "left" },
  ]);
});

Deno.test("frameTable() writes six significant digits without idle zeros", () => {
  const frame = pl.DataFrame({ x: [1.23456789, 0.5, 2, 1.92e19, 1234567.891, 1e-7] });
  assert.deepEqual(frameTable(frame).rows.map((row) => row![0]), [
    ...["1.23457", "0.5", "2", "1.92e19", "1.23457e6", "1e-7"],
  ]);
});

Deno.test("frameTable() shows what polars' own display fails on", () => {
  const frame = pl.DataFrame({
    big: pl.Series("big", [1n, 18446744073709551615n], pl.UInt64),
    day: [new Date("2024-04-15T00:00:00Z"), null],
    list: [[1, 2], [3]],
  });
  assert.deepEqual(frameTable(frame).rows, [
    ["1", "2024-04-15", "[1,2]"],
    ["18446744073709551615", "null", "[3]"],
  ]);
});

Deno.test("frameTable() shows a frame without rows", () => {
  const frame = pl.DataFrame({ N: pl.Series("N", [], pl.Float64) });
  assert.deepEqual(frameTable(frame).rows, []);
  assert.equal(frameShape(frame), "0 rows × 1 column");
});
