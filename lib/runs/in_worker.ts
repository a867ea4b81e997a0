import { type Complaint, InputError } from "../text/mod.ts";

/** What a worker answers: progress, then a result or what went wrong. */
export type Answer<T> =
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "result"; readonly result: T }
  | { readonly kind: "refused"; readonly complaint: Complaint }
  | { readonly kind: "failed"; readonly message: string };

/**
 * Has a module do some work in a thread of its own, so that this one stays free for progress bars
 * and other work.
 *
 * @param module The address of the worker's module.
 * @param job What it is sent, as it is cloned between threads.
 * @param onProgress Hears how much is done.
 * @throws {InputError} If the worker refuses the job with one.
 */
export async function inWorker<T>(
  module: URL,
  job: unknown,
  onProgress?: (done: number) => void,
): Promise<T> {
  // In the Jupyter kernel of Deno 2.9 a thread that waits for nothing but a message looks for it
  // every half second; any timer keeps it awake.
  const awake = setInterval(() => {}, 5);
  const worker = new Worker(module, { type: "module" });
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer<T>>) => {
        switch (data.kind) {
          case "progress":
            return onProgress?.(data.done);
          case "result":
            return resolve(data.result);
          case "refused":
            return reject(new InputError(data.complaint));
          case "failed":
            return reject(new Error(data.message));
        }
      };
      worker.onerror = (event) => {
        // Otherwise the error ends this thread as well.
        event.preventDefault();
        reject(new Error(event.message));
      };
      worker.onmessageerror = () => reject(new Error("the worker's answer could not be read"));
      worker.postMessage(job);
    });
  } finally {
    worker.terminate();
    clearInterval(awake);
  }
}

/** What a worker says of an error. */
export function answerTo(error: unknown): Answer<never> {
  if (error instanceof InputError) return { kind: "refused", complaint: error.complaint };
  return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
}
