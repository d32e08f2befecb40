"""Words are compared and never dates; a stub is looked at again, and not for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.feeds.changes import STUB_READ_AGAIN, fingerprint, is_stub, stub_read_again_at

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
