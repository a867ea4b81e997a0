import { controlsStyle } from "../../charts/page.ts";

/** The style sheet of a page: quiet, light or dark as the reader's system is, and printable. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #20242a; --muted: #626b76; --faint: #eef0f3; --line: #dfe3e8;
  --code: #f6f7f9; --accent: #0b62a8; --error: #b3261e; --error-paper: #fdf3f2;
  --keyword: #8250a4; --string: #2f6f44; --number: #a04a00; --name: #0b62a8; --comment: #57606a;
  --ask: #f6f2e7; --asked: #c0993b;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "P052", Charter, "Bitstream Charter", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --ink: #dde1e6; --muted: #98a1ac; --faint: #22272e; --line: #2f363f;
    --code: #1b1f25; --accent: #7db9f0; --error: #f2a49c; --error-paper: #2b1c1b;
    --keyword: #c8a2e8; --string: #93cfa4; --number: #eab07c; --name: #7db9f0; --comment: #98a1ac;
    --ask: #262217; --asked: #9a7d36;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.125rem/1.65 var(--serif); font-kerning: normal; text-rendering: optimizeLegibility;
}
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); z-index: 1; }
.page {
  display: grid; grid-template-columns: minmax(0, 44rem); justify-content: center;
  padding: 3rem 1.25rem 6rem;
}
main { min-width: 0; overflow-wrap: break-word; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
h1, h2, h3, h4 { font-family: var(--sans); line-height: 1.25; letter-spacing: -.012em; text-wrap: balance; }
h1 { font-size: 2.1rem; font-weight: 700; margin: 0 0 1.5rem; letter-spacing: -.02em; }
h2 { font-size: 1.45rem; font-weight: 650; margin: 3.2rem 0 1rem; padding-top: 1.4rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.12rem; font-weight: 650; margin: 2.2rem 0 .6rem; }
h4 { font-size: 1rem; margin: 1.8rem 0 .5rem; }
.anchor { color: var(--muted); text-decoration: none; font-weight: 400; opacity: 0; padding-left: .2em; }
:is(h2, h3, h4):hover .anchor, .anchor:focus { opacity: 1; }
p, ul, ol, blockquote { margin: 0 0 1.1rem; }
li { margin: .25rem 0; }
blockquote { padding-left: 1.1rem; border-left: 3px solid var(--line); color: var(--muted); }
hr { border: 0; border-top: 1px solid var(--line); margin: 2.5rem 0; }
code { font: .84em var(--mono); background: var(--code); padding: .1em .3em; border-radius: 3px; }
pre { font: .75rem/1.6 var(--mono); margin: 0; overflow-x: auto; tab-size: 2; }
pre code { font: inherit; background: none; padding: 0; }
pre.code, .cell > pre, details.code > pre {
  background: var(--code); border-radius: 6px; padding: .85rem 1rem;
}
pre.code { margin: 0 0 1.1rem; }
.cell { margin: 1.4rem 0 1.8rem; }
.cell > * + * { margin-top: .7rem; }
details.code > summary, .error summary, details.fold > summary { cursor: pointer; }
details.code > summary {
  font: .75rem/1 var(--sans); color: var(--muted); list-style: none; width: max-content; padding: .3rem 0 .45rem;
}
details.code > summary::-webkit-details-marker { display: none; }
details.code > summary::before { content: "+ "; font-family: var(--mono); }
details.code[open] > summary::before { content: "– "; }
details.code > summary:hover { color: var(--ink); }
details.fold { margin: 0 0 1.1rem; padding: .6rem 1rem; border: 1px solid var(--line); border-radius: 6px; }
details.fold > summary { font-family: var(--sans); font-size: .95rem; }
details.fold[open] > summary { margin-bottom: .7rem; }
.cell > pre.text { background: none; border-left: 2px solid var(--line); border-radius: 0; padding: .2rem 0 .2rem 1rem; }
.cell > pre.line { white-space: pre-wrap; }
.cell > pre.stderr { color: var(--muted); }
.error { background: var(--error-paper); border-left: 3px solid var(--error); border-radius: 0 6px 6px 0; padding: .8rem 1rem; }
.error > pre { color: var(--error); white-space: pre-wrap; }
.error details { margin: .5rem 0 0; color: var(--muted); }
.error summary { font: .75rem var(--sans); }
.banner { font: .9375rem/1.5 var(--sans); background: var(--error-paper); border-left: 3px solid var(--error); border-radius: 0 6px 6px 0; padding: .7rem 1rem; }
.unread-math { color: var(--error); }
math { font-size: 1.08em; }
math[display="block"] { margin: .9rem 0; padding: .45rem 0; overflow-x: auto; overflow-y: hidden; }
.wide { overflow-x: auto; margin: 0 0 1.1rem; }
table { border-collapse: collapse; font: .875rem/1.45 var(--sans); font-variant-numeric: tabular-nums lining-nums; }
th, td { padding: .35rem .9rem .35rem 0; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--faint); }
td { white-space: nowrap; }
.wide:not(.rich) td { white-space: normal; }
th { font-weight: 600; border-bottom: 1px solid var(--muted); }
th:last-child, td:last-child { padding-right: 0; }
.rich td:last-child[style*="left"] { white-space: normal; overflow-wrap: anywhere; }
.rich { font: .9375rem/1.5 var(--sans); }
.rich section > p { margin: .2rem 0 .6rem; }
.rich section > * + table { margin-top: .6rem; }
.rich table + p { margin-top: .8rem; }
.rich section > table ~ p { color: var(--muted); }
progress { accent-color: var(--accent); }
figure { margin: 1.6rem 0; }
.paper { overflow-x: auto; }
.paper img { display: block; max-width: 100%; height: auto; }
figcaption { margin-top: .6rem; font: .875rem/1.5 var(--sans); color: var(--muted); max-width: 40rem; }
figure button {
  margin-top: .6rem; font: .8125rem var(--sans); color: var(--accent); background: none;
  border: 1px solid var(--line); border-radius: 5px; padding: .4rem .8rem; cursor: pointer;
}
.is-live .still { display: none; }
.live { width: 100%; overflow-x: auto; }
.live.vega-embed { display: block; width: max-content; max-width: 100%; }
.live svg { display: block; }
.live.vega-embed { padding-right: 0; }
.live.vega-embed summary { opacity: .15; }
.live.vega-embed:hover summary { opacity: .6; }
${controlsStyle}.live form.vega-bindings { font-family: var(--sans); color: #20242a; padding: 0 .6rem .4rem; }
.book {
  display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; padding: .7rem 1.25rem; font: .875rem/1.5 var(--sans);
  border-bottom: 1px solid var(--line);
}
.book a { color: var(--muted); text-decoration: none; }
.book a:first-child { font-weight: 650; color: var(--ink); margin-right: auto; }
.book a:hover { color: var(--accent); text-decoration: underline; }
.predict { background: var(--ask); border-left: 3px solid var(--asked); border-radius: 0 6px 6px 0; padding: .7rem 1rem; }
.left-out { font: .9375rem/1.5 var(--sans); color: #444c56; padding: .7rem 1rem; margin: 0; }
.guess button {
  font: .8125rem var(--sans); color: var(--accent); background: none; border: 1px solid var(--line);
  border-radius: 5px; padding: .4rem .8rem; cursor: pointer;
}
.guess button[aria-pressed="true"] { background: var(--faint); }
details.answer > summary { font: .75rem/1 var(--sans); color: var(--muted); cursor: pointer; width: max-content; padding: .3rem 0 .45rem; }
details.answer > * + * { margin-top: .7rem; }
.contents { font: .875rem/1.45 var(--sans); margin: 0 0 2rem; }
.contents summary { color: var(--muted); cursor: pointer; font-weight: 600; }
.contents ol { list-style: none; margin: .6rem 0 0; padding: 0; }
.contents li { margin: .35rem 0; }
.contents li.sub { padding-left: 1rem; }
.contents a { color: var(--muted); text-decoration: none; }
.contents a:hover { color: var(--accent); text-decoration: underline; }
.contents math { font-size: 1em; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); font: .8125rem/1.5 var(--sans); color: var(--muted); }
footer p { margin: .2rem 0; }
.hljs-keyword, .hljs-literal, .hljs-built_in { color: var(--keyword); }
.hljs-string, .hljs-regexp, .hljs-template-variable { color: var(--string); }
.hljs-number { color: var(--number); }
.hljs-title, .hljs-attr, .hljs-property { color: var(--name); }
.hljs-comment { color: var(--comment); font-style: italic; }
.hljs-subst, .hljs-params, .hljs-variable { color: inherit; }
@media (prefers-color-scheme: dark) {
  /* Charts keep their white paper, so that their colours mean the same everywhere. */
  .paper { color-scheme: light; background: #fff; border-radius: 6px; padding: .5rem; }
}
/* Charts may be wider than lines of text should be. */
@media (min-width: 56rem) and (max-width: 73.99rem) {
  figure { margin-right: -4.5rem; }
}
@media (min-width: 74rem) {
  figure { margin-right: -9rem; }
  .page { grid-template-columns: 14rem minmax(0, 46rem) 6rem; column-gap: 3.5rem; }
  .page:not(:has(.contents)) { grid-template-columns: minmax(0, 46rem); }
  .contents { position: sticky; top: 3rem; align-self: start; max-height: calc(100vh - 6rem); overflow-y: auto; }
}
@media (max-width: 40rem) {
  body { font-size: 1.0625rem; line-height: 1.6; }
  .page { padding: 1.75rem 1rem 4rem; }
  h1 { font-size: 1.7rem; }
  h2 { font-size: 1.3rem; margin-top: 2.4rem; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --muted: #444; --line: #ccc; --code: #f6f7f9; --accent: #000; }
  body { font-size: 10.5pt; }
  .page { display: block; padding: 0; }
  .contents, .book, .guess, .skip, .anchor, figure button, details.code > summary, details.answer > summary { display: none; }
  .has-still .live { display: none; }
  .has-still .still { display: block; }
  figure, table, pre { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  pre { white-space: pre-wrap; }
}
`;
