"""A cache's bytes, to be changed field by field where the Python reader says that they stand."""
import struct
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent / "golden" / "dev1"
sys.path.insert(0, str(HERE.parent / "python_reader"))

from flatbuffer import FIELDS  # noqa: E402
from smcache_reader import Cache  # noqa: E402
from xxh3 import xxh3_64  # noqa: E402

NUMBERS = {name: number for number, (name, *_) in enumerate(FIELDS)}
LAYOUTS = {name: element[0] for name, _, element, _ in FIELDS}


class Patch:
    def __init__(self, golden):
        self.data = bytearray((GOLDEN / f"{golden}.smcache").read_bytes())
        self.good = Cache(self.data)  # as it was
        self.root = self.good.root

    def put(self, place, layout, *values):
        struct.pack_into("<" + layout, self.data, place, *values)

    def header(self, member, value):
        offset, layout = {"total_size": (0, "Q"), "checksum": (8, "Q"), "format_major": (16, "H")}[member]
        self.put(self.root.places["header"] + offset, layout, value)

    def number(self, name, value):
        """A number or Text of the root table."""
        self.put(self.root.places[name], *(("I", value) if isinstance(value, int) else ("II", *value)))

    def count(self, name, value):
        """The number of a vector's elements; where they stand, and what, stays."""
        self.put(self.root.places[name], "I", value)

    def element(self, name, index, values, skip=0):
        """Members of a vector's element, from the one that stands `skip` bytes after its begin."""
        place = getattr(self.root, name).start + index * struct.calcsize(LAYOUTS[name]) + skip
        self.put(place, *values)

    def bits(self, block, part, value, index=0):
        """One entry of a part of a block (as packed.Block names them)."""
        begin = self.root.blocks.start + self.root.block_offsets[block]
        end = self.root.blocks.start + self.root.block_offsets[block + 1]
        (first, width), = ((first + index * width, width) for name, first, _, width in self.good.blocks[block].parts
                           if name == part)
        self.flip(begin, end, ((self.good.blocks[block].bits.field(first, width) ^ value) & (1 << width) - 1) << first)

    def flip(self, begin, end, mask):
        """Bits between two places of the file, numbered from the first."""
        changed = int.from_bytes(self.data[begin:end], "little") ^ mask
        self.data[begin:end] = changed.to_bytes(end - begin, "little")

    def move(self, name, place):
        """The field leads to a vector that stands at `place`."""
        field = self.root.table + self.root.offsets[NUMBERS[name]]
        self.put(field, "I", place - field)

    def vtable(self, name, value):
        self.put(self.root.vtable + 4 + 2 * NUMBERS[name], "H", value)

    def stamped(self):
        """The bytes, with the checksum and the size that are right for them."""
        self.header("total_size", len(self.data))
        self.header("checksum", 0)
        self.header("checksum", xxh3_64(bytes(self.data)))
        return self.bytes()

    def bytes(self):
        return bytes(self.data)
