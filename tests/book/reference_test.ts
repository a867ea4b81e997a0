// What axe-core finds serious on the pages of `deno doc --html` is mended in all of them: language, names of
// buttons and of the search field, a way into code, lists. Colours are in the style sheet.
import assert from "node:assert/strict";
import { mendReference } from "../../lib/book/site/reference.ts";

Deno.test("mendReference() mends every page of a reference, once", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["doc", "--html", "--quiet", "--name=text", `--output=${folder}/a`, "lib/text/mod.ts"],
      cwd: new URL("../../", import.meta.url),
    }).output();
    assert.equal(code, 0);
    const pages = await mendReference(`${folder}/a`);
    assert.ok(pages > 10, `${pages} pages`);
    const symbol = `${folder}/a/text/~/InputError.html`;
    const first = await Deno.readTextFile(symbol), style = await sheet();
    assert.match(first, /^<!DOCTYPE html>\s*<html lang="en">/);
    assert.doesNotMatch(first, /<button class="copyButton"|<ul class="breadcrumbs">/);
    assert.match(first, /id="searchbar" aria-label="Search"/);
    assert.match(first, /<code tabindex="0" class="language-/);
    await mendReference(`${folder}/a`);
    assert.equal(await Deno.readTextFile(symbol), first);
    assert.equal(await sheet(), style);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }

  function sheet(): Promise<string> {
    return Deno.readTextFile(`${folder}/a/page.css`);
  }
});
