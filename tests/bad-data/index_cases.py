"""Breaches in what leads from a position to a block: invariants 10 to 13."""
from case import case
from patch import Patch


@case(10)
def keys_descend():
    """The keys of the second and third block are exchanged."""
    patch = Patch("unmapped")
    keys = patch.root.keys
    patch.element("keys", 1, ("II", keys[2], keys[1]))
    return patch.stamped()


@case(10)
def wide_keys_descend():
    """The same in wide_keys."""
    patch = Patch("wide")
    keys = patch.root.wide_keys
    patch.element("wide_keys", 1, ("QQ", keys[2], keys[1]))
    return patch.stamped()


@case(10)
def key_like_filling():
    """The key of the only block is 0xFFFFFFFF, which no search finds."""
    patch = Patch("example")
    patch.element("keys", 0, ("I", 0xFFFFFFFF))
    return patch.stamped()


@case(11)
def upper_level_differs():
    """A key of the upper level is not that of the block that it stands for."""
    patch = Patch("tree")
    patch.element("keys", 1, ("I", patch.root.keys[1] - 1))
    return patch.stamped()


@case(11)
def filling_is_a_key():
    """After the key of the only block stands another instead of 0xFFFFFFFF."""
    patch = Patch("example")
    patch.element("keys", 1, ("I", 9))
    return patch.stamped()


NUMBER, LOW_WORDS = 24, 28  # where these members of a LinePage stand


@case(12)
def page_numbers_do_not_rise():
    """Two pages are for the same lines."""
    patch = Patch("ranges")
    patch.element("line_pages", 1, ("I", 0), NUMBER)
    return patch.stamped()


@case(12)
def page_for_lines_that_cannot_be():
    """A page for lines from 2^32 on."""
    patch = Patch("ranges")
    patch.element("line_pages", 1, ("I", 1 << 26), NUMBER)
    return patch.stamped()


@case(12)
def page_starts_do_not_rise():
    """The second page starts where the first does."""
    patch = Patch("ranges")
    patch.element("line_pages", 1, ("Q", 0))
    return patch.stamped()


@case(12)
def first_page_starts_late():
    """The first linear position would be 1."""
    patch = Patch("empty")
    patch.element("line_pages", 0, ("Q", 1))
    return patch.stamped()


@case(12)
def last_page_has_a_number():
    """The page that ends line_pages has a number like others."""
    patch = Patch("example")
    patch.element("line_pages", 1, ("I", 1), NUMBER)
    return patch.stamped()


@case(13, "lookup", position="63:0")
def line_ends_before_it_starts():
    """The second page starts inside the first."""
    patch = Patch("ranges")
    patch.element("line_pages", 1, ("Q", 1))
    return patch.stamped()


@case(13, "lookup", position="0:4")
def low_part_too_wide():
    """The low part of the first page has a thousand words."""
    patch = Patch("ranges")
    patch.element("line_pages", 1, ("I", 1000), LOW_WORDS)
    return patch.stamped()


@case(13, "lookup", position="2:1")
def low_part_past_the_end():
    """The low part of the first page has three words, more than there are."""
    patch = Patch("example")
    patch.element("line_pages", 1, ("I", 3), LOW_WORDS)
    return patch.stamped()


@case(13)
def line_starts_descend():
    """Low parts of two line starts with the same high part are exchanged."""
    patch = Patch("lines")
    starts, lows = patch.good.lines.starts(0), patch.root.line_lows
    line = next(i for i in range(1, 64) if starts.places[i] == starts.places[i - 1] + 1 and starts[i] > starts[i - 1])
    mask = (starts[line] ^ starts[line - 1]) << starts.width * (line - 1)
    mask |= (starts[line] ^ starts[line - 1]) << starts.width * line
    patch.flip(lows.start, lows.start + 8 * starts.width, mask)
    return patch.stamped()


@case(13)
def fewer_starts_than_lines():
    """The high part of a page has 63 bits set."""
    patch = Patch("example")
    patch.element("line_pages", 0, ("Q", patch.root.line_pages[0][2] >> 1), 16)
    return patch.stamped()


@case(13)
def line_lows_do_not_end_in_zero():
    """The word after the last low part is 5."""
    patch = Patch("example")
    patch.element("line_lows", 0, ("Q", 5))
    return patch.stamped()
