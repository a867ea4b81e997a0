import pl, { type DataFrame, type Expr, type LazyDataFrame } from "nodejs-polars";
import { minBy } from "./min_by.ts";
import { nameText } from "./raw_table.ts";

/** The row with the least loss in a bin of C. */
export interface Least {
  /** FLOP. */
  readonly C: number;
  /** Parameters. */
  readonly N: number;
  /** Tokens. */
  readonly D: number;
  /** Loss in nats/token. */
  readonly loss: number;
  /** The name of the run. */
  readonly run: string;
  /** What the rows of a bin are ordered by. */
  readonly key: number;
}

/** The rows with the least loss, by bin, and how many rows could not be used. */
export interface LeastPerBin {
  /** By ⌊perDecade · log₁₀ C⌋, exact at powers of ten. */
  readonly least: ReadonlyMap<number, Least>;
  /** Rows in which N, D, C or the loss is not a positive number, or the run is empty. */
  readonly bad: number;
}

/** What stands for the quantities in a lazy table. */
export type QuantityExprs = Readonly<Record<"N" | "D" | "C" | "loss" | "run", Expr>>;

/**
 * The row with the least loss in every bin of C, in one pass of polars' streaming engine: nothing
 * but one row per bin is held.
 *
 * Of losses that agree to ten digits the one with the least C counts, whichever thread met it first.
 */
export function leastPerBin(
  rows: LazyDataFrame,
  { N, D, C, loss, run }: QuantityExprs,
  perDecade: number,
): LeastPerBin {
  const col = pl.col;
  // A logarithm ends a rounding below the whole number that a power of ten should have: ln(1e15)/ln 10
  // is 14.999999999999998. What is added is 2e-13 of C, more than any rounding up to 1e308.
  const place = col("C").log(10).add(pl.lit(1e-13)).mul(pl.lit(perDecade));
  const usable = (["N", "D", "C", "loss"] as const)
    .map((name) => col(name).gt(0).and(col(name).lt(Infinity)))
    .reduce((all, one) => all.and(one), col("run").isNotNull())
    .fillNull(false);
  const frame = rows
    .select(N.alias("N"), D.alias("D"), C.alias("C"), loss.alias("loss"), run.alias("run"))
    .withColumns(
      usable.alias("usable"),
      place.floor().alias("bin"),
      col("loss").mul(place.sub(place.floor()).mul(pl.lit(1e-10)).add(pl.lit(1))).alias("key"),
    )
    .groupBy("bin")
    .agg(
      col("key").min(),
      ...["N", "D", "C", "loss", "run"].map((name) => minBy(name, "key").alias(name)),
      col("usable").not().cast(pl.Int64).sum().alias("bad"),
    )
    .sort("bin")
    .collectSync({ engine: "streaming" });
  const bad = numbers(frame, "bad").reduce((sum, rows) => sum + rows, 0);
  const least = new Map<number, Least>();
  if (bad > 0) return { least, bad };
  const [bin, key, n, d, c, l] = ["bin", "key", "N", "D", "C", "loss"].map((name) =>
    numbers(frame, name)
  ) as [Float64Array, ...Float64Array[]];
  const names = nameText(frame.getColumn("run")).toArray() as unknown[];
  bin.forEach((k, i) => {
    const row = { C: c![i]!, N: n![i]!, D: d![i]!, loss: l![i]!, key: key![i]! };
    least.set(k, { ...row, run: String(names[i]) });
  });
  return { least, bad };
}

function numbers(frame: DataFrame, name: string): Float64Array {
  return frame.getColumn(name).cast(pl.Float64).toTypedArray() as Float64Array;
}
