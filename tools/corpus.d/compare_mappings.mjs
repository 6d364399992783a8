// Every mapping of a map, in stored order: those of `smcache dump`, or of another map, against sourcemap-codec.

import { Comparison } from "./comparison.mjs";

const kFields = ["generated line", "generated column", "source index", "original line", "original column", "name index"];

// One mapping as [line, column, source index, original line, original column, name index]; null where it has none.
function* flatten(lines) {
  for (let line = 0; line < lines.length; line++) {
    for (const [column, source = null, originalLine = null, originalColumn = null, name = null] of lines[line]) {
      yield [line, column, source, originalLine, originalColumn, name];
    }
  }
}

export async function compareDump(program, cache, reference) {
  const comparison = new Comparison("dump");
  const expected = flatten(reference.lines);
  for await (const mapping of program.jsonLines(["dump", cache, "--json", "--zero-based"])) {
    const { value } = expected.next();
    if (!value) {
      comparison.differ(`a mapping too many, number ${comparison.compared}`);
      break;
    }
    compareOne(comparison, fromDump(mapping), value);
    if (mapping.range) comparison.differ(`mapping ${comparison.compared} is a range mapping, the map has none`);
  }
  noneLeft(comparison, expected);
  return comparison;
}

function fromDump({ mapping, source_index, line, column, name_index }) {
  return [mapping.line, mapping.column, source_index, line, column, name_index];
}

export function compareDecodedMappings(comparison, lines, reference) {
  const expected = flatten(reference.lines);
  for (const mapping of flatten(lines)) {
    const { value } = expected.next();
    if (!value) {
      comparison.differ("a mapping too many");
      return;
    }
    compareOne(comparison, mapping, value);
  }
  noneLeft(comparison, expected);
}

function compareOne(comparison, ours, expected) {
  const index = comparison.compared++;
  kFields.forEach((field, at) => comparison.same(() => `${field} of mapping ${index}`, ours[at], expected[at]));
}

function noneLeft(comparison, expected) {
  let missing = 0;
  for (const _ of expected) missing++;
  if (missing) comparison.differ(`${missing} mappings are missing at the end`);
}
