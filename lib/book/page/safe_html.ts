// @ts-types="./sanitize_html.d.ts"
import sanitizeHtml from "sanitize-html";

/**
 * The HTML of an output without anything that acts: tables, words, formulas and progress bars stay,
 * with the alignment of their columns; scripts, handlers, forms, frames, style sheets and whatever
 * could leave the page or cover it do not.
 */
export function safeHtml(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [
      ...["a", "abbr", "b", "bdi", "blockquote", "br", "caption", "code", "dd", "details", "div"],
      ...[
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "hr",
        "i",
        "img",
        "kbd",
      ],
      ...["li", "mark", "ol", "p", "pre", "progress", "q", "s", "section", "small", "span"],
      ...["strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"],
      ...["u", "ul", "var", ...mathTags],
    ],
    allowedAttributes: {
      "*": ["style", "title", "lang", "dir"],
      a: ["href"],
      img: ["src", "alt", "width", "height"],
      progress: ["value", "max", "aria-label"],
      ...{ td: ["colspan", "rowspan"], th: ["colspan", "rowspan", "scope"] },
      ...{ math: ["display"], mo: ["*"], mspace: ["width"], mtd: ["columnspan"] },
      section: [{ name: "class", values: ["isoflop"] }],
    },
    allowedStyles: {
      "*": {
        "text-align": [/^(?:left|right|center)$/],
        "font-weight": [/^(?:bold|\d00)$/],
        "white-space": [/^(?:pre|nowrap|pre-wrap)$/],
      },
    },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
  });
}

const mathTags = [
  ...["math", "mfrac", "mi", "mn", "mo", "mover", "mrow", "mspace", "msqrt", "mstyle", "msub"],
  ...["msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "semantics"],
];
