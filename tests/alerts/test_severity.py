"""Severity is a plain function of the toll and the dealings."""

import pytest

from alerts.alert import ActLine, Severity, TollLine
from alerts.severity import severity_of
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Group, Outcome


def _line(
    count: int, most: int | None = -1, *, outcome: Outcome = Outcome.KILLED, group: Group = Group.PEOPLE
) -> TollLine:
    return TollLine(outcome=outcome, group=group, min=count, max=count if most == -1 else most, says=("أ",))


@pytest.mark.parametrize(
    ("toll", "severity"),
    [
        ((), Severity.NOTICE),
        ((_line(2),), Severity.NOTICE),
        ((_line(3),), Severity.SERIOUS),
        ((_line(10),), Severity.URGENT),
        ((_line(50),), Severity.GRAVE),
        ((_line(4, 60),), Severity.GRAVE),
        ((_line(100, None),), Severity.GRAVE),
        ((_line(1, group=Group.JOURNALISTS),), Severity.SERIOUS),
        ((_line(6), _line(3, group=Group.CHILDREN)), Severity.URGENT),
        ((_line(19, outcome=Outcome.INJURED),), Severity.NOTICE),
        ((_line(20, outcome=Outcome.INJURED),), Severity.SERIOUS),
        ((_line(60, outcome=Outcome.MISSING),), Severity.SERIOUS),
        ((_line(5000, outcome=Outcome.DISPLACED),), Severity.SERIOUS),
        ((_line(200, outcome=Outcome.DETAINED),), Severity.NOTICE),
    ],
)
def test_by_harm(toll: tuple[TollLine, ...], severity: Severity) -> None:
    """The highest that a source gives decides."""
    assert severity_of(toll, ()) is severity


@pytest.mark.parametrize(
    ("kind", "status", "severity"),
    [
        (ActKind.MEETING, ActStatus.HAPPENED, Severity.NOTICE),
        (ActKind.AGREEMENT, ActStatus.HAPPENED, Severity.SERIOUS),
        (ActKind.AGREEMENT, ActStatus.ANNOUNCED, Severity.NOTICE),
        (ActKind.SEVER, ActStatus.HAPPENED, Severity.URGENT),
        (ActKind.SEVER, ActStatus.CALLED_OFF, Severity.NOTICE),
    ],
)
def test_by_dealings(kind: ActKind, status: ActStatus, severity: Severity) -> None:
    """What is only announced is a notice."""
    assert severity_of((), (ActLine(kind=kind, parties=("AA", "BB"), status=status),)) is severity


def test_the_graver_of_both_counts() -> None:
    """A massacre does not become smaller by a condemnation."""
    condemned = ActLine(kind=ActKind.STATEMENT_CONDEMN, parties=("AA", "BB"), status=ActStatus.HAPPENED)
    assert severity_of((_line(80),), (condemned,)) is Severity.GRAVE
