"""A Telegram message is well-formed, runs right to left, and fits, whatever the web put into its titles and quotes."""

import re
from datetime import timedelta

import pytest

from alerts.alert import AlertReason, Proof
from alerts.text.bidi import utf16_length
from alerts.text.telegram import MAX_UNITS, telegram_reply, telegram_text
from crawler.facts.act import ActKind
from scheduler.demo.telegram_html import BadMarkup, seen_text
from tests.alerts.text.pictures import DAMASCUS, NOW, QUOTE, act, alert, line, report

HOSTILE = {
    "script": "<script>alert(1)</script> & <b>",
    "closing tag": "</b></blockquote></a>",
    "entity": "&lt;b&gt; &amp; &#60;i&#62;",
    "override": "مقتل \u202e12 مدنيا\u202c في قصف",
    "isolate left open": "قصف \u2067على \u2066سوق",
    "line ends": "سطر\nثان\r\nثالث\u2028رابع\x0bخامس\x85",
    "long": "ط" * 10_000,
    "long words": "كلمة طويلة " * 1_000,
    "many emoji": "😀" * 5_000,
    "nul": "a\x00b\ud800c",
    "quote": '" onclick="x',
}


def every(text: str) -> dict[str, object]:
    """A picture with this text wherever text from the web may stand."""
    return {
        "title": text,
        "place": text,
        "toll": (
            line(9, says=(text, text + "2"), actor=text),
            *(line(3 + i, among=True, says=(text,)) for i in range(20)),
        ),
        "proof": Proof(quote=text, outlet=text, url='https://news.example/?a=1&b=<>"'),
        "reports": tuple(
            report(i, title=text, outlet=text, url=f"https://news.example/{i}?a=1&b=2") for i in range(60)
        ),
        "contradictions": (text,) * 9,
    }


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("language", ["ar", "en"])
def test_hostile_text_stays_text(hostile: str, language: str) -> None:
    """The HTML parses strictly, what is seen fits, and no line of ours is turned or broken by theirs."""
    text = telegram_text(alert(**every(hostile)), language, DAMASCUS, NOW)  # type: ignore[arg-type]
    seen = seen_text(text.html)
    assert utf16_length(seen) <= MAX_UNITS
    assert utf16_length(text.plain) <= MAX_UNITS
    assert not re.search("[\u202a-\u202e\u2028\u2029\x00-\x09\x0b-\x1f\ud800-\udfff]", text.html)
    for row in seen.split("\n"):
        opening, closing = len(re.findall("[\u2066-\u2068]", row)), row.count("\u2069")
        assert opening == closing, row
    assert seen.rstrip().endswith(text.stamp.split(" ")[-1])


@pytest.mark.parametrize("hostile", ["<b>", "2026: 5 killed", "😀 خبر", "– خبر", "UNICEF تحذر"])
def test_every_line_opens_right_to_left(hostile: str) -> None:
    """A line opens with an Arabic letter or a mark, or some client turns it round."""
    seen = seen_text(telegram_text(alert(**every(hostile)), "ar", DAMASCUS, NOW).html)
    rows = [row for row in seen.split("\n") if row]
    assert [row for row in rows if not re.match("[\u0621-\u064a\u200f]", row)] == []
    assert not re.search("[\u200e\u200f]{2}", seen)


def test_all_that_a_receiver_is_promised_is_there() -> None:
    """Contract, section 3: figures with who says so, place, proof, outlets with links, times, id and revision, why."""
    text = telegram_text(alert(), "ar", DAMASCUS, NOW)
    seen = seen_text(text.html)
    assert "القتلى: ما بين 9 و12 مدنيا – بحسب شبكة أطباء السودان" in seen
    assert "المكان: الأبيض، السودان" in seen
    assert QUOTE in seen
    assert '<a href="https://news.example/1">سودان اليوم</a> · 13:45' in text.html
    assert "منقول" in seen
    assert "سبب التنبيه: حدث جديد" in seen
    assert seen.endswith("الحدث 57 · النسخة 1 · 14:05 بتوقيت دمشق")


def test_the_plain_form_shows_its_addresses() -> None:
    """Where markup cannot be parsed, links are still there to follow."""
    text = telegram_text(alert(), "ar", DAMASCUS, NOW)
    assert "\u2066https://news.example/1\u2069" in text.plain
    assert "<" not in text.plain


def test_long_addresses_cost_no_source_in_the_html() -> None:
    """Percent-encoded Arabic addresses are long, but nobody sees them behind a link."""
    reports = tuple(report(i, url=f"https://news.example/{'%D8%A7' * 120}/{i}") for i in range(8))
    text = telegram_text(alert(reports=reports), "ar", DAMASCUS, NOW)
    assert text.html.count("<a href=") == 8
    assert 0 < text.plain.count("https://") < 8


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://user@evil.example/", "", "https://x.example/" + "a" * 2_000]
)
def test_an_address_that_is_none_is_no_link(url: str) -> None:
    """The outlet is named without one."""
    text = telegram_text(alert(reports=(report(1, url=url),)), "ar", DAMASCUS, NOW)
    assert "<a " not in text.html
    assert "سودان اليوم" in text.html


def test_an_update_names_itself_and_the_day_when_it_is_late() -> None:
    """A message that is delivered a day later says of which day it speaks."""
    text = telegram_text(alert(revision=3), "ar", DAMASCUS, NOW + timedelta(days=1))
    assert text.stamp == "الحدث 57 · تحديث 3 · 5 أيار 2026، 14:05 بتوقيت دمشق"


@pytest.mark.parametrize(
    ("reason", "before", "first", "silent"),
    [
        (AlertReason.TOLL_ROSE, 3, "ارتفعت الحصيلة من 3 قتلى إلى ما بين 9 و12 قتيلا", False),
        (AlertReason.CORRECTED, 20, "صُححت الحصيلة من 20 قتيلا إلى ما بين 9 و12 قتيلا", True),
    ],
)
def test_a_reply_says_what_changed(reason: AlertReason, before: int, first: str, silent: bool) -> None:
    """It is short, and a correction makes no sound."""
    reply = telegram_reply(alert(reason=reason, revision=2, previous=(line(before),)), "ar", DAMASCUS, NOW)
    assert (first, silent) == (reply.plain.split("\n")[0], reply.silent)
    assert utf16_length(reply.plain) < 500


def test_one_dealing_is_not_told_twice() -> None:
    """The list of dealings leaves out the one that the headline is."""
    text = telegram_text(alert(toll=(), place=None, acts=(act(ActKind.CALL, "EG", "TR"),)), "ar", DAMASCUS, NOW)
    assert text.plain.count("مصر") == 1


@pytest.mark.parametrize("broken", ["<b>x", "<b>x</i>", "<p>x</p>", "a < b", "</b>", "<b><i>x</b></i>"])
def test_the_judge_of_markup_is_strict(broken: str) -> None:
    """What Telegram refuses, the receiver's parser refuses; else the tests above would show nothing."""
    with pytest.raises(BadMarkup):
        seen_text(broken)
