"""Writes docs/benchmarks.md and its charts: the prose of page.md with the results filled in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from . import charts, paths, tables
from .figures import figure, number
from .results import Results

TEMPLATE = Path(__file__).with_name("page.md")


def _scaling(results: Results) -> dict[str, str]:
    kept = results.scaling
    many = kept["many_caches"]
    states = {"before opening any": "idle", "alone": "alone", "beside a second such process": "beside"}
    fields = ("Rss", "Pss", "Shared_Clean", "Private_Clean", "Private_Dirty")
    rows = ([title, *(number(many[state][field] / 1024) for field in fields)] for title, state in states.items())
    return {
        "scaling_map": kept["map"],
        "many_map": kept["many_map"],
        "threads_gain": str(figure(kept["threads"])),
        "conversions_gain": str(figure(kept["conversions"])),
        "many_cache_kib": number(many["cache_bytes"] / 1024),
        "many_table": tables.table(["MiB", *fields], rows),
    }


def write(kept: dict[str, Any]) -> None:
    results = Results(kept)
    filled = (
        tables.all_tables(results) | _scaling(results) | {key: f"{value:,}" for key, value in results.settings.items()}
    )
    paths.CHARTS.mkdir(parents=True, exist_ok=True)
    for name, drawing in charts.all_charts(results).items():
        (paths.CHARTS / f"{name}.svg").write_text(drawing, encoding="utf-8")
    text = re.sub(r"\{\{(\w+)\}\}", lambda place: filled[place[1]], TEMPLATE.read_text(encoding="utf-8"))
    paths.PAGE.write_text(text, encoding="utf-8")
