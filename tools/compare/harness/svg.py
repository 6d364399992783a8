"""A drawing of lines, dots and text that is readable on light and dark pages alike."""

from __future__ import annotations

from html import escape

STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 15px; }
  .small { font-size: 11px; fill: #59636e; }
  .grid { stroke: #d1d9e0; stroke-width: 1; }
  .own { fill: #0969da; } .other { fill: #8c959f; } .third { fill: #d0a215; }
  .dot { fill-opacity: 0.55; }
  .middle { stroke: #1f2328; stroke-width: 2; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; } .small { fill: #9198a1; } .grid { stroke: #3d444d; }
    .own { fill: #4493f8; } .other { fill: #9198a1; } .middle { stroke: #f0f6fc; }
  }
"""


class Drawing:
    def __init__(self, width: float, height: float, description: str):
        self._head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img"'
            f' aria-label="{escape(description)}">\n<style>{STYLE}</style>'
        )
        self._parts: list[str] = []

    def text(self, x: float, y: float, content: str, kind: str = "", anchor: str = "start") -> None:
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(content)}</text>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        self._parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>')

    def dot(self, x: float, y: float, kind: str, label: str) -> None:
        title = f"<title>{escape(label)}</title>"
        self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" class="dot {kind}">{title}</circle>')

    def bar(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        self._parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:g}" class="{kind}"/>')

    def __str__(self) -> str:
        return "\n".join([self._head, *self._parts, "</svg>\n"])
