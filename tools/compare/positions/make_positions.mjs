// `node make_positions.mjs MAP SEED COUNT POSITIONS EXPLANATIONS` makes the positions that every peer is
// timed on: pairs of little-endian 32-bit line and column, and beside each a JSON line of what a plain
// reading of the map says there. Prints what it counted in the map.
import { writeFileSync } from "node:fs";
import { randomNumbers } from "../../corpus.d/positions.mjs";
import { ExplainedMap } from "./explained_map.mjs";

const kPastLineEnd = 20; // columns behind a line's last mapping that a position may fall on
const kAnywhereOneIn = 16; // this share of positions falls anywhere on any line, so that some find nothing

function anywhere(map, below) {
  const line = below(map.lines.length);
  return [line, below((map.lines[line].at(-1)?.[0] ?? 0) + kPastLineEnd)];
}

// On a mapping picked evenly from all, at a column of its reach.
function onMapping(map, below) {
  const index = below(map.mappingCount);
  const line = map.lineOf(index);
  const place = index - map.firstOfLine[line];
  const start = map.lines[line][place][0];
  const end = map.lines[line][place + 1]?.[0] ?? start + kPastLineEnd;
  return [line, start + below(Math.max(end - start, 1))];
}

const [path, seed, count, positionsOut, explanationsOut] = process.argv.slice(2);
const map = new ExplainedMap(path);
const below = randomNumbers(Number(seed));
const words = new Uint32Array(2 * Number(count));
const explanations = [];
for (let i = 0; i < words.length; i += 2) {
  const [line, column] = below(kAnywhereOneIn) === 0 ? anywhere(map, below) : onMapping(map, below);
  words.set([line, column], i);
  explanations.push(JSON.stringify(map.explain(line, column)));
}
writeFileSync(positionsOut, words);
writeFileSync(explanationsOut, explanations.join("\n") + "\n");
const { mappingCount: mappings, lines, sources, names, encodedBytes, contentBytes } = map;
console.log(
  JSON.stringify({
    mappings,
    lines: lines.length,
    sources: sources.length,
    names: names.length,
    encoded_bytes: encodedBytes,
    content_bytes: contentBytes,
  }),
);
