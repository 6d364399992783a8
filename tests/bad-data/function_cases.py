"""Breaches in the tables of functions: invariants 16 and 22 to 28."""
from case import case
from patch import Patch

FIRST_SCOPE, FLAGS, SOURCE = 4, 4, 4  # where these members of a ScopeBlock, a ScopeClass and a CallSite stand


def block(patch, number=0):
    """The place of a block of boundaries in the file."""
    return patch.root.boundaries.start + patch.root.scope_blocks[number][0]


def flip(patch, bit, number=0):
    """A bit of a block of boundaries, counted from its start."""
    place = block(patch, number)
    patch.flip(place + bit // 8, place + bit // 8 + 1, 1 << bit % 8)


@case(22, "open")
def a_table_of_functions_missing():
    """There are boundaries, but no call_sites."""
    patch = Patch("functions")
    patch.vtable("call_sites", 0)
    return patch.stamped()


@case(22, "open")
def more_boundaries_than_blocks():
    """boundary_count says that there is a block more."""
    patch = Patch("functions")
    patch.number("boundary_count", patch.root.boundary_count + 64)
    return patch.stamped()


@case(22, "open")
def more_scopes_than_records():
    """scope_count says a hundred more."""
    patch = Patch("functions")
    patch.number("scope_count", patch.root.scope_count + 100)
    return patch.stamped()


@case(22, "open")
def no_classes_of_scopes():
    """scope_classes is empty."""
    patch = Patch("functions")
    patch.count("scope_classes", 0)
    return patch.stamped()


@case(22, "open")
def boundaries_without_padding():
    """boundaries ends before its padding does."""
    patch = Patch("functions")
    patch.count("boundaries", 63)
    return patch.stamped()


@case(23)
def scope_keys_descend():
    """Two keys of the lowest level are exchanged, and those above that repeat them."""
    patch = Patch("function-map")
    keys = patch.root.scope_keys
    patch.element("scope_keys", 0, ("II", keys[1], keys[0]))
    return patch.stamped()


@case(23)
def upper_level_of_scope_keys_differs():
    """A key of the upper level is not that of the block that it stands for."""
    patch = Patch("functions")
    patch.element("scope_keys", 1, ("I", patch.root.scope_keys[1] - 1))
    return patch.stamped()


@case(24)
def scope_block_ends_past_the_boundaries():
    """The only block ends behind the end of boundaries."""
    patch = Patch("function-map")
    patch.element("scope_blocks", 1, ("I", len(patch.root.boundaries)))
    return patch.stamped()


@case(24)
def scope_block_with_reserved_bits():
    """The descriptor of the first block has its highest bit set."""
    patch = Patch("function-map")
    flip(patch, 31)
    return patch.stamped()


@case(24)
def scope_block_larger_than_its_parts():
    """The first block has fewer enclosing scopes than it has room for."""
    patch = Patch("functions")
    number = next(i for i in range(patch.good.functions.block_count)
                  if patch.good.functions.block(i).enclosing_width * patch.good.functions.block(i).enclosing_count > 8
                  and patch.good.functions.block(i).enclosing_count % 2 == 0)
    for bit in range(12, 19):
        if patch.good.functions.block(number).enclosing_count >> bit - 12 & 1:
            flip(patch, bit, number)
    flip(patch, 12, number)
    return patch.stamped()


@case(24)
def padding_of_boundaries_not_zero():
    """The last byte of the padding is 1."""
    patch = Patch("functions")
    patch.put(patch.root.boundaries.end - 1, "B", 1)
    return patch.stamped()


@case(25)
def more_positions_than_boundaries():
    """The high part of a block's positions has a bit more."""
    patch = Patch("function-map")
    high = patch.good.functions.block(0).positions.places
    flip(patch, 32 + next(bit for bit in range(127, 0, -1) if bit not in high))
    return patch.stamped()


@case(25)
def boundaries_behind_the_last_line():
    """The key of the only block is past all lines."""
    patch = Patch("function-map")
    patch.element("scope_keys", 0, ("I", 1000000))
    return patch.stamped()


@case(26)
def an_end_is_a_start():
    """A boundary that ends a scope starts one."""
    patch = Patch("functions")
    ends = patch.good.functions.block(0)
    flip(patch, 32 + 128 + next(i for i in range(ends.count) if not ends.is_start(i)))
    return patch.stamped()


@case(26)
def nothing_is_open_that_ends():
    """The first boundary of all ends a scope."""
    patch = Patch("functions")
    flip(patch, 32 + 128)
    return patch.stamped()


@case(26)
def another_number_of_scopes_before_a_block():
    """first_scope of the second block is one more."""
    patch = Patch("functions")
    patch.element("scope_blocks", 1, ("I", patch.root.scope_blocks[1][1] + 1), FIRST_SCOPE)
    return patch.stamped()


@case(26)
def another_enclosing_scope():
    """The scope around the start of a block is another one."""
    patch = Patch("functions")
    number = next(i for i in range(patch.good.functions.block_count) if patch.good.functions.block(i).enclosing(0))
    flip(patch, patch.good.functions.block(number).enclosing_at, number)
    return patch.stamped()


@case(27)
def name_of_a_scope_not_there():
    """The name of the first scope is the largest number that its bits hold."""
    patch = Patch("functions")
    functions = patch.good.functions
    record = functions.records.field(0, functions.name_width)
    place = patch.root.scopes.start
    patch.flip(place, place + 8, record ^ (1 << functions.name_width) - 1)
    return patch.stamped()


@case(27)
def flags_of_a_class_that_mean_nothing():
    """A class of scopes has the flag 4."""
    patch = Patch("functions")
    patch.element("scope_classes", 0, ("I", patch.root.scope_classes[0][1] | 4), FLAGS)
    return patch.stamped()


@case(27)
def filling_of_scopes_not_zero():
    """The last byte of scopes is 1."""
    patch = Patch("functions")
    patch.put(patch.root.scopes.end - 1, "B", 1)
    return patch.stamped()


@case(28)
def call_site_of_another_scope():
    """The first call site is of the scope before the one that is inlined."""
    patch = Patch("functions")
    patch.element("call_sites", 0, ("I", patch.root.call_sites[0][0] - 1))
    return patch.stamped()


@case(28)
def call_site_in_no_source():
    """The first call site is in a source that is not there."""
    patch = Patch("functions")
    patch.element("call_sites", 0, ("I", len(patch.root.sources)), SOURCE)
    return patch.stamped()


@case(19)
def function_name_outside():
    """A function's name reaches past the strings."""
    patch = Patch("function-map")
    offset, _ = patch.root.function_names[0]
    patch.element("function_names", 0, ("II", offset, len(patch.root.strings)))
    return patch.stamped()
