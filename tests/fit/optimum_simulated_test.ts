// A tenth of the data sets of `deno task study:optimum`, with fewer starts to beat.
import assert from "node:assert/strict";
import { beside } from "../studies/optimum_beside.ts";
import { optimumSweep } from "../studies/optimum_sweeps.ts";

// Steps of 7 meet every design and both objectives.
for (let k = 0; k < 70; k += 7) {
  const sweep = optimumSweep(k);
  Deno.test(`fitLaw() is never worse than 60 random starts: ${sweep.name}`, () => {
    for (const [way, above] of Object.entries(beside(sweep, 60, k))) {
      assert.ok(above <= 1e-9, `${way}: ${above} above the best random start`);
    }
  });
}
