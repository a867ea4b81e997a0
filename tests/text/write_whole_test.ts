import assert from "node:assert/strict";
import { writeWhole } from "../../lib/text/write_whole.ts";

Deno.test("writeWhole() replaces the file a link points to, and leaves nothing beside it", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    Deno.writeTextFileSync(`${folder}/real.txt`, "old");
    Deno.symlinkSync(`${folder}/real.txt`, `${folder}/link.txt`);
    await writeWhole(`${folder}/link.txt`, "new");
    assert.equal(Deno.readTextFileSync(`${folder}/real.txt`), "new");
    assert.ok(Deno.lstatSync(`${folder}/link.txt`).isSymlink);
    assert.equal(Array.from(Deno.readDirSync(folder)).length, 2);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});

Deno.test("writeWhole() leaves nothing behind when it cannot write", async () => {
  const folder = Deno.makeTempDirSync();
  try {
    Deno.mkdirSync(`${folder}/taken`);
    await assert.rejects(writeWhole(`${folder}/taken`, new Uint8Array(3)));
    await assert.rejects(writeWhole(`${folder}/missing/file.txt`, "text"));
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["taken"]);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
});
