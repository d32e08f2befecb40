"""The callback: what hubs reach from outside. It verifies what we asked for, and takes pushes as hints.

Whoever is not a hub that we asked finds nothing here: addresses cannot be guessed, and a push without the signature
of its subscription is acknowledged and ignored. Of a push nothing is kept: entries come only from the feed itself.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from crawler.store.database import reading, writing
from crawler.store.websub import (
    HubState,
    HubSubscription,
    confirm,
    deny,
    forget,
    subscription_by_token,
    take_hint,
)
from scheduler.websub.hints import hint_at
from scheduler.websub.keeping import HubDesk
from scheduler.websub.signature import SignatureCheck
from scheduler.websub.steps import AFTER_DENIAL, renewal_at
from scheduler.websub.verification import Verdict, Verification, read_verification

logger = logging.getLogger(__name__)

MOST_BYTES = 5 * 1024 * 1024
BODY_SECONDS = 20.0

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)  # secrets.token_urlsafe(32)


class Push(StrEnum):
    """What became of a push, and what the hub is answered."""

    HINT = "hint"  # its feed is due
    COVERED = "covered"  # a visit that is still ahead covers it, or the feed's server asked for a pause
    UNSIGNED = "unsigned"  # ignored; the answer is the same, so that nobody can try signatures
    NOT_ACTIVE = "not_active"
    ENDED = "ended"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"


_STATUS = {Push.ENDED: 410, Push.TOO_LARGE: 413, Push.TOO_SLOW: 408}  # all others: 202


def callback_app(
    desk: HubDesk,
    *,
    wake: Callable[[], Awaitable[object]],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Starlette | None:
    """The web application that answers hubs, or None where WebSub is off.

    `wake` puts due feeds before the crawlers. Of a path only the last part counts: a web server in front may cut off
    what comes before.
    """
    if desk.callback is None:
        return None
    callback = _Callback(desk, wake, clock)
    return Starlette(
        routes=[
            Route("/{path:path}", callback.verified, methods=["GET"]),
            Route("/{path:path}", callback.pushed, methods=["POST"]),
        ],
        exception_handlers={SQLAlchemyError: _unavailable},
    )


class _Callback:
    def __init__(self, desk: HubDesk, wake: Callable[[], Awaitable[object]], clock: Callable[[], datetime]) -> None:
        self._desk = desk
        self._wake = wake
        self._clock = clock

    async def verified(self, request: Request) -> Response:
        query = dict(request.query_params)
        found = await asyncio.to_thread(self._verify, _token(request), query)
        if found.verdict is not Verdict.UNKNOWN:
            logger.info("websub_verified verdict=%s reason=%r", found.verdict, found.reason)
        if found.verdict is Verdict.DENIED:
            return Response(status_code=200)
        if found.challenge is None:
            return Response(status_code=404)
        # What is echoed is the caller's: it must never be shown as a page of ours.
        return Response(
            found.challenge.encode("utf-8", "replace"),
            media_type="application/octet-stream",
            headers={"X-Content-Type-Options": "nosniff"},
        )

    def _verify(self, token: str | None, query: dict[str, str]) -> Verification:
        if self._subscription(token) is None or token is None:
            return Verification(verdict=Verdict.UNKNOWN)
        now = self._clock()
        with writing(self._desk.engine) as connection:
            subscription = subscription_by_token(connection, token)
            found = read_verification(query, subscription, asked_lease=self._desk.lease)
            if found.verdict is Verdict.CONFIRMED:
                assert found.lease is not None
                renew_at = renewal_at(now, found.lease)
                confirm(connection, token, lease_until=now + found.lease, renew_at=renew_at)
            elif found.verdict is Verdict.ENDED:
                forget(connection, token)
            elif found.verdict is Verdict.DENIED:
                reason = f"the hub denied it: {found.reason}" if found.reason else "the hub denied it"
                deny(connection, token, reason=reason, next_try_at=now + AFTER_DENIAL)
        return found

    async def pushed(self, request: Request) -> Response:
        subscription = await asyncio.to_thread(self._subscription, _token(request))
        if subscription is None:
            return Response(status_code=410)  # so that a hub that still has it ends it
        push = await self._taken(request, subscription)
        level = logging.WARNING if push in (Push.UNSIGNED, Push.TOO_LARGE, Push.TOO_SLOW) else logging.INFO
        logger.log(level, "websub_pushed feed=%d outcome=%s", subscription.feed_id, push)
        task = BackgroundTask(self._wake_crawlers) if push is Push.HINT else None
        return Response(status_code=_STATUS.get(push, 202), background=task)

    async def _taken(self, request: Request, subscription: HubSubscription) -> Push:
        if subscription.state is HubState.LEAVING:
            return Push.ENDED
        if subscription.state is not HubState.ACTIVE:
            return Push.NOT_ACTIVE
        check = SignatureCheck(request.headers.get("X-Hub-Signature"), subscription.secret)
        unread = await _read(request, check)
        if unread is not None:
            return unread
        if not check.is_right:
            return Push.UNSIGNED
        due_at = await asyncio.to_thread(self._hint, subscription)
        return Push.COVERED if due_at is None else Push.HINT

    def _hint(self, subscription: HubSubscription) -> datetime | None:
        now = self._clock()
        if hint_at(subscription.last_push_at, now) is None:
            return None  # in a flood no write lock is taken for nothing
        with writing(self._desk.engine) as connection:
            return take_hint(connection, subscription.feed_id, lambda last: hint_at(last, now))

    def _subscription(self, token: str | None) -> HubSubscription | None:
        if token is None:
            return None
        with reading(self._desk.engine) as connection:
            return subscription_by_token(connection, token)

    async def _wake_crawlers(self) -> None:
        try:
            await self._wake()
        except SQLAlchemyError as error:
            logger.warning("websub_not_woken error=%s", type(error).__name__)  # the scheduler's next second does it


async def _read(request: Request, check: SignatureCheck) -> Push | None:
    """Shows the whole body to the signature's check; None where that succeeded."""
    length = request.headers.get("Content-Length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > MOST_BYTES:
        return Push.TOO_LARGE
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                size += len(piece)
                if size > MOST_BYTES:
                    return Push.TOO_LARGE
                check.take(piece)
    except (TimeoutError, ClientDisconnect):
        return Push.TOO_SLOW
    return None


def _token(request: Request) -> str | None:
    last = str(request.path_params["path"]).rpartition("/")[2]
    return last if _TOKEN.fullmatch(last) else None


async def _unavailable(_request: Request, error: Exception) -> Response:
    logger.error("websub_unavailable error=%s", type(error).__name__)
    return Response(status_code=503)  # hubs try again
