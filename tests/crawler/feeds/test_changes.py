"""Words are compared and never dates; a stub is looked at again, and not for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.feeds.changes import (
    STUB_READ_AGAIN,
    changed_since,
    fingerprint,
    flagged_read_again_at,
    is_stub,
    stub_read_again_at,
)

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
TITLE = "انفجار في سوق شعبي شرقي بغداد"
LEAD = (
    "أفاد مصدر أمني، اليوم الخميس، بوقوع انفجار في سوق شعبي بمنطقة شرقي العاصمة بغداد، مبينا أن المعلومات الأولية "
    "تشير إلى مقتل شخصين وإصابة سبعة آخرين، وأن قوة أمنية طوقت المكان وفتحت تحقيقا في الحادث لمعرفة ملابساته."
)


@pytest.mark.parametrize(
    ("summary", "html"),
    [("موجز", "<p>نص  الخبر</p>"), ("موجز", "<div>نص\nالخبر</div><br>"), (" موجز ", "<p class='x'>نص الخبر</p>")],
)
def test_markup_and_spaces_are_no_change(summary: str, html: str) -> None:
    """CMSs write the same words in other tags at every rendering."""
    assert fingerprint(TITLE, summary, html) == fingerprint(TITLE, "موجز", "<p>نص الخبر</p>")


@pytest.mark.parametrize(
    ("title", "summary", "html"),
    [("نفي وقوع انفجار في سوق", "موجز", None), (TITLE, "موجز آخر", None), (TITLE, "موجز", "<p>ثلاثة قتلى</p>")],
)
def test_other_words_are_a_change(title: str, summary: str, html: str | None) -> None:
    """In the title, in the summary or in the full text."""
    assert fingerprint(title, summary, html) != fingerprint(TITLE, "موجز", None)


@pytest.mark.parametrize(
    ("text", "stub"),
    [
        (TITLE, True),
        (f"شفق نيوز – {TITLE}", True),
        ("التفاصيل بعد قليل", True),
        (LEAD, False),
        ("قتل ثلاثة جنود وأصيب رابع بانفجار لغم أثناء دورية لهم قرب قرية الصالحية، وفق بيان للجيش صدر مساء.", False),
    ],
)
def test_a_stub_is_little_more_than_its_headline(text: str, stub: bool) -> None:
    """A short story that says something of its own is a story."""
    assert is_stub(TITLE, text) is stub


def test_a_stub_is_looked_at_three_times_within_a_day() -> None:
    """After ten minutes, an hour and six hours; then it is what it is."""
    waits = [stub_read_again_at(NOW, NOW - timedelta(hours=1), rereads) for rereads in range(4)]
    assert waits == [*(NOW + wait for wait in STUB_READ_AGAIN), None]
    assert stub_read_again_at(NOW, NOW - timedelta(hours=25), 0) is None


def test_a_flagged_story_is_looked_at_after_an_hour_and_after_six() -> None:
    """Twice and no more, and nothing that was published long ago."""
    first = flagged_read_again_at(NOW, NOW, 0)
    assert first == NOW + timedelta(hours=1)
    assert flagged_read_again_at(first, NOW, 1) == NOW + timedelta(hours=6)
    assert flagged_read_again_at(NOW, NOW, 2) is None
    assert flagged_read_again_at(NOW, NOW - timedelta(hours=25), 0) is None


def test_an_item_has_changed_where_its_feed_says_later_that_it_was() -> None:
    """By more than the seconds that come and go; what had no time before, or has none now, says nothing."""
    later = NOW + timedelta(minutes=5)
    times = {
        "edited": (NOW, later),
        "same": (NOW, NOW),
        "seconds": (NOW, NOW + timedelta(seconds=40)),
        "back": (later, NOW),
        "first": (None, later),
        "gone": (NOW, None),
    }
    assert changed_since(times) == {"edited"}


@pytest.mark.parametrize(("moved", "stands", "changed"), [(4, 3, 0), (3, 0, 3), (4, 4, 4), (40, 2, 0)])
def test_items_that_all_change_at_once_have_not_changed(moved: int, stands: int, changed: int) -> None:
    """Some systems stamp every item with the minute in which the feed is asked for."""
    later = NOW + timedelta(minutes=5)
    times = {f"m{n}": (NOW, later) for n in range(moved)} | {f"s{n}": (NOW, NOW) for n in range(stands)}
    assert len(changed_since(times)) == changed
