"""When a burst becomes a digest."""

from datetime import timedelta

import pytest

from alerts.alert import Severity
from alerts.flood import Guard, is_gathered

GUARD = Guard(messages=3, within=timedelta(minutes=5))


@pytest.mark.parametrize(
    ("severity", "lately", "gathering", "guard", "gathered"),
    [
        pytest.param(Severity.NOTICE, 2, False, GUARD, False, id="within what is allowed"),
        pytest.param(Severity.NOTICE, 3, False, GUARD, True, id="one too many"),
        pytest.param(Severity.NOTICE, 0, True, GUARD, True, id="a digest is open: no later event passes it"),
        pytest.param(Severity.URGENT, 3, False, GUARD, True, id="an urgent one"),
        pytest.param(Severity.GRAVE, 9, True, GUARD, False, id="a grave one never waits"),
        pytest.param(Severity.NOTICE, 99, False, Guard(messages=0, within=GUARD.within), False, id="no guard"),
    ],
)
def test_who_waits_for_a_digest(severity: Severity, lately: int, gathering: bool, guard: Guard, gathered: bool) -> None:
    """What comes beyond the allowed messages, but for grave events."""
    assert is_gathered(severity, lately=lately, gathering=gathering, guard=guard) is gathered
