// The list of published maps (public.tsv) and where each stands once fetched.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { archiveName, readTable } from "./tables.mjs";

export function publicMaps({ ci }, directory) {
  const rows = readTable(new URL("public.tsv", import.meta.url));
  return rows
    .filter((row) => !ci || row.set === "ci")
    .map((row) => {
      const folder = join(directory, archiveName(row.package, row.version));
      return {
        spec: `${row.package}@${row.version}`,
        archive: archiveName(row.package, row.version),
        label: `${row.package} ${row.path.split("/").pop()}`,
        folder,
        path: row.path,
        generatedPath: row.generated,
        mapFile: join(folder, row.path),
        generatedFile: join(folder, row.generated),
        sha256: row.sha256,
        bytes: Number(row.bytes),
        minified: row.kind === "minified",
      };
    });
}

export function hasRightHash(map) {
  return existsSync(map.mapFile) && createHash("sha256").update(readFileSync(map.mapFile)).digest("hex") === map.sha256;
}

export const isComplete = (map) => hasRightHash(map) && existsSync(map.generatedFile);
