// tools/corpus check: converts every map and compares it, mapping for mapping, with an independent implementation.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { kSetOptions, parseCommandLine, wholeNumber } from "./arguments.mjs";
import { compareExport } from "./compare_export.mjs";
import { compareLookups } from "./compare_lookups.mjs";
import { compareDump } from "./compare_mappings.mjs";
import { fetchMaps } from "./download.mjs";
import { averageOfMinified, brokenLimits, measure } from "./limits.mjs";
import { mapsBelow } from "./own_maps.mjs";
import { Program } from "./program.mjs";
import { publicMaps } from "./public_maps.mjs";
import { readReference } from "./reference.mjs";
import { printHead, printMap } from "./report.mjs";

function options() {
  const given = parseCommandLine({
    ...kSetOptions,
    smcache: { type: "string" },
    own: { type: "string" },
    positions: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
  });
  if (!given.smcache) {
    console.error("tools/corpus: check needs --smcache with the path of the program");
    process.exit(2);
  }
  return {
    ...given,
    positions: wholeNumber(given.positions, "positions", 0),
    seed: wholeNumber(given.seed, "seed", 0),
  };
}

function convert(program, map, output, ...more) {
  const report = program.json("convert", map.mapFile, "-o", output, "--json", ...more);
  if (report.status !== "converted") throw new Error(`not converted: ${JSON.stringify(report)}`);
  return report;
}

async function checkMap(program, map, scratch, { positions, seed }) {
  const [cache, cacheWithoutSources, exported] = ["cache", "slim", "map"].map((name) => join(scratch, name));
  const { warnings } = convert(program, map, cache);
  convert(program, map, cacheWithoutSources, "--sources", "omit");
  const reference = readReference(map.mapFile);
  const sizes = measure(map, reference, program.json("info", cache, "--json"), cache, cacheWithoutSources);
  const dump = await compareDump(program, cache, reference);
  const lookup = await compareLookups(program, cache, reference, { positions, seed });
  const comparisons = [dump, lookup, compareExport(program, cache, reference, exported)];
  return {
    sizes,
    dump,
    lookup,
    warnings,
    differences: comparisons.reduce((sum, { differences }) => sum + differences, 0),
    messages: comparisons.flatMap(({ messages }) => messages),
  };
}

async function checkAll(program, maps, settings) {
  const scratch = mkdtempSync(join(tmpdir(), "smcache-corpus-"));
  const sizes = [];
  const failed = new Set();
  const complain = (label, message) => {
    failed.add(label);
    console.log(`  ${label}: ${message}`);
  };
  try {
    printHead();
    for (const map of maps) {
      try {
        const result = await checkMap(program, map, scratch, settings);
        sizes.push(result.sizes);
        printMap(result);
        for (const { code, message, count } of result.warnings) console.log(`  warned: ${code}, ${count} times: ${message}`);
        for (const message of result.messages) complain(map.label, message);
      } catch (error) {
        complain(map.label, error.message);
      }
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  return { sizes, failed };
}

const settings = options();
const maps = settings.own ? mapsBelow(settings.own) : publicMaps(settings, settings.directory);
const missing = settings.own ? [] : fetchMaps(maps);
if (missing.length) {
  for (const failure of missing) console.error(`tools/corpus: ${failure}`);
  process.exit(1);
}

console.log(`${maps.length} maps, ${settings.positions} random positions each, seed ${settings.seed}\n`);
const { sizes, failed } = await checkAll(new Program(resolve(settings.smcache)), maps, settings);
const broken = brokenLimits(sizes);
console.log("\nexplained: several mappings stand at the position; the last in the map's order answers, trace-mapping takes the first");
if (sizes.some(({ minified }) => minified)) {
  console.log(`minified maps: ${averageOfMinified(sizes).toFixed(2)} bytes a mapping on average`);
}
for (const { label, message } of broken) {
  console.log(`limit broken: ${label}: ${message}`);
  failed.add(label);
}
console.log(`\n${maps.filter(({ label }) => !failed.has(label)).length} passed, ${failed.size} failed`);
process.exit(failed.size ? 1 : 0);
