"""Mixes: several things go wrong at once and one after the other, by dice, so that no order of them is left to us.

A round publishes something, at times with more of what was published before, while processes, Telegram, Redis or the
clock misbehave; then a process that lives has its turn, and the next round begins. A row's seed is in its name.
"""

import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from redis import Redis

from scheduler.demo.loopback import Answer, Fault, Misbehaviour
from tests.faults.bench import Bench, Row, Upcoming, doubt_faults, refuses
from tests.faults.points import BY_NAME, POINTS
from tests.faults.world import World

GROUP = "mix"
SEEDS = {1: "sqlite", 2: "postgres", 3: "sqlite", 4: "postgres", 5: "sqlite"}
Steps = Sequence[Sequence[Any]]

_ADVANCE = tuple(point.name for point in POINTS if point.stage == "advance")
_SEND = tuple(point.name for point in POINTS if point.stage == "new")
_PAST_LEASE = timedelta(seconds=61)
_LONGEST_WAIT = timedelta(minutes=6)  # between two tries, and a little
_FAULTS = (
    *(Fault(kind=kind) for kind in Misbehaviour if kind is not Misbehaviour.ANSWER),
    Fault(kind=Misbehaviour.ANSWER, answer=Answer(status=502, body=b"<html>")),
    refuses(429, "Too Many Requests: retry after 7", retry_after=7),
    refuses(400, "Bad Request: can't parse entities: unexpected end tag"),
)


class _Mix:
    """One order of troubles, by its seed."""

    def __init__(self, seed: int, kind: str) -> None:
        self._seed = seed
        self._kind = kind

    def __call__(self, bench: Bench) -> None:
        dice = random.Random(f"{self._seed} {bench.cell.kills}")  # another order for each world of the row
        with bench.world(kind=self._kind, changes={"read_seconds": 0.3}) as world:
            world.telegram.faults = Upcoming()
            may_grow: list[int] = []  # of what was published since the clock last jumped
            for number in range(bench.alerts):
                steps: list[list[Any]] = []
                if may_grow and dice.random() < 0.3:
                    _settle(world)  # what is not known to be shown yet would come as one message, and rightly so
                    may_grow.remove(grown := dice.choice(may_grow))
                    steps.append(world.report(grown, 2))
                steps.append(world.report(number))
                may_grow.append(number)
                for trouble in dice.sample(_AROUND, dice.randint(0, 2)):
                    trouble(world, dice)
                    if trouble is _clock_jumps:
                        may_grow.clear()  # what is told by a clock that went back may count as the older report
                dice.choice(_ENDS)(world, dice, steps)
                world.clock.move(_PAST_LEASE)
                world.order([["clean"]])
            world.drain(2, _LONGEST_WAIT)
            _settle(world)
            doubt_faults(world)


def _settle(world: World) -> None:
    """All that was published is with its readers, and known to be."""
    _upcoming(world).coming.clear()
    for _ in range(2):
        world.clock.move(_LONGEST_WAIT)
        world.work(["clean"])


def _upcoming(world: World) -> Upcoming:
    assert isinstance(world.telegram.faults, Upcoming)
    return world.telegram.faults


def _telegram_fails(world: World, dice: random.Random) -> None:
    faults = [dice.choice(_FAULTS) if dice.random() < 0.7 else None for _ in range(dice.randint(1, 4))]
    _upcoming(world).coming += faults


def _redis_is_wiped(world: World, _dice: random.Random) -> None:
    with Redis.from_url(world.redis) as client:
        client.flushall()


def _clock_jumps(world: World, dice: random.Random) -> None:
    world.clock.move(dice.choice((-1, 1)) * timedelta(minutes=dice.randint(1, 40)))


def _dies_advancing(world: World, dice: random.Random, steps: Steps) -> None:
    _die(world, dice.choice(_ADVANCE), steps, ["advance"])


def _dies_sending(world: World, dice: random.Random, steps: Steps) -> None:
    _die(world, dice.choice(_SEND), [*steps, ["advance"]], ["dispatch"])


def _die(world: World, point: str, before: Steps, last: Sequence[Any]) -> None:
    """Where Telegram fails first the point may not be reached: then nobody dies."""
    ended = world.order([*before, ["arm", point], last])
    assert ended.code in (0, -9), world.log[-4000:]
    if ended.code == -9 and BY_NAME[point].excuses:
        world.doubt(ended)


def _stops_over_its_lease(world: World, _dice: random.Random, steps: Steps) -> None:
    stopped = world.order([*steps, ["advance"], ["stop_at", "14"], ["dispatch"]])
    assert stopped.code in (0, -19), world.log[-4000:]
    if stopped.code == 0:
        return
    world.doubt(stopped)
    world.clock.move(_PAST_LEASE)
    world.work(["clean"])
    assert world.order([["resume", stopped.pid]]).code == 0, world.log[-4000:]


def _two_send(world: World, _dice: random.Random, steps: Steps) -> None:
    world.work(*steps, ["advance"], ["dispatch_by_two"])


def _one_sends(world: World, _dice: random.Random, steps: Steps) -> None:
    world.work(*steps, ["advance"], ["dispatch"])


_AROUND: tuple[Callable[[World, random.Random], None], ...] = (_telegram_fails, _redis_is_wiped, _clock_jumps)
_ENDS: tuple[Callable[[World, random.Random, Steps], None], ...] = (
    *(_dies_advancing, _dies_sending, _dies_sending),
    *(_stops_over_its_lease, _two_send, _one_sends),
)

ROWS = tuple(
    Row(
        group=GROUP,
        name=f"seed {seed}, {kind}",
        play=_Mix(seed, kind),
        needs="postgres" if kind == "postgres" else "",
    )
    for seed, kind in SEEDS.items()
)
