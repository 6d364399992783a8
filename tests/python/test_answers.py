"""One class of tests over every way to read a cache, the plain reader in tests/python_reader among them."""

import mmap

import pytest
import smcache
from plain_reader import PlainCache
from smcache import Location, Mapping


def by_mmap(path):
    with path.open("rb") as file:
        return smcache.Cache(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


WAYS = {
    "mapped": smcache.open,
    "populated": lambda path: smcache.open(path, "populate"),
    "copied": lambda path: smcache.open(str(path), mode="copy"),
    "path of bytes": lambda path: smcache.open(bytes(path)),
    "bytes": lambda path: smcache.Cache(path.read_bytes()),
    "bytearray": lambda path: smcache.Cache(bytearray(path.read_bytes())),
    "memoryview": lambda path: smcache.Cache(memoryview(b"x" + path.read_bytes())[1:]),
    "mmap": by_mmap,
    "plain reader": lambda path: PlainCache(path.read_bytes()),
}


@pytest.fixture(params=WAYS)
def cache(request, file):
    return WAYS[request.param](file)


class TestAnswers:
    def test_a_position_behind_a_mapping(self, cache):
        assert cache.lookup(0, 2) == Location("src/a.ts", 0, 0, "go", 0, 0, 0, 0, 0, False)

    def test_of_two_mappings_at_one_position_the_last(self, cache):
        assert cache.lookup(0, 5) == Location("src/b.ts", 0, 0, None, 0, 4, 1, None, 2, False)

    def test_an_unmapped_position_is_a_location_without_source(self, cache):
        assert cache.lookup(0, 99) == Location(None, None, None, None, 0, 6, None, None, 3, False)

    def test_nothing_before_the_position_on_its_line(self, cache):
        assert cache.lookup(2, 1) is None
        assert cache.lookup(1, 0) is None
        assert cache.lookup(2**32 - 1, 2**32 - 1) is None

    def test_over_the_starts_of_lines(self, cache):
        assert cache.lookup(2, 1, cross_line=True) == cache.lookup(0, 99)

    def test_all_at_a_position(self, cache):
        found = [(mapping.source, mapping.name) for mapping in cache.lookup_all(0, 5)]
        assert found == [("src/a.ts", "\u00fcber"), ("src/b.ts", None)]
        assert cache.lookup_all(1, 0) == []
        assert len(cache.lookup_all(1, 0, cross_line=True)) == 1

    def test_every_mapping_in_order(self, cache):
        found = list(cache)
        assert len(found) == len(cache) == 5
        assert [mapping.mapping for mapping in found] == [0, 1, 2, 3, 4]
        assert found[3] == Mapping(None, None, None, None, 0, 6, None, None, 3, False)
        assert found[4] == Mapping("/d.ts", 7, 1, None, 2, 2, 3, None, 4, False)
