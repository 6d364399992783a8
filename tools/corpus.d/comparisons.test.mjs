// The comparisons themselves: an honest program passes, and every kind of wrong answer is noticed. Run with `npm test`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "@jridgewell/sourcemap-codec";

import { compareLookups } from "./compare_lookups.mjs";
import { compareDecodedMappings, compareDump } from "./compare_mappings.mjs";
import { Comparison } from "./comparison.mjs";
import { referenceOf } from "./reference.mjs";

// Line 0: two mappings at column 4, an unmapped one at 9. Line 1: none. Line 2: starts at column 3.
const kLines = [[[0, 0, 0, 0, 0], [4, 0, 1, 2], [4, 1, 5, 6, 1], [9]], [], [[3, 1, 7, 0]]];
const kReference = referenceOf({
  version: 3,
  sourceRoot: "root",
  sources: ["a.js", "/b.js"],
  names: ["", "größe"],
  ignoreList: [1],
  mappings: encode(kLines),
});

const dumped = (line, [column, source = null, originalLine = null, originalColumn = null, name = null]) => ({
  mapping: { line, column },
  source_index: source,
  line: originalLine,
  column: originalColumn,
  name_index: name,
  range: false,
});

// Answers from kLines by the plainest of searches, the last of equals; `spoil` may change each object before it is given.
function programThat(spoil) {
  const lookUp = (line, column) => {
    const segment = (kLines[line] ?? []).filter(([start]) => start <= column).at(-1);
    const [start, source = null, originalLine = null, originalColumn = null, name] = segment ?? [];
    return {
      query: { line, column },
      status: !segment ? "not_found" : source === null ? "unmapped" : "found",
      mapping: segment ? { line, column: start } : null,
      source: source === null ? null : ["root/a.js", "/b.js"][source],
      source_index: source,
      line: originalLine,
      column: originalColumn,
      name: name === undefined ? null : kReference.names[name],
      ignored: source === null ? null : source === 1,
    };
  };
  const answersTo = ([command], input) =>
    command === "dump"
      ? kLines.flatMap((segments, line) => segments.map((segment) => dumped(line, segment)))
      : input.map((position) => lookUp(...position.split(":").map(Number)));
  return {
    async *jsonLines(parameters, input) {
      yield* answersTo(parameters, input).map((answer, index) => spoil(answer, index) || answer);
    },
  };
}

const dump = (spoil) => compareDump(programThat(spoil), "cache", kReference);
const lookup = (spoil) => compareLookups(programThat(spoil), "cache", kReference, { positions: 500, seed: 7 });

test("an honest program has no differences", async () => {
  assert.deepEqual((await dump(() => {})).messages, []);
  const looked = await lookup(() => {});
  assert.deepEqual(looked.messages, []);
  assert.equal(looked.compared, 500);
  assert.ok(looked.explained > 0, "some position has two mappings");
});

for (const field of ["source_index", "line", "column", "name_index"]) {
  test(`dump: a wrong ${field} is noticed`, async () => {
    const wrong = await dump((answer, index) => index === 2 && { ...answer, [field]: 77 });
    assert.equal(wrong.differences, 1);
  });
}

for (const field of ["status", "source", "source_index", "line", "column", "name", "ignored", "mapping", "query"]) {
  test(`lookup: a wrong ${field} is noticed`, async () => {
    const wrong = await lookup((answer) => answer.status === "found" && { ...answer, [field]: "wrong" });
    assert.ok(wrong.differences > 0);
  });
}

test("lookup: answers that stop early are noticed", async () => {
  const program = { jsonLines: async function* () {} };
  const silent = await compareLookups(program, "cache", kReference, { positions: 10, seed: 7 });
  assert.deepEqual(silent.messages, ["lookup: 10 answers are missing"]);
});

test("export: mappings that are missing or too many are noticed", () => {
  const differencesOf = (lines) => {
    const comparison = new Comparison("export");
    compareDecodedMappings(comparison, lines, kReference);
    return comparison.differences;
  };
  assert.equal(differencesOf(kLines), 0);
  assert.equal(differencesOf([...kLines, []]), 0);
  assert.equal(differencesOf(kLines.slice(0, 1)), 1);
  assert.equal(differencesOf([...kLines, [[0]]]), 1);
});
