"""Draws what benchmarks/growth.py measured: how much more each thing takes, the larger the database is.

    python -m benchmarks.growth_curves FIGURES.json docs/growth.svg

One picture for each database, both axes logarithmic: stories along, times of the smallest database up. A band shows
1.2 times. SVG without a program that draws; readable in a light and a dark page.
"""

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

SHOWN = {
    "keep a story": "#2563eb",
    "the newest 50": "#0891b2",
    "«قتل»: in many": "#7c3aed",
    '"مصدر طبي": a phrase': "#c026d3",
    "status": "#ea580c",
    "rasid status": "#b45309",
    "rasid stories --grep": "#16a34a",
    "the scheduler's start": "#64748b",
    "the scheduler's memory, MB": "#e11d48",
}
FLAT = 1.2
_WIDTH, _HEIGHT, _LEFT, _TOP = 360, 260, 60, 40
_GAP = 35  # right of a panel, for half of its last number
_LEGEND = 22  # pixels a line

Figures = Mapping[str, Mapping[str, float]]


def drawing(databases: Mapping[str, Figures]) -> str:
    """The SVG of all databases beside each other, with one legend below."""
    named = [name for name in SHOWN if any(name in figures for figures in databases.values())]
    most = max(
        [
            2.0,
            *(
                max(_ratios(figures[name]).values())
                for figures in databases.values()
                for name in named
                if name in figures
            ),
        ]
    )
    panels = "".join(
        _panel(kind, figures, named, most, at * (_WIDTH + _LEFT + _GAP) + _LEFT)
        for at, (kind, figures) in enumerate(databases.items())
    )
    width = len(databases) * (_WIDTH + _LEFT + _GAP)
    height = _TOP + _HEIGHT + 50 + _LEGEND * -(-len(named) // 3)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        f'font-size="12"><rect width="{width}" height="{height}" fill="#fff"/>{panels}{_legend(named, width)}</svg>\n'
    )


def _ratios(values: Mapping[str, float]) -> dict[int, float]:
    sized = {int(size): value for size, value in values.items()}
    return {size: value / sized[min(sized)] for size, value in sorted(sized.items())}


def _panel(kind: str, figures: Figures, named: Sequence[str], most: float, left: float) -> str:
    sizes = sorted({int(size) for name in named for size in figures.get(name, {})})
    first, last = math.log(sizes[0]), math.log(sizes[-1])
    low, high = math.log(0.5), math.log(most * 1.1)

    def x(size: float) -> float:
        return left + _WIDTH * (math.log(size) - first) / ((last - first) or 1.0)

    def y(ratio: float) -> float:
        return _TOP + _HEIGHT * (1 - (math.log(max(ratio, 0.5)) - low) / (high - low))

    marks = [ratio for ratio in (0.5, 1, FLAT, 2, 5, 10, 20, 50, 100) if ratio <= most * 1.1]
    parts = [
        f'<text x="{left + _WIDTH / 2:.0f}" y="{_TOP - 15}" text-anchor="middle" font-weight="bold">{kind}</text>',
        f'<rect x="{left}" y="{y(FLAT):.1f}" width="{_WIDTH}" height="{y(0.5) - y(FLAT):.1f}" fill="#ecfdf5"/>',
        *(
            f'<path d="M{left} {y(ratio):.1f}h{_WIDTH}" stroke="#cbd5e1"/>'
            f'<text x="{left - 6}" y="{y(ratio) + 4:.1f}" text-anchor="end">{ratio:g}</text>'
            for ratio in marks
        ),
        *(f'<text x="{x(size):.1f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">{size:,}</text>' for size in sizes),
    ]
    for name in named:
        points = [(x(size), y(ratio)) for size, ratio in _ratios(figures.get(name, {})).items()]
        line = " ".join(f"{across:.1f},{up:.1f}" for across, up in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{SHOWN[name]}" stroke-width="2"/>')
        parts += [f'<circle cx="{across:.1f}" cy="{up:.1f}" r="3" fill="{SHOWN[name]}"/>' for across, up in points]
    return "".join(parts)


def _legend(named: Sequence[str], width: float) -> str:
    top, parts = _TOP + _HEIGHT + 45, []
    for at, name in enumerate(named):
        left, line = _LEFT + at % 3 * (width - _LEFT) / 3, top + at // 3 * _LEGEND
        parts.append(f'<rect x="{left:.0f}" y="{line - 9}" width="12" height="10" fill="{SHOWN[name]}"/>')
        parts.append(f'<text x="{left + 18:.0f}" y="{line}">{escape(name)}</text>')
    return "".join(parts)


def main() -> None:
    """Draws."""
    parser = argparse.ArgumentParser(description="Growth curves as SVG.")
    parser.add_argument("figures", type=Path)
    parser.add_argument("picture", type=Path)
    options = parser.parse_args()
    options.picture.write_text(drawing(json.loads(options.figures.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
