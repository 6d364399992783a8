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


def test_as_symbolic_says():
    symbolic = pytest.importorskip("symbolic.sourcemapcache")
    map_text = json.dumps(PLAIN).encode()
    ours, theirs = SourceMapCache.from_bytes(CODE, map_text), symbolic.SourceMapCache.from_bytes(CODE, map_text)
    for column, name in ((10, "run"), (20, "<anonymous>"), (40, "<unknown>")):
        assert ours.lookup(1, column + 1, 0).function_name == name
        assert theirs.lookup(1, column + 1, 0).function_name == name
