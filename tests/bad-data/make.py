#!/usr/bin/env python3
"""Makes the files of this folder from good ones (tests/golden), one breach each, and expected.tsv.

    tests/bad-data/make.py

A file is what the function of its name returns; the function's text says what is wrong with it.
"""
import importlib
import sys
from pathlib import Path

from case import CASES

HERE = Path(__file__).resolve().parent
COLUMNS = ("file", "invariant", "stage", "code", "position", "reason")
sys.path.insert(0, str(HERE))
for module in ("open_cases", "index_cases", "block_cases", "content_cases", "function_cases"):
    importlib.import_module(module)


def table():
    rows = [COLUMNS] + [case.row() for case in CASES]
    return "".join("\t".join(row) + "\n" for row in rows)


def main():
    for old in HERE.glob("*.smcache"):
        old.unlink()
    for case in CASES:
        (HERE / case.file).write_bytes(case.build())
    (HERE / "expected.tsv").write_text(table())


if __name__ == "__main__":
    main()
