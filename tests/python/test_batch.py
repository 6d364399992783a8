"""Many positions at once."""

import subprocess
import sys
from array import array

import numpy
import pytest
import smcache

POSITIONS = [(line, column) for line in range(4) for column in range(9)]
FLAT = [number for position in POSITIONS for number in position]

INPUTS = {
    "list": POSITIONS,
    "iterator": lambda: iter(POSITIONS),
    "array": array("I", FLAT),
    "memoryview": memoryview(array("I", FLAT)),
    "uint32": numpy.array(POSITIONS, dtype=numpy.uint32),
    "int64": numpy.array(POSITIONS, dtype=numpy.int64),
    "flat": numpy.array(FLAT, dtype=numpy.uint32),
    "not contiguous": numpy.array([(*position, 0) for position in POSITIONS], dtype=numpy.uint32)[:, :2],
}


@pytest.mark.parametrize("positions", INPUTS.values(), ids=INPUTS)
@pytest.mark.parametrize("cross_line", [False, True])
def test_each_as_if_asked_alone(cache, positions, cross_line):
    answers = cache.lookup_many(positions() if callable(positions) else positions, cross_line=cross_line)
    expected = [cache.lookup(*position, cross_line=cross_line) for position in POSITIONS]
    assert list(answers) == expected
    assert len(answers) == len(POSITIONS)
    assert answers[-1] == expected[-1]
    assert answers.names() == [found and found.name for found in expected]
    assert answers.source_names() == [found and found.source for found in expected]


def test_columns(cache):
    answers = cache.lookup_many([(0, 2), (0, 5), (0, 99), (2, 1), (2, 2)])
    assert answers.status.tolist() == [2, 2, 1, 0, 2]
    assert answers.mapping.tolist() == [0, 2, 3, 2**32 - 1, 4]
    assert answers.generated_line[4] == 2
    assert answers.generated_column.tolist()[:3] == [0, 4, 6]
    assert answers.source_index.tolist() == [0, 1, 2**32 - 1, 2**32 - 1, 3]
    assert answers.line[4] == 7
    assert answers.column[4] == 1
    assert answers.name_index.tolist()[:2] == [0, 2**32 - 1]
    assert answers.is_range.tolist() == [0] * 5
    assert isinstance(answers.line, numpy.ndarray)


def test_none_at_all(cache):
    for empty in ([], array("I"), numpy.empty((0, 2), dtype=numpy.uint32)):
        answers = cache.lookup_many(empty)
        assert len(answers) == 0
        assert answers.line.tolist() == []
        with pytest.raises(IndexError):
            answers[0]


@pytest.mark.parametrize(
    ("positions", "error"),
    [
        ([(0, -1)], OverflowError),
        ([(0, 2**32)], OverflowError),
        ([(0,)], ValueError),
        ([1, 2], TypeError),
        (5, TypeError),
        (b"abc", ValueError),
        (array("I", [1, 2, 3]), ValueError),
        (array("i", [1, 2]), ValueError),
        (numpy.zeros((2, 3), dtype=numpy.uint32), ValueError),
        (numpy.zeros((2, 2)), ValueError),
        (numpy.array([[0, -1]]), OverflowError),
        (numpy.array([[0, 2**32]]), OverflowError),
    ],
)
def test_what_is_no_position(cache, positions, error):
    with pytest.raises(error):
        cache.lookup_many(positions)


def test_without_numpy(file):
    """In a process of its own, to which NumPy cannot be imported."""
    program = (
        "import sys; sys.modules['numpy'] = None\n"
        "import smcache\n"
        f"answers = smcache.open({str(file)!r}).lookup_many([(0, 5), (2, 2)])\n"
        "assert isinstance(answers.line, memoryview) and answers.line.tolist() == [0, 7]\n"
        "assert answers.source_names() == ['src/b.ts', '/d.ts'] and answers[1].line == 7\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_answers_keep_what_they_point_at(compiled):
    answers = smcache.Cache(compiled).lookup_many([(0, 5)])
    assert answers[0].source == "src/b.ts"
