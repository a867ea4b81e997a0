import assert from "node:assert/strict";
import { KernelClient } from "../../lib/kernel/mod.ts";

const ignore = Deno.build.os === "windows";

async function runs(pid: number): Promise<boolean> {
  const { success } = await new Deno.Command("kill", { args: ["-0", String(pid)], stderr: "null" })
    .output();
  return success;
}

async function assertGone(pid: number): Promise<void> {
  for (let waited = 0; waited < 3000; waited += 50) {
    if (!await runs(pid)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  Deno.kill(pid, "SIGKILL");
  assert.fail("the kernel outlived its client by three seconds");
}

for (const code of ["", "for (;;);"]) {
  const state = code ? "a kernel that computes" : "an idle kernel";
  Deno.test({
    name: `KernelClient leaves no orphan: kill -9 of the client ends ${state}`,
    ignore,
    fn: async () => {
      const client = new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", new URL("./orphan_client.ts", import.meta.url).pathname, code],
        stdout: "piped",
        stderr: "inherit",
      }).spawn();
      const reader = client.stdout.getReader();
      const pid = Number(new TextDecoder().decode((await reader.read()).value));
      assert.equal(await runs(pid), true);
      client.kill("SIGKILL");
      await client.status;
      await reader.cancel();
      await assertGone(pid);
    },
  });
}

Deno.test({
  name: "KernelClient leaves no orphan: kill -9 of the watchdog ends the kernel",
  ignore: ignore || Deno.build.os !== "linux",
  fn: async () => {
    await using kernel = await KernelClient.start();
    const status = await Deno.readTextFile(`/proc/${kernel.pid}/status`);
    const watchdog = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
    Deno.kill(watchdog, "SIGKILL");
    await assertGone(kernel.pid);
  },
});
