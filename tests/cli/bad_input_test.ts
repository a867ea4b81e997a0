// Each message is tested whole: what cannot be done, what is needed, what was found, the cure.
import { assertRefused, Folder, sevenRuns } from "./support.ts";

/** The seven runs with another value in the third row. */
function withCell(column: "N" | "D" | "loss", value: string): string {
  const lines = sevenRuns.split("\n");
  const cells = lines[3]!.split(",");
  cells[["N", "D", "loss"].indexOf(column)] = value;
  return lines.with(3, cells.join(",")).join("\n");
}

const tables: Record<string, { content: string | Uint8Array; name?: string; says: string[] }> = {
  "misnamed columns": {
    content: sevenRuns.replace("N,D,loss", "params,tokens,val_loss"),
    says: [
      "  needed: columns for the loss and for two of N, D and C",
      '  found: the columns "params", "tokens" and "val_loss"',
      '  cure: name the columns, perhaps "N=params,D=tokens,loss=val_loss"',
    ],
  },
  "a missing column": {
    content: sevenRuns.replace("loss", "colour"),
    says: [
      "  needed: columns for the loss and for two of N, D and C",
      '  found: the columns "N", "D" and "colour"',
      '  cure: name the columns, as in "N=params,D=tokens,loss=val_loss"',
    ],
  },
  "an empty file": {
    content: "",
    says: ["  needed: a header and at least one row", "  found: an empty file"],
  },
  "a header only": {
    content: "N,D,loss\n",
    says: ["  needed: a header and at least one row", "  found: a header only"],
  },
  "text in a number column": {
    content: withCell("loss", "n/a"),
    says: [
      "  needed: loss > 0 in every row",
      '  found: the text "n/a" in column "loss", row 3 (line 4)',
    ],
  },
  "an empty cell": {
    content: withCell("D", ""),
    says: [
      "  needed: D > 0 in every row",
      '  found: an empty cell in column "D", row 3 (line 4)',
    ],
  },
  "numbers with commas": {
    content: sevenRuns.replace("1e8,1e9", "100,000,000,1e9"),
    says: [
      "  needed: comma-separated values, as many in every row as in the header",
      "  found: 5 fields where the header has 3 on line 2",
      "  cure: put fields that hold commas or quotes in double quotes, and write numbers without " +
      "commas",
    ],
  },
  "binary junk": {
    content: new Uint8Array([0x4e, 0x2c, 0, 1, 2, 255, 10]),
    says: [
      "  needed: comma-separated values in UTF-8",
      "  found: binary data (a zero byte at offset 2)",
    ],
  },
  "binary junk called Parquet": {
    content: new Uint8Array([7, 8, 9]),
    name: "runs.parquet",
    says: ["  needed: a Parquet file", "  found: bytes that are not Parquet, or cut short"],
  },
  "another kind of file": {
    content: sevenRuns,
    name: "runs.txt",
    says: [
      "  needed: a file that ends in .csv, .parquet, .json, .ndjson or .jsonl",
      '  found: the extension ".txt"',
    ],
  },
};

for (const column of ["N", "D", "loss"] as const) {
  for (const [written, found] of [["NaN", "NaN"], ["inf", "Infinity"], ["0", "0"], ["-3", "-3"]]) {
    tables[`${written} as ${column}`] = {
      content: withCell(column, written!),
      says: [
        `  needed: ${column} > 0 in every row`,
        `  found: ${found} in column "${column}", row 3 (line 4)`,
        // The first rows of logs say nothing has been seen yet.
        ...(column === "D" && written === "0"
          ? ['  cure: leave such rows out, by the condition "D>0"']
          : []),
      ],
    };
  }
}

for (const [what, { content, name = "runs.csv", says }] of Object.entries(tables)) {
  Deno.test(`isoflop fit refuses ${what}`, async () => {
    using folder = new Folder();
    const file = folder.write(name, content);
    await assertRefused(folder, ["fit", file, "--save", folder.at("fit.json")], [
      `Cannot read runs from "${name}"`,
      ...says,
    ]);
  });
}

Deno.test("isoflop fit refuses fewer runs than coefficients + 1", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  await assertRefused(folder, ["fit", file, "--drop-highest", "2"], [
    'Cannot fit "chinchilla"',
    "  needed: at least 6 runs for its 5 coefficients",
    "  found: 5 runs, after 2 were left out",
  ]);
});

Deno.test("isoflop fit refuses a folder", async () => {
  using folder = new Folder();
  Deno.mkdirSync(folder.at("sweep.csv"));
  for (const path of [folder.path, folder.at("sweep.csv")]) {
    await assertRefused(folder, ["fit", path], [
      `Cannot read runs from ${JSON.stringify(folder.without(path))}`,
      "  needed: a table file",
      "  found: a folder",
    ]);
  }
});

Deno.test("isoflop fit suggests the file that was meant", async () => {
  using folder = new Folder();
  folder.write("runs.csv", sevenRuns);
  await assertRefused(folder, ["fit", folder.at("rusn.csv")], [
    'Cannot read runs from "rusn.csv"',
    "  needed: a file",
    "  found: no file of that name",
    '  cure: did you mean "runs.csv"?',
  ]);
});

const pairs = '  needed: pairs such as "N=params:M,D=tokens:B,loss=loss"';
const draws = "  needed: a whole number of draws from 0 to 1000000";
const options: [args: string[], says: string[]][] = [
  [["--columns", "N=params"], [
    'Cannot read runs from "runs.csv"',
    '  needed: a column "params" for N',
    '  found: the columns "N", "D" and "loss"',
  ]],
  [["--columns", "N:params"], [
    'Cannot understand the columns "N:params"',
    pairs,
    '  found: "N:params" without "="',
  ]],
  [["--columns", ""], ['Cannot understand the columns ""', pairs, "  found: nothing"]],
  [["--columns", "N=params:Q"], [
    'Cannot read N in the unit "Q"',
    '  needed: no unit, or one of "k", "M", "B" and "T"',
    '  found: "Q"',
    "  cure: put a column name that holds a colon in double quotes",
  ]],
  [["--where", "N>1e12"], [
    'Cannot read runs from "runs.csv"',
    "  needed: at least one row where N > 1e12",
    "  found: none among 7 rows",
  ]],
  [["--where", "experiment=a"], [
    "Cannot select rows where experiment = a",
    '  needed: a column "experiment" in "runs.csv"',
    '  found: the columns "N", "D" and "loss"',
  ]],
  [["--where", "N"], [
    'Cannot understand the condition "N"',
    "  needed: a column, one of = != > >= < <= and a value, " +
    'such as "experiment=a" or "N>1e9"',
    '  found: "N"',
  ]],
  [["--drop-highest", "-1"], [
    'Cannot use --drop-highest "-1"',
    "  needed: a whole number of runs, 0 or more",
    '  found: "-1"',
  ]],
  [["--drop-highest", "8"], [
    "Cannot choose the 8 runs with the highest loss",
    "  needed: a whole number from 0 to 7",
    "  found: 8",
  ]],
  [["--drop-highest", "7"], [
    "Cannot leave out the 7 runs with the highest loss",
    "  needed: at least one row left",
    "  found: 7 rows, all left out",
  ]],
  [["--objective", "hubr-log"], [
    'Cannot use the objective "hubr-log"',
    '  needed: one of "huber-log", "squared-log", "absolute-log", "asymmetric-log", "student-t-log", "squared", "huber", "absolute", "asymmetric" and "student-t"',
    '  found: "hubr-log"',
    '  cure: did you mean "huber-log"?',
  ]],
  [["--delta", "0"], [
    "Cannot use Huber's loss",
    "  needed: a delta > 0, in the units of the residual",
    "  found: delta = 0",
    "  cure: leave it out for 1e-3, the value of Hoffmann et al.",
  ]],
  [["--delta", "wide"], [
    'Cannot use --delta "wide"',
    "  needed: a number, such as 5.76e23 or 0.001",
    '  found: "wide"',
  ]],
  [["--bootstrap", "-1"], ['Cannot use --bootstrap "-1"', draws, '  found: "-1"']],
  [["--bootstrap", "2.5"], ['Cannot use --bootstrap "2.5"', draws, '  found: "2.5"']],
  [["--bootstrap", "1e12"], ['Cannot use --bootstrap "1e12"', draws, '  found: "1e12"']],
  [["--seed", "1.5"], ['Cannot use --seed "1.5"', "  needed: a whole number", '  found: "1.5"']],
  [["--seed", "-1", "--stream", "numpy"], [
    "Cannot use --seed -1 with --stream numpy",
    "  needed: a whole number from 0 to 4294967295, as NumPy does",
    "  found: -1",
  ]],
  [["--stream", "nunpy"], [
    'Cannot use --stream "nunpy"',
    '  needed: one of "isoflop" and "numpy"',
    '  found: "nunpy"',
    '  cure: did you mean "numpy"?',
  ]],
  [["--level", "95"], [
    'Cannot use --level "95"',
    "  needed: a number between 0 and 1",
    '  found: "95"',
    "  cure: 0.95 for 95 %",
  ]],
  [["--level", "80%"], [
    'Cannot use --level "80%"',
    "  needed: a number between 0 and 1",
    '  found: "80%"',
    "  cure: 0.8 for 80 %",
  ]],
  [["--law", "chinchila"], [
    'Cannot find the law "chinchila"',
    '  needed: one of "chinchilla", "power-law", "power-law-floor", "sum-of-powers", "bnsl", ' +
    '"bnsl-3", "gadre", "data-constrained", "downstream-error", "kaplan-n", "kaplan-d", ' +
    '"kaplan-joint", "kaplan-steps", "kaplan-batch", "batch-steps", "routed", "fine-grained" ' +
    'and "joint-moe"',
    '  found: "chinchila"',
    '  cure: did you mean "chinchilla"?',
  ]],
  [["--approach", "1"], [
    'Cannot read training curves from "runs.csv"',
    "  needed: a column for the name of the run",
    '  found: the columns "N", "D" and "loss"',
    '  cure: name the column, as in "run=experiment"',
  ]],
  [["--approach", "2"], [
    "Cannot fit IsoFLOP valleys",
    "  needed: runs that share a few budgets",
    "  found: 7 runs spread over 6.00e17 – 6.00e21 FLOP without standing together",
    "  cure: name the column of the budget as C, give the budgets themselves, or use Approach 3",
  ]],
  [["--approach", "2", "--objective", "squared"], [
    "Cannot use --objective with --approach 2",
    "  needed: --approach 3",
    "  found: --approach 2",
    "  cure: leave --objective out",
  ]],
  [["--approach", "1", "--drop-highest", "2"], [
    "Cannot use --drop-highest with --approach 1",
    "  needed: --approach 2 or 3",
    "  found: --approach 1",
    "  cure: leave --drop-highest out",
  ]],
  [["--minimum", "spline"], [
    "Cannot use --minimum with --approach 3",
    "  needed: --approach 2",
    "  found: --approach 3",
    "  cure: leave --minimum out",
  ]],
  [["--approach", "2", "--minimum", "splin"], [
    'Cannot use --minimum "splin"',
    '  needed: one of "parabola" and "spline"',
    '  found: "splin"',
    '  cure: did you mean "spline"?',
  ]],
  [["--approach", "2", "--budgets", "1e18,x"], [
    'Cannot use --budgets "1e18,x"',
    "  needed: numbers of FLOP above 0 with commas between, such as 6e18,1e19",
    '  found: "1e18,x"',
  ]],
  [["--approach", "4"], [
    'Cannot fit with --approach "4"',
    "  needed: --approach 1, 2 or 3",
    '  found: "4"',
  ]],
];

for (const [args, says] of options) {
  Deno.test(`isoflop fit refuses ${args.join(" ") || "nothing"}`, async () => {
    using folder = new Folder();
    const file = folder.write("runs.csv", sevenRuns);
    await assertRefused(folder, ["fit", file, ...args], says);
  });
}

Deno.test("isoflop fit refuses a target that it could not write, before it fits", async () => {
  using folder = new Folder();
  const file = folder.write("runs.csv", sevenRuns);
  Deno.mkdirSync(folder.at("fits"));
  const targets: [path: string, needs: string, found: string, cure?: string][] = [
    ["fits", "the name of a file", "a folder"],
    ["fits/", "the name of a file", "the name of a folder"],
    ["none/fit.json", 'the folder "none"', "no such folder", "make the folder first"],
    ["runs.csv/fit.json", 'the folder "runs.csv"', "a file there"],
    ["runs.csv", "another name than that of an input", '"runs.csv"'],
  ];
  for (const [name, needs, found, cure] of targets) {
    const path = `${folder.path}/${name}`;
    await assertRefused(folder, ["fit", file, "--save", path], [
      `Cannot write "${name}"`,
      `  needed: ${needs}`,
      `  found: ${found}`,
      ...(cure ? [`  cure: ${cure}`] : []),
    ]);
  }
});
