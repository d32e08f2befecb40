"""What is wrong with a feed: each way in which operators have seen feeds go bad, with contents of our own."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from crawler.errors import FeedUnreadable
from crawler.feeds.assess import Assessment, Dates, MayRead, Permission, TextKind, assess
from crawler.feeds.findings import Verdict
from crawler.feeds.not_a_feed import what_stands_there
from crawler.feeds.parse import parse_feed
from crawler.feeds.sections import Window, same_windows, section_of
from crawler.feeds.told_dates import told_dates
from crawler.news import Feed
from tests.crawler.feeds.feeds import URL, item, rss

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SUMMARY = "<description>أفاد مراسلنا بأن الطريق الساحلي أغلق منذ الصباح بعد سيول جرفت جسرا صغيرا.</description>"
NEWS = (
    "مصرع 14 شخصا في سيول شرقي السودان", "مباحثات عمانية إيرانية في مسقط", "البرلمان يقر الموازنة بعد جلسة طويلة",
    "وزير الداخلية يتفقد المعابر الحدودية", "مقتل ثلاثة في غارة على أطراف المدينة", "الرئيس يستقبل سفير اليابان",
    "قوات الجيش تنتشر في محيط المطار", "انتخابات محلية في أربع ولايات", "الحكومة تعلن هدنة لثلاثة أيام",
    "إصابة عشرة في حادث سير قرب الميناء",
)  # fmt: skip
SPORT = (
    "المنتخب يفوز في تصفيات كأس آسيا", "مدرب الفريق يعلن تشكيلة المباراة", "لاعب الوسط يغيب عن الدوري",
    "هدف في الوقت الضائع يمنح الفريق البطولة", "ميدالية ذهبية في السباحة", "حارس المرمى يوقع عقدا جديدا",
    "تعادل مثير في نهائي الكأس", "مباراة ودية في ملعب المدينة", "إصابة المهاجم قبل المباراة", "قرعة دوري الأبطال",
)  # fmt: skip
SPAM = (
    "Slot gacor hari ini maxwin terpercaya",
    "Situs judi online resmi deposit pulsa",
    "أفضل كازينو أونلاين ومكافأة ترحيبية",
    "Best online casino bonus for new players",
    "Canlı bahis siteleri ve deneme bonusu",
    "สล็อตเว็บตรง แตกง่าย",
)


def ago(**span: float) -> str:
    """A pubDate so long before now."""
    return f"<pubDate>{format_datetime(NOW - timedelta(**span), usegmt=True)}</pubDate>"


def items(
    titles: Sequence[str], *, more: str = SUMMARY, site: str = "https://mina.example", dated: bool = True
) -> list[str]:
    """Items of the last hours, the newest first."""
    return [
        item(title, link=f"{site}/n/{number}", more=more + (ago(hours=number + 1) if dated else ""))
        for number, title in enumerate(titles)
    ]


def look(
    some: Sequence[str],
    *,
    channel: str = "<title>الميناء</title><link>https://mina.example/</link><language>ar</language>",
    section: str | None = None,
    language: str = "ar",
    may_read: MayRead | None = None,
    url: str = URL,
) -> Assessment:
    """The assessment of an RSS feed of these items."""
    body = rss(some, channel=channel).encode()
    parsed = parse_feed(body, "application/rss+xml; charset=utf-8", url)
    feed = Feed(name="mina", url=url, outlet="الميناء", language=language, section=section)
    return assess(parsed, feed, NOW, told=told_dates(body), may_read=may_read)


def verdicts(found: Assessment) -> list[Verdict]:
    """What was found, in order."""
    return [finding.verdict for finding in found.findings]


def test_a_feed_that_was_busy_is_frozen_sooner() -> None:
    """Ten days without an item are odd for a feed of one an hour, and usual for one of one a week."""
    hourly = [item(f"خبر {n}", link=f"https://mina.example/n/{n}", more=ago(days=10, hours=n)) for n in range(20)]
    weekly = [item(f"خبر {n}", link=f"https://mina.example/n/{n}", more=ago(days=10 + 7 * n)) for n in range(20)]
    assert Verdict.FROZEN in verdicts(look(hourly))
    assert Verdict.FROZEN not in verdicts(look(weekly))


def test_a_healthy_feed() -> None:
    """Language, newest item, pace, text and dates are told, and nothing is found against it."""
    found = look(items(NEWS))
    assert found.findings == ()
    assert (found.language_told, found.language_seen, found.items) == ("ar", "ar", 10)
    assert (found.newest, found.a_day) == (NOW - timedelta(hours=1), 24.0)
    assert (found.text, found.dates, found.title) == (TextKind.SUMMARY, Dates.PRESENT, "الميناء")


def test_a_feed_hijacked_by_gambling_spam() -> None:
    """The outlet's name is still there, and its items sell casinos in four languages."""
    found = look(items(SPAM, site="https://mina.example"))
    assert verdicts(found) == [Verdict.HIJACKED]
    assert "6 of 6 items sell gambling or pills, such as «Slot gacor hari ini" in found.findings[0].reason


def test_a_feed_hijacked_in_part() -> None:
    """Two posts of spam among ten of news are found where links lead elsewhere, and a third of spam anyway."""
    mixed = items(NEWS[:8], site="https://spam.example") + items(SPAM[:2], site="https://spam.example/x")
    assert verdicts(look(mixed)) == [Verdict.HIJACKED]
    assert verdicts(look(items([*NEWS[:7], *SPAM[:3]]))) == [Verdict.HIJACKED]


def test_a_domain_that_somebody_else_has_bought() -> None:
    """No selling words, but another language and links to other sites."""
    titles = [f"Top {n} wellness trends that will change your lifestyle this season" for n in range(6)]
    found = look(items(titles, more="", site="https://blogs.example"))
    assert verdicts(found) == [Verdict.HIJACKED]
    assert "most items are in 'en' and lead to other sites" in found.findings[0].reason


@pytest.mark.parametrize(
    "title",
    [
        "مداهمة وكر للقمار واعتقال 12 شخصا",
        "البرلمان يناقش قانون المراهنات",
        "حريق في فندق كازينو لبنان",
        "ضبط حبوب مخدرة",
    ],
)
def test_news_about_gambling_is_news(title: str) -> None:
    """Words that newsrooms use themselves are no spam, even in half of the headlines."""
    assert verdicts(look(items([*NEWS[:5], *[title] * 5]))) == []


def test_an_aggregator_may_link_elsewhere() -> None:
    """Links to other sites alone are no sign of anything."""
    assert verdicts(look(items(NEWS, site="https://elsewhere.example"))) == []


def test_a_feed_frozen_since_2024_with_italian_names_of_months() -> None:
    """No reader understands the dates, so its items look new at each first sight; the year gives them away."""
    italian = [f"<pubDate>mer, {day} mag 2024 10:00:00 +0200</pubDate>" for day in range(10, 20)]
    frozen = [item(t, link=f"https://mina.example/{n}", more=italian[n]) for n, t in enumerate(NEWS)]
    found = look(frozen)
    assert verdicts(found) == [Verdict.FROZEN]
    assert "«mer, 10 mag 2024 10:00:00 +0200»" in found.findings[0].reason
    assert "none is later than 2024" in found.findings[0].reason
    assert (found.newest, found.a_day, found.dates) == (None, None, Dates.UNREADABLE)


def test_unreadable_dates_of_this_year_are_not_frozen() -> None:
    """Their last possible day is still to come."""
    late = [
        item(t, link=f"https://mina.example/{n}", more="<pubDate>mer, 10 mag 2026</pubDate>")
        for n, t in enumerate(NEWS)
    ]
    assert (verdicts(look(late)), look(late).dates) == ([], Dates.UNREADABLE)


def test_a_story_of_2011_under_a_fresh_build_date() -> None:
    """The channel says that it was made yesterday; its only item is fifteen years old."""
    channel = f"<title>الميناء</title><lastBuildDate>{format_datetime(NOW - timedelta(days=1))}</lastBuildDate>"
    found = look([item(more="<pubDate>Mon, 14 Mar 2011 09:00:00 GMT</pubDate>")], channel=channel)
    assert verdicts(found) == [Verdict.FROZEN]
    assert found.findings[0].reason == (
        "the newest item is of 2011-03-14, though it says that it was made on 2026-04-30"
    )  # fmt: skip
    assert found.a_day == 0.0


def test_every_item_of_the_same_old_date() -> None:
    """All items bear one date, of months ago."""
    old = [item(t, link=f"https://mina.example/{n}", more=ago(days=90)) for n, t in enumerate(NEWS)]
    found = look(old)
    assert (verdicts(found), found.dates) == ([Verdict.FROZEN], Dates.FROZEN)
    assert "all items have the same date" in found.findings[0].reason


def test_a_month_without_news_is_frozen_and_four_weeks_are_not() -> None:
    """Thirty days, to the second."""
    assert verdicts(look([item(more=ago(days=30))])) == []
    assert verdicts(look([item(more=ago(days=30, seconds=1))])) == [Verdict.FROZEN]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("", Dates.ABSENT),
        ("<pubDate>2026-05-01 10:00:00</pubDate>", Dates.NAIVE),
        ("<pubDate>Fri, 01 May 2026 10:00:00 +0300</pubDate>", Dates.PRESENT),
        ("<pubDate>Sun, 03 May 2026 10:00:00 GMT</pubDate>", Dates.FUTURE),
        ("<pubDate>soon</pubDate>", Dates.UNREADABLE),
        ("<dc:date>2026-05-01T10:00:00Z</dc:date>", Dates.PRESENT),
    ],
)
def test_how_items_are_dated(date: str, expected: Dates) -> None:
    """Present, absent, without a zone, ahead of the clock, unreadable."""
    assert look([item(more=date)]).dates is expected


@pytest.mark.parametrize(("section", "titles"), [("sport", NEWS), ("رياضة", NEWS), ("tech", NEWS), ("politics", SPORT)])
def test_a_section_feed_that_returns_other_headlines(section: str, titles: Sequence[str]) -> None:
    """Sport that is Arab news, technology that is politics: hardly a headline is of what it is declared as."""
    found = look(items(titles), section=section)
    assert verdicts(found) == [Verdict.MISLABELLED]
    assert "headlines are of" in found.findings[0].reason


@pytest.mark.parametrize(
    ("section", "titles"), [("sport", SPORT), ("politics", NEWS), ("main", SPORT), ("category 16", NEWS), (None, SPORT)]
)
def test_sections_that_are_what_they_say(section: str | None, titles: Sequence[str]) -> None:
    """A feed that fits, a general one, and one whose section is no word that we know."""
    assert verdicts(look(items(titles), section=section)) == []


def test_a_title_that_names_another_section() -> None:
    """Declared as sport, and the feed calls itself economy."""
    channel = "<title>الميناء | اقتصاد</title><link>https://mina.example/</link>"
    assert verdicts(look(items(NEWS[:3]), section="sport", channel=channel)) == [Verdict.MISLABELLED]
    assert verdicts(look(items(NEWS[:3]), section="economy", channel=channel)) == []
    assert verdicts(look(items(NEWS[:3]), section="main", channel=channel)) == []


def test_two_sections_that_show_the_same_items() -> None:
    """Both are said to be wrong; the general feed of the outlet, which holds both, is not."""
    keys = [f"https://mina.example/{n}" for n in range(10)]
    windows = [
        Window(name="all", outlet="الميناء", section="main", keys=frozenset(keys)),
        Window(name="business", outlet="الميناء", section="business", keys=frozenset(keys[:9])),
        Window(name="arts", outlet="الميناء", section="arts", keys=frozenset(["x1", "x2", *keys[:4]])),
        Window(name="other", outlet="الرصيف", section="sport", keys=frozenset(keys)),
    ]
    found = same_windows(windows)
    assert {name: finding.reason for name, finding in found.items()} == {
        "business": "shows the items of 'all' (100% of them the same)"
    }
    sections = [Window(name=name, outlet="م", section=name, keys=frozenset(keys)) for name in ("sport", "tech")]
    assert set(same_windows(sections)) == {"sport", "tech"}


def test_windows_that_share_four_fifths_are_not_the_same() -> None:
    """A busy hour puts the same stories into several sections."""
    keys = [f"k{n}" for n in range(10)]
    one = Window(name="a", outlet="م", section="sport", keys=frozenset(keys))
    other = Window(name="b", outlet="م", section="tech", keys=frozenset([*keys[:8], "x", "y"]))
    assert same_windows([one, other]) == {}


def test_a_language_other_than_declared() -> None:
    """A French edition under an Arabic name, on the outlet's own site."""
    titles = [f"Le ministre a rencontré {n} responsables de la région pour discuter de l'accord" for n in range(6)]
    assert verdicts(look(items(titles, more=""))) == [Verdict.MISLABELLED]
    assert verdicts(look(items(titles, more=""), language="fr-FR")) == []


def test_a_feed_without_items() -> None:
    """It parses, and holds nothing."""
    assert verdicts(look([])) == [Verdict.EMPTY]


@pytest.mark.parametrize("title", ["تعليقات على: سيول في السودان", "الميناء » خلاصة التعليقات", "Comments on: floods"])
def test_a_comment_feed(title: str) -> None:
    """What readers say is no news, and not merely an empty feed."""
    assert verdicts(look(items(NEWS), channel=f"<title>{title}</title>")) == [Verdict.COMMENT_FEED]


def test_a_comment_feed_by_its_address() -> None:
    """WordPress names it in the address only."""
    assert verdicts(look(items(NEWS), url="https://mina.example/comments/feed/")) == [Verdict.COMMENT_FEED]


def test_a_wrong_charset_is_told_and_is_no_problem() -> None:
    """It is read right all the same."""
    body = rss(items(NEWS), declaration='<?xml version="1.0" encoding="utf-8"?>').encode("cp1256")
    parsed = parse_feed(body, "text/xml; charset=utf-8", URL)
    found = assess(parsed, Feed(name="mina", url=URL, outlet="الميناء"), NOW)
    assert verdicts(found) == [Verdict.CHARSET_OVERRIDDEN]
    assert not found.findings[0].verdict.is_problem
    assert (found.charset, found.language_seen) == ("cp1256", "ar")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", TextKind.TITLES),
        ("<description>خبر</description>", TextKind.TITLES),
        (SUMMARY, TextKind.SUMMARY),
        (f"<content:encoded><![CDATA[<p>{'نص الخبر كاملا كما نشر. ' * 40}</p>]]></content:encoded>", TextKind.FULL),
        ("<content:encoded><![CDATA[<p>نص قصير.</p>]]></content:encoded>", TextKind.TITLES),
    ],
)
def test_full_text_or_summary(more: str, expected: TextKind) -> None:
    """What the feed itself carries, in most of its items; a short content:encoded is no full text."""
    assert look(items(NEWS, more=more)).text is expected


def test_robots_that_forbid() -> None:
    """A feed that is forbidden to us by name, and articles that are: the latter does no harm with full text."""
    by_name = MayRead(feed=Permission.FORBIDDEN, articles=Permission.FORBIDDEN)
    assert verdicts(look(items(NEWS), may_read=by_name)) == [Verdict.ROBOTS]
    full = f"<content:encoded><![CDATA[<p>{'نص الخبر كاملا كما نشر. ' * 40}</p>]]></content:encoded>"
    for permission in (Permission.FORBIDDEN, Permission.UNREACHABLE):
        articles = MayRead(feed=Permission.ALLOWED, articles=permission)
        assert verdicts(look(items(NEWS), may_read=articles)) == [Verdict.ROBOTS]
        assert verdicts(look(items(NEWS, more=full), may_read=articles)) == []


PAGE = "<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b"", Verdict.EMPTY),
        (202, b" \r\n", Verdict.EMPTY),
        (403, PAGE.format(title="Just a moment...", body="<script>cf-chl</script>").encode(), Verdict.BLOCKED),
        (200, PAGE.format(title="Attention Required", body="").encode(), Verdict.BLOCKED),
        (403, PAGE.format(title="403", body="forbidden").encode(), Verdict.BLOCKED),
        (429, b"", Verdict.BLOCKED),
        (404, PAGE.format(title="404", body="الصفحة غير موجودة").encode(), Verdict.UNREACHABLE),
        (500, b"", Verdict.UNREACHABLE),
        (200, PAGE.format(title="mina.example", body="This domain is for sale!").encode(), Verdict.PARKED),
        (200, PAGE.format(title="", body="<script>window.location.href='/lander'</script>").encode(), Verdict.PARKED),
        (200, PAGE.format(title="الميناء", body="هذا النطاق للبيع").encode(), Verdict.PARKED),
        (200, PAGE.format(title="الميناء", body="<p>أخبار اليوم</p>").encode(), Verdict.NOT_A_FEED),
        (200, b"%PDF-1.4", Verdict.NOT_A_FEED),
    ],
)
def test_answers_that_are_no_feed(status: int, body: bytes, expected: Verdict) -> None:
    """An empty body, a check for browsers, a block, a parked domain and a page are told apart; none is “no news”."""
    with pytest.raises(FeedUnreadable) as refused:
        parse_feed(body, "text/html; charset=utf-8", URL)
    found = what_stands_there(status=status, body=body, sentence=str(refused.value))
    assert found.verdict is expected
    assert found.verdict.is_problem
    assert found.reason


@pytest.mark.parametrize(
    ("word", "section"),
    [
        ("sport", "sport"),
        ("Sports", "sport"),
        ("رياضه", "sport"),
        ("الاقتصاد", "economy"),
        ("category 16", None),
        (None, None),
    ],
)
def test_words_for_sections(word: str | None, section: str | None) -> None:
    """Arabic and English, however they are spelled."""
    assert section_of(word) == section
