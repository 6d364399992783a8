// tools/corpus build-large: real libraries, bundled and minified into large maps, for benchmarks.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import { parseCommandLine } from "../arguments.mjs";
import { installPackages, listedPackages } from "./libraries.mjs";
import { bundleWithEsbuild, filesOf } from "./with_esbuild.mjs";
import { bundleWithRollup } from "./with_rollup.mjs";

const kMegabytes = [10, 30, 100];
const kBundlers = { esbuild: bundleWithEsbuild, rollup: bundleWithRollup };

// The libraries that esbuild can bundle, each with its files.
async function usableLibraries(packages, directory) {
  const usable = [];
  for (const library of packages.filter(({ smallestBundle }) => smallestBundle !== null)) {
    try {
      usable.push({ ...library, files: await filesOf(library.name, directory) });
    } catch (error) {
      skip(library.name, error);
    }
  }
  return usable;
}

function skip(name, error) {
  console.log(`skipped: ${name}: ${error.message.split("\n").slice(0, 2).join(" ")}`);
}

// Bundles; a module that cannot be bundled costs the libraries that bring it.
async function bundle(bundler, libraries, directory, output) {
  for (let left = libraries; ; ) {
    try {
      await kBundlers[bundler](left.map(({ name }) => name), directory, output);
      return left.length;
    } catch (error) {
      const file = error.id && relative(directory, error.id.replace(/^\0|\?.*$/g, ""));
      const guilty = left.filter(({ files }) => files.includes(file));
      if (!guilty.length) throw error;
      for (const { name } of guilty) skip(name, error);
      left = left.filter((library) => !guilty.includes(library));
    }
  }
}

function describe(output, libraryCount) {
  const bytes = readFileSync(`${output}.map`);
  const { mappings, sources, names } = JSON.parse(bytes);
  const segments = mappings.split(";").reduce((sum, line) => sum + (line ? line.split(",").length : 0), 0);
  const hash = createHash("sha256").update(bytes).digest("hex");
  console.log(
    `${output}.map: ${(bytes.length / 1e6).toFixed(1)} MB, ${segments} mappings, ${sources.length} sources, ${names.length} names, ` +
      `${libraryCount} libraries, sha256 ${hash}`,
  );
}

const given = parseCommandLine({ only: { type: "string" } }, ".corpus-large");
const sizes = given.only ? [Number(given.only)] : kMegabytes;
if (!sizes.every((size) => kMegabytes.includes(size))) {
  console.error(`tools/corpus: --only is one of ${kMegabytes.join(", ")}`);
  process.exit(2);
}
const directory = resolve(given.directory);
mkdirSync(directory, { recursive: true });
const packages = listedPackages();
installPackages(packages, directory);
const libraries = await usableLibraries(packages, directory);
for (const size of sizes) {
  const chosen = libraries.filter(({ smallestBundle }) => smallestBundle <= size);
  for (const bundler of Object.keys(kBundlers)) {
    const output = join(directory, `${bundler}-${size}.min.js`);
    describe(output, await bundle(bundler, chosen, directory, output));
  }
}
