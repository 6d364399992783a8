// Maps of somebody's own, of which nothing is known beforehand: all below a directory.

import { readdirSync } from "node:fs";
import { join } from "node:path";

export function mapsBelow(directory) {
  const files = readdirSync(directory, { recursive: true }).filter((path) => path.endsWith(".map"));
  return files.sort().map((path) => ({ label: path, mapFile: join(directory, path), minified: false }));
}
