"""Sources, names, lines, and what a cache knows about itself."""

import uuid

import pytest
import smcache
from smcache import Context, ErrorCode


def test_sources_are_a_sequence(cache):
    assert [source.name for source in cache.sources] == ["src/a.ts", "src/b.ts", None, "/d.ts"]
    assert [source.raw_name for source in cache.sources[:3]] == ["a.ts", "b.ts", None]
    assert cache.sources[-1].name == "/d.ts"
    assert len(cache.sources) == 4
    with pytest.raises(IndexError):
        cache.sources[4]
    assert repr(cache.sources[0]) == "<smcache.Source 0: 'src/a.ts'>"


def test_names_are_a_sequence(cache):
    assert list(cache.names) == ["go", "\u00fcber"]
    assert cache.names[-1] == "\u00fcber"
    assert cache.names[:1] == ["go"]
    with pytest.raises(IndexError):
        cache.names[2]


def test_contents(cache):
    first, empty, null, absent = cache.sources
    assert first.content == "first\nsecond\r\n\nfourth"
    assert empty.content == ""
    assert null.content is None
    assert absent.content is None
    assert bytes(first.content_view) == b"first\nsecond\r\n\nfourth"
    assert bytes(empty.content_view) == b""
    assert absent.content_view is None
    assert [source.ignored for source in cache.sources] == [False, True, False, False]


def test_lines(cache):
    source = cache.sources[0]
    assert source.line_count == 4
    assert source.line(1) == "second"
    assert source.line(4) is None
    assert source.lines() == ["first", "second", "", "fourth"]
    assert source.lines(1, 2) == ["second", ""]
    assert source.lines(9) == []
    assert source.lines(0, 0) == []
    assert cache.sources[3].lines() == []


def test_context(cache):
    source = cache.sources[0]
    assert source.context(1, 5, 1) == Context(["first"], "second", [""], 0)
    assert source.context(3, before=1) == Context([""], "fourth", [], 2)
    assert source.context(4) is None
    assert source.context(2**31) is None
    assert cache.context(cache.lookup(0, 2), 1, 1) == Context([], "first", ["second"], 0)
    assert cache.context(cache.lookup(0, 99)) is None
    assert cache.context(cache.lookup(2, 2)) is None


def test_info(cache, compiled):
    info = cache.info
    assert (info.mappings, info.lines, info.sources, info.names, info.sections) == (5, 3, 4, 2, 0)
    assert info.file == "out.js"
    assert info.source_root == "src"
    assert info.debug_id == uuid.UUID("00112233-4455-6677-8899-aabbccddeeff")
    assert info.size == len(compiled)
    assert info.mended == {ErrorCode.SEGMENT_LENGTH_INVALID: 1}
    assert len(info.input_hash) == 16
    assert info.converter.startswith("smcache ")
    assert info.format[0] > 0
    assert info.bytes_mappings + info.bytes_strings + info.bytes_content <= info.size
    assert bytes(cache.data) == compiled
    cache.verify()


def test_absent_metadata_and_sections_and_extensions():
    bare = b'{"version":3,"sources":["a"],"names":[],"mappings":"AAAA"%s}'
    plain = smcache.Cache(smcache.convert(bare % b""))
    assert (plain.info.file, plain.info.source_root, plain.info.debug_id) == (None, None, None)
    assert (plain.sections, plain.extensions) == ([], [])

    extended = smcache.Cache(smcache.convert(bare % b',"x_facebook_sources":[[1]]'))
    assert [(found.field, found.json) for found in extended.extensions] == [("x_facebook_sources", "[[1]]")]

    parts = b",".join(b'{"offset":{"line":%d,"column":0},"map":%s}' % (line, bare % b"") for line in (0, 5))
    index = smcache.Cache(smcache.convert(b'{"version":3,"sections":[%s]}' % parts))
    assert [(section.line, section.first_source) for section in index.sections] == [(0, 0), (5, 1)]
    assert index.info.sections == 2
