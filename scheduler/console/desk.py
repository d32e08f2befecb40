"""What groups of pages share: the database, the settings, the clock, and the way to draw a page and to read a form."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from scheduler.console.finding import BadFilter
from scheduler.console.guarding import Token, form_in
from scheduler.console.reader import Reader
from scheduler.console.visitors import present
from scheduler.console.wording import words_in
from scheduler.settings import Settings

LARGEST_ID = 2**63 - 1


class NotDone(Exception):
    """What was asked for was not done; the sentence says why."""


class Draws(Protocol):
    """Draws a page."""

    def __call__(
        self, request: Request, template: str, values: Mapping[str, Any], *, status: int = 200
    ) -> Response: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One console. `page` draws a template for whoever asked."""

    engine: Engine
    settings_now: Callable[[], Settings]
    clock: Callable[[], datetime]
    token: Token
    page: Draws
    reader_of: Callable[[Request], Reader]

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.settings_now()

    @property
    def who(self) -> str:
        """Who decides what is decided now, for the history of it."""
        return present.get().name or "console"

    def refusal(self, request: Request, why: NotDone) -> Response:
        """A page that says why something was not done."""
        return self.page(request, "refused.html", {"why": str(why)}, status=409)

    async def form(self, request: Request) -> dict[str, str]:
        """The form that a page of ours has posted; refuses one without its token."""
        form = form_in(await request.body())
        if not self.token.is_in(form):
            raise HTTPException(403)
        return form


def id_in(request: Request) -> int:
    """The id of the address; no such page where no row can have it."""
    identity = int(request.path_params["id"])
    if identity > LARGEST_ID:
        raise HTTPException(404)
    return identity


def id_of(order: Mapping[str, Any]) -> int:
    """The id of the address that an order came to; nothing is there where no row can have it."""
    identity = int(order["id"])
    if identity > LARGEST_ID:
        raise HTTPException(404)
    return identity


def ids_in(text: str) -> tuple[int, ...] | None:
    """Ids as a form carries them, `12,15`; None for anything else, and for none."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts or not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in parts):
        return None
    return tuple(dict.fromkeys(int(part) for part in parts))


def base_of(request: Request) -> str:
    """Where the console was asked: its name went through the guard."""
    return f"{request.url.scheme}://{request.url.netloc}"


def wrong(sentence: str, status: int) -> Response:
    """What is wrong, for programs; `sentence` is its key in words.tsv."""
    return JSONResponse({"error": words_in("en")[sentence]}, status)


async def order_in(request: Request) -> dict[str, Any]:
    """What a program asks for, as JSON. No form of another site can send that type, and what its script sends without
    our leave is stopped by its browser: so it needs no token. Refuses what is no object."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415)
    try:
        order = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    if not isinstance(order, dict):
        raise HTTPException(400)
    return order


def text_in(order: Mapping[str, Any], name: str) -> str:
    """A text of an order, "" where it has none; refuses any other value."""
    value = order.get(name, "")
    if not isinstance(value, str):
        raise HTTPException(400)
    return value


def doing(act: Callable[[dict[str, Any]], Mapping[str, Any]]) -> Callable[[Request], Awaitable[Response]]:
    """An action for programs, in a thread: its answer, or why it was not done as JSON."""

    async def done(request: Request) -> Response:
        try:
            order = await order_in(request)
            return JSONResponse(await asyncio.to_thread(act, {**order, **request.path_params}))
        except NotDone as why:
            return JSONResponse({"error": str(why)}, 409)
        except HTTPException as error:
            return wrong(f"error.{error.status_code}", error.status_code)
        except SQLAlchemyError:
            return wrong("error.503", 503)

    return done


def told(answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """The answer for programs, or what is wrong as JSON."""

    def telling(request: Request) -> Response:
        try:
            return answer(request)
        except BadFilter as error:
            return wrong(f"error.filter.{error}", 400)
        except SQLAlchemyError:
            return wrong("error.503", 503)

    return telling
