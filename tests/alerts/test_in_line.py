"""One delivery of a line at a time, the newest picture for all older ones."""

from datetime import timedelta

import pytest

from alerts.alert import DeliveryKind, DeliveryState
from alerts.in_line import Next, Standing, Waiting, next_in_line
from tests.alerts.making import NOW

NEW, EDIT, REPLY = DeliveryKind.NEW, DeliveryKind.EDIT, DeliveryKind.REPLY
STANDS = Standing(revision=1, provider_id="77")


def _due(identity: int, revision: int, kind: DeliveryKind, *, held: bool = False) -> Waiting:
    return Waiting(
        id=identity,
        revision=revision,
        kind=kind,
        state=DeliveryState.DUE,
        not_before=NOW + timedelta(hours=1) if held else None,
    )


SENDING = Waiting(id=9, revision=1, kind=NEW, state=DeliveryState.SENDING, lease_until=NOW)


@pytest.mark.parametrize(
    ("line", "standing", "step"),
    [
        pytest.param([], None, Next(), id="nothing waits"),
        pytest.param([_due(1, 1, NEW)], None, Next(send=1, kind=NEW), id="the first message"),
        pytest.param([_due(1, 1, NEW, held=True)], None, Next(), id="held"),
        pytest.param([SENDING, _due(1, 2, EDIT)], None, Next(), id="one is under way"),
        pytest.param([_due(1, 2, EDIT)], STANDS, Next(send=1, kind=EDIT), id="an edit"),
        pytest.param([_due(1, 2, EDIT)], None, Next(send=1, kind=NEW), id="an edit of nothing is new"),
        pytest.param(
            [_due(1, 2, EDIT)],
            Standing(revision=1, provider_id=None),
            Next(send=1, kind=NEW),
            id="an edit of what cannot be edited is new",
        ),
        pytest.param(
            [_due(1, 1, NEW), _due(2, 2, EDIT), _due(3, 2, REPLY)],
            None,
            Next(send=2, kind=NEW, merge=(1, 3)),
            id="one first message tells all of it",
        ),
        pytest.param(
            [_due(1, 1, NEW, held=True), _due(2, 2, EDIT), _due(3, 2, REPLY)],
            None,
            Next(send=2, kind=NEW, merge=(1, 3)),
            id="an urgent revision passes the one held for the night",
        ),
        pytest.param(
            [_due(1, 2, EDIT), _due(2, 3, EDIT), _due(3, 3, REPLY)],
            STANDS,
            Next(send=2, kind=EDIT, merge=(1,)),
            id="the newest edit for all",
        ),
        pytest.param([_due(3, 3, REPLY)], STANDS, Next(send=3, kind=REPLY), id="the reply after its edit"),
        pytest.param(
            [_due(3, 3, REPLY), _due(5, 4, REPLY)], STANDS, Next(send=5, kind=REPLY, merge=(3,)), id="one reply for two"
        ),
        pytest.param(
            [_due(3, 2, REPLY), _due(4, 3, EDIT)],
            STANDS,
            Next(send=4, kind=EDIT),
            id="a reply that is overtaken by a newer picture goes after it",
        ),
        pytest.param([_due(1, 2, EDIT)], Standing(revision=3, provider_id="7"), Next(merge=(1,)), id="told already"),
    ],
)
def test_a_line_of_a_channel_that_edits(line: list[Waiting], standing: Standing | None, step: Next) -> None:
    """Edit, reply, or a first message that is up to date."""
    assert next_in_line(line, standing, can_edit=True, now=NOW) == step


@pytest.mark.parametrize(
    ("line", "standing", "step"),
    [
        ([_due(1, 1, NEW)], None, Next(send=1, kind=NEW)),
        ([_due(1, 1, NEW), _due(2, 2, REPLY)], None, Next(send=2, kind=NEW, merge=(1,))),
        ([_due(2, 2, REPLY), _due(3, 3, REPLY)], STANDS, Next(send=3, kind=REPLY, merge=(2,))),
        ([_due(2, 2, REPLY)], Standing(revision=1, provider_id=None), Next(send=2, kind=REPLY)),
    ],
)
def test_a_line_of_a_channel_that_only_sends(line: list[Waiting], standing: Standing | None, step: Next) -> None:
    """Further messages, the newest for all that waited."""
    assert next_in_line(line, standing, can_edit=False, now=NOW) == step
