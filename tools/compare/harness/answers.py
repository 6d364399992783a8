"""Every peer's answers against ours, position by position. Each difference falls into a class that says
why; what falls into none is unexplained, and a run that has such a difference fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

# source, line, column, name; None where there is no original position.
Answer = list[Any] | None

UNEXPLAINED = "unexplained"

CLASSES = {
    "spelling": "same source, its name normalised as a URL (`./`, `..`, escapes), or with sourceRoot joined otherwise",
    "empty name": "a name that is the empty string is given as no name",
    "other of equals": "several mappings stand at the place found; ours is the last in map order,"
    " theirs another of them",
    "line above": "the line has no mapping at or before the column; theirs reaches over the line's start"
    " to the line above",
    "line's head lost": "theirs keeps no mapping that says the same as the one before it, not even the first of a line,"
    " and then finds nothing on that line",
    UNEXPLAINED: "none of the above",
}


@dataclass
class Differences:
    compared: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, kinds: tuple[str, ...], example: str) -> None:
        for kind in kinds:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self.examples.setdefault(kind, example)


def _last_part(source: str) -> str:
    return unquote(source.rstrip("/").rsplit("/", 1)[-1])


class Comparison:
    """One peer on one map. A source may be spelled otherwise, but then always the same way."""

    def __init__(self) -> None:
        self._spelled: dict[Any, Any] = {}

    def _spelling(self, ours: str | None, theirs: str | None) -> tuple[str, ...] | None:
        if ours == theirs:
            return ()
        if ours is None or theirs is None or _last_part(ours) != _last_part(theirs):
            return None
        return ("spelling",) if self._spelled.setdefault(ours, theirs) == theirs else None

    def _same(self, ours: Answer, theirs: Answer) -> tuple[str, ...] | None:
        """How two answers differ in writing only; None where they differ in what they say."""
        if ours is None or theirs is None:
            return () if ours is theirs else None
        if ours[1:3] != theirs[1:3]:
            return None
        name: tuple[str, ...] | None = ()
        if ours[3] != theirs[3]:
            name = ("empty name",) if not ours[3] and not theirs[3] else None
        spelling = self._spelling(ours[0], theirs[0])
        return None if name is None or spelling is None else spelling + name

    def _any_same(self, candidates: list[Answer], theirs: Answer) -> bool:
        return any(self._same(candidate, theirs) is not None for candidate in candidates)

    def kinds(self, ours: Answer, theirs: Answer, explanation: dict[str, Any]) -> tuple[str, ...]:
        same = self._same(ours, theirs)
        if same is not None:
            return same
        if self._any_same(explanation["answers"][:-1], theirs):
            return ("other of equals",)
        if self._any_same(explanation.get("above", []), theirs):
            return ("line above",)
        if theirs is None and explanation.get("repeats"):
            return ("line's head lost",)
        return (UNEXPLAINED,)


def _lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def plain_answer(explanation: dict[str, Any]) -> Answer:
    """What the rules of looking up give, read plainly: the last mapping at the place found."""
    return explanation["answers"][-1] if explanation["answers"] else None


def compare(ours: list[Answer], theirs: Path, explanations: Path, positions: Path) -> Differences:
    comparison = Comparison()
    found = Differences()
    places = memoryview(positions.read_bytes()).cast("I")
    for index, (answer, explanation) in enumerate(zip(_lines(theirs), _lines(explanations), strict=True)):
        kinds = comparison.kinds(ours[index], answer, explanation)
        found.compared += 1
        if kinds:
            where = f"line {places[2 * index]}, column {places[2 * index + 1]}"
            found.add(kinds, f"{where}: ours {json.dumps(ours[index])}, theirs {json.dumps(answer)}")
    return found


def compare_all(written: dict[str, Path], own: str, explanations: Path, positions: Path) -> dict[str, Differences]:
    """`own` is compared with the plain reading of the map, every other peer with `own`."""
    plain = [plain_answer(explanation) for explanation in _lines(explanations)]
    ours = list(_lines(written[own])) if own in written else plain
    return {key: compare(plain if key == own else ours, path, explanations, positions) for key, path in written.items()}
