// The table that tools/corpus check prints: a row for each map, as it is done.

const kColumns = [
  ["map", -40],
  ["mappings", 9],
  ["positions", 10],
  ["explained", 10],
  ["differences", 12],
  ["bytes/mapping", 14],
  ["cache/JSON", 11],
  ["without sources", 16],
];

const cell = (text, width) => (width < 0 ? String(text).padEnd(-width) : String(text).padStart(width));
const printRow = (cells) => console.log(cells.map((text, index) => cell(text, kColumns[index][1])).join("").trimEnd());
const ratio = (ours, theirs) => (ours / theirs).toFixed(3);

export function printHead() {
  printRow(kColumns.map(([title]) => title));
}

export function printMap({ sizes, dump, lookup, differences }) {
  printRow([
    sizes.label,
    dump.compared,
    lookup.compared,
    lookup.explained,
    differences,
    sizes.bytesAMapping.toFixed(2) + (sizes.minified ? "" : " "),
    ratio(sizes.cache, sizes.json),
    ratio(sizes.cacheWithoutSources, sizes.jsonWithoutContents),
  ]);
}
