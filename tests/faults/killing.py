"""Plays one kill point many times in one world: each time something new is published, and a process dies over it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tests.faults.asking import LEASE_SECONDS, READER
from tests.faults.auditor import Verdict
from tests.faults.points import Point, Stage
from tests.faults.world import World

PER_WORLD = 20  # deaths; the truth keeps so many happenings well apart, and tables stay small
_PAST_LEASE = timedelta(seconds=31)
_PAST_VISIT = timedelta(seconds=61)
_PAST_POLLER = timedelta(seconds=LEASE_SECONDS + 1)
_BOT: tuple[Stage, ...] = ("bot", "answer")
_CHANNELS: dict[Stage, tuple[str, ...]] = {"mail": ("mailto",), "feed": ("telegram",)}


@dataclass(slots=True, kw_only=True)
class Cell:
    """One line of the report."""

    name: str
    says: str
    database: str
    kills: int = 0
    verdict: Verdict = field(default_factory=Verdict)
    states: Counter[str] = field(default_factory=Counter)
    recoveries: list[float] = field(default_factory=list)  # seconds from a death to what it died over


def play(point: Point, world: World, kills: int, cell: Cell) -> None:
    """Kills so often, lets the living finish, and audits."""
    died: dict[int, datetime] = {}
    for number in range(kills):
        died[number] = _ROUNDS[point.stage](world, point, number)
        world.clock.move(_PAST_VISIT if world.feeds else _PAST_LEASE)
    if point.stage in _BOT:
        world.drain(2)  # all have joined, and hear of what is new
        world.work(world.report(0), ["advance"])
    world.drain()
    cell.kills += kills if point.stage != "recovery" else 2 * kills
    cell.verdict.add(world.audit())
    cell.states += world.told_by_program()
    # What a death at the bot is over is an answer; the happening comes later.
    ends = [one for one in world.answers() if one.kind == "answer"] if point.stage in _BOT else world.receipts()
    for receipt in ends:
        for number in receipt.happenings & died.keys():
            if receipt.at > died[number]:
                cell.recoveries.append((receipt.at - died[number]).total_seconds())


def world_for(point: Point, folder: Path, database: str, redis: str, *, real_mail: bool = True) -> World:
    """A world with what the point needs."""
    stage = point.stage
    return World(
        folder=folder,
        database=database,
        redis=redis,
        channels=_CHANNELS.get(stage, ("telegram",)),
        feeds=stage in ("feed", "article"),
        real_mail=real_mail,
        changes={"keep_minutes": 0.01} if stage == "prune" else {"reader": READER} if stage in _BOT else {},
    )


def _visit(world: World, point: Point, number: int) -> datetime:
    if number % 3 == 0:  # at first since the first contact alerts of nothing; then two die in a row over the same feed
        world.drain(1)
    world.publish(number)
    return world.kill(point.name, [], [["crawl"]]).at


def _advance(world: World, point: Point, number: int) -> datetime:
    return world.kill(point.name, [["clean"], world.report(number)], [["advance"]]).at


def _send(world: World, point: Point, number: int) -> datetime:
    return world.kill(point.name, [["clean"], world.report(number), ["advance"]], [["dispatch"]]).at


def _send_again(world: World, point: Point, number: int) -> datetime:
    before = [["clean"], world.report(number), ["advance"], ["dispatch"], world.report(number, 2), ["advance"]]
    return world.kill(point.name, before, [["dispatch"]]).at


def _recover(world: World, point: Point, number: int) -> datetime:
    died = world.kill("12", [["clean"], world.report(number), ["advance"]], [["dispatch"]]).at
    world.clock.move(_PAST_LEASE)
    world.kill(point.name, [], [["dispatch"]])
    return died


def _prune(world: World, point: Point, number: int) -> datetime:
    before = [["clean"], ["prune"], world.report(number), ["advance"]]
    return world.kill(point.name, before, [["prune"]]).at


def _ask(world: World, point: Point, number: int) -> datetime:
    update = world.ask(number)
    died = world.kill(point.name, [], [["poll"]]).at
    world.clock.move(_PAST_POLLER)
    world.work(["clean"])
    # Who takes over asks for the update again, unless its effect was committed.
    begins = world.telegram.updates.asked[-1]
    done = update + 1 if point.name == "24c" else update
    assert begins == done or (begins, number) == (None, 0), f"asked from {begins}, and not {done}"
    return died


def _answer(world: World, point: Point, number: int) -> datetime:
    world.ask(number)
    return world.kill(point.name, [["dispatch"], ["poll"]], [["dispatch"]]).at


_ROUNDS = {
    "feed": _visit,
    "article": _visit,
    "advance": _advance,
    "new": _send,
    "edit": _send_again,
    "reply": _send_again,
    "mail": _send,
    "recovery": _recover,
    "prune": _prune,
    "bot": _ask,
    "answer": _answer,
}
