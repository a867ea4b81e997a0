// The text behind the runs: data/ladder/corpus.json, as corpus.py wrote it.
import assert from "node:assert/strict";
import { ladderPath, rows } from "./rows.ts";

interface Part {
  readonly pieces: number;
  readonly tokens: number;
  readonly bytes: number;
  readonly bytesPerToken: number;
  readonly sha256: string;
}

interface Package {
  readonly version: string;
  readonly sha256: string;
  readonly pieces: number;
  readonly characters: number;
}

const corpus: {
  readonly vocabulary: number;
  readonly packages: Record<string, Package>;
  readonly val: Part;
  readonly train: Part;
} = JSON.parse(Deno.readTextFileSync(ladderPath("corpus.json")));

const packages = Object.values(corpus.packages);
const sum = (of: number[]) => of.reduce((a, b) => a + b, 0);

Deno.test("corpus.json names the version and the digest of every package of corpus.py", () => {
  const script = Deno.readTextFileSync(ladderPath("corpus.py"));
  const named = Array.from(script.matchAll(/^ {4}\("([a-z0-9.-]+)", "/gm), ([, name]) => name);
  assert.equal(named.length, 20);
  assert.deepEqual(Object.keys(corpus.packages), named);
  for (const { version, sha256 } of packages) {
    assert.match(version, /^[\w.:+~-]+$/);
    assert.match(sha256, /^[0-9a-f]{64}$/);
  }
});

Deno.test("every piece and every byte of the packages is in training or held out, none in both", () => {
  assert.equal(corpus.train.pieces + corpus.val.pieces, sum(packages.map(({ pieces }) => pieces)));
  assert.equal(
    corpus.train.bytes + corpus.val.bytes,
    sum(packages.map(({ characters }) => characters)),
  );
  // 1.5 % of the pieces are held out.
  const share = corpus.val.pieces / (corpus.val.pieces + corpus.train.pieces);
  assert.ok(Math.abs(share / 0.015 - 1) < 0.002);
});

Deno.test("nats per byte are nats per token over the bytes per token of the held-out text", () => {
  const { bytes, tokens, bytesPerToken } = corpus.val;
  assert.equal(bytesPerToken, bytes / tokens);
  for (const { run, loss, loss_per_byte } of rows) {
    // Both have six decimals.
    assert.ok(Math.abs(loss_per_byte - loss / bytesPerToken) < 1e-6, run);
  }
});

Deno.test("the corpus has every token that a run saw, and 2048 windows to validate on", () => {
  assert.equal(corpus.vocabulary, 512);
  const most = Math.max(...rows.map(({ unique_tokens }) => unique_tokens));
  assert.ok(most < corpus.train.tokens);
  assert.ok(2048 * 128 < corpus.val.tokens);
});
