// A client that is going to be killed: starts a kernel, prints its process id, executes.
import { KernelClient } from "../../lib/kernel/mod.ts";

const kernel = await KernelClient.start();
if (Deno.args[0]) kernel.execute(Deno.args[0]);
await new Promise((resolve) => setTimeout(resolve, 100));
console.log(kernel.pid);
await new Promise((resolve) => setTimeout(resolve, 60_000));
