import assert from "node:assert/strict";
import * as jupyter from "@deno/jupyter";
import { inKernel } from "isoflop/display";

Deno.test("inKernel() is false in a test", () => {
  assert.equal(inKernel(), false);
});

for (const name of ["display", "broadcast"] as const) {
  Deno.test(`${name}() of @deno/jupyter says outside the kernel what to do instead`, () => {
    assert.throws(() => jupyter[name]("x", {}), {
      name: "InputError",
      message: [
        `Cannot call ${name}() of @deno/jupyter`,
        "  needed: a notebook with the Deno kernel",
        "  found: a program outside of it",
        "  cure: use show() of isoflop, which prints text in a terminal",
      ].join("\n"),
    });
  });
}

Deno.test("the tags of @deno/jupyter return what they would show", async () => {
  const { $display, html, md, svg: drawing } = { ...jupyter };
  const bundle = (shown: jupyter.Displayable) => shown[jupyter.$display]();
  assert.equal($display, jupyter.$display);
  assert.deepEqual(await bundle(html`<b>${1}</b>`), { "text/html": "<b>1</b>" });
  assert.deepEqual(await bundle(md`**${"a"}** \\alpha`), { "text/markdown": "**a** \\alpha" });
  assert.deepEqual(await bundle(drawing`<svg/>`), { "image/svg+xml": "<svg/>" });
});

Deno.test("image() of @deno/jupyter knows PNG and JPEG", async () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
  assert.deepEqual(await jupyter.image(png)[jupyter.$display](), { "image/png": "iVBORw==" });
  assert.throws(() => jupyter.image(Uint8Array.of(1, 2)), {
    message: "Cannot show the picture\n  needed: the bytes of a PNG or JPEG file\n" +
      "  found: 2 bytes of something else",
  });
});

Deno.test("format() of @deno/jupyter gives the bundle or the text", async () => {
  assert.deepEqual(await jupyter.format(jupyter.html`<i>x</i>`), { "text/html": "<i>x</i>" });
  assert.deepEqual(await jupyter.format("words"), { "text/plain": "words" });
});

Deno.test("@deno/jupyter has the names that the kernel's own module has", () => {
  const names = ["$display", "broadcast", "display", "format", "html", "image", "md", "svg"];
  for (const name of names) assert.ok(name in jupyter, name);
});
