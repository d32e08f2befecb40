"""The seed page: all 47 figures of its second story with all their slots, and the three dealings of its first."""

from pathlib import Path

from crawler.facts.figure import CasualtyFigure
from tests.scheduler.demo.test_sample_reading import ARTICLES, reading_of

ROWS = Path(__file__).with_name("seed_figures.tsv").read_text(encoding="utf-8").splitlines()[1:]
FIRST, SECOND = reading_of(ARTICLES["seed"]).stories
ACTOR, PLACE = 6, 8  # columns of names, which agree with longer or shorter forms of themselves


def _wanted() -> list[list[str]]:
    return [row.split("\t")[1:] for row in ROWS]


def _found(figure: CasualtyFigure) -> list[str]:
    numbers = (figure.outcome, figure.min, figure.max, figure.qualifier, figure.group, figure.among)
    named = (figure.actor, figure.cause, figure.place, figure.scope)
    return ["-" if cell is None else str(cell) for cell in (*numbers, *named)]


def _with_wholes(rows: list[list[str]]) -> list[list[str]]:
    """Each row with its whole's bounds and group instead of the index of it, which depends on the order."""
    return [[*row[:5], "-" if row[5] == "-" else "/".join(rows[int(row[5])][:5]), *row[6:]] for row in rows]


def _agree(wanted: list[str], found: list[str]) -> bool:
    pairs = enumerate(zip(wanted, found, strict=True))
    return all(one == other or (at in (ACTOR, PLACE) and _holds(one, other)) for at, (one, other) in pairs)


def _holds(one: str, other: str) -> bool:
    return "-" not in (one, other) and (one in other or other in one)


def test_the_second_story_gives_its_figures_and_no_other() -> None:
    """Each part under its whole, each share with its perpetrator, each number once."""
    left, missing = _with_wholes([_found(figure) for figure in SECOND.casualties]), []
    for row in _with_wholes(_wanted()):
        same = next((found for found in left if _agree(row, found)), None)
        if same is None:
            missing.append(row)
        else:
            left.remove(same)
    assert (missing, left) == ([], [])
    assert len(SECOND.casualties) == 47


def test_each_figure_shows_the_sentence_that_proves_it() -> None:
    """Verbatim, at its place."""
    for figure in SECOND.casualties:
        span = figure.evidence.span
        assert SECOND.story.text[span.start : span.end] == figure.evidence.quote


def test_the_first_story_has_dealings_and_no_figure() -> None:
    """A meeting, an agreement and a visit of China and Syria."""
    assert FIRST.casualties == ()
    assert sorted(str(act.kind) for act in FIRST.acts) == ["agreement", "meeting", "visit"]
    assert {frozenset(act.parties) for act in FIRST.acts} == {frozenset({"CN", "SY"})}
