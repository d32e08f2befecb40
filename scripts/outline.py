"""Makes the map's outline for the console from Natural Earth's land (public domain), as the npm package world-atlas
packs it: python scripts/outline.py land-50m.json > scheduler/console/assets/land.txt

One SVG path of the world in tenths of degrees, longitudes shortened as at 30° north, fine where most of the news is and
coarse elsewhere. Coasts only: which borders hold is what our readers quarrel about.
"""

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

Point = tuple[float, float]

NARROWED = math.cos(math.radians(30))
FINE = (-18.0, 8.0, 64.0, 46.0)  # west, south, east, north: from Mauritania to Iran


def main() -> None:
    """Reads the file named first, and prints the path."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = [list(_points(arc, scale, shift)) for arc in atlas["arcs"]]
    pieces = []
    for geometry in atlas["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                pieces.append(_path(_ring(ring, arcs)))
    print("".join(pieces))


def _points(arc: Sequence[Sequence[int]], scale: Sequence[float], shift: Sequence[float]) -> list[Point]:
    x = y = 0
    found = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return found


def _ring(indices: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    found: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        found += arc[1:] if found else arc
    return found


def _path(ring: list[Point]) -> str:
    if max(y for _, y in ring) < -56:  # Antarctica
        return ""
    if _area(ring) < (0.01 if any(map(_is_fine, ring)) else 0.6):
        return ""
    middle = len(ring) // 2
    kept = [*_simple(ring[: middle + 1]), *_simple(ring[middle:])[1:]]
    cells = [(round(x * 10 * NARROWED), round(-y * 10)) for x, y in kept]
    steps = [(x - a, y - b) for (a, b), (x, y) in zip(cells, cells[1:], strict=False) if (x, y) != (a, b)]
    if len(steps) < 3:
        return ""
    moves = "".join(f"{dx}{'' if dy < 0 else ' '}{dy}{' '}" for dx, dy in steps[:-1]).strip()
    return f"M{cells[0][0]} {cells[0][1]}l{moves.replace(' -', '-')}z"


def _area(ring: Sequence[Point]) -> float:
    return abs(sum(a * d - c * b for (a, b), (c, d) in zip(ring, ring[1:], strict=False))) / 2


def _is_fine(point: Point) -> bool:
    return FINE[0] <= point[0] <= FINE[2] and FINE[1] <= point[1] <= FINE[3]


def _simple(line: list[Point]) -> list[Point]:
    """Douglas and Peucker's way, with a tolerance that depends on where a point lies."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        worst, at = 1.0, 0
        for index in range(first + 1, last):
            off = _off(line[index], line[first], line[last]) / (0.07 if _is_fine(line[index]) else 0.45)
            if off > worst:
                worst, at = off, index
        if at:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [line[index] for index in sorted(keep)]


def _off(point: Point, begin: Point, end: Point) -> float:
    dx, dy = end[0] - begin[0], end[1] - begin[1]
    length = math.hypot(dx, dy)
    if not length:
        return math.hypot(point[0] - begin[0], point[1] - begin[1])
    return abs(dy * (point[0] - begin[0]) - dx * (point[1] - begin[1])) / length


if __name__ == "__main__":
    main()
