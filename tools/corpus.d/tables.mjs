// The lists of packages: tables of tab-separated fields, whose first line that is not a comment names the columns.

import { readFileSync } from "node:fs";

export function readTable(url) {
  const lines = readFileSync(url, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const [columns, ...rows] = lines.map((line) => line.split("\t"));
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
}

// The name that npm gives to a package's archive, without the extension.
export const archiveName = (name, version) => `${name.replace("@", "").replace("/", "-")}-${version}`;
