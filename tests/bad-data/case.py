"""The list of bad files. A case is a function that returns the bytes; its text is the reason, its name the file's."""
from collections import namedtuple

CASES = []


class Case(namedtuple("Case", "build invariant stage code position")):
    """`stage` is where the breach shows first: "open", "lookup" (of `position`), or "verify"."""

    @property
    def file(self):
        return f"{self.invariant:02}-{self.build.__name__.replace('_', '-')}.smcache"

    def row(self):
        reason = " ".join(self.build.__doc__.split())
        return self.file, str(self.invariant), self.stage, self.code, self.position or "-", reason


def case(invariant, stage="verify", code="corrupt", position=None):
    def add(build):
        CASES.append(Case(build, invariant, stage, code, position))
        return build

    return add
