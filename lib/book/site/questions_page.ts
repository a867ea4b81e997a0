import { Prose } from "../page/markdown.ts";
import { linkMentions, type Paper } from "../page/mentions.ts";
import { type PageLink, shell } from "../page/shell.ts";
import { addressOf, type Lesson } from "./lessons.ts";

/** A question that a lesson asks before it shows something. */
interface Question {
  /** The words that lead to it, as HTML. */
  readonly before: string;
  /** The question as HTML. */
  readonly asks: string;
  /** The first words after what it shows, as HTML. */
  readonly answer: string;
  /** Its place in the lesson. */
  readonly href: string;
}

/** What every "Predict first" of the book asks, and behind it, folded, what comes out. */
export async function questionsPage(
  lessons: readonly Lesson[],
  { links, papers, pageOf }: {
    links: readonly PageLink[];
    papers: readonly Paper[];
    pageOf: (file: string) => string | undefined;
  },
): Promise<string> {
  const prose = new Prose(pageOf);
  const parts = lessons.map((lesson) => ({ lesson, questions: questionsOf(lesson, pageOf) }))
    .filter(({ questions }) => questions.length > 0);
  const count = parts.reduce((sum, { questions }) => sum + questions.length, 0);
  const sections = parts.map(({ lesson, questions }) =>
    prose.toHtml(`## ${lesson.title}`) + questions.map(card).join("\n")
  );
  const main = `<h1>${questionsSide.text}</h1>
<p>${
    count === 1 ? "The one question" : `The ${count} questions`
  } of the lessons, asked before anything is shown. Ask for a number, not for an opinion; let everybody write theirs down; then unfold what came out. The link leads to the place in the lesson, with the figure or the table.</p>
${linkMentions(sections.join("\n"), papers)}`;
  return await shell({ title: questionsSide.text, links, main, style });
}

/** How the page is spoken of. */
export const questionsSide = {
  text: "Predict first",
  href: "questions.html",
  about: "every question that a lesson asks before it shows the answer, with the answer folded.",
};

/** The questions of a lesson, with the paragraph after what came out. */
export function questionsOf(
  { name, notebook: { cells } }: Lesson,
  pageOf: (file: string) => string | undefined = () => undefined,
): Question[] {
  const prose = new Prose(pageOf);
  const texts = cells.map((cell) =>
    cell.cell_type === "markdown" ? prose.blocks(cell.source) : null
  );
  return texts.flatMap((blocks, i) =>
    (blocks ?? []).flatMap(({ kind, html, id }, at) => {
      const next = texts.slice(i + 1).find((later) => later?.length);
      if (kind !== "question" || cells[i + 1]?.cell_type !== "code") return [];
      const answer = next?.[0]?.kind === "paragraph" ? next[0].html : "";
      const lead = blocks?.[at - 1];
      const before = lead?.kind === "paragraph" ? lead.html : "";
      return [{ before, asks: withoutIds(html), answer, href: `${addressOf(name)}#${id}` }];
    })
  );
}

function card({ before, asks, answer, href }: Question): string {
  return `<div class="question">${before}${asks}<details class="fold"><summary>What came out</summary>
${answer}<p><a href="${href}">In the lesson</a></p></details></div>`;
}

/** The anchors belong to the lesson. */
function withoutIds(html: string): string {
  return html.replace(/ id="[^"]*"/, "");
}

const style = `
.question { margin: 0 0 2.4rem; }
.question > p:first-child:not(.predict) { margin-bottom: .7rem; }
.question .predict { margin-bottom: .5rem; }
.question .fold { margin: 0; }
.question .fold p:last-child { margin: 0; font: .875rem/1.5 var(--sans); }
@media print { details.fold::details-content { content-visibility: visible; } }
`;
