"""*Subscriptions*: who hears of what and when, in words, what each would have sent in seven days, and a test."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from alerts.alert import DeliveryState, Severity
from alerts.joined import with_chats
from alerts.subscriptions import Subscription, subscriptions_from
from alerts.tables import delivery as delivery_table
from alerts.test_alert import create_test_alert
from alerts.timing import earliest
from crawler.store.database import reading
from scheduler.console.desk import Desk, doing, told, wrong
from scheduler.console.rehearsals import BACK, Rehearsal, Rehearsals
from scheduler.waking import wake_deliveries

FILTERS = ("countries", "places", "actors", "groups", "kinds", "outlets", "words")
_WAITING = (DeliveryState.DUE.value, DeliveryState.SENDING.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A subscription with what waits for its receivers, and when its next digest goes out; None where each event is
    told at once."""

    rule: Subscription
    next_digest: datetime | None
    waiting: int
    gathered: int


def listed(connection: Connection, subscriptions: Sequence[Subscription], now: datetime) -> list[Listed]:
    """The subscriptions in the order of the file, with the chats that joined them."""
    table = delivery_table.c
    query = (
        select(table.subscription, table.state, func.count())
        .where(table.state.in_((*_WAITING, DeliveryState.GATHERED.value)))
        .group_by(table.subscription, table.state)
    )
    counts: dict[tuple[str, bool], int] = {}
    for name, state, count in connection.execute(query):
        key = (name, state == DeliveryState.GATHERED.value)
        counts[key] = counts.get(key, 0) + count
    return [
        Listed(
            rule=one,
            next_digest=None if one.when == "now" else earliest(one, Severity.NOTICE, now),
            waiting=counts.get((one.name, False), 0),
            gathered=counts.get((one.name, True), 0),
        )
        for one in with_chats(connection, subscriptions, now)
    ]


def subscription_answer(one: Listed) -> dict[str, Any]:
    """A subscription as the API tells it; receivers as people may see them."""
    rule = one.rule
    return {
        "name": rule.name,
        "flags": list(rule.flags),
        **{name: list(getattr(rule, name)) for name in FILTERS},
        "min_killed": rule.min_killed,
        "min_sources": rule.min_sources,
        "min_severity": rule.min_severity,
        "to": [to.shown for to in rule.to],
        "when": rule.when,
        "at": list(rule.at),
        "timezone": rule.timezone,
        "quiet": rule.quiet,
        "quiet_except": rule.quiet_except,
        "language": rule.language,
        "next_digest": None if one.next_digest is None else one.next_digest.isoformat(),
        "waiting": one.waiting,
        "gathered": one.gathered,
    }


def rehearsal_answer(one: Rehearsal) -> dict[str, Any]:
    """What it would have sent, as far as it is known: `messages` is null until then."""
    answer: Mapping[str, Any] = one.answer or {}
    return {
        "subscription": one.subscription.name,
        "since": (one.asked_at - BACK).isoformat(),
        "until": one.asked_at.isoformat(),
        "state": "failed" if one.failed else "done" if one.is_over else "running",
        "stories_done": one.done,
        "stories": one.of,
        "total": answer.get("total"),
        "messages": answer.get("messages"),
    }


@dataclass(frozen=True, slots=True)
class SubscriptionsPage:
    """The page, its pieces, and the same for programs."""

    desk: Desk
    rehearsals: Rehearsals

    def routes(self) -> list[Route]:
        """All addresses."""
        return [
            Route("/subscriptions", self.show),
            Route("/subscriptions/{name}/preview", self.show_preview),
            Route("/subscriptions/{name}/again", self.again, methods=["POST"]),
            Route("/subscriptions/{name}/test", self.send_test, methods=["POST"]),
            Route("/api/subscriptions", told(self.answer)),
            Route("/api/subscriptions/{name}/test", doing(self.test), methods=["POST"]),
            Route("/api/subscriptions/{name}/preview", told(self.preview_answer)),
        ]

    def show(self, request: Request) -> Response:
        """The page; each preview comes once it stands."""
        return self.desk.page(request, "subscriptions.html", {"listed": self._listed(), "filter_names": FILTERS})

    def show_preview(self, request: Request) -> Response:
        """What one would have sent, or how far that is known: a piece of the page, and a page of its own by a link."""
        found = self._rehearsal(request)
        if found is None:
            raise HTTPException(404)
        template = "preview.html" if "hx-request" in request.headers else "preview_page.html"
        return self.desk.page(request, template, {"preview": rehearsal_answer(found), "moment": _moment})

    async def again(self, request: Request) -> Response:
        """Forgets what was rehearsed, so that it is done anew."""
        await self.desk.form(request)
        self.rehearsals.forget(str(request.path_params["name"]))
        return RedirectResponse("/subscriptions", 303)

    async def send_test(self, request: Request) -> Response:
        """Sends a test; what becomes of it stands among the deliveries."""
        await self.desk.form(request)
        await asyncio.to_thread(self.test, dict(request.path_params))
        return RedirectResponse("/alerts", 303)

    def test(self, order: Mapping[str, Any]) -> dict[str, Any]:
        """Has a real alert, marked as a test, sent to each receiver of a subscription: by the workers, who alone hold
        the secrets, and to no address that is not let through for webhooks. Its deliveries, by their ids."""
        desk, name = self.desk, str(order["name"])
        now = desk.clock()
        with reading(desk.engine) as connection:
            rules = with_chats(connection, subscriptions_from(desk.settings.subscription), now)
        rule = next((one for one in rules if one.name == name), None)
        if rule is None:
            raise HTTPException(404)
        ids = create_test_alert(desk.engine, rule, now=now, deadline_hours=desk.settings.alerts.deadline_hours)
        wake_deliveries(desk.settings.store, ids)  # where nobody can be woken, the workers find them within seconds
        return {"deliveries": ids}

    def answer(self, _request: Request) -> Response:
        """All subscriptions for programs."""
        return JSONResponse({"subscriptions": [subscription_answer(one) for one in self._listed()]})

    def preview_answer(self, request: Request) -> Response:
        """One preview for programs: 202 until it is known."""
        found = self._rehearsal(request)
        if found is None:
            return wrong("error.404", 404)
        return JSONResponse(rehearsal_answer(found), 200 if found.is_over else 202)

    def _listed(self) -> list[Listed]:
        with reading(self.desk.engine) as connection:
            return listed(connection, subscriptions_from(self.desk.settings.subscription), self.desk.clock())

    def _rehearsal(self, request: Request) -> Rehearsal | None:
        settings, name = self.desk.settings, request.path_params["name"]
        rule = next((one for one in subscriptions_from(settings.subscription) if one.name == name), None)
        return None if rule is None else self.rehearsals.of(settings, rule, now=self.desk.clock())


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
