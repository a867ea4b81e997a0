import { escapeHtml } from "../../text/mod.ts";
import { style } from "./style.ts";

/** A link to another page of the book. */
export interface PageLink {
  /** What it says. */
  readonly text: string;
  /** Where it goes: a file beside this one. */
  readonly href: string;
}

/** What a page of HTML is made of. */
export interface ShellParts {
  /** The title in the browser's tab, as text. */
  readonly title: string;
  /** Links to other pages, over everything. */
  readonly links?: readonly PageLink[];
  /** What stands beside the text, as HTML. */
  readonly aside?: string;
  /** The text, as HTML. */
  readonly main: string;
  /** Scripts, in their order. */
  readonly scripts?: readonly string[];
  /** Rules of style for this page alone. */
  readonly style?: string;
}

/**
 * One HTML document that needs nothing but itself: no network, no fonts, and no script for its text.
 *
 * Only the scripts that are given run; a script inside an output does not.
 */
export async function shell(
  { title, links = [], aside = "", main, scripts = [], style: own = "" }: ShellParts,
): Promise<string> {
  const nonce = await digest(main);
  const bar = links.length
    ? `<nav class="book" aria-label="Book">${
      links.map(({ text, href }) => `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`)
        .join("\n")
    }</nav>\n`
    : "";
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="isoflop">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${style}${own}</style>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
${bar}<div class="page">
${aside}<main id="text">
${main}</main>
</div>
${scripts.map((script) => `<script nonce="${nonce}">${inlined(script)}</script>`).join("\n")}
</body>
</html>
`;
}

/** Nothing may be fetched, from anywhere. Vega compiles its expressions, hence `unsafe-eval`. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "img-src data: blob:",
    "font-src data:",
    "style-src 'unsafe-inline'",
    `script-src 'nonce-${nonce}' 'unsafe-eval'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** `</script` inside a script would end it. */
function inlined(script: string): string {
  return script.replaceAll(/<(?=\/script|!--)/gi, "\\x3c");
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(hash).toBase64({ alphabet: "base64url" }).slice(0, 22);
}
