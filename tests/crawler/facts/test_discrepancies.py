"""Contradictions are told with both proofs, and rounding, vagueness and open bounds are none."""

from pathlib import Path
from typing import Any

import pytest

from crawler.facts import casualties
from crawler.facts.casualties import casualty_figures
from crawler.facts.casualty.placing import Placed, placed_mentions
from crawler.facts.comparing import counted_ar
from crawler.facts.discrepancies import discrepancies
from crawler.facts.discrepancy import Discrepancy, DiscrepancyKind
from crawler.facts.figure import Outcome, Part
from crawler.news import Story


def _read(title: str, text: str) -> tuple[Discrepancy, ...]:
    story = Story(title=title, text=text, url="https://example.org/a")
    return discrepancies(story, casualty_figures(story))


def test_a_headline_that_gives_the_total_to_one_cause_is_told() -> None:
    """The headline says all died under torture; the body says so of a share only."""
    found = _read(
        "مقتل 310 مدنيين تحت التعذيب في ستة أشهر",
        "وثقت الشبكة مقتل 310 مدنيين على يد أطراف النزاع في النصف الأول من العام.\n\n"
        "كما وثقت مقتل 41 مدنيا تحت التعذيب في المدة نفسها.",
    )
    assert [item.kind for item in found] == [DiscrepancyKind.HEADLINE_BODY]
    assert "310" in found[0].explanation_ar
    assert "41" in found[0].explanation_ar
    assert "41" in found[0].explanation_en
    assert [proof.part for proof in found[0].evidence] == [Part.TITLE, Part.TEXT, Part.TEXT]


def test_a_headline_with_a_larger_number_than_the_body_is_told() -> None:
    """Twenty in the headline, twelve in the body."""
    found = _read("مقتل 20 شخصا في حريق مصنع", "أعلنت الشرطة مقتل 12 شخصا في حريق اندلع بمصنع للنسيج.")
    assert [item.kind for item in found] == [DiscrepancyKind.HEADLINE_BODY]


def test_a_share_larger_than_its_whole_is_told() -> None:
    """Nine children cannot be among six dead."""
    found = _read("", "قُتل 6 أشخاص بينهم 9 أطفال في انهيار سقف مدرسة.")
    assert [item.kind for item in found] == [DiscrepancyKind.SUM_TOTAL]


def _stories() -> list[tuple[str, str, str, str]]:
    """Kind, why there is none, headline, body."""
    lines = Path(__file__).with_name("discrepant_stories.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(kind, why, title, body.replace("|", "\n\n")) for kind, why, title, body in rows]


_CONTRADICTING = [(kind, title, text) for kind, _, title, text in _stories() if kind != "none"]
_AGREEING = [(why, title, text) for kind, why, title, text in _stories() if kind == "none"]


@pytest.mark.parametrize(("kind", "title", "text"), _CONTRADICTING)
def test_a_contradiction_is_told_once_with_both_proofs_in_both_languages(kind: str, title: str, text: str) -> None:
    """One discrepancy of the kind; proofs are verbatim and hold different places or numbers; one sentence each."""
    found = _read(title, text)
    assert [item.kind.value for item in found] == [kind]
    parts = {Part.TITLE: title, Part.TEXT: text}
    for proof in found[0].evidence:
        assert parts[proof.part][proof.span.start : proof.span.end] == proof.quote
    assert len(found[0].evidence) >= 2
    for explanation in (found[0].explanation_ar, found[0].explanation_en):
        assert explanation.endswith(".")
        assert explanation.count(".") == 1
        assert sum(character.isdigit() for character in explanation) >= 2


@pytest.mark.parametrize(("why", "title", "text"), _AGREEING, ids=[row[0] for row in _AGREEING])
def test_what_agrees_is_no_contradiction(why: str, title: str, text: str) -> None:
    """Rises, rivals, other happenings, shares, totals, bounds and sums."""
    assert _read(title, text) == ()


@pytest.mark.parametrize(
    ("number", "outcome", "expected"),
    [
        (1, Outcome.KILLED, "قتيلا واحدا"),
        (2, Outcome.KILLED, "قتيلين"),
        (3, Outcome.KILLED, "3 قتلى"),
        (10, Outcome.INJURED, "10 جرحى"),
        (11, Outcome.KILLED, "11 قتيلا"),
        (99, Outcome.MISSING, "99 مفقودا"),
        (100, Outcome.KILLED, "100 قتيل"),
        (105, Outcome.DETAINED, "105 محتجزين"),
        (112, Outcome.DISPLACED, "112 نازحا"),
        (2000, Outcome.ABDUCTED, "2000 مخطوف"),
    ],
)
def test_numbers_agree_with_their_nouns(number: int, outcome: Outcome, expected: str) -> None:
    """Arabic counts by four rules."""
    assert counted_ar(number, outcome) == expected


def test_a_story_is_read_once_for_figures_and_discrepancies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Headline and body are each scanned once, whoever asks."""
    scanned: list[Part] = []

    def counting(*given: Any, **more: Any) -> list[Placed]:
        placed = placed_mentions(*given, **more)
        scanned.append(next(one.part for one in placed))
        return placed

    monkeypatch.setattr(casualties, "placed_mentions", counting)
    story = Story(title="مقتل 8 في حريق سوق", text="قتل 7 أشخاص في حريق سوق قديمة.", url="https://example.org/once")
    discrepancies(story, casualty_figures(story))
    assert scanned == [Part.TITLE, Part.TEXT]
