// The script of the offline pages: bundled for browsers by `vegaBundle()`, never run by Deno.
import embed from "vega-embed";

/** The little of the DOM that is used here: Deno's own types have none. */
interface Node {
  append(node: Node): void;
  addEventListener(type: string, listener: () => void): void;
  querySelector(selector: string): Node | null;
  querySelectorAll(selector: string): Iterable<Node>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  textContent: string;
}

type Embed = (element: Node, spec: object, options: object) => Promise<{
  readonly view: { runAsync(): Promise<unknown> };
}>;

const page = globalThis as unknown as { document: { createElement(tag: string): Node } };

Object.assign(globalThis, {
  async isoflopEmbed(...given: Parameters<Embed>) {
    const made = await (embed as unknown as Embed)(...given);
    name(given[0]);
    announce(given[0], made.view);
    return made;
  },
});

/** The menu gets a name, and the drawing is not read out mark by mark: its group says what it shows. */
function name(element: Node): void {
  element.querySelector("details > summary")?.setAttribute("aria-label", "Save this chart");
  element.querySelector("svg.marks")?.setAttribute("aria-hidden", "true");
}

/** Says the numbers under a figure that a slider has changed, to those who do not see them. */
function announce(element: Node, view: { runAsync(): Promise<unknown> }): void {
  const controls = element.querySelector("form.vega-bindings");
  if (!controls?.querySelector("input, select")) return;
  const status = page.document.createElement("p");
  status.setAttribute("role", "status");
  status.setAttribute("class", "said");
  element.append(status);
  const numbers = () =>
    Array.from(
      element.querySelectorAll(".readout_values_marks [aria-label]"),
      (number) => number.getAttribute("aria-label")!,
    );
  let before = numbers();
  controls.addEventListener("change", async () => {
    await view.runAsync();
    const now = numbers();
    status.textContent = now.filter((number) => !before.includes(number)).join("; ");
    before = now;
  });
}
