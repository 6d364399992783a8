"""The functions that a place is in (spec.md, section 8.6)."""
from bisect import bisect_right
from collections import namedtuple

from errors import corrupt
from packed import BLOCK_SIZE, Ascending, Bits
from tables import Tree

PROVENANCES = (None, "scopes", "function_map", "pasta", "generated", "source")
HIDDEN, INLINED = 1, 2

# `name` is None in an anonymous one; `call` the (source, line, column) where an inlined one was called.
Function = namedtuple("Function", "name provenance hidden call")


class Boundaries:
    """A block of boundaries."""

    def __init__(self, data, key, count, first_scope):
        self.bits = Bits(data)
        self.key = key
        self.count = count
        self.first_scope = first_scope
        self._next = 0
        self.low_width, self.enclosing_width, self.enclosing_count, self.has_switches, reserved = map(
            self._take, (6, 6, 7, 1, 12))
        if self.low_width > 56 or self.enclosing_width > 32 or self.enclosing_count == 0 or reserved:
            raise corrupt("the descriptor of a block of boundaries", 24)
        high, self.starts = self._take(128), self._take(64)
        self.switches = self._take(64) if self.has_switches else 0
        lows = self._next
        self.enclosing_at = lows + count * self.low_width
        self.used_bits = self.enclosing_at + self.enclosing_count * self.enclosing_width
        if self.used_bits > self.bits.count:
            raise corrupt("the parts of a block of boundaries are larger than the block", 24)
        self.positions = Ascending(count, self.low_width,
                                   lambda i: self.bits.field(lows + i * self.low_width, self.low_width), high)

    def _take(self, width):
        self._next += width
        return self.bits.field(self._next - width, width)

    def is_start(self, index):
        return bool(self.starts >> index & 1)

    def is_end(self, index):
        return not self.is_start(index) or bool(self.switches >> index & 1)

    def enclosing(self, index):
        """An entry of the scopes that are open where the block begins: a number plus one, or 0."""
        return self.bits.field(self.enclosing_at + index * self.enclosing_width, self.enclosing_width)

    def innermost(self, index, ended=0):
        """Number of the innermost scope after boundary `index`, or None."""
        for i in range(index, -1, -1):
            if self.is_start(i):
                if ended == 0:
                    return self.first_scope + bin(self.starts & (2 << i) - 1).count("1") - 1
                ended -= 1
            ended += self.is_end(i)
        entry = self.enclosing(ended) if ended < self.enclosing_count else 0
        return entry - 1 if entry else None


class Functions:
    def __init__(self, root, lines, strings):
        """Checks invariant 22."""
        self._root = root
        self._lines = lines
        self._strings = strings
        self.boundary_count = root.boundary_count
        self.count = root.scope_count if self.boundary_count else 0
        self.block_count = -(-self.boundary_count // BLOCK_SIZE)
        self._known = {}
        if not self.boundary_count:
            return
        tables = (root.scope_keys, root.wide_scope_keys, root.scope_blocks, root.boundaries, root.scope_classes,
                  root.scopes, root.function_names, root.call_sites)
        if None in tables:
            raise corrupt("a table of functions is missing", 22)
        self.tree = Tree(root.scope_keys, root.wide_scope_keys, self.block_count)
        self.name_width = (len(root.names) + len(root.function_names)).bit_length()
        self.width = self.name_width + (len(root.scope_classes) - 1).bit_length() if len(root.scope_classes) else 0
        if (not self.tree.has_right_length() or len(root.scope_blocks) != self.block_count + 1
                or len(root.boundaries) < 64 or not 1 <= len(root.scope_classes) <= 1024
                or len(root.scopes) != -(-self.count * self.width // 8) + 8):
            raise corrupt("the tables of functions do not fit each other", 22)
        self.records = Bits(root.scopes.bytes())
        self.call_sites = {scope: call for scope, *call in root.call_sites}

    def block(self, number):
        if number not in self._known:
            begin, first_scope = self._root.scope_blocks[number]
            end = self._root.scope_blocks[number + 1][0]
            if not begin <= end <= len(self._root.boundaries) - 64:
                raise corrupt(f"block {number} is not inside boundaries", 24)
            count = min(BLOCK_SIZE, self.boundary_count - number * BLOCK_SIZE)
            self._known[number] = Boundaries(self._root.boundaries.bytes()[begin:end], self.tree.key(number), count,
                                             first_scope)
        return self._known[number]

    def at(self, line, column):
        """The number of the innermost scope around a place, or None."""
        start, end = self._lines.span(line)
        if not self.boundary_count or end == 0:
            return None
        position = min(start + column, end - 1)
        number = self.tree.find(position)
        if number < 0 or position < self.tree.key(number):
            return None
        block = self.block(number)
        return block.innermost(block.positions.last_at_most(position - block.key))

    def around(self, scope):
        """The number of the scope around another, or None."""
        number = bisect_right(self._root.scope_blocks, scope, 0, self.block_count, key=lambda entry: entry[1]) - 1
        block = self.block(number)
        starts = [i for i in range(block.count) if block.is_start(i)]
        start = starts[scope - block.first_scope]
        outer = block.innermost(start - 1, block.switches >> start & 1)
        if outer is not None and outer >= scope:
            raise corrupt(f"scope {outer} is around scope {scope}", 26)
        return outer

    def __getitem__(self, scope):
        record = self.records.field(scope * self.width, self.width)
        name, number = record & (1 << self.name_width) - 1, record >> self.name_width
        names, more = self._root.names, self._root.function_names
        if scope >= self.count or number >= len(self._root.scope_classes) or name > len(names) + len(more):
            raise corrupt(f"scope {scope} is not there, or its name or class", 27)
        provenance, flags = self._root.scope_classes[number]
        text = None
        if name:
            text = self._strings.text(names[name - 1] if name <= len(names) else more[name - 1 - len(names)])
        call = None
        if flags & INLINED:
            call = self.call_sites.get(scope)
            if call is None or call[0] >= len(self._root.sources):
                raise corrupt(f"the call site of scope {scope}", 28)
        return Function(text, PROVENANCES[provenance] if provenance < len(PROVENANCES) else None, bool(flags & HIDDEN),
                        call)
