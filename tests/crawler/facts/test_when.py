"""When people came to harm, over sentences in the manner of outlets of many countries (when.tsv)."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.arabic.letters import fold, fold_key
from crawler.arabic.sentences import sentences
from crawler.arabic.words import Word, words_of
from crawler.facts.casualty import when
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.scan import SentenceScan
from crawler.facts.casualty.time_words import SORT_OF
from crawler.facts.casualty.times import Time, times_of
from crawler.facts.casualty.when import SentenceTimes
from crawler.facts.figure import DatePrecision, Period

_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2035, 12, 31))
_PIECES = (
    *(
        "اليوم",
        "أمس",
        "الماضي",
        "الجاري",
        "منذ",
        "قبل",
        "خلال",
        "بين",
        "من",
        "إلى",
        "حتى",
        "و",
        "-",
        "/",
        "،",
        "3",
        "31",
    ),
    *(
        "2024",
        "24",
        "48",
        "ساعة",
        "يومين",
        "أيام",
        "الشهر",
        "العام",
        "الأسبوع",
        "عام",
        "مايو",
        "ومارس",
        "رمضان",
        "1446",
    ),
    *("الثاني", "النصف الأول", "مطلع", "الأحد", "والاثنين", "ليلة", "7 أكتوبر", "ثلاثة", "الـ", "في", "قتل 5 أشخاص"),
    *("3", "1446", "الذي وقع", "أعلنت", "أن", "بعد مقتل", "فيما", "أصيب 3"),
)


def _rows() -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / "when.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def _read(text: str) -> tuple[list[Word], list[Mention]]:
    folded = fold(text).text
    words = words_of(folded, 0, len(folded))
    return words, SentenceScan(words, [], start_opens=True).run()


def _times(text: str, published: date | None) -> list[Time]:
    folded = fold_key(text)
    words = words_of(folded)
    return times_of(words, [SORT_OF[word.text] for word in words], published)


def _only(text: str, published: date) -> Period | None:
    (time,) = _times(text, published)
    return time.period


@pytest.mark.parametrize(("published", "text", "count", "first", "last", "precision"), _rows())
def test_a_count_has_the_days_that_its_sentence_ties_to_it(
    published: str, text: str, count: str, first: str, last: str, precision: str
) -> None:
    """The period of the count, or none where the sentence says none."""
    day = None if published == "-" else date.fromisoformat(published)
    folded, sought = fold(text).text, fold(count).text
    start = folded.index(sought)
    sentence = next(span for span in sentences(folded) if span.start <= start < span.end)
    words = words_of(folded, sentence.start, sentence.end)
    mentions = SentenceScan(words, [], start_opens=True).run()
    mention = next(m for m in mentions if words[m.start].start < start + len(sought) and words[m.end - 1].end > start)
    expected = (
        None
        if first == "-"
        else Period(start=date.fromisoformat(first), end=date.fromisoformat(last), precision=DatePrecision(precision))
    )
    assert SentenceTimes(words, mentions, day).period_of(mention) == expected


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("ahead", range(7))
def test_a_weekday_is_the_last_one_not_after_publication(weekday: int, ahead: int) -> None:
    """«الأحد» and «الأحد الماضي» for every day of the week on which a story may be published."""
    published = date(2025, 3, 17) + timedelta(days=ahead)
    plain, past = _only(_WEEKDAYS[weekday], published), _only(f"{_WEEKDAYS[weekday]} الماضي", published)
    assert plain is not None
    assert past is not None
    assert plain.start == plain.end
    assert plain.start.weekday() == past.start.weekday() == weekday
    assert timedelta(0) <= published - plain.start < timedelta(days=7)
    assert timedelta(0) < published - past.start <= timedelta(days=7)
    assert _times(f"{_WEEKDAYS[weekday]} المقبل", published) == []


@given(published=_DAYS, weekday=st.integers(0, 6))
def test_a_night_between_two_weekdays_is_two_days_in_a_row(published: date, weekday: int) -> None:
    """«ليلة السبت الأحد» ends with the later weekday, whenever the story was published."""
    period = _only(f"ليلة {_WEEKDAYS[weekday]} {_WEEKDAYS[(weekday + 1) % 7]}", published)
    assert period is not None
    assert period.end - period.start == timedelta(days=1)
    assert period.start.weekday() == weekday
    assert period.end <= published


@given(pieces=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=25), published=_DAYS | st.none())
def test_no_time_is_after_publication_and_none_ends_before_it_starts(
    pieces: Sequence[str], published: date | None
) -> None:
    """Whatever words of time stand together, in whatever order."""
    text = " ".join(pieces)
    times = _times(text, published)
    assert all(before.end <= after.start for before, after in zip(times, times[1:], strict=False))
    words, mentions = _read(text)
    periods = [time.period for time in times] + [
        SentenceTimes(words, mentions, published).period_of(m) for m in mentions
    ]
    for period in periods:
        if period is not None:
            assert period.start <= period.end
            assert published is None or period.end <= published
            assert (period.precision is not DatePrecision.DAY) or period.start == period.end


@given(day=_DAYS, later=st.integers(0, 400))
def test_a_full_date_is_that_day_whatever_was_the_publication(day: date, later: int) -> None:
    """«7 أكتوبر 2023», «7/10/2023» and «2023-10-07» are the same day, with publication known or not."""
    months = (
        "يناير",
        "شباط",
        "مارس",
        "نيسان",
        "ماي",
        "يونيو",
        "جويلية",
        "آب",
        "شتنبر",
        "تشرين الأول",
        "نونبر",
        "ديسمبر",
    )
    forms = (f"{day.day} {months[day.month - 1]} {day.year}", f"{day.day}/{day.month}/{day.year}", day.isoformat())
    for form in forms:
        for published in (None, day + timedelta(days=later)):
            (time,) = _times(form, published)
            assert time.period == Period(start=day, end=day, precision=DatePrecision.DAY)


@given(published=_DAYS)
def test_without_publication_only_absolute_dates_are_told(published: date) -> None:
    """A relative time has days with publication and none without."""
    for text in (
        "اليوم",
        "أمس",
        "الثلاثاء",
        "الشهر الماضي",
        "قبل يومين",
        "خلال 48 ساعة",
        "7 أكتوبر",
        "منذ 7 أكتوبر 2023",
    ):
        assert all(time.period is None for time in _times(text, None))
    assert all(time.period is not None for time in _times("أمس", published))


def test_a_date_that_is_no_day_is_none() -> None:
    """31 April and a month that had not come."""
    assert _only("31 أبريل 2024", date(2025, 3, 18)) is None
    assert _only("في مايو 2025", date(2025, 3, 18)) is None


def test_a_sentence_is_read_once_for_all_of_its_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The times of a sentence with hundreds of counts are looked for once, so that cost grows with length alone."""
    calls: list[int] = []

    def counted(words: Sequence[Word], sorts: Sequence[int], published: date | None) -> list[Time]:
        calls.append(len(words))
        return times_of(words, sorts, published)

    monkeypatch.setattr(when, "times_of", counted)
    words, mentions = _read("قتل 5 أشخاص في غارة أمس وأصيب 3 منذ 7 أكتوبر، " * 100)
    assert len(mentions) > 100
    times = SentenceTimes(words, mentions, date(2025, 3, 18))
    periods = [times.period_of(mention) for mention in mentions]
    assert None not in periods
    assert calls == [len(words)]
