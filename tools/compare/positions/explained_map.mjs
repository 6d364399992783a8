// A map as the corpus scripts decode it, with the plain rules of looking up written out: what the timed
// answers are explained with.
import { readReference } from "../../corpus.d/reference.mjs";

function upperBound(line, column) {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (line[middle][0] <= column) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sameOriginal(a, b) {
  return a[1] === b[1] && a[2] === b[2] && a[3] === b[3] && a[4] === b[4];
}

export class ExplainedMap {
  constructor(path) {
    const { map, lines, joinedSources, names, contents } = readReference(path);
    this.lines = lines;
    this.sources = joinedSources;
    this.names = names;
    this.encodedBytes = map.mappings.length;
    this.contentBytes = contents.reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), 0);
    this.repeats = new Map();
    this.firstOfLine = [0];
    for (const line of lines) this.firstOfLine.push(this.firstOfLine.at(-1) + line.length);
  }

  get mappingCount() {
    return this.firstOfLine.at(-1);
  }

  // The line that holds the mapping of this index.
  lineOf(index) {
    let low = 0;
    let high = this.lines.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (this.firstOfLine[middle] <= index) low = middle;
      else high = middle;
    }
    return low;
  }

  answer(mapping) {
    if (mapping.length === 1) return null;
    const name = mapping.length === 5 ? this.names[mapping[4]] : null;
    return [this.sources[mapping[1]], mapping[2], mapping[3], name];
  }

  // Answers of all mappings at the place where `line[end - 1]` stands, in map order.
  answersEndingAt(line, end) {
    let first = end - 1;
    while (first > 0 && line[first - 1][0] === line[end - 1][0]) first -= 1;
    return line.slice(first, end).map((mapping) => this.answer(mapping));
  }

  lineWithMappingsBefore(lineIndex) {
    let above = Math.min(lineIndex, this.lines.length) - 1;
    while (above >= 0 && this.lines[above].length === 0) above -= 1;
    return above;
  }

  // How many of a line's first mappings say the same as the last one of an earlier line.
  repeatsOfLineAbove(lineIndex) {
    const known = this.repeats.get(lineIndex);
    if (known !== undefined) return known;
    const line = this.lines[lineIndex];
    const last = this.lines[this.lineWithMappingsBefore(lineIndex)]?.at(-1);
    const differs = last ? line.findIndex((mapping) => !sameOriginal(mapping, last)) : 0;
    const count = differs === -1 ? line.length : differs;
    this.repeats.set(lineIndex, count);
    return count;
  }

  // `answers`: every answer at the place found on the line, the last of which is the lookup's;
  // `above`: where the line has none, those of the nearest mapping on an earlier line;
  // `repeats`: whether the answer and all before it on the line say the same as the line above ended with.
  explain(lineIndex, column) {
    const line = this.lines[lineIndex] ?? [];
    const end = upperBound(line, column);
    if (end > 0) {
      return { answers: this.answersEndingAt(line, end), repeats: end <= this.repeatsOfLineAbove(lineIndex) };
    }
    const above = this.lines[this.lineWithMappingsBefore(lineIndex)];
    return { answers: [], above: above ? this.answersEndingAt(above, above.length) : [] };
  }
}
