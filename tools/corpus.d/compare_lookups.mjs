// Random positions: `smcache lookup` against trace-mapping.

import { GREATEST_LOWER_BOUND, LEAST_UPPER_BOUND, TraceMap, originalPositionFor, traceSegment } from "@jridgewell/trace-mapping";

import { Comparison } from "./comparison.mjs";
import { randomPositions } from "./positions.mjs";

export async function compareLookups(program, cache, reference, { positions: count, seed }) {
  const comparison = new Comparison("lookup");
  const traced = new TraceMap({ ...reference.map, mappings: reference.lines });
  const ignored = new Set(reference.ignoreList);
  const positions = randomPositions(reference.lines, count, seed);
  const input = positions.map(([line, column]) => `${line}:${column}\n`);

  for await (const answer of program.jsonLines(["lookup", cache, "-", "--zero-based", "--json"], input)) {
    const [line, column] = positions[comparison.compared] ?? [];
    if (line === undefined) {
      comparison.differ("more answers than questions");
      break;
    }
    comparison.compared++;
    const same = (field, ours, expected) => comparison.same(() => `${line}:${column}: ${field}`, ours, expected);
    same("line asked for", answer.query.line, line);
    same("column asked for", answer.query.column, column);

    const expected = expectedAt(traced, line, column);
    if (expected.firstDiffers) comparison.explained++;
    if (!same("status", answer.status, expected.status)) continue;
    same("line of the mapping", answer.mapping?.line ?? null, expected.mappingColumn === null ? null : line);
    same("column of the mapping", answer.mapping?.column ?? null, expected.mappingColumn);
    same("line", answer.line, expected.line);
    same("column", answer.column, expected.column);
    same("name", answer.name, expected.name);
    const index = answer.source_index;
    same("source", index === null ? null : traced.resolvedSources[index], expected.source);
    same("name of the source", answer.source, index === null ? null : reference.joinedSources[index]);
    if (index !== null) same("ignored", answer.ignored, ignored.has(index));
  }
  if (comparison.compared < positions.length) comparison.differ(`${positions.length - comparison.compared} answers are missing`);
  return comparison;
}

const kNothing = { line: null, column: null, source: null, name: null };

// Of several mappings at one generated position the last in the map's order answers. trace-mapping, with its usual bias, gives the
// first of them when it is asked for exactly that position; with the other bias it gives the last.
function expectedAt(traced, line, column) {
  const segment = traceSegment(traced, line, column);
  if (!segment) return { ...kNothing, status: "not_found", mappingColumn: null };

  const originalWith = (bias) => originalPositionFor(traced, { line: line + 1, column, bias });
  const usual = originalWith(GREATEST_LOWER_BOUND);
  const original = segment[0] === column ? originalWith(LEAST_UPPER_BOUND) : usual;
  const firstDiffers = Object.keys(kNothing).some((field) => original[field] !== usual[field]);
  const found = original.line !== null;
  return {
    ...original,
    status: found ? "found" : "unmapped",
    line: found ? original.line - 1 : null,
    mappingColumn: segment[0],
    firstDiffers,
  };
}
