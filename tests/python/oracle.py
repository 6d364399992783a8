"""A naive encoder and decoder of mappings, and random maps, to compare the package with."""

from __future__ import annotations

import json

from hypothesis import strategies as st

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def vlq(number):
    rest = -number << 1 | 1 if number < 0 else number << 1
    text = ""
    while True:
        digit, rest = rest & 31, rest >> 5
        text += ALPHABET[digit | (32 if rest else 0)]
        if rest == 0:
            return text


def encode(mappings):
    """Mappings (generated line, generated column, source, line, column, name), sorted; None: absent."""
    lines, last = {}, [0, 0, 0, 0]
    column_before = {}
    for line, column, source, original_line, original_column, name in mappings:
        segment = vlq(column - column_before.get(line, 0))
        column_before[line] = column
        if source is not None:
            for i, value in enumerate((source, original_line, original_column)):
                segment += vlq(value - last[i])
                last[i] = value
            if name is not None:
                segment += vlq(name - last[3])
                last[3] = name
        lines.setdefault(line, []).append(segment)
    return ";".join(",".join(lines.get(line, [])) for line in range(max(lines, default=-1) + 1))


def look_up(mappings, line, column):
    """By looking at every mapping."""
    found = None
    for mapping in mappings:
        if mapping[0] == line and mapping[1] <= column and (found is None or mapping[1] >= found[1]):
            found = mapping
    return found


@st.composite
def maps(draw):
    """(the map's JSON, its mappings sorted, sources, names)"""
    sources = draw(st.lists(st.text(max_size=8), max_size=4))
    names = draw(st.lists(st.text(max_size=8), max_size=4))
    text = st.text(alphabet="ab\n\r\u2028\u00fc\U0001f600", max_size=30)
    texts = draw(st.lists(st.none() | text, max_size=len(sources)))
    small = st.integers(0, 40)
    mapped = st.tuples(
        st.integers(0, 6), small, st.integers(0, max(len(sources) - 1, 0)), small | st.integers(0, 2**31 - 1), small,
        st.none() | st.integers(0, len(names) - 1) if names else st.none(),
    )
    unmapped = st.tuples(st.integers(0, 6), small, st.none(), st.none(), st.none(), st.none())
    mappings = draw(st.lists(mapped | unmapped if sources else unmapped, max_size=200))
    mappings.sort(key=lambda mapping: mapping[:2])
    document = {"version": 3, "sources": sources, "names": names, "sourcesContent": texts, "mappings": encode(mappings)}
    return json.dumps(document).encode(), mappings, sources, names
