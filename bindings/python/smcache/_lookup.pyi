from typing import Any

from smcache._location import Location

def look_up(direct: tuple[Any, ...], line: int, column: int, cross_line: bool, /) -> Location | None: ...
