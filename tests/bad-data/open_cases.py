"""Breaches that show when a file is opened: invariants 1 to 8; and the checksum, 9."""
import struct

from case import case
from patch import Patch


@case(1, "open", "not_a_cache")
def nothing():
    """An empty file."""
    return b""


@case(1, "open", "not_a_cache")
def seven_bytes():
    """Too short for an identifier."""
    return Patch("example").bytes()[:7]


@case(1, "open", "not_a_cache")
def other_identifier():
    """The identifier is that of another format."""
    patch = Patch("example")
    patch.put(4, "4s", b"SMCA")
    return patch.stamped()


@case(2, "open", "truncated")
def half_a_file():
    """The second half is missing."""
    data = Patch("example").bytes()
    return data[:len(data) // 2]


@case(2, "open", "truncated")
def root_past_the_end():
    """The root table would stand right after the file."""
    patch = Patch("example")
    patch.put(0, "I", len(patch.data))
    return patch.stamped()


@case(2, "open", "truncated")
def vtable_before_the_file():
    """The vtable would begin before the file."""
    patch = Patch("example")
    patch.put(patch.root.table, "i", patch.root.table + 4)
    return patch.stamped()


@case(2, "open", "truncated")
def vtable_of_odd_size():
    """The vtable's size is not a number of entries."""
    patch = Patch("example")
    patch.put(patch.root.vtable, "H", 49)
    return patch.stamped()


@case(2, "open", "truncated")
def vector_past_the_end():
    """strings has a million bytes more than the file."""
    patch = Patch("example")
    patch.count("strings", 1000000)
    return patch.stamped()


@case(2, "open", "truncated")
def vector_at_its_own_distance():
    """The distance to keys is 0."""
    patch = Patch("example")
    patch.move("keys", patch.root.table + patch.root.offsets[12])
    return patch.stamped()


@case(2, "open", "truncated")
def field_missing():
    """The vtable has no keys."""
    patch = Patch("example")
    patch.vtable("keys", 0)
    return patch.stamped()


@case(2, "open", "truncated")
def words_not_aligned():
    """The elements of line_lows, 64 bits each, stand at an odd multiple of 4."""
    patch = Patch("example")
    lows = patch.root.line_lows
    patch.data += bytes(-len(patch.data) % 8)
    patch.move("line_lows", len(patch.data))
    patch.data += struct.pack("<I", len(lows)) + lows.bytes()
    return patch.stamped()


@case(3, "open", "unsupported_version")
def version_of_a_release():
    """format_major 1: not yet defined when this file was made."""
    patch = Patch("example")
    patch.header("format_major", 1)
    return patch.stamped()


@case(3, "open", "unsupported_version")
def version_to_come():
    """The development of a version that there may be once."""
    patch = Patch("example")
    patch.header("format_major", 0xFF02)
    return patch.stamped()


@case(4, "open", "truncated")
def one_byte_less():
    """The last byte, which is filling, is missing."""
    return Patch("example").bytes()[:-1]


@case(4, "open", "truncated")
def one_byte_more():
    """A byte stands after the end."""
    return Patch("example").bytes() + b"\0"


@case(5, "open")
def no_keys():
    """One block, and no key."""
    patch = Patch("example")
    patch.count("keys", 0)
    return patch.stamped()


@case(5, "open")
def more_mappings_than_keys():
    """mapping_count needs a tree of two levels; there is one."""
    patch = Patch("example")
    patch.number("mapping_count", 16 * 64 + 1)
    return patch.stamped()


@case(5, "open")
def narrow_and_wide_keys():
    """Both keys and wide_keys have elements."""
    patch = Patch("example")
    patch.count("wide_keys", 1)
    return patch.stamped()


@case(5, "open")
def a_wide_key_missing():
    """wide_keys has two elements for three blocks."""
    patch = Patch("wide")
    patch.count("wide_keys", 2)
    return patch.stamped()


@case(6, "open")
def more_mappings_than_blocks():
    """mapping_count needs two blocks; there is one."""
    patch = Patch("example")
    patch.number("mapping_count", 65)
    return patch.stamped()


@case(6, "open")
def no_block_offsets():
    """block_offsets is empty: not even the end of no blocks."""
    patch = Patch("empty")
    patch.count("block_offsets", 0)
    return patch.stamped()


@case(7, "open")
def padding_too_short():
    """blocks has 63 bytes."""
    patch = Patch("empty")
    patch.count("blocks", 63)
    return patch.stamped()


@case(8, "open")
def no_line_pages():
    """line_pages is empty: not even the page that ends it."""
    patch = Patch("empty")
    patch.count("line_pages", 0)
    return patch.stamped()


@case(9, code="checksum_mismatch")
def other_content():
    """One letter of a source's text is another, the checksum as it was."""
    patch = Patch("example")
    patch.data[patch.root.strings.start + patch.good.root.sources[0][4]] ^= 1
    return patch.bytes()


@case(9, code="checksum_mismatch")
def other_checksum():
    """The checksum is zero."""
    patch = Patch("example")
    patch.header("checksum", 0)
    return patch.bytes()
