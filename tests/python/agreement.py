"""Compares smcache.symbolic with the real symbolic, position by position.

    agreement.py PATH...    maps, or directories that are searched for them; exits 1 for a difference without a reason

One difference has a reason: symbolic drops a mapping whose original position is that of the mapping before it, also
when that one stands on an earlier line; the head of such a line has no answer there. SMCACHE_SEED repeats a run.
"""

import bisect
import collections
import os
import random
import sys
from pathlib import Path

from smcache.symbolic import SourceMapCache
from symbolic.sourcemapcache import SourceMapCache as RealCache

FIELDS = ("line", "col", "src", "name", "context_line", "pre_context", "post_context")
POSITIONS = 2000


def fields(token):
    return None if token is None else tuple(getattr(token, field) for field in FIELDS)


class Comparison:
    def __init__(self, path):
        document = path.read_bytes()
        generated = path.with_suffix("")
        source = generated.read_bytes() if generated.is_file() else b""
        self.ours = SourceMapCache.from_bytes(source, document)
        self.theirs = RealCache.from_bytes(source, document)
        self.mappings = list(self.ours.cache)
        self.places = [mapping[4:6] for mapping in self.mappings]
        self.last_columns = dict(self.places)

    def positions(self, generator):
        lines = sorted(self.last_columns)
        for _ in range(POSITIONS if lines else 0):
            line = generator.choice(lines)
            yield line + 1, generator.randrange(self.last_columns[line] + 20) + 1, generator.randrange(6)

    def difference(self, position):
        """ "" where both agree, "head of a line" where theirs drops that, else what each says."""
        ours, theirs = fields(self.ours.lookup(*position)), fields(self.theirs.lookup(*position))
        if ours == theirs:
            return ""
        if theirs is None and self.repeats_an_earlier_line(position):
            return "head of a line"
        return f"{position}: smcache {ours}, symbolic {theirs}"[:400]

    def repeats_an_earlier_line(self, position):
        """Whether all mappings from the line's start up to this one point where the last of an earlier line does."""
        line = position[0] - 1
        first = bisect.bisect_left(self.places, (line, 0))
        last = bisect.bisect_right(self.places, (line, position[1] - 1))
        return first > 0 and len({mapping[:4] for mapping in self.mappings[first - 1 : last]}) == 1


def compare(path, seed):
    """How many positions agree and differ for a reason, and the differences without one."""
    comparison = Comparison(path)
    counted = collections.Counter()
    unexplained = []
    for position in comparison.positions(random.Random(seed)):
        difference = comparison.difference(position)
        counted[difference if difference in ("", "head of a line") else "unexplained"] += 1
        if difference not in ("", "head of a line"):
            unexplained.append(f"{path}: {difference}")
    return counted, unexplained


def main(paths):
    seed = int(os.environ.get("SMCACHE_SEED", random.randrange(1 << 32)))
    maps = [found for path in map(Path, paths) for found in ([path] if path.is_file() else sorted(path.rglob("*.map")))]
    total = collections.Counter()
    unexplained = []
    for path in maps:
        counted, found = compare(path, seed)
        total += counted
        unexplained += found
    print(*unexplained[:50], sep="\n")
    print(
        f"SMCACHE_SEED={seed}: {len(maps)} maps, {sum(total.values())} positions: {total['']} as symbolic says, "
        f"{total['head of a line']} at the head of a line that it drops, {total['unexplained']} unexplained"
    )
    return 1 if unexplained or not maps else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
