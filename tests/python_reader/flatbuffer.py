"""The root table of a cache: its fields found, and checked to lie inside the file (spec.md, sections 2 and 3)."""
import struct

from errors import CacheError

# What a field is made of: the struct module's layout of one element and its alignment.
HEADER = ("<QQHHI", 8)
HASH128 = ("<QQ", 8)
TEXT = ("<II", 4)
UUID = ("<16s", 1)
UINT8 = ("<B", 1)
UINT32 = ("<I", 4)
UINT64 = ("<Q", 8)
LINE_PAGE = ("<QQQII", 8)
SOURCE = ("<9I", 4)
SECTION = ("<4I", 4)
MENDED = ("<iIQ", 8)
EXTENSION = ("<4I", 4)
SCOPE_BLOCK = ("<II", 4)
SCOPE_CLASS = ("<II", 4)
CALL_SITE = ("<4I", 4)

INLINE, NUMBER, VECTOR = range(3)
FIELDS = (  # in the order of their numbers: name, form, element, required
    ("header", INLINE, HEADER, True),
    ("input_hash", INLINE, HASH128, True),
    ("converter", INLINE, TEXT, True),
    ("debug_id", INLINE, UUID, False),
    ("file", INLINE, TEXT, False),
    ("source_root", INLINE, TEXT, False),
    ("mapping_count", NUMBER, UINT32, False),
    ("line_count", NUMBER, UINT32, False),
    ("range_count", NUMBER, UINT32, False),
    ("content_size", NUMBER, UINT32, False),
    ("line_pages", VECTOR, LINE_PAGE, True),
    ("line_lows", VECTOR, UINT64, True),
    ("keys", VECTOR, UINT32, True),
    ("wide_keys", VECTOR, UINT64, True),
    ("block_offsets", VECTOR, UINT32, True),
    ("blocks", VECTOR, UINT8, True),
    ("sections", VECTOR, SECTION, True),
    ("sources", VECTOR, SOURCE, True),
    ("names", VECTOR, TEXT, True),
    ("line_starts", VECTOR, UINT32, True),
    ("mended", VECTOR, MENDED, True),
    ("extensions", VECTOR, EXTENSION, True),
    ("strings", VECTOR, UINT8, True),
    ("boundary_count", NUMBER, UINT32, False),
    ("scope_count", NUMBER, UINT32, False),
    ("scope_keys", VECTOR, UINT32, False),
    ("wide_scope_keys", VECTOR, UINT64, False),
    ("scope_blocks", VECTOR, SCOPE_BLOCK, False),
    ("boundaries", VECTOR, UINT8, False),
    ("scope_classes", VECTOR, SCOPE_CLASS, False),
    ("scopes", VECTOR, UINT8, False),
    ("function_names", VECTOR, TEXT, False),
    ("call_sites", VECTOR, CALL_SITE, False),
)


class Vector:
    """Elements of one kind in the file, unpacked when asked for."""

    def __init__(self, data, start, count, element):
        self._data = data
        self._layout = struct.Struct(element[0])
        self.start = start  # of the first element, in the file
        self.count = count
        self.end = start + count * self._layout.size

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        if not 0 <= index < self.count:
            raise IndexError(index)
        fields = self._layout.unpack_from(self._data, self.start + index * self._layout.size)
        return fields[0] if len(fields) == 1 else fields

    def bytes(self):
        return self._data[self.start:self.end]


class Root:
    """The root table: each field is an attribute; a struct is a tuple, what is absent is None."""

    def __init__(self, data):
        self.places = {}  # name of a field: where its value, or its vector's length, stands in the file
        self.offsets = []  # number of a field: its entry of the vtable, 0 where it is absent
        self._data = data
        self.table = self._uint32(0)
        self._inside(self.table, 4, 4, "the root table")
        self.vtable = self.table - struct.unpack_from("<i", data, self.table)[0]
        self._inside(self.vtable, 4, 2, "the vtable")
        size = struct.unpack_from("<H", data, self.vtable)[0]
        if size % 2 or size < 4:
            raise self._broken("the vtable's size")
        self._inside(self.vtable, size, 2, "the vtable")
        for number, field in enumerate(FIELDS):
            entry = 4 + 2 * number
            offset = struct.unpack_from("<H", data, self.vtable + entry)[0] if entry < size else 0
            self.offsets.append(offset)
            setattr(self, field[0], self._field(self.table + offset if offset else None, *field))

    def _field(self, place, name, form, element, required):
        if place is None:
            if required:
                raise self._broken(f"{name} is missing")
            return 0 if form == NUMBER else None
        layout, alignment = element
        self.places[name] = place
        if form != VECTOR:
            self._inside(place, struct.calcsize(layout), alignment, name)
            fields = struct.unpack_from(layout, self._data, place)
            return fields[0] if form == NUMBER or element is UUID else fields
        self._inside(place, 4, 4, name)
        start = place + self._uint32(place)
        if start == place:
            raise self._broken(f"{name} points to itself")
        self._inside(start, 4, 4, name)
        self.places[name] = start
        vector = Vector(self._data, start + 4, self._uint32(start), element)
        self._inside(start + 4, vector.end - start - 4, alignment if vector.count else 4, name)
        return vector

    def _uint32(self, place):
        return struct.unpack_from("<I", self._data, place)[0]

    def _inside(self, place, size, alignment, what):
        if place < 0 or place + size > len(self._data):
            raise self._broken(f"{what} is outside the file")
        if place % alignment:
            raise self._broken(f"{what} is not aligned")

    @staticmethod
    def _broken(what):
        return CacheError("truncated", f"not a whole file: {what}", 2)
