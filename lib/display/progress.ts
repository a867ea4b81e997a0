import { escapeHtml } from "../text/mod.ts";
import { type FrontEnd, frontEnd, writeAll } from "./front_end.ts";

/** What a progress bar is about. */
export interface ProgressOptions {
  /** How much there is to do. */
  readonly total: number;
  /** What is being done: `"bootstrap"`. */
  readonly label: string;
  /** Where to show it; the notebook or standard error, unless a test says otherwise. */
  readonly on?: ProgressPlace;
}

/** Where progress goes. */
export interface ProgressPlace {
  /** The notebook, where there is one. */
  readonly send?: FrontEnd["send"];
  /** Writes text as it is, without a line break. */
  readonly write: (text: string) => void;
  /** Whether a line can be written over. */
  readonly terminal: boolean;
  /** Milliseconds of a clock. */
  readonly now: () => number;
}

/** A bar under way. */
export interface Progress {
  /** Says that so much is done; cheap enough for every step of a loop. */
  update(done: number): void;
  /** Ends the bar with a text that is the same at every run. */
  done(): void;
}

/**
 * A progress bar for work that takes seconds: a bar in a notebook, a line that rewrites itself in a
 * terminal, one line every ten percent in a log.
 *
 * It moves while the work computes, without anything awaited. What remains of it has no times in
 * it, so that a notebook run twice is the same file.
 *
 * @example A loop that says where it is
 * ```ts
 * import assert from "node:assert/strict";
 * import { progress } from "isoflop/display";
 *
 * let log = "";
 * const on = { write: (text: string) => void (log += text), terminal: false, now: () => 0 };
 * const bar = progress({ total: 4, label: "refit", on });
 * for (let i = 1; i <= 4; i++) bar.update(i);
 * bar.done();
 * assert.equal(log.split("\n").at(-2), "refit: 4 of 4, done");
 * ```
 */
export function progress({ total, label, on = place() }: ProgressOptions): Progress {
  if (on.send) return notebookBar(total, label, on, on.send);
  return on.terminal ? terminalBar(total, label, on) : logLines(total, label, on);
}

/** At most ten messages a second: more would only delay the work. */
const interval = 100;

function notebookBar(
  total: number,
  label: string,
  { now }: ProgressPlace,
  send: NonNullable<FrontEnd["send"]>,
): Progress {
  const id = `isoflop-progress-${crypto.randomUUID()}`;
  const start = now();
  let shown = -Infinity, last = 0, finished = false;
  const put = (text: string, bar: string, update: boolean) => {
    const html = `<div role="status">${bar}${escapeHtml(text)}</div>`;
    // Nothing to wait for: another thread sends it, and a lost bar must not stop the work.
    send({ data: { "text/html": html, "text/plain": text }, id, update }).catch(() => {});
  };
  return {
    update(done) {
      last = Math.max(last, done);
      const time = now();
      if (finished || time - shown < interval) return;
      const text = `${label}: ${last} of ${total}${remaining(last, total, time - start)}`;
      put(text, `<progress max="${Number(total)}" value="${Number(last)}"></progress> `, shown > 0);
      shown = Math.max(time, Number.MIN_VALUE);
    },
    done() {
      if (finished) return;
      finished = true;
      if (shown > 0) put(ending(label, total), "", true);
    },
  };
}

function terminalBar(total: number, label: string, { write, now }: ProgressPlace): Progress {
  const start = now();
  let shown = -Infinity, width = 0, finished = false;
  const put = (text: string) => {
    write(`\r${text.padEnd(width)}`);
    width = text.length;
  };
  return {
    update(done) {
      const time = now();
      if (finished || time - shown < interval) return;
      shown = time;
      const filled = Math.round(20 * share(done, total));
      const bar = "█".repeat(filled) + "░".repeat(20 - filled);
      put(`${label} ${bar} ${done}/${total}${remaining(done, total, time - start)}`);
    },
    done() {
      if (finished) return;
      finished = true;
      if (width) put(ending(label, total));
      if (width) write("\n");
    },
  };
}

function logLines(total: number, label: string, { write }: ProgressPlace): Progress {
  let tenth = 0, finished = false;
  return {
    update(done) {
      const now = Math.floor(10 * share(done, total));
      if (finished || now <= tenth || now >= 10) return;
      tenth = now;
      write(`${label}: ${done} of ${total} (${now * 10} %)\n`);
    },
    done() {
      if (finished) return;
      finished = true;
      write(`${ending(label, total)}\n`);
    },
  };
}

function ending(label: string, total: number): string {
  return `${label}: ${total} of ${total}, done`;
}

function share(done: number, total: number): number {
  return total > 0 ? Math.min(1, Math.max(0, done / total)) : 1;
}

function remaining(done: number, total: number, elapsed: number): string {
  if (done <= 0 || elapsed < 1000) return "";
  const seconds = Math.ceil((elapsed * (total - done)) / done / 1000);
  return seconds > 0 ? `, ${seconds} s left` : "";
}

function place(): ProgressPlace {
  const { send } = frontEnd();
  return {
    ...(send && { send }),
    write: (text) => writeAll(Deno.stderr, text),
    terminal: Deno.stderr.isTerminal(),
    now: () => performance.now(),
  };
}
