"""Numbers in few bits: runs of fields, ascending sequences (spec.md, section 5), blocks of mappings (section 7)."""
from collections import namedtuple

from errors import corrupt

BLOCK_SIZE = 64
WORD = (1 << 32) - 1


class Bits:
    """Bytes as one row of bits, the least significant bit of the first byte being bit 0."""

    def __init__(self, data):
        self._value = int.from_bytes(data, "little")
        self.count = 8 * len(data)

    def field(self, first, width):
        return self._value >> first & (1 << width) - 1


class Ascending:
    """Up to 64 numbers, each at least the one before it: the low bits apart, the rest as set bits of 128."""

    def __init__(self, count, width, low, high):
        self.width = width
        self.count = count
        self._low = low  # function of an index: its low bits
        self.places = [bit for bit in range(128) if high >> bit & 1]
        self._high = high

    def well_formed(self):
        """Whether there are as many high parts as numbers, all under 64."""
        return len(self.places) == self.count and all(place - i < 64 for i, place in enumerate(self.places))

    def __getitem__(self, index):
        if index >= len(self.places):
            raise corrupt("fewer positions than mappings or lines", 15)
        return self.places[index] - index << self.width | self._low(index)

    def last_at_most(self, x):
        """Index of the last number that is at most x, or -1."""
        q = x >> self.width
        if q >= 64:
            return self.count - 1
        zeros = 0
        for z in range(128):
            if not self._high >> z & 1:
                if zeros == q:
                    break
                zeros += 1
        else:
            raise corrupt("more positions than mappings or lines", 15)
        i = z - q - 1
        if i >= self.count:
            raise corrupt("more positions than mappings or lines", 15)
        low = x & (1 << self.width) - 1
        while i >= 0 and self.places[i] - i == q and self._low(i) > low:
            i -= 1
        return i


# A mapping as a block has it. `position` is linear; source, line, column are None where it is unmapped; `column` is a
# distance from the generated column, modulo 2^32, where `column_follows`.
Packed = namedtuple("Packed", "position source line column column_follows name range")


class Block:
    def __init__(self, data, key, count):
        self.bits = Bits(data)
        self.key = key
        self.count = count
        self.parts = []  # (name, first bit, entries, width of each), in the order in which they stand
        self._next = 0
        self._descriptor()
        high = self._take("key high part", 128)
        self.runs, self.named, self.unmapped, self.ranges = (
            self._take(f"mask {name}", 64) if there else 0
            for name, there in zip(("runs", "named", "unmapped", "ranges"), self.masks))
        self.minima = {name: self._take(f"{name} minimum", self.minimum_widths[name])
                       for name in ("column", "line", "source", "name")}
        self.run_count = 1 + bin(self.runs).count("1")
        self.name_count = bin(self.named).count("1")
        self._key_low = self._run("key low part", count, self.key_width)
        self._columns = self._run("columns", count, self.widths["column"])
        self._lines = self._run("lines", self.run_count, self.widths["line"])
        self._sources = self._run("sources", self.run_count, self.widths["source"])
        self._names = self._run("names", self.name_count, self.code_width or self.widths["name"])
        self.list_first = self._next
        if self._next > self.bits.count:
            raise corrupt("a block's parts are larger than the block", 14)
        self.positions = Ascending(count, self.key_width, lambda i: self._entry(self._key_low, i), high)

    def _descriptor(self):
        def take(name, width):
            return self._take(name, width)

        self.key_width = take("key_low_width", 6)
        self.minimum_widths, self.widths = {}, {}
        for name in ("column", "line", "source", "name"):
            self.minimum_widths[name] = take(f"{name}_minimum_width", 6)
            self.widths[name] = take(f"{name}_width", 6)
        self.code_width = take("name_code_width", 3)
        self.masks = [take(f"has mask {name}", 1) for name in ("runs", "named", "unmapped", "ranges")]
        self.column_follows = take("column_follows", 1)
        self.reserved = take("reserved", 2)
        if self.key_width > 56 or max(*self.minimum_widths.values(), *self.widths.values()) > 32:
            raise corrupt("a field of a block is too wide", 14)
        if self.reserved:
            raise corrupt("reserved bits of a block are set", 14)

    def _take(self, name, width):
        value = self.bits.field(self._next, width)
        self._part(name, 1, width)
        return value

    def _run(self, name, count, width):
        first = self._next
        self._part(name, count, width)
        return first, width

    def _part(self, name, count, width):
        self.parts.append((name, self._next, count, width))
        self._next += count * width

    def _entry(self, run, index):
        first, width = run
        return self.bits.field(first + index * width, width)

    def name_of(self, place):
        entry = self._entry(self._names, place)
        if self.code_width:
            width = self.widths["name"]
            first = self.list_first + entry * width
            if first + width > self.bits.count:
                raise corrupt("a name's code is past the end of the list", 14)
            entry = self.bits.field(first, width)
        return self.minima["name"] + entry & WORD

    def list_size(self):
        """Entries in the list of names that the mappings use."""
        if not self.code_width:
            return 0
        return 1 + max((self._entry(self._names, i) for i in range(self.name_count)), default=-1)

    def used_bits(self):
        return self.list_first + self.list_size() * self.widths["name"]

    def mapping(self, index):
        position = self.key + self.positions[index]
        is_range = bool(self.ranges >> index & 1)
        if self.unmapped >> index & 1:
            return Packed(position, None, None, None, False, None, is_range)
        upto = (2 << index) - 1
        run = bin(self.runs & upto).count("1")
        column = self._entry(self._columns, index)
        if self.column_follows:
            zigzag = self.minima["column"]
            column += -(zigzag + 1 >> 1) if zigzag & 1 else zigzag >> 1
        else:
            column += self.minima["column"]
        name = self.name_of(bin(self.named & upto).count("1") - 1) if self.named >> index & 1 else None
        return Packed(position, self.minima["source"] + self._entry(self._sources, run) & WORD,
                      self.minima["line"] + self._entry(self._lines, run) & WORD, column & WORD,
                      bool(self.column_follows), name, is_range)
