"""What is done to the machines, act by act. Each act leaves all hosts well, and returns what it measured.

An act publishes happenings of its own and waits until they have been told. Verdicts are the callers'.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.machines.machines import DELAY, SITES, STORES, Cut, Machines

LEADER_MOVES = 15.0  # seconds, at most
TAKEN_OVER = 60.0  # of a crawler's feeds: 30 s without a sign of life, 10 s until somebody looks, and the visits
SETTLES = 100.0  # a delivery's lease (30 s) and the sweep after the way is free again, with room for a busy machine
_AWAY = 20.0


@dataclass(slots=True, kw_only=True)
class Measured:
    """What an act measured, in seconds unless a name says otherwise."""

    act: str
    figures: dict[str, float] = field(default_factory=dict)


def shared(machines: Machines, numbers: Sequence[int]) -> Measured:
    """Nothing is wrong: both crawlers work, and keep their manners."""
    measured = Measured(act="work is shared")
    for number in numbers:
        machines.publish(number)
    measured.figures["published → all told"] = machines.until_told(60)
    for host in ("crawler-a", "crawler-b"):
        measured.figures[f"pages of {host}, count"] = len(machines.pages_by(host))
    measured.figures["least between two requests to a site"] = min(least_gaps(machines))
    return measured


def crawler_away(machines: Machines, numbers: Sequence[int]) -> Measured:
    """A crawler is cut off with pages in hand, and comes back."""
    measured = Measured(act="a crawler is cut off")
    crawler = _at_work(machines, numbers[:-2])
    with machines.cut(crawler):
        measured.figures["cut → its work told by the other"] = machines.until_told(TAKEN_OVER)
    measured.figures["mended → it fetches again"] = _until_back(machines, crawler)
    for number in numbers[-2:]:
        machines.publish(number)
    measured.figures["then published → told"] = machines.until_told(60)
    return measured


def leader_away(machines: Machines, numbers: Sequence[int]) -> Measured:
    """The leading scheduler is cut off, and comes back as a stand-by."""
    measured = Measured(act="the leading scheduler is cut off")
    first, other = _leader_and_stand_by(machines)
    with machines.cut(first) as cut:
        for number in numbers[:-2]:
            machines.publish(number)
        _until_led_by(machines, other, cut, measured)
        machines.until_told(60)
        measured.figures["cut → told"] = time.time() - cut.began
    _let_it_stand_by(machines, first, other, numbers[-2:], measured)
    return measured


def crawler_and_leader_away(machines: Machines, numbers: Sequence[int]) -> Measured:
    """Both at once, as when a machine with both roles loses its way."""
    measured = Measured(act="a crawler and the leading scheduler are cut off at once")
    first, other = _leader_and_stand_by(machines)
    crawler = _at_work(machines, numbers[:-2])
    with machines.cut(first) as cut, machines.cut(crawler):
        _until_led_by(machines, other, cut, measured)
        machines.until_told(TAKEN_OVER)
        measured.figures["cut → all told"] = time.time() - cut.began
    measured.figures["mended → the crawler fetches again"] = _until_back(machines, crawler)
    _let_it_stand_by(machines, first, other, numbers[-2:], measured)
    return measured


def _at_work(machines: Machines, numbers: Sequence[int]) -> str:
    """Publishes these; the crawler that is the first to fetch one of their pages, at the moment when it has."""
    before = len(machines.sites.pages())
    for number in numbers:
        machines.publish(number)
    machines.until(lambda: len(machines.sites.pages()) > before, 60)
    by = machines.sites.pages()[before].by
    return next(host for host in ("crawler-a", "crawler-b") if machines.network.address(host) == by)


def _leader_and_stand_by(machines: Machines) -> tuple[str, str]:
    first = machines.leader()
    return first, "scheduler-b" if first == "scheduler-a" else "scheduler-a"


def _until_led_by(machines: Machines, other: str, cut: Cut, measured: Measured) -> None:
    machines.until(lambda: machines.leader() == other, 40)
    measured.figures["cut → the stand-by leads"] = time.time() - cut.began


def _let_it_stand_by(machines: Machines, first: str, other: str, numbers: Sequence[int], measured: Measured) -> None:
    """The one that came back does nothing while the other leads, by its own log."""
    for number in numbers:
        machines.publish(number)
    measured.figures["mended, published → told"] = machines.until_told(60)
    time.sleep(5)  # in which the one that came back might take the lead
    assert machines.leader() == other
    leads = [at for at, _ in machines.said(other, "leader_changed leads=True")][-1]
    both = [line for at, line in machines.said(first, " advanced stories=") if at > leads]
    assert both == [], f"two schedulers acted: {both}"


def alerts_parted(machines: Machines, numbers: Sequence[int]) -> Measured:
    """Alerts and stores lose sight of each other while messages are on their way to Telegram, which hears them."""
    measured = Measured(act="alerts are cut off from the stores while they send")
    machines.telegram.answers_after = 1.0
    heard = len(machines.telegram.requests)
    for number in numbers:
        machines.publish(number)
    machines.until(lambda: len(machines.telegram.requests) > heard, 60)
    with machines.parted("alerts-a", STORES):
        time.sleep(_AWAY)
    machines.telegram.answers_after = 0.0
    measured.figures["joined → all told"] = machines.until_told(SETTLES)
    measured.figures["joined → no message in doubt"] = machines.until_settled(SETTLES)
    return measured


def stores_away(machines: Machines, numbers: Sequence[int]) -> Measured:
    """PostgreSQL and Redis are cut off from everybody, and come back."""
    measured = Measured(act="PostgreSQL and Redis are cut off")
    half = len(numbers) // 2
    for number in numbers[:half]:
        machines.publish(number)
    time.sleep(2.0)
    with machines.cut(STORES):
        for number in numbers[half:]:
            machines.publish(number)
        time.sleep(_AWAY)
    measured.figures["mended → all told"] = machines.until_told(SETTLES)
    machines.until_settled(SETTLES)
    for host in ("crawler-a", "crawler-b"):
        measured.figures[f"mended → {host} fetches again"] = _until_back(machines, host)
    return measured


def least_gaps(machines: Machines) -> list[float]:
    """For each site the least time from the beginning of a request to that of the next, over all crawlers; two at once
    are a fault at once."""
    least = []
    for site in SITES:
        asked = sorted((one for one in list(machines.sites.asked) if one.site == site), key=lambda one: one.began)
        at_once = [(one, other) for one, other in pairwise(asked) if other.began < one.ended]
        assert at_once == []
        least.append(min((other.began - one.began for one, other in pairwise(asked)), default=DELAY))
    return least


def met_at(machines: Machines) -> list[str]:
    """The sites that more than one crawler has asked."""
    asked = list(machines.sites.asked)
    return [site for site in SITES if len({one.by for one in asked if one.site == site}) > 1]


def _until_back(machines: Machines, host: str) -> float:
    since = time.time()
    address = machines.network.address(host)
    return machines.until(
        lambda: any(one.by == address and one.began > since for one in list(machines.sites.asked)), 60
    )


# Twenty happenings are as many as the truth keeps well apart.
Act = Callable[[Machines, Sequence[int]], Measured]
ACTS: Sequence[tuple[Act, range]] = (
    (shared, range(6)),
    (crawler_away, range(6, 10)),
    (leader_away, range(10, 14)),
    (alerts_parted, range(14, 17)),
    (stores_away, range(17, 20)),
)
