// Breaks texts at one place: the same for the same seed.

// A small generator of random numbers (mulberry32).
export function randomFrom(seed) {
  let state = seed >>> 0;
  return (end) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % end;
  };
}

const kInserted = ["(", ")", "{", "}", "[", "]", "`", "'", "/", "=>", ";", ",", "function", "class {", "if", "\n", "@", "#", "...", "${"];

// {text, place}: what stands before `place` (zero-based line and column) is as it was.
export function mutate(text, random) {
  const at = random(text.length + 1);
  const length = random(3) === 0 ? random(40) : 1;
  const kind = random(3);
  const inserted = kind === 0 ? "" : kInserted[random(kInserted.length)];
  const mutated = text.slice(0, at) + inserted + text.slice(kind === 1 ? at : at + length);
  const lines = text.slice(0, at).split(/\r\n|[\n\r\u2028\u2029]/);
  return { text: mutated, place: { line: lines.length - 1, column: lines.at(-1).length } };
}
