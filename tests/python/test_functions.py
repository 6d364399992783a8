"""Functions around positions."""

import json

import pytest
import smcache
from smcache import CallSite, Function
from smcache.symbolic import SourceMapCache

# alpha holds 0:0 to 0:50; in it beta of b.js, 0:20 to 0:30, inlined from 5:7 of a.js; a hidden one from 0:50 to 0:60.
SCOPES = {
    "version": 3,
    "sources": ["a.js", "b.js"],
    "names": ["alpha", "beta"],
    "mappings": "AAAA,oBCAA",
    "scopes": "BFAAA,CJA,BFAAC,CDA,EGAA,ECUC,IAFH,FK,FU,EMA,FK",
}
CODE = b"function a(){(function(){})()}"
PLAIN = {"version": 3, "sources": ["a.js"], "names": ["run"], "mappings": "AAAA,SAASA"}
ALPHA = Function("alpha", "named", "scopes", False, 0, None)
BETA = Function("beta", "named", "scopes", False, 1, CallSite("a.js", 5, 7, 0))


def compiled(document, **options):
    return smcache.Cache(smcache.convert(json.dumps(document).encode(), strict=True, **options))


def test_a_function_and_those_around_it():
    cache = compiled(SCOPES)
    assert cache.function(0, 10) == ALPHA
    assert list(cache.functions(0, 25)) == [BETA, ALPHA]
    assert cache.function(0, 55) == Function(None, "anonymous", "scopes", True, 2, None)
    assert cache.function(0, 60) is None
    assert list(cache.functions(9, 0)) == []
    assert (cache.info.functions, cache.info.bytes_functions > 0) == (3, True)


def test_a_location_tells_its_function():
    cache = compiled(SCOPES)
    found = cache.lookup(0, 25)
    assert (found.function, found.function_kind, found.provenance) == ("beta", "named", "scopes")
    found = cache.lookup(0, 55)
    assert (found.function, found.function_kind, found.provenance) == (None, "anonymous", "scopes")
    found = cache.lookup(0, 99)
    assert (found.function, found.function_kind, found.provenance) == (None, "none", None)


def test_many_say_what_one_says():
    cache = compiled(SCOPES)
    positions = [(0, column) for column in range(0, 70, 5)] + [(7, 0)]
    answers = cache.lookup_many(positions)
    assert list(answers) == [cache.lookup(*position) for position in positions]
    assert answers.functions()[5] == "beta"
    assert answers.functions()[-1] is None


def test_of_the_generated_file():
    cache = compiled(PLAIN, generated=CODE)
    assert cache.lookup(0, 10)[10:] == ("run", "named", "generated")
    assert cache.lookup(0, 20)[10:] == (None, "anonymous", "generated")
    assert compiled(PLAIN).function(0, 10) is None
    assert compiled(PLAIN, generated=CODE, functions="none").function(0, 10) is None
    with pytest.raises(ValueError, match="auto"):
        compiled(PLAIN, functions="some")


def test_a_whole_stack():
    cache = compiled(SCOPES)
    inner, outer, missing, last = smcache.symbolicate([(cache, 0, 25), (None, 3, 4), (cache, 0, 10)])
    assert inner == smcache.Frame(0, "b.js", 0, 0, None, 1, BETA, None)
    assert outer == smcache.Frame(0, "a.js", 5, 7, None, 0, ALPHA, None)
    assert missing == smcache.Frame(1, None, None, None, None, None, None, None)
    assert (last.frame, last.function) == (2, ALPHA)
    assert smcache.symbolicate([]) == []
    with pytest.raises(OverflowError):
        smcache.symbolicate([(cache, -1, 0)])


def test_callers_name_what_has_no_name():
    named = compiled(PLAIN, generated=CODE)
    frames = smcache.symbolicate([(named, 0, 20), (named, 0, 10)], name_by_callers=True)
    assert [(frame.function.name, frame.callee) for frame in frames] == [(None, "run"), ("run", None)]


def test_as_symbolic_says():
    symbolic = pytest.importorskip("symbolic.sourcemapcache")
    code = CODE + b";x"
    map_text = json.dumps({**PLAIN, "mappings": "AAAA,SAASA,WAAA,UAAA"}).encode()  # columns 0, 9, 20 and 30
    ours, theirs = SourceMapCache.from_bytes(code, map_text), symbolic.SourceMapCache.from_bytes(code, map_text)
    for column, name in ((10, "run"), (20, "<anonymous>"), (31, "<unknown>")):
        assert ours.lookup(1, column + 1, 0).function_name == name
        assert theirs.lookup(1, column + 1, 0).function_name == name
