// Seeded random positions to look up: on mappings, beside them, anywhere, and where there is nothing.

// A small generator (mulberry32): the same numbers from the same seed everywhere.
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return function below(limit) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

// Zero-based [line, column] pairs.
export function randomPositions(lines, count, seed) {
  const below = randomNumbers(seed);
  const occupied = lines.flatMap((segments, line) => (segments.length ? [line] : []));
  const lastColumn = (line) => lines[line]?.at(-1)?.[0] ?? 0;
  const anyMapping = (line) => lines[line][below(lines[line].length)][0];

  return Array.from({ length: count }, () => {
    const kind = below(10);
    const line = occupied.length ? occupied[below(occupied.length)] : 0;
    if (kind < 5 && occupied.length) return [line, Math.max(0, anyMapping(line) + below(5) - 2)];
    if (kind < 8) return [line, below(lastColumn(line) + 100)];
    if (kind < 9) return [below(lines.length + 2), below(200)];
    return [below(lines.length * 2), below(2 ** 31)];
  });
}
