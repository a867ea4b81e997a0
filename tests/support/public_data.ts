// Tests on other people's runs. The rows are in the data-set cache or in the folder that
// ISOFLOP_DATA names, never in the repository; where they are not, the test is reported as ignored
// under a name that says what it needs.
import { datasets, type Runs } from "isoflop";

/** A test that gets the runs of a public data set. */
export function testOnPublicRuns(
  dataset: string,
  name: string,
  body: (runs: Runs) => void | Promise<void>,
): void {
  const present = datasets.list().some((entry) => entry.name === dataset && entry.cached);
  Deno.test({
    name: present ? name : `${name} (needs the public data set ${dataset})`,
    ignore: !present,
    fn: async () => await body(await datasets.load(dataset)),
  });
}

/** Epoch's 245 points of Hoffmann's Figure 4 without the five of highest loss. */
export function withoutOutliers(runs: Runs): Runs {
  return runs.without(runs.highestLoss(5));
}
