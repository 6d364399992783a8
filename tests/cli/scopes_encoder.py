"""An encoder of the "scopes" field (ECMA-426 proposal), and what a decoder has to make of it.

Original scopes are trees of Scope, one or None for each source; generated ranges are trees of Range. Places
are (line, column), zero-based.
"""
from dataclasses import dataclass, field

from support import DIGITS, vlq


def unsigned(value):
    text = ""
    while True:
        digit, value = value & 31, value >> 5
        text += DIGITS[digit | (32 if value else 0)]
        if not value:
            return text


@dataclass
class Scope:
    start: tuple
    end: tuple
    name: int = None        # index into names
    kind: int = None        # index into names
    is_frame: bool = False
    variables: list = field(default_factory=list)
    children: list = field(default_factory=list)


@dataclass
class Range:
    start: tuple
    end: tuple
    definition: Scope = None
    is_frame: bool = False
    is_hidden: bool = False
    call_site: tuple = None     # (source, line, column)
    bindings: list = field(default_factory=list)  # of unsigned numbers
    children: list = field(default_factory=list)


class Encoder:
    """Writes items; `unknown()` returns an item to be slipped in before the next one, or None."""

    def __init__(self, unknown=lambda: None):
        self.items = []
        self.unknown = unknown
        self.name = self.kind = self.variable = self.definition = 0
        self.numbers = {}  # of scopes, by identity, in order of their starts
        self.place = (0, 0)

    def encode(self, trees, ranges):
        for tree in trees:
            self.place = (0, 0)
            if tree is None:
                self.items.append("")
            else:
                self.scope(tree)
        self.place = (0, 0)
        for top in ranges:
            self.range(top)
        return ",".join(self.items)

    def add(self, tag, *values):
        while (item := self.unknown()) is not None:
            self.items.append(item)
        self.items.append(unsigned(tag) + "".join(values))

    def step(self, place):
        """How far `place` is from the last one: lines, and columns on the same line or from the line's start."""
        lines = place[0] - self.place[0]
        columns = place[1] - self.place[1] if lines == 0 else place[1]
        self.place = place
        return lines, columns

    def scope(self, scope):
        self.numbers[id(scope)] = len(self.numbers)
        flags = (scope.name is not None) | (scope.kind is not None) << 1 | scope.is_frame << 2
        values = [unsigned(flags), *map(unsigned, self.step(scope.start))]
        if scope.name is not None:
            values.append(vlq(scope.name - self.name))
            self.name = scope.name
        if scope.kind is not None:
            values.append(vlq(scope.kind - self.kind))
            self.kind = scope.kind
        self.add(1, *values)
        if scope.variables:
            values = []
            for variable in scope.variables:
                values.append(vlq(variable - self.variable))
                self.variable = variable
            self.add(3, *values)
        for child in scope.children:
            self.scope(child)
        self.add(2, *map(unsigned, self.step(scope.end)))

    def range(self, this):
        lines, columns = self.step(this.start)
        flags = (lines != 0) | (this.definition is not None) << 1 | this.is_frame << 2 | this.is_hidden << 3
        values = [unsigned(flags), *([unsigned(lines)] if lines else []), unsigned(columns)]
        if this.definition is not None:
            number = self.numbers[id(this.definition)]
            values.append(vlq(number - self.definition))
            self.definition = number
        self.add(4, *values)
        if this.bindings:
            self.add(6, *map(unsigned, this.bindings))
        if this.call_site:
            self.add(8, *map(unsigned, this.call_site))
        for child in this.children:
            self.range(child)
        lines, columns = self.step(this.end)
        self.add(5, *([unsigned(lines)] if lines else []), unsigned(columns))


def frame_name(scope, parents, names):
    """The name of the nearest scope from `scope` outwards that is a stack frame."""
    while scope is not None and not scope.is_frame:
        scope = parents[id(scope)]
    return names[scope.name] or None if scope is not None and scope.name is not None else None


def chain_at(ranges, place):
    """The ranges around a place, the innermost last: a range holds from its start to before its end."""
    for this in reversed(ranges):
        if this.start <= place < this.end:
            return [this, *chain_at(this.children, place)]
    return []
