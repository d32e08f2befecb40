"""What later stories show of events that stand already: two were one, or a story is of another than it was."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Engine, select

from alerts import tables, taking
from alerts.advance import Advanced, advance
from alerts.events.event import Event, Regrouped, Relation
from alerts.events.matching import Placement
from alerts.events.merging import By
from alerts.events.placing import Known, Placed
from alerts.events.profile import profile_of
from alerts.events.rejoining import Link, Linked
from alerts.events.tellings import Telling
from alerts.regrouping import merge_events, split_event
from alerts.store import find_events
from alerts.subscriptions import Recipient, Subscription
from alerts.taking import _whole
from crawler.news import Story
from crawler.reading import understand
from crawler.store.database import reading, writing
from crawler.understanding import ReadStory
from tests.alerts.events.test_tellings import APART
from tests.alerts.events.test_tellings import FIRST as SARMADA_FIRST
from tests.alerts.making import NOW, hours, store

DESK = Subscription(name="desk", to=(Recipient(channel="telegram", address="-100"),))

SARMADA = (
    "قتل أربعة أشخاص وأصيب تسعة آخرون، صباح اليوم، بانفجار سيارة مفخخة في سوق الخضار وسط مدينة سرمدا شمالي إدلب، "
    "بحسب ما أفاد به الدفاع المدني السوري. وقال شهود إن السيارة كانت مركونة قرب دوار السوق حين انفجرت."
)
BLAST = "سمع دوي انفجار قوي في الشمال، وتوجهت سيارات الإسعاف إلى المكان وسط أنباء عن سقوط قتيلين."
TRIPOLI = (
    "لقي ثلاثة أطفال مصرعهم غرقا، مساء اليوم، بعدما جرفتهم الأمواج قبالة شاطئ مدينة جبيل شمالي لبنان، "
    "وأعلنت المديرية العامة للدفاع المدني انتشال جثامينهم."
)


def _story(text: str, *, url: str, title: str = "", outlet: str = "صدى الساحل") -> ReadStory:
    return understand(Story(title=title, text=text, url=f"https://{url}", published=NOW, outlet=outlet))


def _advance(engine: Engine, *stories: ReadStory, after: float = 0) -> Advanced:
    for story in stories:
        store(engine, story, at=NOW + hours(after))
    return advance(engine, (DESK,), now=NOW + hours(after))


def _events(engine: Engine) -> list[Event]:
    with reading(engine) as connection:
        return sorted(find_events(connection), key=lambda event: event.id)


FIRST = _story(SARMADA, url="a.example/1", title="أربعة قتلى بانفجار سيارة مفخخة في سرمدا")
FLASH = _story(BLAST, url="b.example/1", title="عاجل: انفجار", outlet="نبض المشرق")
FLASH_TOLD = _story(
    SARMADA.replace("قتل أربعة أشخاص", "ارتفع إلى خمسة عدد قتلى").replace("أصيب تسعة آخرون", "الجرحى تسعة"),
    url="b.example/1",
    title="خمسة قتلى بانفجار سيارة مفخخة في سوق الخضار بسرمدا",
    outlet="نبض المشرق",
)


def test_an_edit_that_tells_the_place_makes_two_events_one(engine: Engine) -> None:
    """The first goes on with the reports of both; its readers hear of it as of what they know."""
    assert _advance(engine, FIRST).events_new == 1
    assert _advance(engine, FLASH, after=0.1).events_new == 1
    _advance(engine, FLASH_TOLD, after=1)
    (event,) = _events(engine)
    assert event.id == 1
    assert {report.outlet for report in event.reports} == {"صدى الساحل", "نبض المشرق"}
    assert [past.what for past in event.history] == [Regrouped.MERGED]
    with reading(engine) as connection:
        links = connection.execute(select(tables.event_story.c.event_id)).scalars().all()
    assert links == [1, 1]


@pytest.mark.parametrize("by_hand", [True, False])
def test_what_a_person_parted_stays_apart(engine: Engine, by_hand: bool) -> None:
    """Whatever an edit says; a split of the machine's own is its to undo."""
    _advance(engine, FIRST)
    _advance(engine, FLASH_TOLD, after=0.1)
    with writing(engine) as connection:
        split_event(connection, 1, [2], by=By(who="dina") if by_hand else None, now=NOW + hours(0.2))
    assert len(_events(engine)) == 2
    longer = replace(FLASH_TOLD.story, text=FLASH_TOLD.story.text + "\n\nوأغلقت قوى الأمن الطرق المؤدية إلى السوق.")
    _advance(engine, understand(longer), after=1)
    assert len(_events(engine)) == (2 if by_hand else 1)


def test_an_edit_to_another_happening_leaves_the_event(engine: Engine) -> None:
    """An outlet that reuses a page: its event keeps what others say, and the new words begin one of their own."""
    _advance(engine, FIRST)
    _advance(engine, FLASH_TOLD, after=0.1)
    (event,) = _events(engine)
    assert len(event.reports) == 2
    drowned = _story(TRIPOLI, url="b.example/1", title="غرق ثلاثة أطفال قبالة شاطئ جبيل", outlet="نبض المشرق")
    _advance(engine, drowned, after=2)
    before, after = _events(engine)
    assert [report.outlet for report in before.reports] == ["صدى الساحل"]
    assert [figure.min for figure in before.toll if figure.outcome.value == "killed"] == [4]
    assert [figure.min for figure in after.toll if figure.outcome.value == "killed"] == [3]
    assert "جبيل" in after.title


WIRE = (
    "قتل خمسة أشخاص وأصيب أحد عشر آخرون بانفجار أسطوانة غاز في مطعم شعبي بحي الكرادة وسط العاصمة العراقية بغداد، "
    "وفق ما أعلنت مديرية الدفاع المدني. وأضافت المديرية أن فرقها أخمدت حريقا اندلع في المطعم وأخلت سكان الطوابق "
    "العليا من المبنى، وأن الشرطة أغلقت الشارع وفتحت تحقيقا في سبب الانفجار."
)
TAIL = "\n\nتابعوا آخر أخبار العراق والمنطقة على موقعنا وعلى صفحاتنا في مواقع التواصل الاجتماعي."


def _take(text: str, outlet: str, *, page: str) -> ReadStory:
    title = "قتلى وجرحى بانفجار أسطوانة غاز في مطعم ببغداد"
    return understand(Story(title=title, text=text, url=f"https://{page}", published=NOW, outlet=outlet))


def _dead(engine: Engine) -> list[tuple[int, int | None]]:
    return [(line.min, line.max) for line in _events(engine)[0].toll if line.outcome.value == "killed"]


def test_the_next_take_of_a_copy_tells_the_risen_toll(engine: Engine) -> None:
    """It is likest to a copy, of which the event keeps no profile; what that copy said is looked up."""
    _advance(engine, _take(WIRE, "وكالة الرافدين", page="a.example/1"))
    _advance(engine, _take(WIRE + TAIL, "بوابة دجلة", page="b.example/1"), after=0.5)
    later = WIRE.replace("قتل خمسة أشخاص", "قتل ثمانية أشخاص")
    _advance(engine, _take(later + TAIL, "بوابة دجلة", page="b.example/2"), after=2)
    (event,) = _events(engine)
    assert [report.relation.value for report in event.reports] == ["new", "near_duplicate", "same_event"]
    assert event.reports[-1].of_story_id == 2
    assert (_dead(engine), event.sources) == ([(8, 8)], 1)


@pytest.mark.parametrize("corrected", ["ثلاثة", "تسعة"])
def test_an_original_that_came_after_its_copy_still_corrects_it(engine: Engine, corrected: str) -> None:
    """Both came with one visit, and the copy was taken first; they are one source, whose latest word counts."""
    copy, original = (
        _take(WIRE[:300], "بوابة دجلة", page="b.example/1"),
        _take(WIRE, "وكالة الرافدين", page="a.example/1"),
    )
    _advance(engine, copy, original)
    assert _dead(engine) == [(5, 5)]
    edited = WIRE.replace("قتل خمسة أشخاص", f"قتل {corrected} أشخاص")
    _advance(engine, _take(edited, "وكالة الرافدين", page="a.example/1"), after=1)
    (event,) = _events(engine)
    assert _dead(engine) == [({"ثلاثة": 3, "تسعة": 9}[corrected],) * 2]
    assert event.sources == 1


@pytest.mark.parametrize(
    ("said", "injured"),
    [
        ("فيما لا يزال ثلاثة من الجرحى في حال حرجة", 9),
        ("وقال مدير المستشفى إن ثلاثة من المصابين في غرفة العناية الفائقة", 9),
        ("وأضافت أن خمسة من بين الجرحى نقلوا إلى باب الهوى", 9),
        ("وأضافت أن أحد عشر من الجرحى نقلوا إلى باب الهوى", 11),
        ("وأضافت أن عدد الجرحى ستة", 6),
    ],
)
def test_some_of_the_injured_are_not_all_of_them(engine: Engine, said: str, injured: int) -> None:
    """Unless they are more than anybody counted; a count of them all is believed of the outlet that gave the other."""
    _advance(engine, FIRST)
    later = (
        "ارتفعت إلى سبعة قتلى حصيلة انفجار السيارة المفخخة في سوق الخضار بمدينة سرمدا شمالي إدلب، "
        f"وفق ما أعلنت مديرية صحة إدلب مساء اليوم. {said}."
    )
    _advance(engine, _story(later, url="a.example/2", title="ارتفاع حصيلة تفجير سرمدا إلى سبعة قتلى"), after=2)
    (event,) = _events(engine)
    assert _dead(engine) == [(7, 7)]
    assert [line.max for line in event.toll if line.outcome.value == "injured" and not line.among] == [injured]


def test_a_part_whose_event_was_just_taken_in_is_told_in_the_whole(engine: Engine) -> None:
    """What a story's first part merged is found again by its second: an event that is closed gets no reports."""
    _advance(engine, FIRST)
    _advance(engine, FLASH, after=0.1)
    first, second = _events(engine)
    with writing(engine) as connection:
        merge_events(connection, first.id, second.id, by=None, now=NOW + hours(0.2))
        whole = _whole(connection, second)
    assert whole.id == first.id
    assert {report.outlet for report in whole.reports} == {"صدى الساحل", "نبض المشرق"}


def test_a_story_does_not_make_one_of_the_events_that_it_tells_apart(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also after an edit, and however alike they were: it tells of them in parts of their own."""
    both = _story("\n\n".join((SARMADA_FIRST, APART)), url="c.example/1", title="أربعة قتلى بانفجار سيارة في سرمدا")
    store(engine, both, at=NOW)
    advance(engine, (DESK,), now=NOW)
    assert len(_events(engine)) == 2

    def likest(telling: Telling, known: Known, *, now: datetime) -> Placed:
        """As if each part were like any event that it is offered."""
        del now
        offered = known((), [1, 2])
        profile = profile_of(telling, telling.told)
        placement = Placement(relation=Relation.SAME_EVENT)
        return Placed(telling=telling, profile=profile, keys=(), placement=placement, event=next(iter(offered), None))

    monkeypatch.setattr(taking, "placed_part", likest)
    monkeypatch.setattr(taking, "link", lambda *_, **__: Link(how=Linked.BRIDGED, score=1.0, reasons=()))
    text = both.story.text.replace("ثلاثة أطفال مصرعهم", "خمسة أطفال مصرعهم")
    _advance(engine, understand(replace(both.story, text=text)), after=1)
    one, other = _events(engine)
    assert [[figure.min for figure in event.figures if figure.outcome.value == "killed"] for event in (one, other)] == [
        [4],
        [5],
    ]


def test_an_edit_that_takes_all_news_away_leaves_the_story_where_it_was(engine: Engine) -> None:
    """Its figures are taken back there; no event is begun with what is no news."""
    _advance(engine, FIRST)
    _advance(engine, FLASH_TOLD, after=0.1)
    _advance(engine, _story("افتتح وزير الثقافة معرض الكتاب السنوي وكرم عددا من الأدباء.", url="b.example/1"), after=2)
    (event,) = _events(engine)
    assert len(event.reports) == 2
    assert _dead(engine) == [(4, 4)]
