"""Severity is a plain function of the toll and the dealings."""

import pytest

from alerts.alert import ActLine, Severity, TollLine
from alerts.severity import attack_by, severity_of
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Cause, Group, Outcome


def _line(
    count: int,
    most: int | None = -1,
    *,
    outcome: Outcome = Outcome.KILLED,
    group: Group = Group.PEOPLE,
    cause: Cause | None = None,
) -> TollLine:
    most = count if most == -1 else most
    return TollLine(outcome=outcome, group=group, min=count, max=most, says=("أ",), cause=cause)


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


@pytest.mark.parametrize(
    ("killed", "severity"),
    [(0, Severity.NOTICE), (1, Severity.SERIOUS), (3, Severity.URGENT), (12, Severity.URGENT), (60, Severity.GRAVE)],
)
def test_the_first_attack_of_its_kind_is_a_class_graver(killed: int, severity: Severity) -> None:
    """Up to urgent; without dead nothing has begun."""
    toll = (_line(killed),) if killed else (_line(2, outcome=Outcome.INJURED),)
    assert severity_of(toll, (), novel=True) is severity


@pytest.mark.parametrize(
    ("toll", "cause"),
    [
        ((_line(3, cause=Cause.DRONE),), Cause.DRONE),
        ((_line(3, cause=Cause.ROAD_ACCIDENT),), None),
        ((_line(3, cause=Cause.EXPLOSION),), None),  # of gas, perhaps
        ((_line(3, cause=Cause.DRONE, outcome=Outcome.INJURED),), None),
        ((_line(3),), None),
    ],
)
def test_only_attacks_with_dead_can_be_new_to_a_country(toll: tuple[TollLine, ...], cause: Cause | None) -> None:
    """Accidents happen everywhere."""
    assert attack_by(toll) is cause
