"""*Now* lists what moved last, as its address asks."""

import pytest
from sqlalchemy import Engine

from alerts.events.event import Event
from alerts.events.lines import Line
from alerts.events.merging import By
from alerts.events.revisions import Range
from alerts.regrouping import merge_events
from alerts.store import find_events
from crawler.facts.act import ActKind
from crawler.facts.figure import CasualtyFigure, Group, Outcome
from crawler.store.database import reading, writing
from scheduler.console.cards import Card, Cards, card_of
from scheduler.console.finding import Behind, Filters, find_cards
from tests.alerts.events.telling import Telling
from tests.alerts.making import COLLAPSE_ELSEWHERE, NOW, act, collapse, collapse_later, figure, hours, read_story
from tests.scheduler.console.desk import Desk, all_in, cards_in, words_of

ELSEWHERE = read_story(
    "مصرع ثلاثة عمال في طرطوس",
    COLLAPSE_ELSEWHERE,
    outlet="مرآة الفرات",
    figures=(figure(3, place="طرطوس", country="SY"),),
)
MEETING = read_story(
    "لقاء بين وزيري خارجية تركيا ومصر في أنقرة",
    "التقى وزير الخارجية التركي نظيره المصري في أنقرة اليوم الجمعة وبحثا العلاقات بين البلدين والتعاون في شرق المتوسط.",
    outlet="سيناء اليوم",
    acts=(act(ActKind.MEETING, "TR", "EG", place="أنقرة"),),
)


def women(count: int) -> CasualtyFigure:
    """So many women among the killed of the figure before."""
    return figure(count, group=Group.WOMEN, among=0)


def test_an_empty_page_says_what_to_do(desk: Desk) -> None:
    """Nobody is left before an empty page."""
    page = desk.text("/", language="en")
    assert cards_in(page) == []
    assert all_in(page, ["No events in this time", "rasid status"])
    assert "fewer filters" in desk.text("/?country=YE", language="en")


def test_the_newest_development_is_first_and_says_why(desk: Desk) -> None:
    """A toll that rose brings its event up again, with the range, the place, the sources and whose word it was."""
    desk.tell(collapse())
    desk.tell(ELSEWHERE, at=NOW + hours(1))
    desk.now = NOW + hours(6)
    assert cards_in(desk.text("/")) == [2, 1]
    desk.tell(collapse_later())
    page = desk.text("/", language="en")
    assert cards_in(page) == [1, 2]
    first = words_of(page.split('id="event-1"')[1].split("</li>")[0])
    assert all_in(
        first, ["Urgent", "حي الشعار", "Syria", "2 independent sources", "Moved: toll rose", "5 → 12", "مرآة الفرات"]
    )


def test_a_row_tells_the_total_that_rose_and_names_a_part(desk: Desk) -> None:
    """Of killed, women among them and injured that rose at once the killed stand there; women alone by their name."""
    one = Telling()
    one.tell(0, "أ", figure(9), women(3), figure(20, outcome=Outcome.INJURED))
    one.tell(1, "أ", figure(14), women(5), figure(30, outcome=Outcome.INJURED))
    moved = card_of(one.known).moved
    assert moved.line == Line(Outcome.KILLED, Group.PEOPLE, among=False)
    assert (moved.before, moved.after) == (Range(min=9, max=9), Range(min=14, max=14))
    desk.tell(collapse(figures=(figure(9), women(3))))
    desk.now = NOW + hours(1)
    desk.tell(collapse_later(figures=(figure(9), women(5))))
    row = words_of(desk.text("/", language="en").split('id="event-1"')[1].split("</li>")[0])
    assert "(among them Killed · women 3 → 3–5 )" in row


def test_filters_are_those_of_subscriptions(desk: Desk) -> None:
    """Flag, severity, country, kind, actor, outlet and words, each alone and together."""
    desk.tell(collapse())
    desk.tell(ELSEWHERE)
    desk.tell(MEETING)
    desk.now = NOW + hours(1)
    asked = {
        "": {1, 2, 3},
        "flag=diplomacy": {3},
        "severity=serious": {1, 2},
        "severity=urgent": set(),
        "country=sy": {1, 2},
        "country=TR": {3},
        "kind=meeting": {3},
        "kind=collapse": {1},
        "actor=تركيا": {3},
        "outlet=مرآة الفرات": {2},
        "words=عمال": {2},
        "words=عامل&flag=casualty": set(),
        "since=1h": {1, 2, 3},
    }
    found = {query: set(cards_in(desk.text(f"/?{query}"))) for query in asked}
    assert found == asked
    assert cards_in(desk.text("/?since=1h")) != []
    desk.now = NOW + hours(2)
    assert cards_in(desk.text("/?since=1h")) == []


def test_filters_stay_in_the_address_and_on_the_page(desk: Desk) -> None:
    """What was chosen stands chosen, and goes on to the live stream and to older events."""
    page = desk.text("/?country=YE&words=صنعاء", language="en")
    assert all_in(
        page, ['<option value="YE" selected>Yemen', 'value="صنعاء"', 'sse-connect="/live?country=YE&amp;words=']
    )
    assert Filters(country="YE", flag="casualty").query == "flag=casualty&country=YE"


@pytest.mark.parametrize(
    "query",
    ["flag=x", "severity=1", "kind=war", "since=1y", "country=SYR", "country=%D8%B3%D8%B1", "words=" + "x" * 101],
)
def test_a_filter_that_can_match_nothing_is_told(desk: Desk, query: str) -> None:
    """One sentence with the filter's name, instead of a list that looks empty."""
    answer = desk.get(f"/?{query}", language="en")
    assert answer.status_code == 400
    assert f"The filter &#39;{query.partition('=')[0]}&#39;" in answer.text


def test_older_events_follow_without_gaps(engine: Engine) -> None:
    """Page after page gives each event once, also where many changed at the same moment."""
    desk = Desk(engine)
    places = ["حلب", "حماة", "حمص", "درعا", "إدلب", "الرقة", "الحسكة"]
    for index, place in enumerate(places):
        text = f"قتل {index + 3} أشخاص في حادث سير على طريق {place} الدولي ظهر اليوم، وفق ما قال قائد شرطة المدينة."
        told = figure(index + 3, place=place, country="SY")
        desk.tell(read_story(f"قتلى بحادث سير قرب {place}", text, outlet=f"صحيفة {place}", figures=(told,)))
    cards, found, before = Cards(), [], None
    with reading(engine) as connection:
        every = [event.id for event in find_events(connection)]
        for _ in range(9):
            page = find_cards(connection, cards, Filters(), now=NOW + hours(1), before=before, most=2)
            found += [card.id for card in page.cards]
            if page.older is None:
                break
            before = Behind.read(str(page.older))
    assert len(found) == len(set(found)) > 4
    assert set(found) == set(every)
    assert found == sorted(found, reverse=True)


def test_an_event_that_another_took_in_is_listed_no_more(desk: Desk) -> None:
    """Its address leads to the one that took it in."""
    desk.tell(collapse())
    desk.tell(ELSEWHERE)
    with writing(desk.engine) as connection:
        merge_events(connection, 1, 2, by=By(who="desk", note="واحد"), now=NOW + hours(1), tell=False)
    desk.now = NOW + hours(2)
    assert cards_in(desk.text("/")) == [1]
    assert "merged with another event" in words_of(desk.text("/", language="en"))
    page = words_of(desk.text("/event/2", language="en"))
    assert all_in(page, ["This event has taken in event 2", "took in an event", "by hand desk", "واحد"])


def test_places_with_degrees_are_on_the_map(desk: Desk) -> None:
    """A dot leads to its event; where only the country is known it is hollow, and without that there is none."""
    desk.tell(collapse())  # a quarter that the gazetteer does not know, in Syria
    desk.tell(ELSEWHERE)
    desk.tell(
        read_story("قتيل في حادث", "قتل شخص واحد في حادث وقع فجر اليوم ولم تعرف أسبابه بعد.", figures=(figure(1),))
    )
    page = desk.text("/")
    dots = page.count('<circle class="spot')
    assert (dots, page.count(" vague")) == (2, 1)
    assert '<a href="/event/2"><circle class="spot severity-serious"' in page


def test_a_card_is_drawn_only_where_it_is_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter that nobody has asked for before judges hundreds of events, and draws those that it lets through."""
    drawn: list[int] = []

    def noted(event: Event) -> Card:
        drawn.append(event.id)
        return card_of(event)

    monkeypatch.setattr("scheduler.console.cards.card_of", noted)
    desk.tell(collapse(), ELSEWHERE, MEETING)
    assert cards_in(desk.text("/?flag=diplomacy")) == [3]
    assert drawn == [3]
    assert cards_in(desk.text("/?outlet=nobody")) == []
    assert drawn == [3]
    assert cards_in(desk.text("/")) == [3, 2, 1]
    assert sorted(drawn) == [1, 2, 3]
    assert cards_in(desk.text("/?country=SY")) == [2, 1]
    assert sorted(drawn) == [1, 2, 3]
