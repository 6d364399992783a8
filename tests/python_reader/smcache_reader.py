"""A reader of smcache files in plain Python, written from spec.md alone.

It is there to show that spec.md suffices and to be compared with the library's reader: it reads plainly, checks as it
goes, and is slow. `Cache(data)` opens the bytes of a file; everything that may be wrong with them is a CacheError.
"""
import uuid
from collections import namedtuple

from errors import CacheError, corrupt
from flatbuffer import Root
from functions import Functions
from packed import BLOCK_SIZE
from tables import Blocks, Lines
from texts import ABSENT, Source, Strings
from verify import verify

IDENTIFIER = b"SMBC"
FORMAT_MAJOR = 0xFF01
LARGEST = 0xFFFFFFFF
EXTENSION_KINDS = {1: "x_facebook_sources", 2: "x_facebook_offsets", 3: "x_metro_module_paths",
                   4: "x_com_bloomberg_sourcesFunctionMappings", 5: "scopes"}
MENDED = {
    300: "version_invalid", 301: "file_invalid", 302: "source_root_invalid", 303: "names_invalid", 304:
    "sources_invalid", 305: "sources_content_invalid", 306: "ignore_list_invalid", 307:
    "ignore_list_out_of_range", 308: "debug_id_invalid", 309: "vlq_invalid", 310: "segment_length_invalid", 311:
    "segment_empty", 312: "generated_column_negative", 313: "source_out_of_range", 314:
    "original_position_negative", 315: "name_out_of_range", 316: "position_too_large", 317: "lone_surrogate",
    318: "range_mappings_invalid", 319: "section_offset_invalid", 320: "sections_unordered", 321:
    "sections_overlap", 322: "section_url_skipped", 323: "debug_id_mismatch", 324: "function_map_invalid",
    325: "scopes_invalid"}

# Generated line and column, where they come from, and whether it is a range mapping. Absent things are None.
Mapping = namedtuple("Mapping", "generated_line generated_column source line column name range")
# `status` is "found", "unmapped" or "not_found"; `index` the mapping's, or None; source, line, column, name as above.
Location = namedtuple("Location", "status index generated_line generated_column source line column name")
Section = namedtuple("Section", "line column first_mapping first_source")

NOT_FOUND = Location("not_found", None, None, None, None, None, None, None)


class Cache:
    def __init__(self, data):
        """Opens a file's bytes, checking invariants 1 to 8, and 22."""
        self.data = bytes(data)
        if self.data[4:8] != IDENTIFIER:
            raise CacheError("not_a_cache", "the identifier is not SMBC", 1)
        self.root = Root(self.data)
        self.total_size, self.checksum, self.format_major, self.format_minor, _ = self.root.header
        if self.format_major != FORMAT_MAJOR:
            raise CacheError("unsupported_version", f"format {self.format_major}", 3)
        if self.total_size != len(self.data):
            raise CacheError("truncated", f"{len(self.data)} bytes of {self.total_size}", 4)
        self.blocks = Blocks(self.root)
        self.lines = Lines(self.root)
        self._check_lengths()
        self.strings = Strings(self.root)
        self.sections = [Section(*fields) for fields in self.root.sections]
        self.functions = Functions(self.root, self.lines, self.strings)

    def _check_lengths(self):
        root, blocks = self.root, self.blocks
        if not blocks.has_right_length():
            raise corrupt("keys or wide_keys have the wrong length", 5)
        if len(root.block_offsets) != blocks.count + 1:
            raise corrupt("block_offsets has the wrong length", 6)
        if len(root.blocks) < 64:
            raise corrupt("blocks lacks its padding", 7)
        if self.lines.count < 0:
            raise corrupt("line_pages is empty", 8)

    # What the file says about itself and about the map.

    @property
    def converter(self):
        return self.strings.text(self.root.converter)

    @property
    def file(self):
        return self.strings.text(self.root.file) if self.root.file else None

    @property
    def source_root(self):
        return self.strings.text(self.root.source_root) if self.root.source_root else None

    @property
    def debug_id(self):
        return str(uuid.UUID(bytes=self.root.debug_id)) if self.root.debug_id else None

    @property
    def input_hash(self):
        low, high = self.root.input_hash
        return f"{high:016x}{low:016x}"

    @property
    def mapping_count(self):
        return self.root.mapping_count

    @property
    def line_count(self):
        return self.root.line_count

    @property
    def content_size(self):
        return self.root.content_size

    def mended(self):
        """What was mended, by the names of section 8.5, and how often."""
        return {MENDED.get(code, str(code)): count for code, _, count in self.root.mended}

    def extensions(self):
        """(field's name or None, section or None, JSON text) of each vendor's field."""
        return [(EXTENSION_KINDS.get(kind), None if section == ABSENT else section, self.strings.text((offset, length)))
                for kind, section, offset, length in self.root.extensions]

    def source(self, index):
        return Source(self.strings, self.root.line_starts, self.root.sources[index])

    @property
    def source_count(self):
        return len(self.root.sources)

    def name(self, index):
        return self.strings.text(self.root.names[index])

    @property
    def name_count(self):
        return len(self.root.names)

    # Mappings.

    def mapping(self, index):
        """Mapping number `index`, in stored order."""
        packed = self.blocks[index // BLOCK_SIZE].mapping(index % BLOCK_SIZE)
        line, start = self.lines.line_of(packed.position)
        generated_column = packed.position - start
        column = packed.column
        if packed.column_follows:
            column = column + generated_column & 0xFFFFFFFF
        if packed.source is not None and packed.source >= self.source_count:
            raise corrupt(f"mapping {index}: source {packed.source} is not there", 17)
        if packed.name is not None and packed.name >= self.name_count:
            raise corrupt(f"mapping {index}: name {packed.name} is not there", 17)
        return Mapping(line, generated_column, packed.source, packed.line, column, packed.name, packed.range)

    def mappings(self):
        return (self.mapping(index) for index in range(self.mapping_count))

    def lookup(self, line, column, cross_line=False):
        """The mapping that a generated position belongs to (spec.md, section 10)."""
        index = self._find(line, column, cross_line)
        return NOT_FOUND if index is None else self._located(index, line, column)

    def lookup_all(self, line, column, cross_line=False):
        """Every mapping at the place that lookup() finds, in the order of the map."""
        last = self._find(line, column, cross_line)
        if last is None:
            return []
        first = last
        while first > 0 and self._position(first - 1) == self._position(last):
            first -= 1
        return [self._located(index, line, column) for index in range(first, last + 1)]

    def _position(self, index):
        block = self.blocks[index // BLOCK_SIZE]
        return block.key + block.positions[index % BLOCK_SIZE]

    def _find(self, line, column, cross_line):
        start, end = self.lines.span(line)
        if self.mapping_count == 0:
            return None
        if start == end and self.root.range_count == 0 and not cross_line:
            return None
        position = min(start + column, end - 1)
        if position < self.blocks.key(0):
            return None
        number = self.blocks.find(position)
        if number < 0:
            return None
        block = self.blocks[number]
        within = block.positions.last_at_most(position - block.key)
        if within < 0:
            raise corrupt("a block's first position is not its key", 15)
        index = number * BLOCK_SIZE + within
        if block.key + block.positions[within] < start and not block.ranges >> within & 1 and not cross_line:
            return None
        section = None
        for candidate in self.sections:
            if (candidate.line, candidate.column) <= (line, column):
                section = candidate
        if section is not None and index < section.first_mapping:
            return None
        return index

    def _located(self, index, line, column):
        mapping = self.mapping(index)
        status = "unmapped" if mapping.source is None else "found"
        original_line, original_column = mapping.line, mapping.column
        if status == "found" and mapping.range:
            if line == mapping.generated_line:
                original_column = min(original_column + column - mapping.generated_column, LARGEST)
            else:
                original_line = min(original_line + line - mapping.generated_line, LARGEST)
                original_column = column
        return Location(status, index, mapping.generated_line, mapping.generated_column, mapping.source, original_line,
                        original_column, mapping.name)

    def frames(self, line, column):
        """The function around a place and, as long as it is inlined, those around it, outwards."""
        scope, frames = self.functions.at(line, column), []
        while scope is not None:
            frames.append(self.functions[scope])
            scope = self.functions.around(scope) if frames[-1].call else None
        return frames

    def verify(self):
        """Checks invariants 9 to 28; the first that is broken is raised."""
        verify(self)
