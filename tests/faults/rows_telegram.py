"""Telegram misbehaves: limits, outages, lost answers, and answers that mean that the message must change."""

from datetime import timedelta

from scheduler.demo.loopback import Answer, Fault, Misbehaviour
from scheduler.demo.telegram_receiver import TelegramReceiver
from tests.faults.bench import Bench, Every, Row, doubt_faults, every_other, publish, refuses
from tests.faults.world import CHAT

GROUP = "Telegram"
_SHORT = {"read_seconds": 0.3}


def _waits(bench: Bench, seconds: int) -> None:
    with bench.world() as world:
        fault = refuses(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        world.telegram.faults[1] = fault
        publish(world, bench.alerts)
        world.work(["dispatch"])
        assert len(world.telegram.requests) == 1, "a chat that asked for silence was asked again"
        world.clock.move(timedelta(seconds=seconds + 1))


def _half_a_day(bench: Bench) -> None:
    with bench.world(channels=("telegram", "mailto"), changes={"stand_in": True}) as world:
        world.telegram.faults[1] = refuses(429, "Too Many Requests: retry after 43837", retry_after=43_837)
        publish(world, bench.alerts)
        world.drain(2)
        world.channels = ("mailto",)  # all of it is due there: the chat cannot be told before the deadline


def _server_errors(bench: Bench) -> None:
    with bench.world() as world:
        every_other(world, Fault(kind=Misbehaviour.ANSWER, answer=Answer(status=502, body=b"<html>")), bench.alerts)
        publish(world, bench.alerts)


def _transport(kind: Misbehaviour) -> "_Transport":
    return _Transport(kind)


class _Transport:
    """Each second request ends in this way."""

    def __init__(self, kind: Misbehaviour) -> None:
        self._kind = kind

    def __call__(self, bench: Bench) -> None:
        with bench.world(changes=_SHORT) as world:
            every_other(world, Fault(kind=self._kind), bench.alerts)
            publish(world, bench.alerts)
            world.drain()
            doubt_faults(world)


def _blocked(bench: Bench) -> None:
    with bench.world(channels=("telegram", "mailto"), changes={"stand_in": True}) as world:
        world.telegram.blocked.add(CHAT)
        publish(world, bench.alerts)
        world.drain(2)
        world.channels = ("mailto",)


def _migrated(bench: Bench) -> None:
    with bench.world() as world:
        publish(world, 1)
        world.work(["dispatch"])
        world.telegram.migrated[CHAT] = -1009876543210
        publish(world, bench.alerts - 1, first=1)


def _bad_markup(bench: Bench) -> None:
    with bench.world() as world:
        every_other(world, refuses(400, "Bad Request: can't parse entities: unexpected end tag"), bench.alerts)
        publish(world, bench.alerts)


def _edit_made_already(bench: Bench) -> None:
    with bench.world() as world:
        for number in range(bench.alerts):
            publish(world, 1, first=number)
            world.work(["dispatch"])
            # The edit is made and its answer lost: the next try is told that nothing is modified.
            world.telegram.faults[len(world.telegram.requests) + 1] = Fault(kind=Misbehaviour.KEEP_THEN_CLOSE)
            world.work(world.report(number, 2), ["advance"], ["dispatch"])
            world.clock.move(timedelta(seconds=61))


def _group_limit(bench: Bench) -> None:
    class Group(TelegramReceiver):
        """Counts twenty messages a minute, by a minute that ends when the world's clock moves on."""

        def a_minute_later(self) -> None:
            self._sent_at.clear()

    group = Group(limits=True)
    with bench.world(telegram=group, changes={"chat": "-1001234567890"}) as world:
        for first in range(0, max(bench.alerts, 22), 2):
            publish(world, 2, first=first)
        for _ in range(4):
            world.work(["dispatch"])
            world.clock.move(timedelta(seconds=61))
            group.a_minute_later()


def _outage(bench: Bench) -> None:
    with bench.world() as world:
        away = Every(Fault(kind=Misbehaviour.RESET_BEFORE_READ))
        world.telegram.faults = away
        publish(world, bench.alerts)
        for _ in range(12):
            world.work(["clean"])
            world.clock.move(timedelta(minutes=5))
        assert world.telegram.messages == []
        away.on = False
        world.clock.move(timedelta(minutes=5))


ROWS = (
    Row(group=GROUP, name="429, retry after 1 s", play=lambda bench: _waits(bench, 1)),
    Row(group=GROUP, name="429, retry after 40 s", play=lambda bench: _waits(bench, 40)),
    Row(group=GROUP, name="429, retry after 43,837 s: mail stands in", play=_half_a_day),
    Row(group=GROUP, name="502 with HTML", play=_server_errors),
    *(
        Row(group=GROUP, name=f"transport: {kind.value.replace('_', ' ')}", play=_transport(kind))
        for kind in Misbehaviour
        if kind is not Misbehaviour.ANSWER
    ),
    Row(group=GROUP, name="403: mail stands in", play=_blocked),
    Row(group=GROUP, name="group became a supergroup", play=_migrated),
    Row(group=GROUP, name="markup refused: plain text goes", play=_bad_markup),
    Row(group=GROUP, name="edit made, answer lost: not modified", play=_edit_made_already),
    Row(group=GROUP, name="20 a minute in a group", play=_group_limit),
    Row(group=GROUP, name="away for an hour", play=_outage),
)
