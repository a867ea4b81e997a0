import assert from "node:assert/strict";
import { formatNotebook, type Notebook, notebookOf, parseNotebook } from "../../lib/book/mod.ts";
import { InputError } from "../../lib/text/mod.ts";

const notebook: Notebook = notebookOf([
  { cell_type: "markdown", id: "cell-01", metadata: {}, source: "# A\n\ntext" },
  {
    cell_type: "code",
    id: "cell-02",
    metadata: { tags: ["slow"] },
    source: "show(chart)",
    execution_count: 1,
    outputs: [
      { output_type: "stream", name: "stdout", text: "a\nb\n" },
      {
        output_type: "display_data",
        data: {
          "application/vnd.vegalite.v5+json": { mark: "point", data: { values: ["a\nb"] } },
          "text/plain": "two\nlines",
        },
        metadata: {},
      },
      { output_type: "error", ename: "Error", evalue: "no", traceback: ["Error: no"] },
    ],
  },
]);

Deno.test("formatNotebook() writes nbformat 4.5: split lines, indent 1, final newline", () => {
  const text = formatNotebook(notebook);
  assert.ok(text.startsWith('{\n "cells": [\n  {\n   "cell_type": "markdown"'));
  assert.ok(text.endsWith('\n "nbformat": 4,\n "nbformat_minor": 5\n}\n'));
  const { cells, metadata } = JSON.parse(text);
  assert.deepEqual(cells[0].source, ["# A\n", "\n", "text"]);
  assert.deepEqual(cells[1].outputs[0].text, ["a\n", "b\n"]);
  assert.deepEqual(cells[1].outputs[1].data["text/plain"], ["two\n", "lines"]);
  assert.deepEqual(cells[1].outputs[1].data["application/vnd.vegalite.v5+json"], {
    mark: "point",
    data: { values: ["a\nb"] },
  });
  assert.deepEqual(metadata.kernelspec, {
    display_name: "Deno",
    language: "typescript",
    name: "deno",
  });
});

Deno.test("parseNotebook() reads what formatNotebook() writes", () => {
  assert.deepEqual(parseNotebook(formatNotebook(notebook)), notebook);
});

Deno.test("parseNotebook() says what is no notebook", () => {
  const refused: [text: string, message: string][] = [
    [
      `{"nbformat": 3}`,
      'Cannot read the notebook\n  needed: "nbformat": 4 and a list of cells\n  found: "nbformat": 3\n' +
      "  cure: open and save it in Jupyter, or: jupyter nbconvert --to notebook FILE",
    ],
    [
      `{"nbformat": 4, "cells": [{"cell_type": "raw", "source": ""}]}`,
      'Cannot read the notebook\n  needed: cells of code or Markdown\n  found: "raw" as cell 1',
    ],
    [
      "null",
      'Cannot read the notebook\n  needed: "nbformat": 4 and a list of cells\n  found: "nbformat": none',
    ],
  ];
  for (const [text, message] of refused) {
    assert.throws(() => parseNotebook(text), (error) => {
      assert.ok(error instanceof InputError);
      assert.equal(error.message, message);
      return true;
    });
  }
  assert.throws(() => parseNotebook("{"), InputError);
});
