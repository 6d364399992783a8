"""The page's charts: dots along a logarithmic axis, a row for each peer and a dot for each map; and bars."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from .figures import number
from .peers import SMCACHE, SYMBOLIC
from .results import CONVERT_AGAIN, LOOKUP, NEW, PEAK, TRACE, MapResults, Measure, Results
from .svg import Drawing

WIDTH, MARGIN, LABELS, RIGHT = 860, 16, 270, 60
ROW, HEAD, FOOT = 30, 62, 34
OWN = SMCACHE.key
# Below this a process's own size is most of its memory.
MEMORY_FROM_BYTES = 1_000_000


@dataclass(frozen=True)
class Row:
    label: str
    own: bool
    points: list[tuple[str, float]]  # map, value


def strip(title: str, axis: str, rows: Sequence[Row]) -> str:
    """One row of dots a peer, with a stroke at the median."""
    values = [value for row in rows for _, value in row.points]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    left, span = LABELS, WIDTH - LABELS - RIGHT
    bottom = HEAD + ROW * len(rows)

    def place(value: float) -> float:
        return left + span * (math.log10(value) - low) / max(high - low, 1)

    drawing = Drawing(WIDTH, bottom + FOOT, f"{title}: {axis}")
    drawing.text(MARGIN, 26, title, "title")
    drawing.text(MARGIN, 44, axis, "small")
    for power in range(low, high + 1):
        x = place(10**power)
        drawing.line(x, HEAD, x, bottom, "grid")
        drawing.text(x, bottom + 18, f"{10**power:,g}", "small", "middle")
    for index, row in enumerate(rows):
        y = HEAD + ROW * (index + 0.5)
        drawing.text(MARGIN, y + 4, row.label)
        kind = "own" if row.own else "other"
        for label, value in row.points:
            drawing.dot(place(value), y, kind, f"{label}: {number(value)}")
        middle = median(value for _, value in row.points)
        drawing.line(place(middle), y - 10, place(middle), y + 10, "middle")
        drawing.text(WIDTH - 6, y + 4, number(middle), "", "end")
    return str(drawing)


def bars(
    title: str, axis: str, series: Sequence[tuple[str, str]], groups: Sequence[tuple[str, list[float | None]]]
) -> str:
    """A group of bars for each map; `series` are (name, kind) in the order of a group's values."""
    thick, gap = 9, 10
    group_height = thick * len(series) + gap
    bottom = HEAD + 18 + group_height * len(groups)
    largest = max(value for _, values in groups for value in values if value is not None)
    span = WIDTH - LABELS - RIGHT
    drawing = Drawing(WIDTH, bottom + MARGIN, f"{title}: {axis}")
    drawing.text(MARGIN, 26, title, "title")
    drawing.text(MARGIN, 44, axis, "small")
    for index, (name, kind) in enumerate(series):
        x = LABELS + 190 * index
        drawing.bar(x, HEAD - 6, 12, 12, kind)
        drawing.text(x + 18, HEAD + 5, name, "small")
    for index, (label, values) in enumerate(groups):
        top = HEAD + 18 + group_height * index
        drawing.text(MARGIN, top + thick * len(series) / 2 + 4, label)
        for place, (value, (_, kind)) in enumerate(zip(values, series, strict=True)):
            if value is not None:
                width, y = span * value / largest, top + thick * place
                drawing.bar(LABELS, y, width, thick - 1, kind)
                drawing.text(LABELS + width + 4, y + thick - 1, number(value), "small")
    return str(drawing)


def _rows(results: Results, measure: Measure, value: Callable[[MapResults, float], float | None]) -> list[Row]:
    rows = []
    for peer in results.peers_with(measure):
        points = []
        for map_ in results.maps:
            middle = map_.middle(peer, measure)
            shown = None if middle is None else value(map_, middle)
            if shown is not None:
                points.append((map_.label, shown))
        if points:
            rows.append(Row(peer, peer == OWN, points))
    return rows


def _plain(_: MapResults, middle: float) -> float:
    return middle


def _throughput(map_: MapResults, milliseconds: float) -> float:
    return float(map_.facts["bytes"]) / 1e6 / (milliseconds / 1e3)


def _times_the_json(map_: MapResults, peak_mib: float) -> float | None:
    size = map_.facts["bytes"]
    return peak_mib * 2**20 / size if size >= MEMORY_FROM_BYTES else None


def _bytes_a_mapping(results: Results) -> list[tuple[str, list[float | None]]]:
    groups = []
    for map_ in results.maps:
        count = max(map_.facts["mappings"], 1)
        sizes = [map_.fact(OWN, "table_bytes"), map_.facts["encoded_bytes"], map_.fact(SYMBOLIC.key, "table_bytes")]
        groups.append((map_.label, [size / count if size else None for size in sizes]))
    return groups


def all_charts(results: Results) -> dict[str, str]:
    dots = "a dot for each map, a stroke at their median; logarithmic"
    series = [("smcache", "own"), ("VLQ text in the JSON", "third"), ("symbolic-sourcemapcache", "other")]
    strips = {
        "lookup": ("Warm lookup", "nanoseconds, less is better", LOOKUP, _plain),
        "first": ("Opening and the first lookup in a new process", "microseconds, less is better", NEW, _plain),
        "convert": ("Conversion, or parsing", "MB of JSON a second, more is better", CONVERT_AGAIN, _throughput),
        "memory": (
            "Peak memory of a conversion",
            "times the JSON, maps over 1 MB, less is better",
            PEAK,
            _times_the_json,
        ),
        "trace": ("A process that explains one stack trace", "milliseconds, less is better", TRACE, _plain),
    }
    drawn = {
        name: strip(title, f"{axis}; {dots}", _rows(results, measure, value))
        for name, (title, axis, measure, value) in strips.items()
    }
    tables = "mapping tables and their indexes, without strings; fewer is better"
    return drawn | {"size": bars("Bytes a mapping", tables, series, _bytes_a_mapping(results))}
