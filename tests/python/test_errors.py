"""Errors: their classes, codes and messages."""

import os

import pytest
import smcache
from smcache import Error, ErrorCode
from smcache._errors import error_of
from smcache._reader import ffi, lib


def test_the_codes_are_those_of_the_library():
    named = {code: ffi.string(lib.smc_error_name(code)).decode() for code in range(-2, 2000)}
    named = {code: name.upper() for code, name in named.items() if name not in ("ok", "unknown")}
    assert named == {code.value: code.name for code in ErrorCode}
    assert {f"SMC_ERROR_{code.name}": code.value for code in ErrorCode} == {
        name: getattr(lib, name) for name in dir(lib) if name.startswith("SMC_ERROR_")
    }


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError, match="nothing-here") as caught:
        smcache.open(tmp_path / "nothing-here")
    assert isinstance(caught.value, Error)
    assert caught.value.code is ErrorCode.FILE_NOT_FOUND
    with pytest.raises(FileNotFoundError):
        smcache.convert_file(tmp_path / "nothing-here.map")


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(Error, match=os.path.basename(tmp_path)):
        smcache.open(tmp_path)


def test_a_disk_that_is_full():
    with pytest.raises(OSError, match="full"):
        raise error_of(ErrorCode.NO_SPACE, "the disk is full")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "TRUNCATED"), (b"x" * 100, "NOT_A_CACHE")],
)
def test_bytes_that_are_no_cache(data, code):
    with pytest.raises(ValueError, match="cache") as caught:
        smcache.Cache(data)
    assert caught.value.code in (ErrorCode[code], ErrorCode.NOT_A_CACHE)


def test_a_cache_that_is_cut(compiled):
    with pytest.raises(ValueError, match="cut") as caught:
        smcache.Cache(compiled[:-8])
    assert caught.value.code is ErrorCode.TRUNCATED


def test_what_is_not_bytes():
    for wrong in (5, None, "text"):
        with pytest.raises(TypeError):
            smcache.Cache(wrong)
        with pytest.raises(TypeError):
            smcache.convert(wrong)
    with pytest.raises(TypeError):
        smcache.open(5)


def test_a_mode_that_is_none(file):
    with pytest.raises(ValueError, match="sideways"):
        smcache.open(file, "sideways")


def test_numbers_that_are_no_positions(cache):
    for wrong in (-1, 2**32):
        with pytest.raises(OverflowError):
            cache.lookup(0, wrong)
    for wrong in ("1", None, 1.5):
        with pytest.raises(TypeError):
            cache.lookup(wrong, 0)


def test_one_class_catches_all():
    with pytest.raises(Error, match=r"JSON|json") as caught:
        smcache.convert(b"{")
    assert caught.value.code is ErrorCode.JSON_INVALID
    assert isinstance(caught.value, ValueError)
    assert str(caught.value) == caught.value.message


def test_an_unknown_attribute_is_still_one(cache):
    with pytest.raises(AttributeError, match="nonsense"):
        cache.nonsense  # noqa: B018
