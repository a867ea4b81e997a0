/** Builds every lesson from its source, in the order of their names: `deno task notebooks`. */
const sources = Array.from(Deno.readDirSync(new URL("src/", import.meta.url)), ({ name }) => name);

for (const name of sources.filter((name) => name.endsWith(".ts")).sort()) {
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "lib/cli/main.ts", "notebook", "build", `notebooks/src/${name}`],
    cwd: new URL("../", import.meta.url),
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  if (code !== 0) Deno.exit(code);
}
