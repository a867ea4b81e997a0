import assert from "node:assert/strict";
import { notebookOf } from "isoflop/book";
import { linkMentions, mentioned, papersOf } from "../../lib/book/page/mentions.ts";
import { prose } from "./sample.ts";

const papers = papersOf(notebookOf([
  prose("# A\n\nWords - Kaplan et al. (2020)."),
  prose(`## Sources

- The runs: [the ladder](../data/ladder/README.md).
- J. Kaplan et al. (2020), *Scaling Laws*, [arXiv 2001.08361](https://arxiv.org/abs/2001.08361): Table 6.
- T. Besiroglu, E. Erdil, M. Barnett, J. You (2024), *A replication*, [arXiv](https://arxiv.org/abs/2404.10102), and [more](https://example.org).
- Pearce and Song (2024), [Reconciling](https://arxiv.org/abs/2406.12907).`),
]));
const [kaplan, besiroglu, pearce] = papers;

Deno.test("papersOf() reads authors, year and first link of the listed sources", () => {
  assert.deepEqual(papers.map(({ label, url }) => [label, url.slice(-10)]), [
    ["Kaplan et al. (2020)", "2001.08361"],
    ["Besiroglu et al. (2024)", "2404.10102"],
    ["Pearce and Song (2024)", "2406.12907"],
  ]);
  assert.deepEqual(besiroglu!.names, ["Besiroglu", "Erdil", "Barnett", "You"]);
});

Deno.test("linkMentions() leads from words about a paper to the paper", () => {
  for (
    const [words, paper] of [
      ["Kaplan et al. (2020)", kaplan],
      ["Kaplan et al. 2020", kaplan],
      ["Figure 4 of Kaplan et al.", kaplan],
      ["Figure 4, left, of Kaplan et al. 2020", kaplan],
      ["Kaplan&#39;s Table 6", kaplan],
      ["Epoch's notebook", besiroglu],
      ["Besiroglu et al. (2024)", besiroglu],
      ["Pearce &amp; Song (2024)", pearce],
      ["Pearce and Song", pearce],
    ] as const
  ) {
    assert.equal(
      linkMentions(`<p>See ${words}, there.</p>`, papers),
      `<p>See <a href="${paper!.url}">${words}</a>, there.</p>`,
    );
  }
});

Deno.test("linkMentions() leaves other papers, code, headings and links alone", () => {
  for (
    const html of [
      "<p>Kaplan et al. (2021) and Kaplanesque</p>",
      "<h2>Kaplan et al. (2020)</h2>",
      "<p><code>Kaplan</code> <a href='x'>Kaplan</a></p>",
      '<p title="Kaplan">words</p>',
      "<math><mtext>Kaplan</mtext></math>",
    ]
  ) assert.equal(linkMentions(html, papers), html);
});

Deno.test("linkMentions() links a paper once in a paragraph and in every row", () => {
  const links = (html: string) => linkMentions(html, papers).match(/<a /g)?.length;
  assert.equal(links("<p>Kaplan, <em>Kaplan's</em> and Kaplan et al. (2020)</p>"), 1);
  assert.equal(links("<tr><td>Kaplan</td><td>Kaplan</td></tr><tr><td>Kaplan</td></tr>"), 2);
  assert.equal(links("<p>Kaplan, Pearce and Song, Epoch</p>"), 3);
});

Deno.test("mentioned() finds the papers that a text speaks of, in the order of the list", () => {
  assert.deepEqual(mentioned("Epoch's points, and Kaplan's line", papers), [kaplan, besiroglu]);
});
