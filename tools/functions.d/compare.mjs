// What differs between two lists of ranges ("line:column line:column kind").

export function differences(ours, theirs) {
  const known = new Set(ours);
  const wanted = new Set(theirs);
  const list = [
    ...theirs.filter((range) => !known.has(range)).map((range) => `not found: ${range}`),
    ...ours.filter((range) => !wanted.has(range)).map((range) => `found, but not there: ${range}`),
  ];
  if (known.size !== ours.length) list.push("found twice");
  return list;
}

// Does the range end before this place ({line, column})?
export function endsBefore(range, place) {
  const [line, column] = range.split(" ")[1].split(":").map(Number);
  return line < place.line || (line === place.line && column < place.column);
}
