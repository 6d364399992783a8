"""Every part of a cache in the order of its bytes: where it begins, how many it takes, what it says (spec.md, 14)."""
import struct

from flatbuffer import FIELDS, INLINE, NUMBER
from smcache_reader import Cache
from texts import ABSENT

STRUCTS = {
    "header": ("total_size", "checksum", "format_major", "format_minor", "reserved"),
    "input_hash": ("low", "high"),
    "line_pages": ("start", "high", "high", "number", "low_words"),
    "sources": ("raw_name", "name", "content", "line_starts", "line_count", "flags"),
    "sections": ("line", "column", "first_mapping", "first_source"),
    "mended": ("code", "reserved", "count"),
    "extensions": ("kind", "section", "json"),
}
HEXADECIMAL = {"checksum", "high", "low", "number", "format_major", "key"}


def annotated(data):
    cache = Cache(data)
    root = cache.root
    parts = [(0, 4, f"the root table is at {root.table:x}"), (4, 4, "identifier SMBC")]
    parts += vtable(data, root)
    parts.append((root.table, 4, f"root table; the vtable is {root.table - root.vtable} bytes before"))
    for number, (name, form, element, _) in enumerate(FIELDS):
        if name not in root.places:
            continue
        value = getattr(root, name)
        if form == NUMBER:
            parts.append((root.places[name], 4, f"{name} {value}"))
        elif form == INLINE:
            parts += struct_parts(cache, name, root.places[name], element, value)
        else:
            field = root.table + root.offsets[number]
            parts.append((field, 4, f"{name} is at {field:x} + {root.places[name] - field:x} = {root.places[name]:x}"))
            parts.append((root.places[name], 4, f"{name}: {plural(len(value))}"))
            parts += elements(cache, name, element, value)
    return sorted(parts)


def plural(count):
    return f"{count} element" + ("" if count == 1 else "s")


def vtable(data, root):
    size, table_size = struct.unpack_from("<HH", data, root.vtable)
    parts = [(root.vtable, 4, f"vtable: {size} bytes; the table has {table_size}")]
    names = [field[0] for field in FIELDS]
    for number, name in enumerate(names[:(size - 4) // 2]):
        offset = root.offsets[number]
        where = f"at table + {offset:x}" if offset else "absent"
        parts.append((root.vtable + 4 + 2 * number, 2, f"field {number}, {name}: {where}"))
    return parts


def struct_parts(cache, name, place, element, value):
    """The members of a struct, a Text (which has no members of its own here) or bytes."""
    if name == "debug_id":
        return [(place, 16, f"debug_id {cache.debug_id}")]
    if name not in STRUCTS:
        return [(place, 8, f"{name} {text(cache, value)}")]
    parts, values, layout = [], list(value), list(element[0][1:])
    if layout[0] == "9":
        layout = ["I"] * 9
    elif layout[0] == "4":
        layout = ["I"] * 4
    for member in STRUCTS[name]:
        if member in ("raw_name", "name", "content", "json"):
            size, shown = 8, text(cache, values[:2])
            del values[:2], layout[:2]
        else:
            size = struct.calcsize("<" + layout.pop(0))
            number = values.pop(0)
            shown = f"{number:x}" if member in HEXADECIMAL else str(number)
        parts.append((place, size, f"{name}: {member} {shown}"))
        place += size
    return parts


def text(cache, value):
    offset, length = value
    return "absent" if offset == ABSENT else f'{offset}, {length} bytes: {ascii(cache.strings.text(value))}'


def elements(cache, name, element, vector):
    if name == "blocks":
        return blocks(cache)
    if name == "strings":
        shown = ascii(bytes(vector.bytes()))[2:-1]
        return [(vector.start, len(vector), "\n".join(chunks(shown)))] if shown else []
    size = struct.calcsize(element[0])
    parts = []
    for index in range(len(vector)):
        place, value = vector.start + index * size, vector[index]
        if name in STRUCTS:
            parts += struct_parts(cache, name, place, element, value)
        elif name == "names":
            parts.append((place, size, f"names: {text(cache, value)}"))
        elif name == "keys" and value == 0xFFFFFFFF and vector[index - 1] == value:
            continue
        elif name == "keys" and value == 0xFFFFFFFF:
            parts.append((place, vector.end - place, "keys: filling"))
        else:
            parts.append((place, size, f"{name}: {value}"))
    return parts


def chunks(shown, width=60):
    return [shown[i:i + width] for i in range(0, len(shown), width)]


def blocks(cache):
    parts, start = [], cache.root.blocks.start
    for number in range(cache.blocks.count):
        begin, end = cache.root.block_offsets[number], cache.root.block_offsets[number + 1]
        parts += block_parts(cache.blocks[number], number, start + begin, start + end)
    parts.append((start + cache.root.block_offsets[cache.blocks.count], 64, "padding after the blocks"))
    return parts


def block_parts(block, number, start, end):
    bits = [part for part in block.parts if part[2] * part[3]]
    bits.append(("list of names", block.list_first, block.list_size(), block.widths["name"]))
    descriptor = [f"{name} {value(block, first, width)}" for name, first, _, width in bits if first < 64]
    notes = [", ".join(descriptor[i:i + 3]) for i in range(0, len(descriptor), 3)]
    parts = [(start, 8, "\n".join([f"block {number}, descriptor:"] + notes)),
             (start + 8, 16, "key high part, bits " + listed(block.positions.places))]
    place = start + 24
    for name, first, _, width in bits:
        if name.startswith("mask "):
            mask = value(block, first, width)
            parts.append((place, 8, f"{name}, mappings {listed(bit for bit in range(64) if mask >> bit & 1)}"))
            place += 8
    rest = [f"bit {first}: {name} {listed(value(block, first + i * width, width) for i in range(count))}"
            for name, first, count, width in bits if first >= 8 * (place - start) and count]
    return parts + [(place, end - place, "\n".join(rest))]


def value(block, first, width):
    return block.bits.field(first, width)


def listed(numbers):
    return ", ".join(map(str, numbers))
