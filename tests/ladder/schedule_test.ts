// How a run ends. Hoffmann et al. (2022), Figure A1 and section B: a cosine more than 25 % longer
// than the run leaves loss on the table.
import assert from "node:assert/strict";
import { type Row, testOnSweep } from "./rows.ts";

const on = (name: string, body: (loss: (of: Partial<Row>, seed: number) => number) => void) =>
  testOnSweep("schedule", name, (of) => {
    body((wanted, seed) => {
      const found = of.filter((row) =>
        row.seed === seed &&
        Object.entries(wanted).every(([key, value]) => row[key as keyof Row] === value)
      );
      assert.equal(found.length, 1, JSON.stringify({ ...wanted, seed }));
      return found[0]!.loss;
    });
  });

on(
  "a cosine 2 or 5 times as long as the run is worse than one of its length, every seed",
  (loss) => {
    for (const seed of [0, 1, 2]) {
      const [own, two, five] = [1, 2, 5].map((cosine_length) => loss({ cosine_length }, seed));
      // Beyond what seeds do: .2 % of the loss.
      assert.ok(two! > own! * 1.01, `seed ${seed}`);
      assert.ok(five! > two! * 1.01, `seed ${seed}`);
    }
  },
);

on("beyond a quarter the loss rises with the length of the cosine, every seed", (loss) => {
  for (const seed of [0, 1, 2]) {
    const rising = [1.25, 1.5, 2, 5].map((cosine_length) => loss({ cosine_length }, seed));
    for (const [i, value] of rising.slice(1).entries()) assert.ok(value > rising[i]!, `${seed}`);
  }
});

on("a constant rate gains from a cooldown, and more from a longer one, every seed", (loss) => {
  for (const seed of [0, 1, 2]) {
    const falling = [0, 0.1, 0.2, 0.4].map((cooldown) => loss({ cooldown }, seed));
    for (const [i, value] of falling.slice(1).entries()) assert.ok(value < falling[i]!, `${seed}`);
    assert.ok(falling[1]! < falling[0]! * 0.96, "four in a hundred at once");
  }
});

on(
  "a cooldown over the last fifth is within half a percent of a cosine, as good or better",
  (loss) => {
    for (const seed of [0, 1, 2]) {
      const ratio = loss({ cooldown: 0.2 }, seed) / loss({ cosine_length: 1 }, seed);
      assert.ok(Math.abs(ratio - 1) < 0.005, `seed ${seed}: ${ratio}`);
    }
  },
);
