"""Breaches in strings, sources and sections: invariants 19 to 21."""
from case import case
from patch import Patch

ABSENT = 0xFFFFFFFF
CONTENT, LINE_STARTS, LINE_COUNT, FLAGS = 16, 24, 28, 32  # where these members of a Source stand


@case(19)
def name_outside():
    """A name would begin past the strings."""
    patch = Patch("example")
    patch.element("names", 0, ("II", 1000, 1))
    return patch.stamped()


@case(19)
def name_absent():
    """A name is absent; only sources' names may be."""
    patch = Patch("example")
    patch.element("names", 0, ("II", ABSENT, 0))
    return patch.stamped()


@case(19)
def content_too_long():
    """A source's text would end past the strings."""
    patch = Patch("example")
    patch.element("sources", 0, ("I", 1000), CONTENT + 4)
    return patch.stamped()


@case(19)
def sum_of_offset_and_length_wraps():
    """Offset and length of a source's name add up to 16, modulo 2^32."""
    patch = Patch("example")
    patch.element("sources", 0, ("II", 0xFFFFFF00, 0x110))
    return patch.stamped()


@case(19)
def file_outside():
    """The generated file's name would end past the strings."""
    patch = Patch("example")
    patch.number("file", (0, 1000))
    return patch.stamped()


@case(19)
def converter_absent():
    """The file does not say what wrote it."""
    patch = Patch("example")
    patch.number("converter", (ABSENT, 0))
    return patch.stamped()


@case(19)
def extension_outside():
    """A vendor's field would begin past the strings."""
    patch = Patch("metadata")
    patch.element("extensions", 0, ("II", 100000, 4), 8)
    return patch.stamped()


@case(20)
def another_number_of_lines():
    """A text of three lines is said to have four."""
    patch = Patch("example")
    patch.element("sources", 0, ("I", 4), LINE_COUNT)
    return patch.stamped()


@case(20)
def other_line_ends_than_told():
    """A text with CRLF is said to have LF only."""
    patch = Patch("texts")
    patch.element("sources", 3, ("I", 2), FLAGS)
    return patch.stamped()


@case(20)
def line_feeds_not_told():
    """A text with LF only is not said to be one."""
    patch = Patch("example")
    patch.element("sources", 0, ("I", 0), FLAGS)
    return patch.stamped()


@case(20)
def sample_not_at_its_line():
    """Line 32 of a text is said to begin one byte later."""
    patch = Patch("texts")
    patch.element("line_starts", 0, ("I", patch.root.line_starts[0] + 1))
    return patch.stamped()


@case(20)
def sample_past_the_text():
    """Line 32 of a text is said to begin past its end."""
    patch = Patch("texts")
    patch.element("line_starts", 0, ("I", 100000))
    return patch.stamped()


@case(20)
def samples_not_there():
    """The samples of a text would stand past line_starts."""
    patch = Patch("texts")
    patch.element("sources", 7, ("I", 0xFFFFFFFF), LINE_STARTS)
    return patch.stamped()


@case(20)
def lines_without_text():
    """A source without text is said to have a line."""
    patch = Patch("texts")
    patch.element("sources", 6, ("I", 1), LINE_COUNT)
    return patch.stamped()


@case(21)
def section_starts_descend():
    """A section starts on a line before that of the section before."""
    patch = Patch("sections")
    patch.element("sections", 1, ("I", 0))
    return patch.stamped()


@case(21)
def section_mappings_descend():
    """A section begins with a mapping of the section before."""
    patch = Patch("sections")
    patch.element("sections", 2, ("I", 0), 8)
    return patch.stamped()


@case(21)
def section_past_the_mappings():
    """The last section begins past the last mapping."""
    patch = Patch("sections")
    patch.element("sections", len(patch.root.sections) - 1, ("I", 1000), 8)
    return patch.stamped()


@case(21)
def section_past_the_sources():
    """The last section begins past the last source."""
    patch = Patch("sections")
    patch.element("sections", len(patch.root.sections) - 1, ("I", 1000), 12)
    return patch.stamped()
