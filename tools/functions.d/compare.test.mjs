// The comparison notices what it is there to notice.

import assert from "node:assert/strict";
import { test } from "node:test";

import { differences, endsBefore } from "./compare.mjs";
import { mutate, randomFrom } from "./mutate.mjs";
import { parseRanges } from "./ranges.mjs";

const text = "class A { static m() {} }\nx = { get g() {}, k: (a) => a };";
const ranges = ["0:0 0:25 c", "0:10 0:23 f", "1:6 1:16 f", "1:21 1:29 f"];

test("ranges are whole methods, and arrow functions from their parameters on", () => {
  assert.deepEqual(parseRanges(text).ranges.sort(), [...ranges].sort());
});

test("what acorn does not know goes to the other parser, with the same ranges", () => {
  const { parser, ranges: found } = parseRanges(`${text}\n@d class B {}`);
  assert.match(parser, /babel/);
  assert.deepEqual(found.filter((range) => !range.startsWith("2:")).sort(), [...ranges].sort());
});

test("a missing range, one too many, and one found twice are differences", () => {
  assert.deepEqual(differences(ranges, ranges), []);
  assert.equal(differences(ranges.slice(1), ranges).length, 1);
  assert.equal(differences([...ranges, "0:0 0:1 f"], ranges).length, 1);
  assert.equal(differences([...ranges, ranges[0]], ranges).length, 1);
});

test("a mutation keeps what stands before its place", () => {
  const random = randomFrom(7);
  for (let i = 0; i < 100; ++i) {
    const { text: mutated, place } = mutate(text, random);
    const before = text.split("\n").slice(0, place.line + 1);
    before[place.line] = before[place.line].slice(0, place.column);
    assert.ok(mutated.startsWith(before.join("\n")));
  }
  assert.ok(endsBefore("0:0 0:25 c", { line: 0, column: 26 }));
  assert.ok(!endsBefore("0:0 0:25 c", { line: 0, column: 25 }));
});
