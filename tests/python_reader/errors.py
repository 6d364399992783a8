"""The one exception of the reader."""


class CacheError(Exception):
    """A file that is not a cache, or breaks an invariant of spec.md, section 9.

    `code` is the library's name for the fault; `invariant` the number of the broken one, where one is known.
    """

    def __init__(self, code, message, invariant=None):
        super().__init__(f"{message} [{code}]" if invariant is None else f"invariant {invariant}: {message} [{code}]")
        self.code = code
        self.invariant = invariant


def corrupt(message, invariant=None):
    return CacheError("corrupt", message, invariant)
