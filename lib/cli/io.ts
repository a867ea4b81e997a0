/** Where a command writes: answers to `out`, messages, notes and progress to `err`. */
export interface CliIo {
  /** Writes text to standard output as it is. */
  readonly out: (text: string) => void;
  /** Writes text to standard error as it is. */
  readonly err: (text: string) => void;
}

/** The standard streams of this process. */
export const standardIo: CliIo = {
  out: (text) => writeAll(Deno.stdout, text),
  err: (text) => writeAll(Deno.stderr, text),
};

/** A pipe may take less than it is given. */
function writeAll(to: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(to.writeSync(bytes));
}

/** A command under way: where it writes, and the exit code it will end with. */
export interface Session extends CliIo {
  /** 0 unless the command says otherwise. */
  code: number;
}

/** Writes an answer: one JSON object, or text for people. */
export function answer(
  { out }: CliIo,
  asJson: boolean | undefined,
  { json, text }: { json: object; text: string },
): void {
  // JSON knows no NaN and no infinity: they become null, "could not be had".
  out(asJson ? `${JSON.stringify(json, null, 2)}\n` : `${text}\n`);
}

/** Writes notes to standard error, one line each. */
export function tell({ err }: CliIo, notes: readonly string[]): void {
  for (const note of notes) err(`note: ${note}\n`);
}
