"""The door of the console: who asks, by his cookie or his token, and whether he may have what he asks for.

Where the configuration names nobody, everybody who reaches the port is an editor, which the settings allow on loopback
alone. Else nothing is answered but the login, its looks and the choice of a language, until somebody is known; and who
only reads can send no form, whichever page it is of.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from urllib.parse import quote, urlsplit

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from crawler.store.database import reading, writing
from scheduler.console import sessions
from scheduler.console.accounts import Account, Accounts
from scheduler.console.sessions import Lifetimes
from scheduler.console.visitors import ANYBODY, NOBODY, Role, Visitor, Way, present
from scheduler.console.wording import words_in

logger = logging.getLogger(__name__)

LOOKED_AT_EVERY = timedelta(seconds=10)  # whether an open page may stay; less than its quietest stream lets pass
LOGIN, LOGOUT = "/login", "/logout"
_FOR_ALL = frozenset({LOGIN, "/preferences"})
_ASSETS = "/assets/"
_SAFE = frozenset({"GET", "HEAD"})
_LISTS = re.compile(r"/(?:events|stories|search)\.(?:atom|json|csv)")


class Passage(Enum):
    """What becomes of a request."""

    GO = auto()
    WHO = auto()  # somebody must say who he is
    MAY_NOT = auto()  # he said so, and it is not for him


def passage(method: str, path: str, visitor: Visitor, *, is_there: bool) -> Passage:
    """Whether somebody may have what he asks for. `is_there`: that anything answers this method at this path; what is
    not there is told as such."""
    if path in _FOR_ALL or path.startswith(_ASSETS):
        return Passage.GO
    if visitor.role is None:
        return Passage.WHO
    if visitor.role is Role.FEEDS and (method not in _SAFE or not _LISTS.fullmatch(path)):
        return Passage.MAY_NOT
    if method not in _SAFE and is_there and not visitor.may_change and path != LOGOUT:
        return Passage.MAY_NOT
    return Passage.GO


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What tells one visitor from another."""

    engine: Engine
    accounts: Accounts
    lifetimes: Lifetimes
    cookie: str  # its name
    clock: Callable[[], datetime]

    async def visitor(self, request: Request) -> Visitor:
        """Who asks. What he carries besides one proof is not looked at: a wrong token is not helped by a cookie."""
        if not self.accounts:
            return ANYBODY
        path = request.url.path
        if path.startswith(_ASSETS):
            return NOBODY
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":  # another kind is for a web server in front, which passes it on
            return _with_token(self.accounts.by_token(token.strip()))
        if _LISTS.fullmatch(path) and "token" in request.query_params:
            # Readers of feeds know nothing but an address. It stands in logs and histories: it opens nothing but lists.
            owner = self.accounts.by_token(request.query_params["token"])
            return _with_token(owner if owner is not None and owner.role is Role.FEEDS else None)
        key = request.cookies.get(self.cookie, "")
        return await asyncio.to_thread(self._in_session, key) if key else NOBODY

    def _in_session(self, key: str) -> Visitor:
        now = self.clock()
        with reading(self.engine) as connection:
            session = sessions.found(connection, key, now=now, lifetimes=self.lifetimes)
        account = None if session is None else self.accounts.named(session.name, session.credential)
        if session is None or account is None:
            return NOBODY
        if session.is_stale:
            try:
                with writing(self.engine) as connection:
                    sessions.touch(connection, key, now)
            except SQLAlchemyError as error:  # the next page notes it
                logger.warning("console_session_not_noted error=%s", type(error).__name__)
        token = sessions.form_token_of(key)
        return Visitor(way=Way.SESSION, role=account.role, name=account.name, form_token=token, session=key)

    async def while_open(self, messages: AsyncIterator[str]) -> AsyncIterator[str]:
        """A stream to whoever asks now, until his session is over. That the stream lives is a use of it."""
        visitor, looked_at = present.get(), self.clock()
        async for message in messages:
            now = self.clock()
            if visitor.way is Way.SESSION and abs(now - looked_at) >= LOOKED_AT_EVERY:
                looked_at = now
                try:
                    still = await asyncio.to_thread(self._in_session, visitor.session)
                except SQLAlchemyError:
                    return
                if not still.may_look:
                    return
            yield message


def _with_token(owner: Account | None) -> Visitor:
    return NOBODY if owner is None else Visitor(way=Way.TOKEN, role=owner.role, name=owner.name)


def _is_for_program(request: Request) -> bool:
    path = request.url.path
    return path.startswith("/api/") or bool(_LISTS.fullmatch(path)) or "authorization" in request.headers


class Entry:
    """The application behind the door. `refuse` draws a page that says why something is not answered."""

    def __init__(
        self, app: ASGIApp, door: Door, routes: Sequence[BaseRoute], refuse: Callable[[Request, str, int], Response]
    ) -> None:
        self._app = app
        self._door = door
        self._routes = routes
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope)
        try:
            visitor = await self._door.visitor(request)
        except SQLAlchemyError:
            await self._away(request)(scope, receive, send)
            return
        is_there = any(route.matches(scope)[0] is Match.FULL for route in self._routes)
        found = passage(request.method, request.url.path, visitor, is_there=is_there)
        before = present.set(visitor)
        try:
            if found is Passage.GO:
                await self._app(scope, receive, send)
            else:
                await self._refusal(request, found)(scope, receive, send)
        finally:
            present.reset(before)

    def _away(self, request: Request) -> Response:
        """Who asks cannot be looked up at this moment."""
        if _is_for_program(request):
            return JSONResponse({"error": words_in("en")["error.503"]}, 503)
        return self._refuse(request, "error.503", 503)

    def _refusal(self, request: Request, found: Passage) -> Response:
        path, headers = request.url.path, request.headers
        for_program = _is_for_program(request)
        if found is Passage.MAY_NOT:
            if for_program:
                return JSONResponse({"error": words_in("en")["error.reader"]}, 403)
            return self._refuse(request, "error.reader", 403)
        if for_program:
            wanted = {"WWW-Authenticate": 'Bearer realm="rasid"'}
            return JSONResponse({"error": words_in("en")["error.401"]}, 401, wanted)
        if "hx-request" in headers:
            here = urlsplit(headers.get("hx-current-url", ""))
            return Response(status_code=401, headers={"HX-Redirect": _login_for(here.path, here.query)})
        if path == "/live":
            return PlainTextResponse("log in\n", 401)
        if request.method in _SAFE:
            return RedirectResponse(_login_for(path, request.url.query), 303)
        return RedirectResponse(LOGIN, 303)


def _login_for(path: str, query: str) -> str:
    here = path + (f"?{query}" if query else "")
    return LOGIN if here in ("", "/") else f"{LOGIN}?next={quote(here, safe='/')}"
