// The envelope of a large table of training curves; prints its bins and the peak memory in bytes.
import { scanEnvelope } from "isoflop/runs";

const [table, sizes] = Deno.args;
const { C, loss } = await scanEnvelope(table!, { columns: "D=tokens", sizes: sizes! });
const peak = /VmHWM:\s+(\d+) kB/.exec(Deno.readTextFileSync("/proc/self/status"))![1];
console.log(C.length, loss.reduce((sum, x) => sum + x, 0).toFixed(6), 1024 * Number(peak));
