"""Figures out of samples, and how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """A median with the smallest and the largest of what it stands for."""

    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{number(self.middle)} ({number(self.low)} to {number(self.high)})"


def figure(samples: Sequence[float], unit: float = 1) -> Figure:
    scaled = [sample / unit for sample in samples]
    return Figure(median(scaled), min(scaled), max(scaled))


def number(value: float) -> str:
    """Three digits that count, and no more zeros than needed."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
