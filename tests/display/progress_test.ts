import assert from "node:assert/strict";
import { type Output, progress, type ProgressPlace } from "isoflop/display";

Deno.test("progress() writes one line every ten percent to a log", () => {
  const { place, text } = paper({ terminal: false });
  run(progress({ total: 200, label: "bootstrap", on: place }), 200);
  const lines = text().trimEnd().split("\n");
  assert.equal(lines.length, 10);
  assert.equal(lines[0], "bootstrap: 20 of 200 (10 %)");
  assert.equal(lines[9], "bootstrap: 200 of 200, done");
});

Deno.test("progress() rewrites one line in a terminal, ten times a second", () => {
  const { place, text } = paper({ terminal: true, step: 10 });
  run(progress({ total: 100, label: "refit", on: place }), 100);
  assert.equal(text().split("\n").length, 2);
  const states = text().trimEnd().split("\r").slice(1);
  assert.ok(states.length >= 10 && states.length <= 12, `${states.length} states`);
  assert.equal(states.at(-1)!.trimEnd(), "refit: 100 of 100, done");
});

Deno.test("progress() ends with the same text on every run, without times", () => {
  for (const step of [1, 500]) {
    const { place, text } = paper({ terminal: true, step });
    run(progress({ total: 5, label: "refit", on: place }), 5);
    assert.match(text(), /\rrefit: 5 of 5, done *\n$/);
  }
});

Deno.test("progress() updates one output of a notebook, at most ten times a second", () => {
  const sent: Output[] = [];
  const { place } = paper({ terminal: false, step: 20 });
  const send = (output: Output) => (sent.push(output), Promise.resolve());
  run(progress({ total: 50, label: "<b>refit</b>", on: { ...place, send } }), 50);
  assert.ok(sent.length >= 9 && sent.length <= 12, `${sent.length} messages`);
  assert.equal(sent[0]!.update, false);
  assert.ok(sent.slice(1).every(({ update }) => update));
  assert.equal(new Set(sent.map(({ id }) => id)).size, 1);
  assert.match(String(sent[1]!.data["text/html"]), /<progress max="50" value="\d+"><\/progress>/);
  assert.ok(sent.every(({ data }) => !String(data["text/html"]).includes("<b>")));
  assert.deepEqual(sent.at(-1)!.data, {
    "text/html": '<div role="status">&lt;b&gt;refit&lt;/b&gt;: 50 of 50, done</div>',
    "text/plain": "<b>refit</b>: 50 of 50, done",
  });
});

Deno.test("progress() says how long it will take, after a second", () => {
  const { place, text } = paper({ terminal: true, step: 1000 });
  const bar = progress({ total: 10, label: "refit", on: place });
  bar.update(5);
  assert.match(text(), /5\/10, 1 s left$/);
});

Deno.test("progress() can be ended twice, and before anything was done", () => {
  const { place, text } = paper({ terminal: false });
  const bar = progress({ total: 0, label: "nothing", on: place });
  bar.done();
  bar.done();
  bar.update(1);
  assert.equal(text(), "nothing: 0 of 0, done\n");
});

function run(bar: { update(done: number): void; done(): void }, total: number): void {
  for (let i = 1; i <= total; i++) bar.update(i);
  bar.done();
}

/** Somewhere to write, with a clock that moves on at every look. */
function paper(
  { terminal, step = 1 }: { terminal: boolean; step?: number },
): { place: ProgressPlace; text: () => string } {
  let written = "", time = -step;
  return {
    place: { terminal, write: (text) => void (written += text), now: () => time += step },
    text: () => written,
  };
}
