"""Processes misbehave: stopped over their lease, two at once, killed again and again over the same thing."""

from datetime import timedelta

from tests.faults.bench import Bench, Row, publish

GROUP = "process"


def _stopped_over_its_lease(bench: Bench) -> None:
    with bench.world() as world:
        for number in range(bench.alerts):
            stopped = world.order([world.report(number), ["advance"], ["stop_at", "14"], ["dispatch"]])
            assert stopped.code == -19, f"it did not stop: {stopped.code}\n{world.log[-3000:]}"
            world.doubt(stopped)
            world.clock.move(timedelta(minutes=5))
            world.work(["dispatch"])  # another takes over
            ended = world.order([["resume", stopped.pid]])  # and then the first one writes down what it did
            assert ended.code == 0, world.log[-3000:]


def _two_at_once(bench: Bench) -> None:
    for kind in ("sqlite", "postgres"):
        with bench.world(kind=kind) as world:
            publish(world, bench.alerts)
            world.work(["dispatch_by_two"])


def _poison(bench: Bench) -> None:
    with bench.world() as world:
        publish(world, bench.alerts)
        world.work(["clean"])
        poison = world.report(bench.alerts)
        world.work(poison, ["advance"])
        for _ in range(3):
            world.kill("12", [], [["dispatch"]])
            world.clock.move(timedelta(seconds=31))
        world.truth.pop()  # nobody can be told of what kills who touches it; the operator is
        world.work(["clean"])
        world.clock.move(timedelta(seconds=31))
        world.work(["clean"])
        assert world.told_by_program()["dead"] == 1


ROWS = (
    Row(group=GROUP, name="SIGSTOP over its lease, then on", play=_stopped_over_its_lease),
    Row(group=GROUP, name="two senders at once", play=_two_at_once, needs="postgres"),
    Row(group=GROUP, name="poison: dead after three deaths over it", play=_poison),
    Row(group=GROUP, name="SIGTERM under load", elsewhere="tests/flow/test_chain.py"),
    Row(group=GROUP, name="out of memory (SIGKILL) at any moment", elsewhere="tests/faults/test_daemon.py"),
)
