"""The desk's work for programs: what is to be reviewed, deliveries and how all is, and the decisions about them.

Each address is answered by the function by which its page is drawn, or its button acts.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from crawler.answers import story_answer
from crawler.flags.flag import Label
from crawler.store.database import reading
from scheduler.console.desk import Desk, NotDone, doing, id_of, text_in, told
from scheduler.console.desk_pages import deliveries_page, put_back, status_now
from scheduler.console.labelling import ANSWERS, decide, decisions_in, review_page

_DELIVERY = ("id", "event_id", "revision", "kind", "channel", "to", "subscription", "state", "attempt", "created_at",
             "ended_at", "last_error", "title")  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskApi:
    """The addresses for programs that have a page of their own kind."""

    desk: Desk

    def routes(self) -> list[Route]:
        """All addresses."""
        return [
            Route("/api/review", told(self.review)),
            Route("/api/stories/{id:int}/flags", doing(self.label), methods=["POST"]),
            Route("/api/deliveries", told(self.deliveries)),
            Route("/api/deliveries/{id:int}/replay", doing(self.replay), methods=["POST"]),
            Route("/api/status", told(self.status)),
        ]

    def review(self, _request: Request) -> Response:
        """The newest stories with a flag in doubt."""
        with reading(self.desk.engine) as connection:
            found = review_page(connection)
        stories = [
            {
                "id": one.kept.id,
                "kept_at": one.kept.kept_at.isoformat(),
                "doubts": [label.value for label in one.doubts],
                **story_answer(one.kept.read),
            }
            for one in found["stories"]
        ]
        return JSONResponse({"stories": stories, "left": found["left"]})

    def label(self, order: dict[str, Any]) -> dict[str, Any]:
        """Keeps what somebody decides of a story's flags: yes, no or unset."""
        decided = decisions_in({label.value: text_in(order, label.value) or None for label in Label})
        if decided is None:
            raise HTTPException(400)
        identity = id_of(order)
        if not decide(self.desk.engine, identity, decided, now=self.desk.clock()):
            raise HTTPException(404)
        words = {answer: word for word, answer in ANSWERS.items()}
        return {"id": identity, **{label.value: words[answer] for label, answer in decided.items()}}

    def deliveries(self, _request: Request) -> Response:
        """What could not be told, the newest deliveries, and how many there are in each state."""
        with reading(self.desk.engine) as connection:
            found = deliveries_page(connection, now=self.desk.clock())
        return JSONResponse(
            {
                "untold": [_delivery(row) for row in found["untold"]],
                "newest": [_delivery(row) for row in found["newest"]],
                "counts": found["counts"],
            }
        )

    def replay(self, order: dict[str, Any]) -> dict[str, Any]:
        """Puts a delivery back to due."""
        identity = id_of(order)
        done = put_back(self.desk.engine, self.desk.settings, [identity], now=self.desk.clock())
        if done.refused:
            raise NotDone(f"delivery {identity} is not sent again: {done.refused[0][1].value}")
        return {"id": identity}

    def status(self, _request: Request) -> Response:
        """How all is."""
        found = status_now(self.desk.engine, self.desk.settings, clock=self.desk.clock)
        answer = _plain(found["status"])
        return JSONResponse({**answer, "ways": _plain(found["ways"]), "disk": _plain(found["disk"])})


def _delivery(row: Mapping[str, object]) -> dict[str, Any]:
    return {name: _plain(row[name]) for name in _DELIVERY}


def _plain(value: Any) -> Any:
    """Records, moments and closed sets as JSON has them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
