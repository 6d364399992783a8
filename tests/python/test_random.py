"""Random maps against the naive decoder, and garbage against nothing at all."""

import contextlib

import pytest
import smcache
from hypothesis import given
from hypothesis import strategies as st
from oracle import look_up, maps


def plain(mapping):
    return (
        mapping.generated_line,
        mapping.generated_column,
        mapping.source_index,
        mapping.line,
        mapping.column,
        mapping.name_index,
    )


@given(maps())
def test_every_mapping_and_position(made):
    document, mappings, sources, names = made
    cache = smcache.Cache(smcache.convert(document))
    cache.verify()
    assert [plain(mapping) for mapping in cache] == mappings
    assert [source.raw_name for source in cache.sources] == sources
    assert list(cache.names) == names
    positions = [(line, column) for line in range(8) for column in range(0, 45, 3)]
    expected = [look_up(mappings, *position) for position in positions]
    answers = [cache.lookup(*position) for position in positions]
    assert [found and plain(found) for found in answers] == expected
    assert list(cache.lookup_many(positions)) == answers
    for found, all_found in zip(answers, (cache.lookup_all(*position) for position in positions)):
        there = [mapping for mapping in mappings if found and mapping[:2] == plain(found)[:2]]
        assert [plain(mapping) for mapping in all_found] == there


@given(st.binary(max_size=300))
def test_garbage_is_no_cache(data):
    with pytest.raises(smcache.Error):
        smcache.Cache(data)


@given(st.binary(max_size=300) | st.text(alphabet='{}[]":,mappingsources0123 ').map(str.encode))
def test_garbage_converts_or_raises(data):
    with contextlib.suppress(smcache.Error):
        smcache.Cache(smcache.convert(data)).verify()


@given(st.data())
def test_damaged_caches_answer_or_raise(compiled, data):
    damaged = bytearray(compiled)
    for at in data.draw(st.lists(st.integers(0, len(damaged) - 1), min_size=1, max_size=4)):
        damaged[at] ^= data.draw(st.integers(1, 255))
    try:
        cache = smcache.Cache(damaged)
        for call in (
            cache.verify,
            lambda: list(cache),
            lambda: list(cache.names),
            lambda: cache.lookup(0, 5),
            lambda: cache.lookup_all(0, 5),
            lambda: cache.info,
            lambda: [(s.name, s.content, s.lines(0, 9), s.context(1)) for s in cache.sources[:9]],
        ):
            with contextlib.suppress(smcache.Error):
                call()
    except smcache.Error:
        return
