"""Invariants 9 to 21 of spec.md, section 9, each a function, in their order; then those of functions."""
from demand import demand, keys_of_tree_ascend, tree_repeats_level_0
from errors import CacheError
from packed import BLOCK_SIZE
from tables import PAGE_SIZE
from texts import ABSENT, ONLY_LF, SAMPLE
from verify_functions import FUNCTION_CHECKS
from xxh3 import xxh3_64


def verify(cache):
    for check in (checksum, keys_ascend, tree_repeats_keys, pages_rise, line_starts_ascend, blocks_fit,
                  positions_ascend, mappings_are_on_lines, sources_and_names_are_there, counts, texts_are_inside,
                  lines_of_contents, sections_ascend):
        check(cache)
    if cache.functions.boundary_count:
        for check in FUNCTION_CHECKS:
            check(cache.functions, cache)


def checksum(cache):
    place = cache.root.places["header"] + 8
    cleared = cache.data[:place] + bytes(8) + cache.data[place + 8:]
    if xxh3_64(cleared) != cache.checksum:
        raise CacheError("checksum_mismatch", "the checksum is not that of the bytes", 9)


def keys_ascend(cache):
    keys_of_tree_ascend(cache.blocks, 10)


def tree_repeats_keys(cache):
    tree_repeats_level_0(cache.blocks, 11)


def pages_rise(cache):
    lines = cache.lines
    demand(lines.number(lines.count) == 0xFFFFFFFF, 12, "the last page does not end the pages")
    demand(lines.start(0) == 0, 12, "the first page does not start at 0")
    for page in range(lines.count):
        demand(lines.number(page) < min(lines.number(page + 1), 1 << 26), 12, f"the number of page {page}")
        demand(lines.start(page) < lines.start(page + 1), 12, f"the start of page {page + 1}")


def line_starts_ascend(cache):
    lines, lows, ends = cache.lines, cache.root.line_lows, cache.root.line_pages[cache.lines.count][4]
    demand(cache.root.line_pages[0][4] == 0, 13, "the low part of the first page does not begin at 0")
    for page in range(lines.count):
        starts = lines.starts(page)
        demand(starts.well_formed(), 13, f"the high part of page {page}")
        values = [starts[i] for i in range(PAGE_SIZE)] + [lines.start(page + 1) - lines.start(page)]
        demand(values[0] == 0 and values == sorted(values), 13, f"the starts of the lines of page {page}")
    demand(ends + 1 == len(lows) and lows[ends] == 0, 13, "the end of line_lows")


def blocks_fit(cache):
    blocks, offsets = cache.blocks, cache.root.block_offsets
    demand(offsets[0] == 0, 14, "the first block does not begin at 0")
    for number in range(blocks.count):
        block = blocks[number]
        used = block.used_bits()
        demand(offsets[number + 1] - offsets[number] == -(-used // 8), 14, f"the size of block {number}")
        demand(block.bits.field(used, 8) == 0, 14, f"the bits that fill up block {number}")
        demand(masks_are_sound(block), 14, f"the masks of block {number}")
    padding = cache.root.blocks.bytes()[offsets[blocks.count]:]
    demand(padding == bytes(64), 14, "the padding after the blocks")


def masks_are_sound(block):
    here = (1 << block.count) - 1
    mapped = here & ~block.unmapped
    first_mapped = mapped & -mapped
    masks = (block.runs, block.named, block.unmapped, block.ranges)
    return (all(bool(mask) == bool(there) and not mask & ~here for mask, there in zip(masks, block.masks))
            and not (block.runs | block.named) & ~mapped and not block.runs & first_mapped)


def positions_ascend(cache):
    before = 0
    for number in range(cache.blocks.count):
        block = cache.blocks[number]
        demand(block.positions.well_formed(), 15, f"the high part of the keys of block {number}")
        demand(block.positions[0] == 0, 15, f"block {number} does not begin at its key")
        for i in range(block.count):
            position = block.key + block.positions[i]
            demand(before <= position, 15, f"position {i} of block {number}")
            before = position


def mappings_are_on_lines(cache):
    end = cache.lines.start(cache.lines.count)
    for index in range(cache.mapping_count):
        block = cache.blocks[index // BLOCK_SIZE]
        demand(block.key + block.positions[index % BLOCK_SIZE] < end, 16, f"mapping {index} is behind the last line")


def sources_and_names_are_there(cache):
    for _ in cache.mappings():
        pass


def counts(cache):
    lines, ranges = 0, 0
    for mapping in cache.mappings():
        lines, ranges = min(mapping.generated_line + 1, 0xFFFFFFFF), ranges + mapping.range
    demand(cache.line_count == lines, 18, "line_count")
    demand(cache.root.range_count == ranges, 18, "range_count")


def texts_are_inside(cache):
    root = cache.root
    present = [root.converter] + list(root.names) + list(root.function_names or []) + [extension[2:4] for extension in root.extensions]
    optional = [text for text in (root.file, root.source_root) if text]
    optional += [text for source in root.sources for text in (source[0:2], source[2:4], source[4:6])]
    for offset, length in present + [text for text in optional if text[0] != ABSENT]:
        demand(offset + length <= len(root.strings), 19, f"the text at {offset}, {length} bytes")


def lines_of_contents(cache):
    for index in range(cache.source_count):
        source = cache.source(index)
        only_lf = bool(source.flags & ONLY_LF)
        if source.content_bytes is None:
            lines = (source.first_sample, source.line_count, only_lf)
            demand(lines == (0, 0, False), 20, f"source {index} has no text")
            continue
        begins = source.line_begins()
        ends = {source.content_bytes[begin - 1:begin] for begin in begins[1:]}
        crlf = b"\r\n" in source.content_bytes
        demand(source.line_count == len(begins), 20, f"line_count of source {index}")
        demand(only_lf == (ends <= {b"\n"} and not crlf), 20, f"the LF flag of source {index}")
        for number in range(SAMPLE, len(begins), SAMPLE):
            demand(source.sample(number // SAMPLE) == begins[number], 20, f"line {number} of source {index}")


def sections_ascend(cache):
    before = (0, 0), 0, 0
    for index, section in enumerate(cache.sections):
        now = (section.line, section.column), section.first_mapping, section.first_source
        demand(all(a <= b for a, b in zip(before, now)), 21, f"section {index}")
        before = now
    demand(before[1] <= cache.mapping_count and before[2] <= cache.source_count, 21, "the last section's beginning")
