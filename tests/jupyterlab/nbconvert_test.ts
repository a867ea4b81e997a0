// A lesson as nbconvert turns it into HTML, which knows no live charts: every figure has to come as its
// picture, and every report as its table.
import assert from "node:assert/strict";
import { readLesson } from "../../lib/book/site/lessons.ts";

const program = "/usr/bin/jupyter-nbconvert";
const present = await Deno.stat(program).then(() => true, () => false);
const folder = new URL("../../notebooks/", import.meta.url).pathname;

for (const name of ["01_kaplan", "05_how_sure_are_we"]) {
  Deno.test({
    name: `nbconvert shows every figure of ${name} as a picture${
      present ? "" : " (needs jupyter-nbconvert)"
    }`,
    ignore: !present,
    fn: async () => {
      const { figures } = await readLesson(`${folder}${name}.ipynb`);
      const output = await Deno.makeTempDir();
      try {
        const { code, stderr } = await new Deno.Command("/usr/bin/python3", {
          args: [program, "--to", "html", "--output-dir", output, `${folder}${name}.ipynb`],
        }).output();
        assert.equal(code, 0, new TextDecoder().decode(stderr));
        const html = await Deno.readTextFile(`${output}/${name}.html`);
        const pictures = html.match(/<img[^>]*src="data:image\/png;base64,[^"]{1000,}"/g) ?? [];
        assert.equal(pictures.length, figures.length);
        assert.match(html, /numbers agree/);
        assert.doesNotMatch(html, /class="[^"]*output_error/);
      } finally {
        await Deno.remove(output, { recursive: true });
      }
    },
  });
}
