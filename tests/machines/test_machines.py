"""Two crawlers, two schedulers and alerts on hosts of their own: work is shared, and a host may go and come back.

`make machines` plays all acts; here are those that a minute has room for.
"""

import pytest

from tests.machines import acts
from tests.machines.machines import DELAY, Machines

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.redis_server,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("machines"),
]

JITTER = 0.2  # seconds by which a busy machine may delay the first of two requests more than the second


def _holds(machines: Machines) -> None:
    verdict = machines.verdict()
    assert (verdict.lost, verdict.unexplained) == ([], [])
    assert verdict.due == verdict.delivered == len(machines.truth)


def test_work_is_shared_and_manners_hold_across_crawlers(machines: Machines) -> None:
    """Each page is fetched once, by one of two that meet at the sites; none sees two at once or too soon."""
    acts.shared(machines, list(range(6)))
    pages = [(one.site, one.path) for one in machines.sites.pages()]
    assert len(pages) == len(set(pages)) == 6
    machines.until(lambda: len(acts.met_at(machines)) >= 2, 60)
    assert min(acts.least_gaps(machines)) > DELAY - JITTER
    _holds(machines)
    assert machines.verdict().duplicates == 0


def test_a_crawler_and_the_leader_are_cut_off_at_once(machines: Machines) -> None:
    """A stand-by leads within 15 s, the other crawler takes over, and who comes back works as before."""
    took = acts.crawler_and_leader_away(machines, list(range(6, 12)))
    assert took.figures["cut → the stand-by leads"] < acts.LEADER_MOVES
    _holds(machines)
    assert machines.verdict().duplicates == 0
    (crawler,) = machines.cuts[-1].hosts
    back = machines.network.address(crawler)
    assert any(one.by == back and one.began > machines.cuts[-1].ended for one in list(machines.sites.asked))
