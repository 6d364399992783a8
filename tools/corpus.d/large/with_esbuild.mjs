// Bundling and minifying with esbuild.

import { builtinModules } from "node:module";
import { build } from "esbuild";

import { entryOf, kAssetExtensions } from "./entry.mjs";

function optionsFor(names, directory) {
  return {
    stdin: { contents: entryOf(names), resolveDir: directory, sourcefile: "entry.js" },
    absWorkingDir: directory,
    bundle: true,
    format: "esm",
    platform: "browser",
    mainFields: ["browser", "module", "main"],
    define: { "process.env.NODE_ENV": '"production"' },
    external: [...builtinModules, "node:*"],
    loader: Object.fromEntries(kAssetExtensions.map((extension) => [extension, "empty"])),
    logLevel: "silent",
  };
}

// The files that a library brings into a bundle; throws when it does not bundle.
export async function filesOf(name, directory) {
  const { metafile } = await build({ ...optionsFor([name], directory), write: false, metafile: true });
  return Object.keys(metafile.inputs);
}

export async function bundleWithEsbuild(names, directory, output) {
  await build({ ...optionsFor(names, directory), outfile: output, minify: true, charset: "utf8", sourcemap: "linked" });
}
