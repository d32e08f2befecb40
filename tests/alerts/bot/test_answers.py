"""What the bot tells: right to left, escaped, in pages that a message holds."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.alert import AlertReason
from alerts.text.bidi import utf16_length
from alerts.text.bot.lines import Writer, answer_telegram, paged
from alerts.text.telegram import MAX_UNITS
from crawler.facts.figure import Cause
from scheduler.demo.telegram_html import seen_text
from tests.alerts.bot.conftest import DESK
from tests.alerts.bot.talking import ALI, GROUP, Talk, telegram
from tests.alerts.bot.test_chats import accident
from tests.alerts.making import collapse, collapse_later, figure, read_story
from tests.alerts.text.pictures import alert

HOSTILE = "<b>عاجل</b> & \u202eتسعة\u202c </a><script>"
ISOLATES = re.compile("[\u2066-\u2069]")


def bare(text: str) -> str:
    """Without what only layout needs."""
    return ISOLATES.sub("", text)


def test_help_names_every_command(quick_talk: Talk) -> None:
    """In the chat's language, each line running its way; a command that there is not leads there."""
    said = quick_talk.ask("/help")
    commands = ("/latest", "/event", "/why", "/subscribe", "/unsubscribe", "/mute", "/unmute", "/status")
    assert all(command in said for command in commands)
    assert "لا أعرف هذا الأمر" in quick_talk.ask("/nothing")
    english = quick_talk.ask("/help", chat=-100900)
    assert "The last events" in english


def test_the_last_events_are_those_of_the_chat(quick_talk: Talk) -> None:
    """Newest change first; a chat without a subscription sees what any of them would hear of."""
    talk = quick_talk
    assert "لا حدث يُعرض" in talk.ask("/latest", chat=GROUP)
    talk.tell(accident(talk, 0))
    talk.now += timedelta(minutes=1)
    talk.tell(accident(talk, 1), accident(talk, 2, killed=12))
    others = replace(DESK, name="others", to=(telegram(-100901),))
    talk.subscriptions = (replace(DESK, min_killed=10), others)
    mine = bare(talk.ask("/latest", chat=GROUP))
    assert "اللاذقية" in mine
    assert "حمص" not in mine
    everything = bare(talk.ask("/latest 2"))
    assert everything.index("اللاذقية") < everything.index("طرطوس")
    assert "حمص" not in everything


def test_more_of_the_last_events_is_one_touch_away(quick_talk: Talk) -> None:
    """The last line names the command that goes on where this message ends, and no event is left out between."""
    talk = quick_talk
    talk.subscriptions = (DESK,)
    for number in range(5):
        talk.tell(accident(talk, number))
        talk.now += timedelta(minutes=1)
    seen: list[str] = []
    command: str | None = "/latest 2"
    while command is not None:
        said = bare(talk.ask(command, chat=GROUP))
        seen += re.findall(r"/event_(\d+)", said)
        more = re.search(r"/latest_2_\d+", said)
        command = None if more is None else more[0]
    assert seen == ["5", "4", "3", "2", "1"]


def test_an_event_has_its_ledger_with_evidence_and_links(quick_talk: Talk) -> None:
    """Who said which number, in which words, whether it counts, and where to read it."""
    talk = quick_talk
    talk.tell(collapse(published=talk.now))
    talk.now += timedelta(hours=4)
    talk.tell(collapse_later(published=talk.now))
    said = bare(talk.ask("/event 1"))
    for words in (
        "الحدث 1",
        "نداء الشام",
        "مرآة الفرات",
        "خمسة أشخاص",
        "مدير صحة حلب",
        "تجاوزه العدد",
        "معتمد",
        "/why_1",
    ):
        assert words in said
    assert 'href="https://news.example/' in talk.telegram.messages[-1].markup
    english = bare(talk.ask("/event 1", chat=-100900))
    assert "Who said what" in english
    assert "counts" in english


def test_a_hostile_title_is_only_text(quick_talk: Talk) -> None:
    """Markup in it is shown as it is, an override is gone, and what follows it runs as it should."""
    talk = quick_talk
    story = read_story(
        HOSTILE, f"مقتل تسعة في قصف. {HOSTILE}", outlet="<i>صحيفة</i>", published=talk.now, url="https://x.example/?a=1&b=<",
        figures=(figure(9, cause=Cause.AIRSTRIKE, country="SY", attribution="<u>مصدر", quote=HOSTILE),),
    )  # fmt: skip
    talk.tell(story)
    for command in ("/event 1", "/latest", "/why 1"):
        said = talk.ask(command, chat=GROUP)
        markup = talk.telegram.messages[-1].markup
        assert said, command
        assert "<script>" not in markup
        assert "\u202e" not in markup
        assert said.count("\u2068") + said.count("\u2066") == said.count("\u2069")
    event = talk.ask("/event 1", chat=GROUP)
    assert "<i>صحيفة</i>" in event
    assert "&lt;script&gt;" in talk.telegram.messages[-1].markup
    assert all(request.path.endswith(("sendMessage", "getUpdates")) for request in talk.telegram.requests)


def test_a_long_event_comes_in_pages(quick_talk: Talk) -> None:
    """Each at most 3,500 UTF-16 units as Telegram counts them, the next one named, nothing left out."""
    talk = quick_talk
    for number in range(12):
        told = collapse_later(
            outlet=f"صحيفة {number} 😀",
            title=f"ارتفاع ضحايا بناية حلب إلى {12 + number} " + "😀" * 60,
            published=talk.now,
            url=f"https://news.example/{number}/" + "x" * 300,
            figures=(figure(12 + number, cause=Cause.COLLAPSE, place="حلب", country="SY", quote="كلام " * 40),),
        )
        talk.tell(told)
        talk.now += timedelta(minutes=1)
    command, text = "/event 1", ""
    for page in range(1, 30):
        said = talk.ask(command, chat=GROUP)
        assert utf16_length(said) <= MAX_UNITS
        assert f"صفحة {page} من" in said
        text += said
        following = re.search(r"/event_1_\d+", said)
        if following is None:
            break
        command = following[0]
    assert page > 1
    assert {f"صحيفة {number} " in text for number in range(12)} == {True}


def test_an_event_that_is_none_is_said_to_be_none(quick_talk: Talk) -> None:
    """And without a number it says how to ask."""
    assert "لا حدث برقم 99" in quick_talk.ask("/event 99")
    assert "/event 57" in quick_talk.ask("/event")
    assert "/why 57" in quick_talk.ask("/why")
    assert "لا حدث برقم 999999999999999" in quick_talk.ask("/why 999999999999999")


def test_an_event_that_was_taken_in_is_shown_as_the_whole(quick_talk: Talk) -> None:
    """Under the number that somebody remembers."""
    from alerts.regrouping import merge_events
    from crawler.store.database import writing

    talk = quick_talk
    talk.tell(accident(talk, 0), accident(talk, 1))
    with writing(talk.engine) as connection:
        merge_events(connection, 1, 2, by=None, now=talk.now)
    answers = [bare(talk.ask("/event 1")), bare(talk.ask("/event 2"))]
    assert sum("صار الحدث" in said for said in answers) == 1


def test_why_tells_what_was_said_and_what_became_of_it(quick_talk: Talk) -> None:
    """The reason, the subscription with its filters, and that there is nothing new since."""
    talk = quick_talk
    talk.tell(accident(talk, 0))
    waiting = bare(talk.ask("/why 1", chat=GROUP))
    assert "حدث جديد" in waiting
    said = bare(talk.ask("/why 1", chat=GROUP))
    for words in ("الاشتراك desk", "flags = casualty, diplomacy", "حدث جديد", "وصل", "لا جديد فيه منذ ذلك"):
        assert words in said
    talk.now += timedelta(hours=1)
    talk.tell(accident(talk, 0, killed=5))
    risen = bare(talk.ask("/why 1", chat=GROUP))
    assert "ارتفعت الحصيلة من 3 قتلى إلى 5" in risen
    assert "وصل" in risen
    talk.ask("/mute 2h", chat=GROUP)
    talk.tell(accident(talk, 1))
    assert "ينتظر موجزا" in bare(talk.ask("/why 2", chat=GROUP))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"min_killed": 10}, "القتلى 3، والمطلوب 10"),
        ({"min_sources": 2}, "مصادره المستقلة 1، والمطلوب 2"),
        ({"min_severity": "urgent"}, "والمطلوب عاجل"),
        ({"countries": ("LB",)}, "بلده ليس من البلدان المطلوبة"),
        ({"flags": ("diplomacy",)}, "ليس مما يطلبه"),
        ({"words": ("زلزال",)}, "ليست فيه كلمة"),
    ],
)
def test_why_not_names_the_filter(quick_talk: Talk, changes: dict[str, object], words: str) -> None:
    """The first that keeps the event away, with its number."""
    talk = quick_talk
    talk.subscriptions = (replace(DESK, **changes),)  # type: ignore[arg-type]
    talk.tell(accident(talk, 0))
    assert words in bare(talk.ask("/why 1", chat=GROUP))


def test_who_joined_later_is_told_why_nothing_came(quick_talk: Talk) -> None:
    """An event from before passes the filters and was never ordered."""
    quick_talk.tell(accident(quick_talk, 0))
    quick_talk.ask("/subscribe desk")
    assert "سبق الاشتراك" in bare(quick_talk.ask("/why 1"))
    quick_talk.ask("/unsubscribe desk")
    assert "لا اشتراك لهذه المحادثة" in bare(quick_talk.ask("/why 1"))


def test_status_tells_how_rasid_does_and_what_this_chat_hears(quick_talk: Talk) -> None:
    """In a few lines."""
    quick_talk.tell(accident(quick_talk, 0))
    quick_talk.ask("/mute 2h", chat=GROUP)
    said = bare(quick_talk.ask("/status", chat=GROUP))
    for words in ("حال راصد", "كل شيء على ما يرام", "desk", "مكتومة حتى"):
        assert words in said
    assert said.count("\n") < 12


def test_the_list_of_subscriptions_has_pages(quick_talk: Talk) -> None:
    """However many there are."""
    quick_talk.subscriptions = tuple(replace(DESK, name=f"s{number}", to=(telegram(9),)) for number in range(60))
    assert "/subscribe_2" in bare(quick_talk.ask("/subscribe"))
    assert "صفحة 2 من" in bare(quick_talk.ask("/subscribe_2"))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_holds(language: str) -> None:
    """Whatever the lines are, as HTML and without markup, and every line opens with its language's direction."""
    writer = Writer(language=language)  # type: ignore[arg-type]
    for number in range(80):
        writer.head("😀" * number)
        writer.quote("<" * 200)
        writer.link("x" * 60, "https://a.example/" + "ا" * 900, "12")
        writer.link("y", "javascript:alert(1)", "")
    opens = "\u200f" if language == "ar" else "\u200e"
    for page in range(1, 60):
        text = answer_telegram(alert(reason=AlertReason.ANSWER, answer=paged(writer.lines, page, "/x_1", language)))  # type: ignore[arg-type]
        assert utf16_length(seen_text(text.html)) <= MAX_UNITS
        assert utf16_length(text.plain) <= MAX_UNITS
        assert len(text.html.encode()) < 30_000
        assert "javascript" not in text.html
        lines = [line for line in seen_text(text.html).splitlines() if line]
        assert all(line.startswith(opens) or line[0].isalpha() for line in lines)


def test_an_answer_to_a_stranger_chat_of_an_allowed_user_is_arabic(quick_talk: Talk) -> None:
    """Where no subscription says otherwise."""
    assert "حال راصد" in quick_talk.ask("/status", chat=ALI)
