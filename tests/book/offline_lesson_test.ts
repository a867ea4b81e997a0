// The lesson never fails for lack of data: without a cache and without a connection it runs on
// simulated runs, says so, and its own check still holds.
import assert from "node:assert/strict";

for (const name of ["02_chinchilla", "02_chinchilla_solutions"]) {
  Deno.test(`${name} runs to its end without data and without a connection`, async () => {
    const empty = Deno.makeTempDirSync();
    try {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "-A",
          "lib/cli/main.ts",
          "notebook",
          "run",
          `notebooks/src/${name}.ts`,
          "--json",
        ],
        cwd: new URL("../../", import.meta.url),
        // A proxy at a closed port: every address is out of reach, at once.
        env: { ISOFLOP_DATA: empty, HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "" },
      }).output();
      assert.equal(code, 0, new TextDecoder().decode(stderr));
      const { data } = JSON.parse(new TextDecoder().decode(stdout));
      assert.deepEqual(data, { "chinchilla-epoch": "simulated" });
    } finally {
      Deno.removeSync(empty, { recursive: true });
    }
  });
}
