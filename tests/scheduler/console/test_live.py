"""An open page gets what changes: once, in time, and whole again after its line broke."""

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Mapping, Sequence

import pytest
from sqlalchemy import Engine

from alerts.events.merging import By
from alerts.regrouping import merge_events
from crawler.store.database import writing
from scheduler.console import live as live_module
from scheduler.console.cards import Version
from scheduler.console.finding import Behind, Filters
from scheduler.console.live import Look, as_event
from scheduler.console.reader import Reader
from tests.alerts.making import NOW, collapse, collapse_later, hours
from tests.scheduler.console.desk import AT, Desk, cards_in
from tests.scheduler.console.test_now import ELSEWHERE, MEETING

LOOK = Look(filters=Filters(), reader=Reader())


async def following(desk: Desk, look: Look = LOOK, seen: str = "") -> AsyncIterator[str]:
    """The messages of a page, the first one drawn already."""
    stream = desk.app.live.messages(look, lambda: desk.app.now.missed(look, Behind.read(seen)))
    first = await anext(stream)
    assert first == ": \n\n" or seen
    return stream


async def soon(stream: AsyncIterator[str]) -> str:
    """The next message, which comes within seconds."""
    return await asyncio.wait_for(anext(stream), 10)


async def looked(desk: Desk) -> None:
    """Waits until the eye has seen what is there."""
    for _ in range(500):
        if desk.app.live._began:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody looks")


@pytest.fixture
async def running(engine: Engine) -> AsyncIterator[Desk]:
    """A console that looks for changes, over either database, with one event that is known."""
    desk = Desk(engine)
    desk.tell(ELSEWHERE)
    task = asyncio.create_task(desk.app.live.run())
    await looked(desk)
    yield desk
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_change_comes_to_every_page_in_its_own_look(running: Desk) -> None:
    """Both languages get their own words, and a page whose filters let nothing through gets no card."""
    pages = [
        await following(running, look)
        for look in (
            LOOK,
            Look(filters=Filters(), reader=Reader(language="en")),
            Look(filters=Filters(flag="diplomacy"), reader=Reader(language="en")),
        )
    ]
    await asyncio.to_thread(running.tell, collapse())
    arabic, english, other = [await soon(page) for page in pages]
    assert (cards_in(arabic), cards_in(english), cards_in(other)) == ([2], [2], [])
    assert arabic.startswith("event: moved\n")
    assert "مصرع 5 أشخاص" in arabic
    assert "5 people killed" in english
    assert all(line.startswith(("data: ", "event: ")) for line in arabic.splitlines() if line)


async def test_a_change_takes_the_old_row_away_and_puts_the_new_one_on_top(running: Desk) -> None:
    """No event stands twice on a page."""
    page = await following(running)
    await asyncio.to_thread(running.tell, collapse())
    await soon(page)
    await asyncio.to_thread(running.tell, collapse_later(), at=NOW + hours(5))
    message = await soon(page)
    assert message.startswith("event: moved\ndata: <!--gone 2-->\n")
    assert cards_in(message) == [2]


async def test_an_event_that_was_taken_in_goes(running: Desk) -> None:
    """Its row is taken away, and nothing is put in its place but the one that took it in."""
    await asyncio.to_thread(running.tell, MEETING)
    page = await following(running)

    def merge() -> None:
        with writing(running.engine) as connection:
            merge_events(connection, 1, 2, by=By(who="desk"), now=NOW + hours(1), tell=False)

    await asyncio.to_thread(merge)
    message = await soon(page)
    assert "<!--gone 1 2-->" in message
    assert cards_in(message) == [1]


async def test_a_page_whose_line_broke_gets_what_it_missed(running: Desk) -> None:
    """It says when it was drawn; what changed since comes first, and nothing where nothing did."""
    seen = str(running.app.now.page(LOOK, before=None)["seen"])
    assert running.app.now.missed(LOOK, Behind.read(seen)) == ""
    await asyncio.to_thread(running.tell, collapse(), at=NOW + hours(0.1))
    running.now = NOW + hours(0.2)
    assert cards_in(running.app.now.missed(LOOK, Behind.read(seen))) == [2]


async def test_a_clock_that_ran_ahead_hides_no_change(running: Desk) -> None:
    """An event that changed tomorrow, by the clock of another machine, must not stop the page until tomorrow."""
    await asyncio.to_thread(running.tell, MEETING, at=NOW + hours(24))
    page = await following(running)
    await asyncio.sleep(3 * live_module.POLL_SECONDS)
    await asyncio.to_thread(running.tell, collapse())
    while 3 not in cards_in(message := await soon(page)):
        assert cards_in(message) == [2]


async def test_the_first_event_of_all_comes_too(desk: Desk) -> None:
    """A page may be opened before anything was ever kept."""
    task = asyncio.create_task(desk.app.live.run())
    await looked(desk)
    page = await following(desk)
    await asyncio.to_thread(desk.tell, ELSEWHERE)
    assert cards_in(await soon(page)) == [1]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_change_that_cannot_be_drawn_silences_no_other(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """It is in the log with its reason, and the next one comes as ever."""
    own = desk.app.live.draw

    def failing(looks: Collection[Look], changed: Sequence[Version]) -> Mapping[Look, str]:
        if any(one.id == 1 for one in changed):
            raise ValueError("no such word")
        return own(looks, changed)

    desk.app.live.draw = failing
    task = asyncio.create_task(desk.app.live.run())
    await looked(desk)
    page = await following(desk)
    await asyncio.to_thread(desk.tell, ELSEWHERE)
    for _ in range(500):
        if "console_change_not_drawn" in caplog.text:
            break
        await asyncio.sleep(0.01)
    await asyncio.to_thread(desk.tell, MEETING, at=NOW + hours(1))
    assert cards_in(await soon(page)) == [2]
    assert "no such word" in caplog.text
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_is_drawn_is_drawn_once_for_all_pages_of_a_look(desk: Desk) -> None:
    """Fifty open pages cost as much as one."""
    drawn: list[Look] = []
    own = desk.app.live.draw
    desk.app.live.draw = lambda looks, changed: (drawn.extend(looks), own(looks, changed))[1]
    task = asyncio.create_task(desk.app.live.run())
    desk.tell(ELSEWHERE)
    await looked(desk)
    pages = [await following(desk) for _ in range(50)]
    await asyncio.to_thread(desk.tell, collapse())
    messages = [await soon(page) for page in pages]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert len(set(messages)) == 1
    assert drawn == [LOOK]


async def test_a_page_that_reads_nothing_is_let_go(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would keep every message in memory; once it reads again it comes back and gets what it missed."""
    monkeypatch.setattr(live_module, "_MOST_WAITING", 2)
    page = await following(desk)
    (queue,) = desk.app.live._pages
    for number in range(3):
        live_module._put(queue, str(number))
    assert [message async for message in page] == []
    assert desk.app.live._pages == {}


async def test_closing_ends_every_stream(desk: Desk) -> None:
    """So that the role can stop while pages are open."""
    page = await following(desk)
    desk.app.live.close()
    assert [message async for message in page] == []


def test_a_message_is_one_field_a_line() -> None:
    """An empty line would end it."""
    assert as_event("moved", "<li>\n\n a\n</li>") == "event: moved\ndata: <li>\ndata:  a\ndata: </li>\n\n"


async def test_programs_get_what_changes_as_json(running: Desk) -> None:
    """Which events have left their places, and as they stand now those that the filters let through."""
    everything = await following(running, Look(filters=Filters(), reader=Reader(), base=AT))
    dealings = await following(running, Look(filters=Filters(flag="diplomacy"), reader=Reader(), base=AT))
    running.tell(collapse(), at=NOW + hours(1))
    for stream, ids in ((everything, [2]), (dealings, [])):
        name, _, data = (await soon(stream)).strip().partition("\ndata: ")
        answer = json.loads(data)
        assert (name, answer["changed"], [one["id"] for one in answer["events"]]) == ("event: moved", [2], ids)
    assert running.get("/api/live?flag=x").json().keys() == {"error"}
