// source-map: its mappings are parsed in WebAssembly when they are first asked for, so the first
// question belongs to what is timed as parsing.
import { readFileSync } from "node:fs";
import { SourceMapConsumer } from "source-map";
import { timedAsync, timed } from "./clock.mjs";

async function parse(json) {
  const consumer = await new SourceMapConsumer(json);
  consumer.originalPositionFor({ line: 1, column: 0 });
  return consumer;
}

export async function convert(path) {
  const [json, read_ns] = timed(() => readFileSync(path, "utf8"));
  const [consumer, convert_ns] = await timedAsync(() => parse(json));
  consumer.destroy();
  return { read_ns, convert_ns, write_ns: 0, bytes: 0 };
}

export async function open(path) {
  return parse(readFileSync(path, "utf8"));
}

// Lines of the answer count from one, as both node peers have them; null where there is none.
export function lookup(consumer, line, column) {
  return consumer.originalPositionFor({ line: line + 1, column });
}
