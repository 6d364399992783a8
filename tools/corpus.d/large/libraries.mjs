// The libraries that go into the large bundles (libraries.tsv), installed flat: one version of each package, no package's scripts run.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

import { archiveName, readTable } from "../tables.mjs";

const kPackagesACall = 40; // of npm pack

export function listedPackages() {
  return readTable(new URL("libraries.tsv", import.meta.url)).map(({ package: name, version, "smallest bundle": smallest }) => ({
    name,
    version,
    smallestBundle: smallest === "-" ? null : Number(smallest),
  }));
}

// Unpacks every package that is not there yet into directory/node_modules.
export function installPackages(packages, directory) {
  const isThere = ({ name, version }) => {
    const description = join(directory, "node_modules", name, "package.json");
    return existsSync(description) && JSON.parse(readFileSync(description, "utf8")).version === version;
  };
  const missing = packages.filter((one) => !isThere(one));
  const scratch = join(directory, ".unpacking");
  for (let first = 0; first < missing.length; first += kPackagesACall) {
    const some = missing.slice(first, first + kPackagesACall);
    console.error(`fetching packages ${first + 1} to ${first + some.length} of ${missing.length}`);
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true });
    const specs = some.map(({ name, version }) => `${name}@${version}`);
    execFileSync("npm", ["pack", ...specs, "--pack-destination", scratch, "--loglevel=error"], { stdio: ["ignore", "ignore", "inherit"] });
    for (const one of some) unpack(one, scratch, directory);
  }
  rmSync(scratch, { recursive: true, force: true });
}

function unpack({ name, version }, scratch, directory) {
  const unpacked = join(scratch, "package");
  mkdirSync(unpacked);
  const archive = join(scratch, `${archiveName(name, version)}.tgz`);
  // The top folder of an archive has any name.
  execFileSync("tar", ["-xzf", archive, "-C", unpacked, "--strip-components=1", "--no-same-owner", "--no-same-permissions"]);
  const place = join(directory, "node_modules", name);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(dirname(place), { recursive: true });
  renameSync(unpacked, place);
}
