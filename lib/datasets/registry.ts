import { unknownName } from "../text/mod.ts";
import type { StandIn } from "./stand_in.ts";
import type { StepsStandIn } from "./steps_stand_in.ts";

/** A file in a public git repository, at one commit. */
export interface PinnedFile {
  /** The owner of the repository. */
  readonly owner: string;
  /** The repository. */
  readonly repo: string;
  /** The commit, in full. */
  readonly commit: string;
  /** The file's path in the repository. */
  readonly path: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
}

/** A table of training runs that can be loaded by name. */
export interface DataSet {
  /** The name it is loaded by, and its folder in the cache. */
  readonly name: string;
  /** What it is, for a heading. */
  readonly title: string;
  /** What it is, in a sentence or three, with what a user of the rows has to know. */
  readonly description: string;
  /** Who published it. */
  readonly citation: string;
  /** The licence as far as one is stated. */
  readonly licence: string;
  /** The file it is taken from; `null` for a table that comes with the package. */
  readonly pinned: PinnedFile | null;
  /** What a row is: a run, a checkpoint of one, or the steps to a loss at one batch. */
  readonly row: "run" | "checkpoint" | "steps";
  /** The file's name in the cache, or in `data/` for a table that comes with the package. */
  readonly file: string;
  /** SHA-256 of the table; the source's own where nothing is derived. */
  readonly sha256: string;
  /** How the table was taken from its source by hand; such a table cannot be downloaded. */
  readonly derived?: string;
  /** Rows of the table. */
  readonly rows: number;
  /** Which column holds what. */
  readonly columns: string;
  /** Names in `columns` beside N, D, C, loss and run. */
  readonly names?: readonly string[];
  /** Whether rows may be committed to the repository of somebody else. */
  readonly committable: boolean;
  /** What simulated runs that stand in for it are made of; `null` where nothing can stand in. */
  readonly standIn: StandIn | StepsStandIn | null;
}

/** A data set that is downloaded. */
export type PinnedSet = DataSet & { readonly pinned: PinnedFile };

/** Whether a data set is downloaded; the others come with the package. */
export const isPinned = (set: DataSet): set is PinnedSet => set.pinned !== null;

const ladder = {
  citation: "data/ladder/README.md",
  licence: "MIT",
  pinned: null,
  committable: true,
  standIn: null,
} as const;

/** The data sets that can be loaded, by name. */
export const dataSets: Readonly<Record<string, DataSet>> = {
  ladder: {
    ...ladder,
    name: "ladder",
    title: "The ladder, tiny language models of our own",
    description:
      "Trained for this package on two processor cores, and shipped with it. Seven sweeps, told " +
      'apart by the column `sweep`: fit `"isoflop"`, keep `"held-out"` for checking. N includes ' +
      "the embedding, which is also the head; C is 6ND, and C_exact counts the attention too. The " +
      "loss is on text that no run has seen.",
    row: "run",
    file: "ladder/runs.csv",
    sha256: "b402b16882ae891805e20620f8cc0956502ec0e1becc3fbb1a4eca3facb85a90",
    rows: 165,
    columns: "N=N,D=D,C=C,loss=loss",
  },
  "ladder-curves": {
    ...ladder,
    name: "ladder-curves",
    title: "The ladder's training curves",
    description:
      "About a hundred checkpoints of every run of `ladder`, evenly spaced in log D. The loss is " +
      "the mean of the training loss since the checkpoint before; no token is seen twice outside " +
      "the repetition sweep.",
    row: "checkpoint",
    file: "ladder/curves.parquet",
    sha256: "7b50c7b09ffbc692af74d3242b2acd85089db5f0c65ceec9d4c3f53578e504d4",
    rows: 13210,
    columns: "run=run,step=step,N=N,D=D,loss=loss,cycle=cycle",
  },
  "chinchilla-epoch": {
    name: "chinchilla-epoch",
    title: "Chinchilla, read from Figure 4 by Epoch AI",
    description:
      "245 training runs of Hoffmann et al. (2022), read from the vector graphic of their " +
      "Figure 4. N includes the embedding; D = C/(6N). The five runs with the highest loss are " +
      "usually left out of fits.",
    citation: "Besiroglu et al. (2024), Chinchilla Scaling: A replication attempt, " +
      "https://arxiv.org/abs/2404.10102",
    licence: "none stated",
    pinned: {
      owner: "epoch-research",
      repo: "analyzing-chinchilla",
      commit: "92258837425e1b5f2851d624287f0120583a3d0e",
      path: "data/svg_extracted_data.csv",
      sha256: "193478df4e90f040016431996c45682659306840ecdadf83cfb9cd5ca0aa1b30",
    },
    row: "run",
    file: "svg_extracted_data.csv",
    sha256: "193478df4e90f040016431996c45682659306840ecdadf83cfb9cd5ca0aa1b30",
    rows: 245,
    columns: "N=Model Size,C=Training FLOP,loss=loss",
    committable: false,
    standIn: { presets: ["chinchilla:epoch"], tokensPerParameter: [1, 300] },
  },
  "isoflop-experiments": {
    name: "isoflop-experiments",
    title: "IsoFLOP experiments, collected by Open Athena",
    description:
      "947 IsoFLOP points of eight experiments, told apart by the column `experiment`: their " +
      "losses are on different scales, so fit one at a time. C is the budget that each experiment " +
      "states: 6ND in four of them, 0.91 to 1.11 times 6ND in ml_scalefit and 0.74 to 1.07 times " +
      "in the three marin ones. `outlier` marks the points that the collectors leave out of fits.",
    citation: "Czech et al. (2026), Problems with Chinchilla Approach 2, " +
      "https://arxiv.org/abs/2603.22339",
    licence: "none stated",
    pinned: {
      owner: "Open-Athena",
      repo: "scaling-law-analysis",
      commit: "3e0656ee3dce1a2c89aa67691920f5eb9d30f0fc",
      path: "data/isoflops/transform/isoflops.csv",
      sha256: "b04d611253611490c5cc339fb95cb28d4f38f279a97438cb804a80f03171caa0",
    },
    row: "run",
    file: "isoflops.csv",
    sha256: "b04d611253611490c5cc339fb95cb28d4f38f279a97438cb804a80f03171caa0",
    rows: 947,
    columns: "N=params,D=tokens,C=budget,loss=loss",
    committable: false,
    standIn: {
      presets: ["chinchilla:epoch", "chinchilla:hoffmann"],
      tokensPerParameter: [3, 120],
    },
  },
  "critical-batch-zhang": {
    name: "critical-batch-zhang",
    title: "Steps to a loss by batch, Zhang et al.",
    description:
      "45 rows: the steps that five models of 85 million to 1.2 billion parameters took to a loss of " +
      "their own, at nine batches of 64 to 16384 sequences of 512 tokens, the best of the settings " +
      "tried. The table is the one that its authors fit; before plotting they replace one value, of " +
      "85M at 16384. Fit it with fitBatch.",
    citation: "Zhang et al. (2024), How Does Critical Batch Size Scale in Pre-training?, " +
      "https://arxiv.org/abs/2410.21676",
    licence: "MIT",
    pinned: {
      owner: "hlzhang109",
      repo: "critical-batch-size",
      commit: "c5b509d8cf276bb40388172a08f9d6f644cf44dc",
      path: "plots/chinchilla.ipynb",
      sha256: "bd0284c0431f2c35e1b06d438f6d1b0c6bdc348f545044ae9604fb17a75b7c91",
    },
    row: "steps",
    file: "steps.csv",
    sha256: "fccc1e132554801011c8444c767ff28f133a9e38061b45702e01b3792315f28d",
    derived: "the numbers in cell 5 of the notebook, with the columns " +
      "model,params,target_loss,batch_sequences,sequence_length,steps",
    rows: 45,
    columns:
      "run=model,N=params,loss=target_loss,batch=batch_sequences,length=sequence_length,S=steps",
    names: ["batch", "length", "S"],
    committable: false,
    standIn: { B_crit: 2000, S_min: 1300, exponents: { B_crit: 0.6, S_min: 0.4 }, noise: 0.05 },
  },
};

/** The address that a pinned file is downloaded from. */
export function rawUrl({ owner, repo, commit, path }: PinnedFile): string {
  return `https://raw.githubusercontent.com/${owner}/${repo}/${commit}/${path}`;
}

/**
 * The data set of that name.
 *
 * @throws {InputError} If there is none; the message suggests the nearest one.
 */
export function dataSetNamed(name: string): DataSet {
  const found = Object.hasOwn(dataSets, name) ? dataSets[name] : undefined;
  if (found) return found;
  throw unknownName("find the data set", name, Object.keys(dataSets));
}
