"""Invariants 23 to 28 of spec.md, section 9: functions."""
from demand import demand, keys_of_tree_ascend, tree_repeats_level_0
from functions import HIDDEN, INLINED


def keys(functions, cache):
    keys_of_tree_ascend(functions.tree, 23)
    tree_repeats_level_0(functions.tree, 23)


def blocks_fit(functions, cache):
    table = cache.root.scope_blocks
    demand(table[0][0] == 0, 24, "the first block of boundaries does not begin at 0")
    for number in range(functions.block_count):
        block = functions.block(number)
        demand(table[number + 1][0] - table[number][0] == -(-block.used_bits // 8), 24, f"the size of block {number}")
        demand(block.bits.field(block.used_bits, 8) == 0, 24, f"the bits that fill up block {number}")
        demand(bool(block.switches) == bool(block.has_switches), 24, f"the switches of block {number}")
    padding = cache.root.boundaries.bytes()[table[functions.block_count][0]:]
    demand(padding == bytes(64), 24, "the padding after the boundaries")


def positions_ascend(functions, cache):
    before = 0
    for number in range(functions.block_count):
        block = functions.block(number)
        demand(block.positions.well_formed() and block.positions[0] == 0, 25, f"the keys of block {number}")
        for i in range(block.count):
            demand(before <= block.key + block.positions[i], 25, f"boundary {i} of block {number}")
            before = block.key + block.positions[i]
    demand(before < cache.lines.start(cache.lines.count), 25, "the last boundary is on no line")


def scopes_nest(functions, cache):
    opened, count = [], 0
    for number in range(functions.block_count):
        block = functions.block(number)
        here = (1 << block.count) - 1
        demand(not block.starts & ~here and not block.switches & ~block.starts, 26, f"the masks of block {number}")
        demand(block.first_scope == count, 26, f"first_scope of block {number}")
        around = [entry + 1 for entry in reversed(opened)] + [0]  # as the block begins, the innermost first
        lowest = len(opened)
        for i in range(block.count):
            if block.is_end(i):
                demand(opened, 26, f"boundary {i} of block {number} ends nothing")
                opened.pop()
                lowest = min(lowest, len(opened))
            if block.is_start(i):
                opened.append(count)
                count += 1
        used = around[:len(around) - lowest]
        demand([block.enclosing(i) for i in range(block.enclosing_count)] == used, 26,
               f"the scopes around the start of block {number}")
    demand(count == functions.count == cache.root.scope_blocks[functions.block_count][1], 26,
           "scopes are not as many as scope_count")


def records_are_there(functions, cache):
    for scope in range(functions.count):
        record = functions.records.field(scope * functions.width, functions.width)
        name, number = record & (1 << functions.name_width) - 1, record >> functions.name_width
        demand(name <= len(cache.root.names) + len(cache.root.function_names), 27, f"the name of scope {scope}")
        demand(number < len(cache.root.scope_classes), 27, f"the class of scope {scope}")
    used = functions.count * functions.width
    demand(functions.records.field(used, functions.records.count - used) == 0, 27, "what fills up scopes")
    for _, flags in cache.root.scope_classes:
        demand(not flags & ~(HIDDEN | INLINED), 27, "flags of a class of scopes")


def call_sites(functions, cache):
    inlined = []
    for scope in range(functions.count):
        number = functions.records.field(scope * functions.width, functions.width) >> functions.name_width
        if cache.root.scope_classes[number][1] & INLINED:
            inlined.append(scope)
    demand([site[0] for site in cache.root.call_sites] == inlined, 28, "call sites and inlined scopes")
    for site in cache.root.call_sites:
        demand(site[1] < cache.source_count, 28, f"the call site of scope {site[0]}")


FUNCTION_CHECKS = (keys, blocks_fit, positions_ascend, scopes_nest, records_are_there, call_sites)
