import { parse } from "npm:smol-toml@^1.9.1";

/** A run as a sweep file asks for it; what the trainer makes of it is for a test to check. */
export interface AskedRun {
  readonly sweep: string;
  readonly width: number;
  readonly layers: number;
  /** The tokens before they are rounded to whole steps. */
  readonly tokens: number;
  readonly epochs: number;
  readonly lr_factor: number;
  readonly schedule: string;
  readonly cosine_length: number;
  readonly cooldown: number;
  readonly warmup: number;
  readonly seed: number;
  /** Tokens per step, where the file says so. */
  readonly batch: number | null;
}

type Settings = Record<string, number | string | boolean | (number | string)[]>;

/** What the trainer takes where a sweep file says nothing. */
const defaults: Settings = {
  ...{ epochs: 1, lr_factor: 1, schedule: "cosine", cosine_length: 1, cooldown: 0 },
  ...{ warmup: 0.05, seed: 0 },
};

/** Every run that the files in `data/ladder/sweeps/` ask for. */
export function readSweepFiles(): AskedRun[] {
  const folder = new URL("../../data/ladder/sweeps/", import.meta.url);
  const files = Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
  return files.flatMap((name) => {
    const file = parse(Deno.readTextFileSync(new URL(name, folder))) as unknown as {
      sweep: string;
      defaults?: Settings;
      grid: Settings[];
    };
    return file.grid.flatMap((grid) =>
      product({ ...defaults, ...file.defaults, ...grid }).map((run) => asked(file.sweep, run))
    );
  });
}

/** Every combination of the values of the lists. */
function product(settings: Settings): Record<string, number | string | boolean>[] {
  const several = Object.entries(settings).find(([, value]) => Array.isArray(value));
  if (!several) return [settings as Record<string, number | string | boolean>];
  const [key, values] = several;
  return (values as (number | string)[]).flatMap((value) => product({ ...settings, [key]: value }));
}

function asked(sweep: string, run: Record<string, number | string | boolean>): AskedRun {
  const number = (key: string) => run[key] as number;
  const [width, layers] = (run.shape as string).split("x").map(Number) as [number, number];
  const N = 12 * width ** 2 * layers + 512 * width;
  const tokens = "budget" in run
    ? number("budget") / (6 * N)
    : "tokens_per_parameter" in run
    ? number("tokens_per_parameter") * N
    : number("unique_tokens") * number("epochs");
  const names = ["epochs", "lr_factor", "cosine_length", "cooldown", "warmup", "seed"] as const;
  const numbers = Object.fromEntries(names.map((name) => [name, number(name)])) as Record<
    typeof names[number],
    number
  >;
  const batch = "batch" in run ? number("batch") : null;
  return { sweep, width, layers, tokens, schedule: run.schedule as string, batch, ...numbers };
}
