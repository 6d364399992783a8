// Bundles and minifies src/ twice, with esbuild and with rollup and terser, into dist/.
// The results are committed: only a change of the application or of a bundler's version needs a build.

import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { rollup } from "rollup";
import { minify } from "terser";

const kEntry = "src/main.ts";

async function withEsbuild(output) {
  await build({
    entryPoints: [kEntry],
    outfile: output,
    bundle: true,
    minify: true,
    sourcemap: "linked",
    charset: "utf8",
    target: "es2022",
  });
}

// Rollup knows neither TypeScript nor imports without an extension.
const kTypeScript = {
  name: "typescript",
  resolveId: (specifier, importer) =>
    importer && specifier.startsWith("./") ? resolve(dirname(importer), `${specifier}.ts`) : null,
  transform: (code) => transform(code, { loader: "ts", target: "es2022", sourcemap: "external" }),
};

async function withRollupAndTerser(output) {
  const bundle = await rollup({ input: kEntry, plugins: [kTypeScript] });
  const file = basename(output);
  const { output: [bundled] } = await bundle.generate({ file: output, format: "iife", sourcemap: true });
  const minified = await minify(
    { [file]: bundled.code },
    {
      sourceMap: { content: bundled.map, filename: file, url: `${file}.map`, includeSources: true },
    },
  );
  await writeFile(output, `${minified.code}\n`);
  await writeFile(`${output}.map`, minified.map);
}

process.chdir(dirname(fileURLToPath(import.meta.url)));
await withEsbuild("dist/shop.min.js");
await withRollupAndTerser("dist/shop.rollup.min.js");
for (const name of ["shop.min.js", "shop.rollup.min.js"]) {
  const map = JSON.parse(await readFile(`dist/${name}.map`, "utf8"));
  console.log(`dist/${name}: ${map.sources.length} sources, ${map.names.length} names, ${map.mappings.length} characters of mappings`);
}
