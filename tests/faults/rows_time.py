"""The clock of the machine is wrong, or put right: nothing is lost, nothing storms."""

from datetime import UTC, datetime, timedelta

from tests.faults.bench import Bench, Every, Row, publish, refuses
from tests.faults.world import World

GROUP = "time"
_CAP = timedelta(minutes=6)  # the longest wait between two tries (five minutes), and a little


def _jumps(hours: float) -> "_Jump":
    return _Jump(timedelta(hours=hours))


class _Jump:
    """The clock jumps while a delivery waits for its next try, and while a dead worker holds another."""

    def __init__(self, span: timedelta) -> None:
        self._span = span

    def __call__(self, bench: Bench) -> None:
        with bench.world() as world:
            half = bench.alerts // 2
            world.telegram.faults = Every(refuses(500, "Internal Server Error"))
            publish(world, half)
            world.work(["dispatch"])
            world.kill("12", [world.report(half), ["advance"]], [["dispatch"]])
            world.telegram.faults.on = False
            world.clock.move(self._span)
            asked = len(world.telegram.requests)
            publish(world, bench.alerts - half - 1, first=half + 1)
            _no_storm(world, asked, bench.alerts)


def _no_storm(world: World, asked: int, most: int) -> None:
    """Within the longest wait all is told, and nobody was asked more often than there was to tell."""
    world.drain(3, _CAP)
    tries = len(world.telegram.requests) - asked
    assert tries <= most + 1, f"{tries} tries for {most} alerts after the clock jumped"


def _at_boot_1970(bench: Bench) -> None:
    with bench.world() as world:
        world.clock.move(datetime(1970, 1, 1, tzinfo=UTC) - datetime.now(UTC))
        publish(world, bench.alerts // 2)
        world.work(["dispatch"])
        world.clock.move(datetime.now(UTC) - datetime(1970, 1, 1, tzinfo=UTC))
        publish(world, bench.alerts - bench.alerts // 2, first=bench.alerts // 2)


def _summer_time(bench: Bench) -> None:
    """Quiet hours of a reader in Cairo over the night in which clocks go back: held, and told in the morning."""
    night = datetime(2026, 10, 29, 19, 0, tzinfo=UTC)  # 22:00 in Cairo; at midnight it becomes 23:00 again
    with bench.world(changes={"zone": "Africa/Cairo", "quiet": "23:00-06:00"}) as world:
        world.clock.move(night - datetime.now(UTC))
        for number in range(bench.alerts):
            publish(world, 1, first=number)
            world.work(["dispatch"])
            world.clock.move(timedelta(hours=10) / bench.alerts)
        world.digests = True


ROWS = (
    Row(group=GROUP, name="an hour forward", play=_jumps(1)),
    Row(group=GROUP, name="an hour back", play=_jumps(-1)),
    Row(group=GROUP, name="a day back", play=_jumps(-24)),
    Row(group=GROUP, name="1970 at boot, then right", play=_at_boot_1970),
    Row(group=GROUP, name="the night of the change in Cairo", play=_summer_time),
)
