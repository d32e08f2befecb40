"""The places at the readers: as many as there are, and who is called next."""

import asyncio

import pytest

from crawler.spiders.reading_turns import ReadingTurns


async def test_the_earliest_turn_is_called_next() -> None:
    """Not who came first, but among those of the same turn."""
    turns, read = ReadingTurns(1), []

    async def page(name: str, turn: float) -> None:
        async with turns.place(turn):
            read.append(name)
            await asyncio.sleep(0)

    await asyncio.gather(page("first", 9.0), page("old", 5.0), page("new", 1.0), page("as old", 5.0))
    assert read == ["first", "new", "old", "as old"]


async def test_no_more_are_read_at_once_than_there_are_places() -> None:
    """Also where many wait, and one fails."""
    turns, at_once, most = ReadingTurns(2), 0, 0

    async def page(number: int) -> None:
        nonlocal at_once, most
        async with turns.place(float(number)):
            at_once += 1
            most = max(most, at_once)
            await asyncio.sleep(0)
            at_once -= 1
            if number == 3:
                raise ValueError

    ends = await asyncio.gather(*(page(number) for number in range(9)), return_exceptions=True)
    assert [type(end) for end in ends if end is not None] == [ValueError]
    assert most == 2


@pytest.mark.parametrize("called", [False, True])
async def test_who_gives_up_keeps_no_place(called: bool) -> None:
    """One that is cancelled while it waits is passed over; one that was called in that moment hands its call on."""
    turns, free = ReadingTurns(1), asyncio.Event()

    async def hold(turn: float) -> None:
        async with turns.place(turn):
            await free.wait()

    holding = asyncio.create_task(hold(0.0))
    waiting = [asyncio.create_task(hold(turn)) for turn in (1.0, 2.0)]
    await asyncio.sleep(0.01)
    if called:
        holding.cancel()
        await asyncio.sleep(0)  # the first that waits is called, and has not begun
    waiting[0].cancel()
    free.set()
    await asyncio.wait_for(asyncio.gather(holding, *waiting, return_exceptions=True), 5)
    async with asyncio.timeout(5), turns.place(9.0):
        pass
