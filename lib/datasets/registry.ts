import { unknownName } from "../text/mod.ts";
import type { AnyStandIn } from "./any_stand_in.ts";
import { muennighoffTable } from "./muennighoff_table.ts";

/** A file in a public git repository, at one commit. */
export interface PinnedFile {
  /** The owner of the repository. */
  readonly owner: string;
  /** The repository. */
  readonly repo: string;
  /** The commit, in full. */
  readonly commit: string;
  /** The path in the repository of the file, or of a folder of files. */
  readonly path: string;
  /** SHA-256 of the file, in hexadecimal; `null` for a folder, of which only a table has a digest. */
  readonly sha256: string | null;
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
  /** What makes the table of its source, where it is not the source. */
  readonly derive?: (source: Uint8Array) => Uint8Array<ArrayBuffer>;
  /** Rows of the table. */
  readonly rows: number;
  /** Which column holds what. */
  readonly columns: string;
  /** Which rows of the file are its own; all unless given. */
  readonly where?: readonly string[];
  /** Names in `columns` beside N, D, C, loss and run. */
  readonly names?: readonly string[];
  /** Whether rows may be committed to the repository of somebody else. */
  readonly committable: boolean;
  /** What simulated runs that stand in for it are made of; `null` where nothing can stand in. */
  readonly standIn: AnyStandIn | null;
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
  "ladder-batch": {
    ...ladder,
    name: "ladder-batch",
    title: "The ladder's curves by batch, on text that no run has seen",
    description:
      "The checkpoints of the batch sweep of `ladder`: one size, eight batches of 128 to 16384 " +
      "tokens, three constant rates each. The loss is the validation loss, which the other sweeps " +
      "have at their ends alone. Count steps with stepsToLoss, fit them with fitBatch.",
    row: "checkpoint",
    file: "ladder/curves.parquet",
    sha256: "7b50c7b09ffbc692af74d3242b2acd85089db5f0c65ceec9d4c3f53578e504d4",
    rows: 1869,
    columns: "run=run,step=step,N=N,D=D,loss=val_loss",
    where: ["sweep=batch"],
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
  "data-constrained-muennighoff": {
    name: "data-constrained-muennighoff",
    title: "Runs with repeated data, Muennighoff et al.",
    description:
      "182 runs on C4 of 7 million to 8.7 billion parameters, on 1 to 9000 epochs of 0.1 to 178 " +
      "billion unique tokens, the column U. Some overfit: their loss rises with the epochs, which " +
      "the law dataConstrained cannot do.",
    citation: "Muennighoff et al. (2023), Scaling Data-Constrained Language Models, " +
      "https://arxiv.org/abs/2305.16264",
    licence: "Apache-2.0",
    pinned: {
      owner: "huggingface",
      repo: "datablations",
      commit: "13701315b163f1c54642b94ad237b2699187c3ee",
      path: "utils/parametric_fit.ipynb",
      sha256: "6c65d270e70c944a9ac90f5f1213a4584e1ff9d6d2781cd86900663f4ab17db9",
    },
    row: "run",
    file: "runs.csv",
    sha256: "b938feff5ced1fb282b8ddb3a310e58a023e418cc634ecbb4556c189222126b4",
    derive: muennighoffTable,
    rows: 182,
    columns: "N=params,D=tokens,loss=loss,U=unique_tokens",
    names: ["U"],
    committable: false,
    standIn: {
      preset: "data-constrained:muennighoff",
      unique: [1e8, 4e8, 1.5e9, 5e9, 2e10],
      epochs: [1, 2, 4, 7, 15, 30, 60, 120, 240],
      sizes: [0.5, 1, 3, 10],
      noise: 0.02,
    },
  },
  "overtraining-gadre": {
    name: "overtraining-gadre",
    title: "Over-trained models and their tasks, Gadre et al.",
    description:
      "104 models of 11 million to 6.9 billion parameters on three training sets (`train_set`), at 5 " +
      "to 640 tokens per parameter. The loss is on C4; `acc_…` are the accuracies on 46 tasks. N " +
      "includes the embeddings.",
    citation: "Gadre et al. (2024), Language models scale reliably with over-training and on " +
      "downstream tasks, https://arxiv.org/abs/2403.08540",
    licence: "MIT",
    pinned: {
      owner: "mlfoundations",
      repo: "scaling",
      commit: "a003c4913793ac2ae7ef87b28ecb562955d026d5",
      path: "exp_data",
      sha256: null,
    },
    row: "run",
    file: "models.csv",
    sha256: "ea590129b181b0238f02f027230b4ec983b87017c4bf5aae6ca26c9decce5323",
    derived: "one row for each of the 104 files in models and in evals, with the columns " +
      "name,train_set,model,params,params_no_embed,tokens,chinchilla_multiplier,loss_…,acc_…",
    rows: 104,
    columns: "N=params,D=tokens,loss=loss_c4_val",
    committable: false,
    standIn: {
      sets: {
        c4_original: ["gadre:c4", "downstream-error:c4-46"],
        rpj: ["gadre:redpajama", "downstream-error:redpajama-46"],
        rw_original: ["gadre:refinedweb", "downstream-error:refinedweb-46"],
      },
      models: [
        ...[10569312, 78914048, 153677376, 411616256].map((N) =>
          [N, [5, 10, 20, 40, 80, 160, 320, 640]] as const
        ),
        [1439795200, [20, 640]],
        [6889410560, [20]],
      ],
      noise: [0.005, 0.005],
    },
  },
};

/** The address that a pinned file is downloaded from; of a folder, where it can be looked at. */
export function rawUrl({ owner, repo, commit, path, sha256 }: PinnedFile): string {
  if (sha256 === null) return `https://github.com/${owner}/${repo}/tree/${commit}/${path}`;
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
