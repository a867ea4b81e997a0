import assert from "node:assert/strict";
import {
  count,
  escapeHtml,
  estimate,
  flop,
  InputError,
  listNames,
  nearest,
  packageVersion,
  type Report,
  reportHtml,
  reportMarkdown,
  reportText,
  scriptJson,
  significant,
} from "isoflop/text";

Deno.test("significant() keeps digits and drops noise", () => {
  const cases: [number, string][] = [
    [1234.5, "1230"],
    [0.00012, "0.000120"],
    [5.76e23, "5.76e23"],
    [0.99999, "1.00"],
    [-2.5, "-2.50"],
    [0, "0"],
    [Infinity, "∞"],
    [NaN, "–"],
  ];
  for (const [x, text] of cases) assert.equal(significant(x), text);
});

Deno.test("count() uses the suffix of a thousand and rounds across it", () => {
  const cases: [number, string][] = [
    [73.19e9, "73.2 B"],
    [1.312e12, "1.31 T"],
    [999.9e6, "1.00 B"],
    [512, "512"],
    [5e16, "5.00e16"],
  ];
  for (const [x, text] of cases) assert.equal(count(x), text);
});

Deno.test("flop() always shows the exponent", () => {
  assert.equal(flop(5.76e23), "5.76e23");
  assert.equal(flop(600), "6.00e2");
});

Deno.test("estimate() shows as many decimals as the standard error deserves", () => {
  assert.equal(estimate(1.81722, 0.0257), "1.817");
  assert.equal(estimate(477.826, 124.5), "478");
  assert.equal(estimate(2143.4, 1293), "2140");
  assert.equal(estimate(0.347310, null), "0.34731");
  // What a fit of seven noisy runs asks for: ends of intervals far from the estimate.
  assert.equal(estimate(1e111, 0.02), "1.00000e111");
  assert.equal(estimate(16954280.864, 0.002), "1.69543e7");
  assert.equal(estimate(0.0000123, 0.02), "1.23e-5");
  assert.equal(estimate(1.8, 1e-17), "1.80000");
  assert.equal(estimate(Infinity, 0.1), "∞");
});

Deno.test("InputError keeps four lines whatever the data contain", () => {
  const { message } = new InputError({
    cannot: "read x",
    needs: "a number",
    found: '"1\n2\r\n3"',
    cure: "b",
  });
  assert.equal(message, 'Cannot read x\n  needed: a number\n  found: "1 2 3"\n  cure: b');
});

Deno.test("packageVersion is the version of deno.json", () => {
  const config = JSON.parse(Deno.readTextFileSync(new URL("../../deno.json", import.meta.url)));
  assert.equal(packageVersion, config.version);
});

Deno.test("nearest() finds slips and parts of a name, and nothing far off", () => {
  const known = ["chinchilla:epoch", "chinchilla:hoffmann"];
  assert.equal(nearest("chinchila:epoch", known), "chinchilla:epoch");
  assert.equal(nearest("hoffmann", known), "chinchilla:hoffmann");
  assert.equal(nearest("kaplan", known), undefined);
});

Deno.test("listNames() reads as a phrase", () => {
  assert.equal(listNames(["N", "D", "loss"]), '"N", "D" and "loss"');
  assert.equal(listNames([]), "nothing");
});

const hostile: Report = {
  title: "<script>alert(1)</script>",
  blocks: [
    { kind: "facts", facts: [["a|b", "<img onerror=x>"]] },
    {
      kind: "table",
      table: {
        columns: [{ title: "x|y" }, { title: "n", align: "left" }],
        rows: [["<b>", "1\n2"], null],
      },
    },
    { kind: "note", text: "*not* emphasis & <i>" },
  ],
};

Deno.test("reportHtml() escapes every string", () => {
  const html = reportHtml(hostile);
  assert.doesNotMatch(html, /<script|<img|<b>|<i>/);
  assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
});

Deno.test("reportMarkdown() keeps data out of the markup", () => {
  const lines = reportMarkdown(hostile).split("\n");
  assert.ok(lines.includes("| x\\|y | n |"));
  assert.ok(lines.includes("| \\<b\\> | 1 2 |"));
  assert.ok(lines.includes("\\*not\\* emphasis & \\<i\\>"));
});

Deno.test("reportText() aligns numbers to the right and words to the left", () => {
  const table = {
    columns: [{ title: "", align: "left" as const }, { title: "value" }],
    rows: [["E", "1.8"], ["alpha", "0.35"]],
  };
  assert.equal(
    reportText({ title: "t", blocks: [{ kind: "table", table }] }),
    "t\n\n       value\nE        1.8\nalpha   0.35",
  );
});

Deno.test("scriptJson() cannot close the script it stands in", () => {
  assert.equal(scriptJson({ a: "</script>" }), '{"a":"\\u003c/script>"}');
  assert.equal(escapeHtml(`<a href="x">'&`), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
});
