// Runs in the browser: puts outputs on the page as JupyterLab 4 does, from the bundles in `outputs`.
import { MimeModel, RenderMimeRegistry, standardRendererFactories } from "@jupyterlab/rendermime";
import * as vega from "@jupyterlab/vega5-extension";

const registry = new RenderMimeRegistry({ initialFactories: standardRendererFactories });
const { rendererFactory, rank } = [vega.default].flat()[0];
registry.addFactory(rendererFactory, rank);

globalThis.renderOutputs = async (outputs, trusted) => {
  for (const { name, data, metadata } of outputs) {
    const section = document.createElement("article");
    section.dataset.name = name;
    document.body.append(section);
    const type = registry.preferredMimeType(data, trusted ? "any" : "ensure");
    section.dataset.type = type;
    const renderer = registry.createRenderer(type);
    section.append(renderer.node);
    await renderer.renderModel(new MimeModel({ data, metadata, trusted }));
  }
  document.body.dataset.done = "yes";
};
