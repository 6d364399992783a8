// What one comparison found: how much was compared, and the differences, of which the first few are kept in words.

const kKept = 5;

export class Comparison {
  compared = 0;
  explained = 0; // answers that differ from the other implementation's, for a reason that is known
  differences = 0;
  messages = [];

  constructor(what) {
    this.what = what;
  }

  // Compares two plain values; `place` is called only when they differ.
  same(place, ours, expected) {
    if (ours === expected) return true;
    this.differ(`${place()}: ${show(ours)}, but ${show(expected)} was expected`);
    return false;
  }

  differ(message) {
    this.differences++;
    if (this.messages.length < kKept) this.messages.push(`${this.what}: ${message}`);
  }
}

function show(value) {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
