// @jridgewell/trace-mapping: parses the JSON, and decodes the mappings when they are first asked for;
// both are needed before the first lookup, so both are timed.
import { readFileSync } from "node:fs";
import { decodedMappings, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { timed } from "./clock.mjs";

function parse(json) {
  const map = new TraceMap(json);
  decodedMappings(map);
  return map;
}

export async function convert(path) {
  const [json, read_ns] = timed(() => readFileSync(path, "utf8"));
  const [, convert_ns] = timed(() => parse(json));
  return { read_ns, convert_ns, write_ns: 0, bytes: 0 };
}

export async function open(path) {
  return parse(readFileSync(path, "utf8"));
}

// Lines of the answer count from one, as both node peers have them; null where there is none.
export function lookup(map, line, column) {
  return originalPositionFor(map, { line: line + 1, column });
}
