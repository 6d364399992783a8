// Bundling with rollup, then minifying with terser.

import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import commonjs from "@rollup/plugin-commonjs";
import json from "@rollup/plugin-json";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import { minify } from "terser";

import { entryOf, kAssetExtensions } from "./entry.mjs";

const isAsset = (id) => kAssetExtensions.some((extension) => id.endsWith(extension));

// The entry stands in the directory itself, though there is no such file.
function entryPlugin(names, entry) {
  return {
    name: "entry",
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? entryOf(names) : isAsset(id) ? "export default {}" : null),
  };
}

// When a module cannot be bundled, the error that is thrown has its path as `id`.
export async function bundleWithRollup(names, directory, output) {
  const entry = join(directory, "entry.js");
  const bundle = await rollup({
    input: entry,
    plugins: [entryPlugin(names, entry), nodeResolve({ browser: true }), json(), commonjs({ ignoreDynamicRequires: true })],
    onwarn: () => {}, // what a library does that a bundler warns of is its own affair
    shimMissingExports: true,
  });
  const { output: [chunk] } = await bundle.generate({ file: output, format: "esm", sourcemap: true, inlineDynamicImports: true });
  await bundle.close();
  const file = basename(output);
  const { code, map } = await minify(
    { [file]: chunk.code },
    {
      module: true,
      compress: { global_defs: { "@process.env.NODE_ENV": '"production"' } },
      sourceMap: { content: chunk.map, filename: file, url: `${file}.map`, includeSources: true },
    },
  );
  writeFileSync(output, code);
  writeFileSync(`${output}.map`, map);
}
