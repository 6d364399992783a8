"""smcache.symbolic beside the real symbolic. agreement.py does the same with any number of maps."""

import json
import random

import pytest
import smcache
from agreement import POSITIONS, compare, fields
from conftest import SHOP
from smcache.symbolic import SourceMapCache


@pytest.mark.parametrize("path", sorted(SHOP.parent.glob("*.map")), ids=lambda path: path.name)
def test_as_symbolic_says(path):
    seed = random.randrange(1 << 32)
    counted, unexplained = compare(path, seed)
    assert unexplained == [], f"seed {seed}"
    assert counted[""] > POSITIONS // 2


def test_what_theirs_cannot_do(tmp_path, shop):
    first = SourceMapCache.from_bytes(b"", shop)
    (tmp_path / "shop.smcache").write_bytes(first.save())
    expected = fields(first.lookup(1, 4070, 2))
    assert fields(SourceMapCache.open(tmp_path / "shop.smcache").lookup(1, 4070, 2)) == expected
    assert fields(SourceMapCache.load(first.save()).lookup(1, 4070, 2)) == expected
    assert isinstance(first.cache, smcache.Cache)


def test_positions_count_from_one(shop):
    cache = SourceMapCache.from_bytes(b"", shop)
    for line, column in ((0, 1), (1, 0), (-1, 1)):
        with pytest.raises(ValueError, match="one"):
            cache.lookup(line, column, 0)


def test_context_keeps_terminators():
    document = {"version": 3, "sources": ["a"], "names": [], "mappings": "AAAA;AACA;AACA;AACA;AACA"}
    document["sourcesContent"] = ["1\r\n2\n\n4"]
    cache = SourceMapCache.from_bytes(b"", json.dumps(document).encode())
    assert fields(cache.lookup(2, 1, 1)) == (2, 1, "a", None, "2\n", ["1\r\n"], ["\n"])
    assert fields(cache.lookup(4, 1, 9)) == (4, 1, "a", None, "4", ["1\r\n", "2\n", "\n"], [])
    assert fields(cache.lookup(5, 1, 9)) == (5, 1, "a", None, None, ["1\r\n", "2\n", "\n", "4"], [])
    assert cache.lookup(2, 1, 0).function_name == "<unknown>"
    assert repr(cache.lookup(2, 1, 0)) == "<SourceMapCacheToken a:2>"
