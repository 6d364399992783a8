"""From a position to a line, a block, a mapping (spec.md, sections 4 and 6)."""
from bisect import bisect_left, bisect_right

from errors import corrupt
from packed import BLOCK_SIZE, Ascending, Block

PAGE_SIZE = 64
NODE_SIZE = 16
FILLING = 0xFFFFFFFF


class Items:
    """A function of an index as a sequence, to bisect in."""

    def __init__(self, count, at):
        self._count = count
        self._at = at

    def __len__(self):
        return self._count

    def __getitem__(self, index):
        return self._at(index)


class Lines:
    """Where generated lines start and end among the linear positions."""

    def __init__(self, root):
        self._pages = root.line_pages
        self._lows = root.line_lows
        self.count = len(root.line_pages) - 1  # of pages, without the one that ends them
        self._known = {}

    def number(self, page):
        return self._pages[page][3]

    def start(self, page):
        return self._pages[page][0]

    def starts(self, page):
        """The starts of a page's 64 lines, less the page's own."""
        if page not in self._known:
            _, high0, high1, _, low_words = self._pages[page]
            width = self._pages[page + 1][4] - low_words
            if not 0 <= width < 64 or low_words + width >= len(self._lows):
                raise corrupt(f"the low part of page {page} is not inside line_lows", 13)
            low = 0
            for i in range(width):
                low |= self._lows[low_words + i] << 64 * i
            mask = (1 << width) - 1
            self._known[page] = Ascending(PAGE_SIZE, width, lambda i: low >> i * width & mask, high0 | high1 << 64)
        return self._known[page]

    def span(self, line):
        """The linear positions where a line starts and ends."""
        number, within = divmod(line, PAGE_SIZE)
        page = bisect_left(Items(self.count, self.number), number)
        base = self.start(page)
        if page == self.count or self.number(page) != number:
            return base, base
        starts = self.starts(page)
        end = base + starts[within + 1] if within + 1 < PAGE_SIZE else self.start(page + 1)
        if base + starts[within] > end:
            raise corrupt(f"line {line} ends before it starts", 13)
        return base + starts[within], end

    def line_of(self, position):
        """The line that a linear position is on, and where the line starts."""
        page = bisect_right(Items(self.count, self.start), position) - 1
        if page < 0 or position >= self.start(self.count):
            raise corrupt(f"position {position} is on no line", 16)
        base = self.start(page)
        within = self.starts(page).last_at_most(position - base)
        if within < 0:
            raise corrupt(f"position {position} is on no line", 16)
        return self.number(page) * PAGE_SIZE + within, base + self.starts(page)[within]


def level_sizes(blocks):
    """How many keys each level of the tree over so many blocks has, level 0 first."""
    sizes = [blocks]
    while sizes[-1] > NODE_SIZE:
        sizes.append(-(-sizes[-1] // NODE_SIZE))
    return sizes


def filled(size):
    return -(-size // NODE_SIZE) * NODE_SIZE


class Tree:
    """Keys of blocks, and the search among them (spec.md, section 6.2)."""

    def __init__(self, keys, wide_keys, count):
        self._keys = keys
        self._wide_keys = wide_keys
        self.count = count
        self.wide = len(wide_keys) != 0
        self.sizes = level_sizes(count)
        self.level_starts, next_level = [0] * len(self.sizes), 0
        for level in reversed(range(len(self.sizes))):
            self.level_starts[level] = next_level
            next_level += filled(self.sizes[level])
        self.size = next_level

    def has_right_length(self):
        return (len(self._keys), len(self._wide_keys)) in ((self.size, 0), (0, self.count))

    def key(self, block):
        return self._wide_keys[block] if self.wide else self._keys[self.level_starts[0] + block]

    def entry(self, level, index):
        return self._keys[self.level_starts[level] + index]

    def find(self, position):
        """The last block whose key is at most the position; -1 if there is none."""
        if self.wide:
            return bisect_right(Items(self.count, self.key), position) - 1
        node = 0
        position = min(position, FILLING - 1)
        for level in reversed(range(len(self.sizes))):
            keys = [self.entry(level, node * NODE_SIZE + i) for i in range(NODE_SIZE)]
            at_most = sum(key <= position for key in keys)
            if at_most == 0:
                return -1
            node = node * NODE_SIZE + at_most - 1
            if node >= self.sizes[level]:
                raise corrupt("the keys lead past the last block", 11)
        return node


class Blocks(Tree):
    """The blocks of mappings."""

    def __init__(self, root):
        super().__init__(root.keys, root.wide_keys, -(-root.mapping_count // BLOCK_SIZE))
        self._root = root
        self.mapping_count = root.mapping_count
        self._known = {}

    def block_size(self, block):
        return min(BLOCK_SIZE, self.mapping_count - block * BLOCK_SIZE)

    def __getitem__(self, block):
        if block not in self._known:
            self._known[block] = Block(self.data(block), self.key(block), self.block_size(block))
        return self._known[block]

    def data(self, block):
        begin, end = self._root.block_offsets[block], self._root.block_offsets[block + 1]
        if not begin <= end <= len(self._root.blocks) - 64:
            raise corrupt(f"block {block} is not inside blocks", 14)
        return self._root.blocks.bytes()[begin:end]
