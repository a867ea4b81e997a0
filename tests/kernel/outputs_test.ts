import assert from "node:assert/strict";
import { OutputCollector } from "../../lib/kernel/outputs.ts";

function collected(...messages: [type: string, content: Record<string, unknown>][]) {
  const collector = new OutputCollector();
  for (const [msg_type, content] of messages) {
    collector.take({ header: { msg_id: "", msg_type }, parent: {}, content });
  }
  return collector.outputs;
}

const print = (text: string, name = "stdout"): [string, Record<string, unknown>] => [
  "stream",
  { name, text },
];

Deno.test("OutputCollector merges neighbouring prints of one stream", () => {
  assert.deepEqual(collected(print("a\n"), print("b\n"), print("c\n", "stderr"), print("d\n")), [
    { output_type: "stream", name: "stdout", text: "a\nb\n" },
    { output_type: "stream", name: "stderr", text: "c\n" },
    { output_type: "stream", name: "stdout", text: "d\n" },
  ]);
});

Deno.test("OutputCollector replaces what is updated and leaves the rest", () => {
  const show = (text: string, id: string) => ({
    data: { "text/plain": text },
    metadata: {},
    transient: { display_id: id },
  });
  assert.deepEqual(
    collected(
      ["display_data", show("0 %", "bar")],
      ["display_data", show("other", "x")],
      ["update_display_data", show("100 %", "bar")],
      ["update_display_data", show("nobody", "unknown")],
    ),
    [
      { output_type: "display_data", data: { "text/plain": "100 %" }, metadata: {} },
      { output_type: "display_data", data: { "text/plain": "other" }, metadata: {} },
    ],
  );
});

Deno.test("OutputCollector clears at once, or when the next output comes", () => {
  const clear = (wait: boolean): [string, Record<string, unknown>] => ["clear_output", { wait }];
  assert.deepEqual(collected(print("a"), clear(false)), []);
  assert.deepEqual(collected(print("a"), clear(true)), [
    { output_type: "stream", name: "stdout", text: "a" },
  ]);
  assert.deepEqual(collected(print("a"), clear(true), print("b")), [
    { output_type: "stream", name: "stdout", text: "b" },
  ]);
});

Deno.test("OutputCollector puts an error behind what was printed before it", () => {
  const thrown = { ename: "Error", evalue: "no", traceback: ["Error: no"] };
  assert.deepEqual(collected(["error", thrown], print("before")), [
    { output_type: "stream", name: "stdout", text: "before" },
    { output_type: "error", ...thrown },
  ]);
});

Deno.test("OutputCollector joins twenty thousand prints in no time", () => {
  const started = performance.now();
  const [output] = collected(...Array.from({ length: 20_000 }, (_, i) => print(`${i}\n`)));
  assert.equal(output?.output_type === "stream" && output.text.length, 108_890);
  assert.ok(performance.now() - started < 1000);
});
