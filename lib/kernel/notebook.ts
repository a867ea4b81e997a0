/** Values by MIME type; text as one string, JSON as what it stands for. */
export type MimeData = Record<string, unknown>;

/** Printed text. */
export interface StreamOutput {
  /** Says that this is printed text. */
  readonly output_type: "stream";
  /** Where it was printed. */
  readonly name: "stdout" | "stderr";
  /** The text; neighbouring prints are one output. */
  readonly text: string;
}

/** Something shown. */
export interface DisplayOutput {
  /** Says that this is shown. */
  readonly output_type: "display_data";
  /** The same thing in several formats. */
  readonly data: MimeData;
  /** Sizes of images, and what isoflop says about itself. */
  readonly metadata: Record<string, unknown>;
}

/** The value of a cell's last expression. */
export interface ResultOutput {
  /** Says that this is a value. */
  readonly output_type: "execute_result";
  /** The same thing in several formats. */
  readonly data: MimeData;
  /** Sizes of images, and what isoflop says about itself. */
  readonly metadata: Record<string, unknown>;
  /** The number of the execution it belongs to. */
  readonly execution_count: number | null;
}

/** An error that was thrown. */
export interface ErrorOutput {
  /** Says that this is an error. */
  readonly output_type: "error";
  /** The class of the error. */
  readonly ename: string;
  /** Its message. */
  readonly evalue: string;
  /** Where it came from, line by line. */
  readonly traceback: readonly string[];
}

/** What a cell put out, in the terms of nbformat 4. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

/** What a cell says about itself. */
export interface CellMetadata {
  /** Words that runners heed: `parameters`, `volatile`, `slow`, `raises-exception`. */
  readonly tags?: readonly string[];
  /** Whatever front ends add. */
  readonly [key: string]: unknown;
}

/** A cell of prose. */
export interface MarkdownCell {
  /** Says that this is prose. */
  readonly cell_type: "markdown";
  /** Unique in the notebook. */
  readonly id: string;
  /** What the cell says about itself. */
  readonly metadata: CellMetadata;
  /** The Markdown. */
  readonly source: string;
}

/** A cell of code. */
export interface CodeCell {
  /** Says that this is code. */
  readonly cell_type: "code";
  /** Unique in the notebook. */
  readonly id: string;
  /** What the cell says about itself. */
  readonly metadata: CellMetadata;
  /** The code. */
  readonly source: string;
  /** When it ran, counted from 1; `null` before. */
  readonly execution_count: number | null;
  /** What it put out. */
  readonly outputs: readonly Output[];
}

/** One cell. */
export type Cell = MarkdownCell | CodeCell;

/** A notebook of nbformat 4.5, with multi-line strings joined. */
export interface Notebook {
  /** The cells, top to bottom. */
  readonly cells: readonly Cell[];
  /** Kernel, language, and what isoflop says about the build. */
  readonly metadata: Record<string, unknown>;
  /** Always 4. */
  readonly nbformat: 4;
  /** 5: cells have ids. */
  readonly nbformat_minor: number;
}
