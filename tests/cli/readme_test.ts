// What the README shows of the command line is what the command line says.
import assert from "node:assert/strict";
import { isoflop } from "./support.ts";

const readme = Deno.readTextFileSync(new URL("../../README.md", import.meta.url));
const shown = [...readme.matchAll(/```\n\$ deno task isoflop (.*)\n\n([\s\S]*?)\n```/g)];

Deno.test("the README shows a command with its output", () => {
  assert.ok(shown.length > 0);
});

for (const [, command, output] of shown) {
  Deno.test(`isoflop ${command} says what the README shows`, async () => {
    const { code, out, err } = await isoflop(...command!.split(" "));
    assert.equal(code, 0, err);
    assert.equal(out.trimEnd(), output);
  });
}
