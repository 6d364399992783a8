"""Compiling maps."""

import gzip

import pytest
import smcache
from conftest import MAP
from smcache import ConversionWarning, ErrorCode


def test_the_same_bytes_again(compiled):
    assert smcache.convert(MAP) == compiled
    assert smcache.convert(bytearray(MAP)) == compiled
    assert smcache.convert(memoryview(MAP)) == compiled
    assert smcache.convert(gzip.compress(MAP)) == compiled


def test_warnings_are_data():
    warnings = []
    smcache.convert(MAP, name="the input", on_warning=warnings.append)
    (warning,) = warnings
    assert isinstance(warning, ConversionWarning)
    assert (warning.code, warning.count) == (ErrorCode.SEGMENT_LENGTH_INVALID, 1)
    assert warning.message.startswith("the input")


def test_what_a_warning_handler_raises_goes_through():
    def refuse(warning):
        raise KeyError(warning.code)

    with pytest.raises(KeyError):
        smcache.convert(MAP, on_warning=refuse)


def test_strict():
    with pytest.raises(ValueError, match="an input") as caught:
        smcache.convert(MAP, strict=True, name="an input")
    assert caught.value.code is ErrorCode.SEGMENT_LENGTH_INVALID


def test_without_sources():
    cache = smcache.Cache(smcache.convert(MAP, sources="omit"))
    assert cache.sources[0].content is None
    assert cache.lookup(0, 0).source == "src/a.ts"
    with pytest.raises(ValueError, match="keep"):
        smcache.convert(MAP, sources="keep")


def test_a_cap_on_the_input():
    with pytest.raises(ValueError, match="10") as caught:
        smcache.convert(MAP, max_input_bytes=10)
    assert caught.value.code is ErrorCode.INPUT_TOO_LARGE
    with pytest.raises(ValueError, match="max_input_bytes"):
        smcache.convert(MAP, max_input_bytes=0)


def test_files(tmp_path, compiled):
    source = tmp_path / "out.js.map"
    source.write_bytes(MAP)
    assert smcache.convert_file(source) == tmp_path / "out.js.smcache"
    assert (tmp_path / "out.js.smcache").read_bytes() == compiled
    assert smcache.convert_file(str(source), tmp_path / "elsewhere") == tmp_path / "elsewhere"
    assert (tmp_path / "elsewhere").read_bytes() == compiled
    with pytest.raises(ValueError, match="segment"):
        smcache.convert_file(source, strict=True)
    with pytest.raises(OSError, match="no-such-directory"):
        smcache.convert_file(source, tmp_path / "no-such-directory" / "x")
    other = tmp_path / "map.json"
    other.write_bytes(MAP)
    assert smcache.convert_file(other) == tmp_path / "map.json.smcache"


def test_sections_beside_the_input(tmp_path):
    (tmp_path / "part.map").write_bytes(MAP)
    index = b'{"version":3,"sections":[{"offset":{"line":0,"column":0},"url":"part.map"}]}'
    assert len(smcache.Cache(smcache.convert(index))) == 0
    assert len(smcache.Cache(smcache.convert(index, section_directory=tmp_path))) == 5
