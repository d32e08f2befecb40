"""*Log in* and *log out*.

What is wrong with a login is never told: one sentence stands for a name that nobody has and a password that is not his.
Who fails often waits, by his address and by the name that he tries (`tries`); and no more than two passwords are
judged at a time, since each takes a moment and 64 MiB.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from crawler.store.database import writing
from scheduler.console import sessions
from scheduler.console.accounts import Account
from scheduler.console.entry import LOGIN, LOGOUT, Door
from scheduler.console.guarding import Token, form_in, leads_home
from scheduler.console.tries import OF_ADDRESSES, OF_NAMES, Tries
from scheduler.console.visitors import Way, present

logger = logging.getLogger(__name__)

_AT_A_TIME = 2
_MOST_WAITING = 20
_LONGEST_NAME = 100
_BUSY = timedelta(seconds=2)


@dataclass(slots=True, kw_only=True)
class SigningIn:
    """Both, over one door. `page` draws a template with its values and a status."""

    door: Door
    token: Token
    secure: bool
    page: Callable[[Request, str, Mapping[str, Any], int], Response]
    by_address: Tries = field(default_factory=lambda: Tries(OF_ADDRESSES))
    by_name: Tries = field(default_factory=lambda: Tries(OF_NAMES))
    _judges: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_A_TIME))
    _waiting: int = 0

    def routes(self) -> list[Route]:
        """Their addresses."""
        return [
            Route(LOGIN, self.show),
            Route(LOGIN, self.log_in, methods=["POST"]),
            Route(LOGOUT, self.log_out, methods=["POST"]),
        ]

    def show(self, request: Request) -> Response:
        """The form; whoever needs none is led on."""
        onward = _onward(request.query_params.get("next", "/"))
        if present.get().may_look:
            return RedirectResponse(onward, 303)
        return self._form(request, onward)

    async def log_in(self, request: Request) -> Response:
        """Makes a session for who is right, and leads him on."""
        form = form_in(await request.body())
        if not self.token.is_in(form):
            raise HTTPException(403)
        onward, name = _onward(form.get("next", "/")), form.get("name", "").strip()[:_LONGEST_NAME]
        address = address_key(request.client.host if request.client else "")
        now = self.door.clock()
        wait = max(self.by_address.wait(address, now), self.by_name.wait(name, now))
        if self._waiting >= _MOST_WAITING:
            wait = max(wait, _BUSY)
        if wait:
            return self._form(request, onward, name, wait=wait)
        self.by_address.begin(address, now)
        self.by_name.begin(name, now)
        account = await self._judged(name, form.get("password", ""))
        if account is None:
            logger.warning("console_login_refused address=%s", address)  # a name may be a password in the wrong field
            return self._form(request, onward, name, wrong=True)
        self.by_address.take_back(address)
        self.by_name.forget(name)
        key = await asyncio.to_thread(self._begin, account, request.cookies.get(self.door.cookie, ""))
        logger.info("console_login name=%s address=%s", account.name, address)
        return self._with_cookie(RedirectResponse(onward, 303), key)

    async def log_out(self, request: Request) -> Response:
        """Ends the session; its key opens nothing from now on."""
        if not self.token.is_in(form_in(await request.body())):
            raise HTTPException(403)
        visitor = present.get()
        if visitor.way is Way.SESSION:
            await asyncio.to_thread(self._end, visitor.session)
        answer = RedirectResponse(LOGIN, 303)
        answer.delete_cookie(self.door.cookie, secure=self.secure, httponly=True, samesite="lax")
        return answer

    async def _judged(self, name: str, word: str) -> Account | None:
        self._waiting += 1
        try:
            async with self._judges:
                return await asyncio.to_thread(self.door.accounts.by_word, name, word)
        finally:
            self._waiting -= 1

    def _begin(self, account: Account, before: str) -> str:
        with writing(self.door.engine) as connection:
            return sessions.begin(
                connection, account, now=self.door.clock(), lifetimes=self.door.lifetimes, instead_of=before
            )

    def _end(self, key: str) -> None:
        with writing(self.door.engine) as connection:
            sessions.end(connection, key)

    def _with_cookie(self, answer: Response, key: str) -> Response:
        # Lax, not strict: a link in an alert leads to its event, and not to the login.
        lasts = int(self.door.lifetimes.whole.total_seconds())
        answer.set_cookie(
            self.door.cookie, key, max_age=lasts, path="/", secure=self.secure, httponly=True, samesite="lax"
        )
        return answer

    def _form(
        self,
        request: Request,
        onward: str,
        name: str = "",
        *,
        wrong: bool = False,
        wait: timedelta | None = None,
    ) -> Response:
        seconds = None if wait is None else math.ceil(wait.total_seconds())
        status = 429 if seconds else 403 if wrong else 200
        values = {"onward": onward, "name": name, "wrong": wrong, "wait": seconds}
        answer = self.page(request, "login.html", values, status)
        if seconds:
            answer.headers["Retry-After"] = str(seconds)
        return answer


def address_key(address: str) -> str:
    """What stands for the one who asks: an IPv4 address, or the /64 of which anybody has all addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:_LONGEST_NAME]
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


def _onward(address: str) -> str:
    return address if leads_home(address) and address.partition("?")[0] not in (LOGIN, LOGOUT) else "/"
