// tools/corpus fetch-release: the listed maps' packages whole, as something the size of a large release to convert.

import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { parseCommandLine } from "./arguments.mjs";
import { fetchArchive, unpack } from "./download.mjs";
import { mapsBelow } from "./own_maps.mjs";
import { publicMaps } from "./public_maps.mjs";

const { directory } = parseCommandLine({}, ".corpus-release");
mkdirSync(directory, { recursive: true });

const packages = new Map(publicMaps({}, directory).map((map) => [map.archive, map]));
for (const [name, map] of packages) {
  if (existsSync(join(directory, name))) continue;
  console.error(`fetching ${map.spec}`);
  const scratch = mkdtempSync(join(directory, ".fetching-"));
  try {
    unpack(fetchArchive(map, scratch), scratch);
    renameSync(join(scratch, "package"), join(directory, name));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

console.log(`${mapsBelow(directory).length} maps in ${directory}`);
