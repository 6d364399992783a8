"""What checks of invariants share."""
from errors import corrupt
from tables import FILLING, filled


def demand(condition, invariant, message):
    if not condition:
        raise corrupt(message, invariant)


def keys_of_tree_ascend(tree, invariant):
    before = 0
    for block in range(tree.count):
        demand(before <= tree.key(block), invariant, f"the key of block {block} is below the one before")
        demand(tree.wide or tree.key(block) < FILLING, invariant, f"the key of block {block} is too large")
        before = tree.key(block)


def tree_repeats_level_0(tree, invariant):
    if tree.wide:
        return
    step = 1
    for level, size in enumerate(tree.sizes):
        for i in range(filled(size)):
            expected = tree.key(i * step) if i < size else FILLING
            demand(tree.entry(level, i) == expected, invariant, f"key {i} of level {level} of the tree")
        step *= 16
