// The JSON map that `smcache export` writes against the map that it came from: nothing may be lost.

import { Comparison } from "./comparison.mjs";
import { compareDecodedMappings } from "./compare_mappings.mjs";
import { readReference } from "./reference.mjs";

const kLists = ["sources", "contents", "names", "ignoreList"];
const kFields = ["file", "sourceRoot", "debugId"];

export function compareExport(program, cache, reference, exportedFile) {
  program.run("export", cache, "-o", exportedFile);
  const exported = readReference(exportedFile);
  const comparison = new Comparison("export");
  comparison.same(() => "version", exported.map.version, 3);
  compareDecodedMappings(comparison, exported.lines, reference);
  for (const list of kLists) {
    comparison.same(() => `length of ${list}`, exported[list].length, reference[list].length);
    reference[list].forEach((value, index) => comparison.same(() => `${list}[${index}]`, exported[list][index], value));
  }
  for (const field of kFields) comparison.same(() => field, exported[field], reference[field]);
  return comparison;
}
