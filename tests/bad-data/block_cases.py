"""Breaches in blocks and in the mappings of which they tell: invariants 14 to 18."""
from case import case
from patch import Patch


@case(14, "lookup", position="0:4")
def block_ends_past_the_blocks():
    """The first block would end far behind blocks."""
    patch = Patch("unmapped")
    patch.element("block_offsets", 1, ("I", 100000))
    return patch.stamped()


@case(14, "lookup", position="0:4")
def block_ends_before_it_begins():
    """The only block begins where it should end."""
    patch = Patch("example")
    begin, end = patch.root.block_offsets[0], patch.root.block_offsets[1]
    patch.element("block_offsets", 0, ("II", end, begin))
    return patch.stamped()


@case(14, "lookup", position="0:4")
def block_smaller_than_its_parts():
    """The only block is one byte shorter than its fields need."""
    patch = Patch("example")
    patch.element("block_offsets", 1, ("I", patch.root.block_offsets[1] - 1))
    return patch.stamped()


@case(14)
def block_larger_than_its_parts():
    """The first block takes a byte of the second."""
    patch = Patch("unmapped")
    patch.element("block_offsets", 1, ("I", patch.root.block_offsets[1] + 1))
    return patch.stamped()


@case(14)
def padding_not_zero():
    """A byte after the last block is not zero."""
    patch = Patch("example")
    patch.data[patch.root.blocks.end - 1] = 1
    return patch.stamped()


@case(14, "lookup", position="0:4")
def reserved_bits_set():
    """A bit of the descriptor that has no meaning yet is set."""
    patch = Patch("example")
    patch.bits(0, "reserved", 1)
    return patch.stamped()


@case(14, "lookup", position="0:4")
def field_wider_than_its_block():
    """Columns have 63 bits."""
    patch = Patch("example")
    patch.bits(0, "column_width", 63)
    return patch.stamped()


@case(14)
def filling_not_zero():
    """The bit that fills up the last byte of the only block is set."""
    patch = Patch("example")
    patch.data[patch.root.blocks.start + patch.root.block_offsets[1] - 1] |= 0x80
    return patch.stamped()


@case(14)
def mask_for_mappings_that_are_not_there():
    """The block has four mappings; the tenth has a name."""
    patch = Patch("example")
    patch.bits(0, "mask named", patch.good.blocks[0].named | 1 << 9)
    return patch.stamped()


@case(14)
def unmapped_with_a_name():
    """A mapping is unmapped and has a name."""
    patch = Patch("example")
    patch.bits(0, "mask named", patch.good.blocks[0].named | patch.good.blocks[0].unmapped)
    return patch.stamped()


@case(14)
def mask_of_nothing():
    """The descriptor announces a mask of unmapped mappings in which no bit is set."""
    patch = Patch("example")
    patch.bits(0, "mask unmapped", 0)
    return patch.stamped()


@case(14, "lookup", position="0:0")
def name_past_the_list():
    """A name's code is past the end of the block's list of names."""
    patch = Patch("names")
    patch.bits(0, "names", 3)
    return patch.stamped()


@case(15)
def first_mapping_after_its_key():
    """The first mapping of the block stands one after the block's key."""
    patch = Patch("example")
    patch.bits(0, "key high part", 1 << 1 | 1 << 5 | 1 << 11 | 1 << 14)
    return patch.stamped()


@case(15)
def more_positions_than_mappings():
    """The high part of the keys has five bits set, for four mappings."""
    patch = Patch("example")
    patch.bits(0, "key high part", 1 << 0 | 1 << 5 | 1 << 11 | 1 << 14 | 1 << 20)
    return patch.stamped()


@case(15)
def positions_descend():
    """Low parts of two neighbours with the same high part are exchanged."""
    patch = Patch("one-line")
    keys = patch.good.blocks[0].positions
    here = next(i for i in range(1, 64) if keys.places[i] == keys.places[i - 1] + 1 and keys[i] > keys[i - 1])
    low = (1 << keys.width) - 1
    begin, end = patch.root.blocks.start, patch.root.blocks.start + patch.root.block_offsets[1]
    (first,) = (first for name, first, _, _ in patch.good.blocks[0].parts if name == "key low part")
    difference = (keys[here] ^ keys[here - 1]) & low
    patch.flip(begin, end, (difference | difference << keys.width) << first + keys.width * (here - 1))
    return patch.stamped()


@case(15)
def blocks_overlap():
    """The second block begins where the first does."""
    patch = Patch("unmapped")
    patch.element("keys", 1, ("I", patch.root.keys[0]))
    return patch.stamped()


@case(16)
def mapping_after_the_last_line():
    """The last mapping stands where the last line ends."""
    patch = Patch("example")
    patch.bits(0, "key high part", 1 << 0 | 1 << 5 | 1 << 11 | 1 << 15)
    return patch.stamped()


@case(17, "lookup", position="0:5")
def source_not_there():
    """A mapping has source 1; there is one source."""
    patch = Patch("metadata")
    patch.count("sources", 1)
    return patch.stamped()


@case(17, "lookup", position="0:4")
def name_not_there():
    """A mapping has name 0; there are no names."""
    patch = Patch("example")
    patch.count("names", 0)
    return patch.stamped()


@case(18)
def another_line_count():
    """line_count says 4; the last mapping is on line 2."""
    patch = Patch("example")
    patch.number("line_count", 4)
    return patch.stamped()


@case(18)
def another_range_count():
    """range_count says one more than the masks."""
    patch = Patch("ranges")
    patch.number("range_count", patch.root.range_count + 1)
    return patch.stamped()
