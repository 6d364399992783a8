// The drivers' line protocol (see the README two folders up): commands on standard input, a JSON
// object for each on standard output.
import { readFileSync, writeFileSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { minorFaults, timed, timedAsync } from "./clock.mjs";

function readPositions(path, count) {
  const bytes = readFileSync(path);
  const words = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return words.subarray(0, 2 * count);
}

function weighText(text) {
  return text ? text.length + text.charCodeAt(0) : 0;
}

// Uses every part of each answer, so that none of the work is optimised away.
function lookupAll(peer, map, positions) {
  let sum = 0;
  for (let i = 0; i < positions.length; i += 2) {
    const at = peer.lookup(map, positions[i], positions[i + 1]);
    if (at.line !== null) sum += at.line + at.column + weighText(at.source) + weighText(at.name);
  }
  return sum;
}

function answers(peer, map, positions) {
  const lines = [];
  for (let i = 0; i < positions.length; i += 2) {
    const at = peer.lookup(map, positions[i], positions[i + 1]);
    lines.push(JSON.stringify(at.line === null ? null : [at.source, at.line - 1, at.column, at.name]));
  }
  return lines.join("\n") + "\n";
}

function makeCommands(peer) {
  let opened = null;
  return {
    async convert(map) {
      return peer.convert(map);
    },
    async open(path) {
      const before = minorFaults();
      const [map, ns] = await timedAsync(() => peer.open(path));
      opened = map;
      return { ns, faults: minorFaults() - before };
    },
    async lookup(path, count) {
      const positions = readPositions(path, Number(count));
      const before = minorFaults();
      const [sum, ns] = timed(() => lookupAll(peer, opened, positions));
      return { ns, count: positions.length / 2, faults: minorFaults() - before, sum };
    },
    async answers(path, count, out) {
      const positions = readPositions(path, Number(count));
      writeFileSync(out, answers(peer, opened, positions));
      return { count: positions.length / 2 };
    },
  };
}

// Serves commands until standard input ends. The first failure ends the session.
export async function serve(peer) {
  const commands = makeCommands(peer);
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, ...words] = line.split("\t");
    if (!Object.hasOwn(commands, name)) throw new Error(`unknown command: ${line}`);
    writeSync(1, JSON.stringify(await commands[name](...words)) + "\n");
  }
}

// One stack trace: opens, looks every position up, prints the answers.
export async function trace(peer, file, positions) {
  const map = await peer.open(file);
  process.stdout.write(answers(peer, map, readPositions(positions, Infinity)));
}
