// A page in a real Chromium that a test can use as a reader does: with keys, and by asking it things.
import { browserPath } from "./browser.ts";

/** A page that stays open while a test uses it. */
export interface Driver {
  /** What an expression of JavaScript comes to in the page; promises are awaited. */
  ask<T>(expression: string): Promise<T>;
  /** Presses a key so many times, on whatever has the focus. */
  press(key: Key, times?: number): Promise<void>;
  /** What the console said, and what was not caught. */
  readonly complaints: readonly string[];
  /** Addresses that the page asked for besides itself. */
  readonly requests: readonly string[];
  /** Makes the window so large, in pixels of the page, and pictures so much smaller. */
  resize(width: number, height: number, scale: number): Promise<void>;
  /** A picture of the page. */
  picture(): Promise<Uint8Array>;
}

/** The keys that a test presses. */
export type Key = "ArrowRight" | "ArrowLeft" | "ArrowDown" | "Tab" | "Home" | "Space";

/** A test that opens a page and uses it. Without Chromium it says so and is ignored. */
export function testByHand(
  name: string,
  html: () => string | Promise<string>,
  body: (page: Driver) => Promise<void>,
): void {
  Deno.test({
    name: browserPath ? name : `${name} (needs chromium)`,
    ignore: browserPath === undefined,
    fn: async () => await withPage(await html(), body),
  });
}

async function withPage(html: string, body: (page: Driver) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/page.html`, html);
    await visitByHand(`file://${folder}/page.html`, body);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Opens an address, of this machine only, and uses it. */
export async function visitByHand(
  url: string,
  body: (page: Driver) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const child = new Deno.Command(browserPath!, {
    args: [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      ...["--no-first-run", "--disable-component-update", "--disable-dev-shm-usage"],
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      `--user-data-dir=${folder}/profile`,
      ...["--remote-debugging-port=0", "--window-size=1300,1000", "about:blank"],
    ],
    ...{ stdin: "null", stdout: "null", stderr: "null" },
  }).spawn();
  try {
    using page = await connected(`${folder}/profile/DevToolsActivePort`);
    await page.open(url);
    await body(page);
  } finally {
    child.kill("SIGKILL");
    await child.status;
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

/** Waits for the browser's door and goes through it. */
async function connected(portFile: string): Promise<Session> {
  for (let tries = 0; tries < 300; tries++) {
    try {
      const [port] = (await Deno.readTextFile(portFile)).split("\n");
      const tabs = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
      const tab = tabs.find(({ type }: { type: string }) => type === "page");
      if (tab) return await Session.to(tab.webSocketDebuggerUrl);
    } catch { /* Not open yet. */ }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Chromium opened no door to drive it through");
}

const codes: Readonly<Record<Key, number>> = {
  ...{ ArrowRight: 39, ArrowLeft: 37, ArrowDown: 40 },
  ...{ Tab: 9, Home: 36, Space: 32 },
};

class Session implements Driver {
  readonly complaints: string[] = [];
  readonly requests: string[] = [];
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #loaded = Promise.withResolvers<void>();
  #address = "";

  static async to(url: string): Promise<Session> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    return new Session(socket);
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
  }

  async open(url: string): Promise<void> {
    this.#address = url;
    for (const domain of ["Page", "Runtime", "Log", "Network"]) {
      await this.#send(`${domain}.enable`);
    }
    await this.#send("Page.navigate", { url });
    await this.#loaded.promise;
  }

  async ask<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", {
      ...{ expression, awaitPromise: true, returnByValue: true },
    }) as { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? expression);
    return result.value;
  }

  async press(key: Key, times = 1): Promise<void> {
    const text = key === "Space" ? " " : undefined;
    const event = { key: text ?? key, code: key, text, windowsVirtualKeyCode: codes[key] };
    for (let i = 0; i < times; i++) {
      await this.#send("Input.dispatchKeyEvent", {
        type: text ? "keyDown" : "rawKeyDown",
        ...event,
      });
      await this.#send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    }
  }

  async resize(width: number, height: number, deviceScaleFactor: number): Promise<void> {
    const size = { width, height, deviceScaleFactor, mobile: false };
    await this.#send("Emulation.setDeviceMetricsOverride", size);
  }

  async picture(): Promise<Uint8Array> {
    const { data } = await this.#send("Page.captureScreenshot", {
      ...{ format: "png", captureBeyondViewport: true },
    }) as { data: string };
    return Uint8Array.fromBase64(data);
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  #id = 0;

  #send(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#id, answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return answer.promise;
  }

  // deno-lint-ignore no-explicit-any -- messages of the browser, of many shapes
  #hear({ id, method, params, result, error }: any): void {
    const answer = this.#waiting.get(id);
    if (answer) {
      this.#waiting.delete(id);
      if (error) answer.reject(new Error(error.message));
      else answer.resolve(result);
    } else if (method === "Page.loadEventFired") this.#loaded.resolve();
    else if (method === "Runtime.exceptionThrown") {
      this.complaints.push(params.exceptionDetails.exception?.description ?? "an exception");
    } else if (method === "Runtime.consoleAPICalled" || method === "Log.entryAdded") {
      this.complaints.push(JSON.stringify(params.args ?? params.entry));
    } else if (method === "Network.requestWillBeSent" && params.request.url !== this.#address) {
      if (!params.request.url.startsWith("data:")) this.requests.push(params.request.url);
    }
  }
}

/** The page with a list `views` of what Vega runs in it, in the order in which they are drawn. */
export function keepViews(html: string): string {
  const last = html.lastIndexOf("<script");
  const tag = html.slice(last, html.indexOf(">", last) + 1);
  const keep = `var views = []; { const embed = isoflopEmbed; isoflopEmbed = (...given) =>
    embed(...given).then((made) => { views.push(made.view); return made; }); }`;
  return `${html.slice(0, last)}${tag}${keep}</script>\n${html.slice(last)}`;
}
