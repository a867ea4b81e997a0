// Steps to a loss against the batch: McCandlish et al. (2018), An Empirical Model of Large-Batch
// Training, https://arxiv.org/abs/1812.06162: larger batches need fewer steps but more tokens, and
// the batch where that turns grows as the loss falls.
import assert from "node:assert/strict";
import { groups, parquetTable, type Row, testOnSweep } from "./rows.ts";

interface Point {
  readonly run: string;
  readonly step: number;
  readonly D: number;
  readonly val_loss: number;
}

const curves = Map.groupBy(
  parquetTable("curves.parquet").toRecords() as unknown as Point[],
  ({ run }) => run,
);

/** The least validation loss of a run. */
const least = ({ run }: Row) => Math.min(...curves.get(run)!.map(({ val_loss }) => val_loss));

/** The fewest tokens to a loss among the rates that were tried at each batch. */
function tokensTo(target: number, of: readonly Row[]): Map<number, number> {
  const batches = Array.from(groups(of, ({ batch }) => batch)).sort(([a], [b]) => a - b);
  return new Map(batches.map(([batch, rates]) => {
    const first = rates.map(({ run }) =>
      curves.get(run)!.find(({ val_loss }) => val_loss <= target)?.D ?? Infinity
    );
    return [batch, Math.min(...first)];
  }));
}

/** The hardest loss that every batch reaches, and two easier ones, a tenth of it apart. */
function targets(of: readonly Row[]): number[] {
  const reached = Array.from(
    groups(of, ({ batch }) => batch).values(),
    (rates) => Math.min(...rates.map(least)),
  );
  const hardest = Math.max(...reached);
  return [hardest * 1.2, hardest * 1.1, hardest];
}

testOnSweep("batch", "eight batches at three rates each, one shape, a constant rate", (of) => {
  const batches = groups(of, ({ batch }) => batch);
  assert.deepEqual(
    Array.from(batches.keys()).sort((a, b) => a - b),
    [128, 256, 512, 1024, 2048, 4096, 8192, 16384],
  );
  for (const rates of batches.values()) {
    assert.equal(new Set(rates.map(({ lr_factor }) => lr_factor)).size, 3);
  }
  assert.equal(new Set(of.map(({ N }) => N)).size, 1);
});

testOnSweep(
  "batch",
  "the largest batch needs the fewest steps, and twice the tokens of the thriftiest",
  (of) => {
    for (const target of targets(of)) {
      const tokens = Array.from(tokensTo(target, of));
      const [small, large] = [tokens[0]!, tokens.at(-1)!];
      // Far beyond the tenth by which checkpoints are apart.
      assert.ok(large[1] / large[0] < small[1] / small[0] / 2, `steps to ${target}`);
      // Not of the smallest: for hard targets the lowest of its rates is still too high.
      const thriftiest = Math.min(...tokens.map(([, D]) => D));
      assert.ok(large[1] > 2 * thriftiest, `tokens to ${target}`);
    }
  },
);

testOnSweep(
  "batch",
  "the batch that costs twice the least tokens grows as the loss falls",
  (of) => {
    // E/Emin = 1 + B/Bcrit: twice the tokens at the critical batch. Between two batches, on a line in
    // logarithms.
    const critical = targets(of).map((target) => {
      const tokens = Array.from(tokensTo(target, of));
      const least = Math.min(...tokens.map(([, D]) => D));
      const i = tokens.findIndex(([, D], k) =>
        D > 2 * least && tokens.slice(0, k).some(([, before]) => before === least)
      );
      const [[B0, D0], [B1, D1]] = [tokens[i - 1]!, tokens[i]!];
      const share = Math.log(2 * least / D0) / Math.log(D1 / D0);
      return B0 * (B1 / B0) ** share;
    });
    assert.ok(critical.at(-1)! > critical[0]!, `${critical}`);
  },
);
