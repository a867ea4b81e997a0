import type { MimeData, Output } from "../../kernel/mod.ts";
import { escapeHtml } from "../../text/mod.ts";
import { mathMl } from "./math.ts";
import type { Prose } from "./markdown.ts";
import { safeHtml } from "./safe_html.ts";

/** A chart that becomes interactive when the page is open. */
export interface LiveChart {
  /** The `id` of its element. */
  readonly id: string;
  /** The Vega-Lite specification. */
  readonly spec: object;
}

/** Turns outputs into HTML, and collects the charts among them. */
export class OutputWriter {
  /** The charts so far. */
  readonly charts: LiveChart[] = [];
  readonly #prose: Prose;
  #figures = 0;

  /** A writer that renders Markdown outputs as the page's prose. */
  constructor(prose: Prose) {
    this.#prose = prose;
  }

  /** One output as HTML. */
  toHtml(output: Output): string {
    switch (output.output_type) {
      case "stream":
        return preformatted(output.text, output.name === "stderr" ? "text stderr" : "text");
      case "error":
        return error(output.ename, output.evalue, output.traceback);
      default:
        return this.#bundle(output.data, output.metadata);
    }
  }

  /** The richest format that a page can show by itself. */
  #bundle(data: MimeData, metadata: Record<string, unknown>): string {
    const text = plain(data["text/plain"]);
    const spec = Object.entries(data).find(([type]) => vegaLite.test(type))?.[1];
    const picture = still(data, metadata, text);
    if (typeof spec === "object" && spec !== null) return this.#chart(spec, picture, text);
    if (picture) return this.#figure(picture, text);
    const html = data["text/html"];
    if (typeof html === "string") {
      return `<div class="wide rich" tabindex="0">${safeHtml(html)}</div>`;
    }
    const markdown = data["text/markdown"];
    if (typeof markdown === "string") return this.#prose.toHtml(markdown);
    const latex = data["text/latex"];
    if (typeof latex === "string") {
      return mathMl(latex.trim().replaceAll(/^\$+|\$+$/g, ""), true);
    }
    return text ? preformatted(text, "text") : "";
  }

  #chart(spec: object, picture: string, text: string): string {
    const id = `isoflop-chart-${this.charts.length + 1}`;
    this.charts.push({ id, spec });
    const label = escapeHtml(text || "Chart");
    return this.#figure(
      `<div class="still">${picture}</div><div class="live" id="${id}" role="group" aria-label="${label}"></div>`,
      text,
      picture ? "chart has-still" : "chart",
    );
  }

  #figure(content: string, caption: string, kind = "picture"): string {
    // The title is in the figure already. The picture's alternative text says the same as the
    // caption, and nobody should hear it twice.
    const words = caption.replace(/^[^\n]*\n\n/, "");
    const below = words ? `<figcaption aria-hidden="true">${escapeHtml(words)}</figcaption>` : "";
    this.#figures++;
    return `<figure class="${kind}" id="figure-${this.#figures}"><div class="paper" tabindex="0">${content}</div>${below}</figure>`;
  }
}

const vegaLite = /^application\/vnd\.vegalite\.v\d+\+json$/;

/** How much of a picture a page carries, in megabytes: more makes it useless on a telephone. */
export const pictureLimit = 4;

/** The picture that needs no script, or a sentence on why it is not here. */
function still(data: MimeData, metadata: Record<string, unknown>, text: string): string {
  const drawn = drawing(data, metadata, text);
  const megabytes = drawn.length * 0.75e-6;
  if (megabytes <= pictureLimit) return drawn;
  return `<p class="left-out" role="note">A picture of ${megabytes.toFixed(0)} MB is left out: ` +
    `a page carries pictures of up to ${pictureLimit} MB. It is in the notebook.</p>`;
}

function drawing(data: MimeData, metadata: Record<string, unknown>, text: string): string {
  const alt = escapeHtml(text || "Chart");
  const png = data["image/png"];
  if (typeof png === "string") {
    const { width, height } = (metadata["image/png"] ?? {}) as {
      width?: unknown;
      height?: unknown;
    };
    const size = Number(width) > 0 && Number(height) > 0
      ? ` width="${Number(width)}" height="${Number(height)}"`
      : "";
    return `<img src="data:image/png;base64,${base64(png)}" alt="${alt}"${size}>`;
  }
  const svg = data["image/svg+xml"];
  if (typeof svg === "string") {
    // As a picture, so that nothing inside it can run.
    return `<img src="data:image/svg+xml,${encodeURIComponent(svg)}" alt="${alt}">`;
  }
  const jpeg = data["image/jpeg"];
  if (typeof jpeg === "string") {
    return `<img src="data:image/jpeg;base64,${base64(jpeg)}" alt="${alt}">`;
  }
  return "";
}

function error(name: string, value: string, traceback: readonly string[]): string {
  const trace = traceback.map(withoutColour).filter((line) => /^\s+at /.test(line)).join("\n");
  const more = trace
    ? `<details><summary>Where it came from</summary><pre>${escapeHtml(trace)}</pre></details>`
    : "";
  const message = escapeHtml(withoutColour(`${name}: ${value}`));
  return `<div class="error" role="note"><pre>${message}</pre>${more}</div>`;
}

function preformatted(text: string, kind: string): string {
  const shown = withoutColour(text).trimEnd();
  // A single line may wrap; what has several may be a table of aligned columns.
  const line = shown.includes("\n") ? "" : " line";
  return `<pre class="${kind}${line}" tabindex="0">${escapeHtml(shown)}</pre>`;
}

/** A notebook of unknown origin may have anything where the picture should be. */
function base64(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9+/=]/g, "");
}

function plain(value: unknown): string {
  return typeof value === "string" ? withoutColour(value).trim() : "";
}

function withoutColour(text: string): string {
  // deno-lint has a rule against control characters in patterns, so the escape is spelled out.
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), "");
}
