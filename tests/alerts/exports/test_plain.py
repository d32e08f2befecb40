"""Whole stories as JSON, figures as rows, and cells that no spreadsheet takes for a formula."""

import csv
import io
from dataclasses import replace

import pytest

from alerts.exports.lines import csv_line, json_line
from alerts.exports.plain import FIGURE_COLUMNS, figure_rows, story_line
from crawler.facts.figure import CasualtyFigure, Scope
from crawler.news import Span
from crawler.store.story_rows import KeptStory
from tests.alerts.exports.samples import strike
from tests.alerts.making import NOW, figure


def kept(*figures: CasualtyFigure) -> KeptStory:
    """A kept story, the strike's where no figures are given."""
    read = strike(figures=figures) if figures else strike()
    return KeptStory(id=7, feed_name="f", kept_at=NOW, alerting=True, content_hash="0" * 64, read=read)


def test_a_story_holds_all_that_is_known_of_its_figures() -> None:
    """Where, when, the count's own words, and the offsets of the evidence."""
    first, *_ = strike().casualties
    line = story_line(kept(replace(first, words=Span(start=5, end=13), confidence=0.91)), [12])
    assert (line["id"], line["events"], line["first_seen"]) == (7, [12], NOW.isoformat())
    (one,) = line["casualties"]
    assert (one["min"], one["country"], one["location"]["latin"], one["period"]["start"]) == (
        *(9, "SY", "Idlib"),
        "2026-04-30",
    )
    assert (one["words"], one["confidence"]) == ({"start": 5, "end": 13}, 0.91)
    assert line["text"][one["evidence_span"]["start"] : one["evidence_span"]["end"]] == one["evidence"]


def test_without_background_the_parts_still_point_at_their_whole() -> None:
    """`among` counts in the list that is left."""
    figures = (figure(90, scope=Scope.BACKGROUND), figure(9), figure(3, among=1))
    line = story_line(kept(*figures), [], event_scope_only=True)
    assert [(one["min"], one["among"]) for one in line["casualties"]] == [(9, None), (3, 0)]
    rows = list(figure_rows(kept(*figures), [], event_scope_only=True))
    assert [(row["figure"], row["among"]) for row in rows] == [(1, None), (2, 1)]


def test_a_row_a_figure() -> None:
    """With the columns in their order, and the story beside each."""
    rows = list(figure_rows(kept(), [12, 13]))
    assert all(tuple(row) == FIGURE_COLUMNS for row in rows)
    assert [(row["figure"], row["min"], row["group"], row["among"]) for row in rows] == [
        (0, 9, "civilians", None),
        (1, 3, "children", 0),
        (2, 5, "people", None),
    ]
    assert (rows[0]["story_id"], rows[0]["event_ids"], rows[0]["country_name"]) == (7, "12 13", "Syria")
    assert (rows[0]["latitude"], rows[0]["period_precision"], rows[1]["latitude"]) == (35.93, "day", None)


@pytest.mark.parametrize("opening", [*"=+-@", "\t", "\r", "\n", "＝"])
def test_no_text_becomes_a_formula(opening: str) -> None:
    """An apostrophe stands before it; a number below nought stays one."""
    text = f"{opening}HYPERLINK(1)"
    line = csv_line({"a": text, "b": -33.9, "c": f"x{opening}"}, ("a", "b", "c"))
    ((first, second, third),) = csv.reader(io.StringIO(line, newline=""))
    assert (first, second, third) == (f"'{text}", "-33.9", f"x{opening}")


def test_commas_quotes_and_line_ends_stay_in_their_cell() -> None:
    """What is read back is what was written; nothing is an empty cell."""
    text = 'قال: "نعم"، ثم\nمضى, وحده'
    line = csv_line({"a": text, "b": None, "c": True}, ("a", "b", "c"))
    assert line.endswith("\r\n")
    assert list(csv.reader(io.StringIO(line, newline=""))) == [[text, "", "1"]]


def test_json_keeps_arabic_letters() -> None:
    """One line, whatever is in it."""
    assert json_line({"a": "غارة\nأخرى"}) == '{"a": "غارة\\nأخرى"}\n'
