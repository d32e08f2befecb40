"""The console as a web application: which address leads to which page."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Match, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from crawler.store.database import reading
from scheduler.console.accounts import Accounts
from scheduler.console.answering import Answering
from scheduler.console.cards import Cards
from scheduler.console.desk import Desk, base_of, id_in, wrong
from scheduler.console.desk_api import DeskApi
from scheduler.console.desk_pages import UNTOLD, Sparks, deliveries_page, put_back, status_now
from scheduler.console.entry import Door, Entry
from scheduler.console.errand import end_errands
from scheduler.console.event_page import event_page
from scheduler.console.feeds_page import FeedsPage
from scheduler.console.finding import BadFilter, Behind, Filters, filters_of
from scheduler.console.guarding import Token, form_in, leads_home, reached
from scheduler.console.labelling import after_decision, before_in, decide, decisions_in, review_page
from scheduler.console.live import Live, Look
from scheduler.console.now import Now
from scheduler.console.reader import LANGUAGES, Reader, choice, reader_of
from scheduler.console.regrouping_pages import RegroupingPages
from scheduler.console.rehearsals import Rehearsals
from scheduler.console.rendering import ASSETS, render
from scheduler.console.search_page import SearchPage
from scheduler.console.sessions import Lifetimes
from scheduler.console.shown import Shown
from scheduler.console.signing_in import SigningIn
from scheduler.console.story_page import story_page
from scheduler.console.subscriptions_page import SubscriptionsPage
from scheduler.console.wording import words_in
from scheduler.console_section import ConsoleSection
from scheduler.settings import Settings

logger = logging.getLogger(__name__)

_YEAR = 365 * 24 * 3600


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def console_app(engine: Engine, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> "ConsoleApplication":
    """The application over a database; its `live` is to be run beside it."""
    return ConsoleApplication(engine=engine, settings=settings, clock=clock)


@dataclass(slots=True, kw_only=True)
class ConsoleApplication:
    """An ASGI application. Each page is made in a thread, from one unchanging view of the database."""

    engine: Engine
    settings: Settings
    clock: Callable[[], datetime]
    token: Token = field(default_factory=Token)
    sparks: Sparks = field(default_factory=Sparks)
    rehearsals: Rehearsals = field(default_factory=Rehearsals)
    now: Now = field(init=False)
    live: Live = field(init=False)
    door: Door = field(init=False)
    routes: Sequence[Route] = field(init=False)
    _app: ASGIApp = field(init=False)

    def __post_init__(self) -> None:
        self.now = Now(engine=self.engine, cards=Cards(), clock=self.clock)
        self.live = Live(engine=self.engine, draw=self.now.draw, clock=self.clock)
        self.door = door_of(self.engine, self.settings.console, self.clock)
        self.routes = [
            Route("/", self.show_now),
            Route("/live", self.show_live),
            Route("/api/live", self.tell_live),
            Route("/event/{id:int}", self.show_event),
            Route("/story/{id:int}", self.show_story),
            Route("/story/{id:int}/label", self.label, methods=["POST"]),
            Route("/review", self.show_review),
            Route("/alerts", self.show_alerts),
            Route("/alerts/{id:int}/replay", self.send_again, methods=["POST"]),
            Route("/status", self.show_status),
            Route("/status/now", self.show_status_now),
            Route("/preferences", self.prefer, methods=["POST"]),
            *Answering(self.engine, self.now, self._reader).routes(),
            *self._signing_in().routes(),
            *self._more_routes(),
        ]
        assets = Mount("/assets", StaticFiles(directory=ASSETS))
        handlers: Mapping[Any, Any] = {
            HTTPException: self.refuse,
            BadFilter: self.refuse_filter,
            SQLAlchemyError: self.be_away,
        }
        pages = Starlette(routes=[*self.routes, assets], exception_handlers=handlers)
        self._app = reached(Entry(pages, self.door, self.routes, self._refusal), self.settings.console)

    def _more_routes(self) -> list[Route]:
        desk = Desk(
            engine=self.engine,
            settings_now=lambda: self.settings,
            clock=self.clock,
            token=self.token,
            page=self._page,
            reader_of=self._reader,
        )
        return [
            *SearchPage(desk, self.now.cards).routes(),
            *SubscriptionsPage(desk, self.rehearsals).routes(),
            *FeedsPage(desk, self.sparks).routes(),
            *RegroupingPages(desk).routes(),
            *DeskApi(desk).routes(),
        ]

    def close(self) -> None:
        """Begins nothing more in the background, and ends what runs there."""
        self.rehearsals.close()
        end_errands()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def warm(self) -> None:
        """Loads what a page needs, and draws the cards of the list, before the first reader asks."""
        looks = [(Filters(), language) for language in LANGUAGES]
        looks.append((Filters(country="SY", actor="روسيا", words="غارة"), "ar"))  # loads the names that filters know
        try:
            for filters, language in looks:
                look = Look(filters=filters, reader=Reader(language=language, zone=self.settings.console.timezone))
                page = self.now.page(look, before=None)
                frame = {"token": "", "here": "/", "path": "/", **page}
                render("now.html", Shown(reader=look.reader, now=self.clock()), frame)
        except SQLAlchemyError as error:
            logger.warning("console_not_warm error=%s", type(error).__name__)

    def show_now(self, request: Request) -> Response:
        """What happens."""
        look = self._look(request)
        return self._page(
            request, "now.html", self.now.page(look, before=Behind.read(request.query_params.get("before", "")))
        )

    async def show_live(self, request: Request) -> Response:
        """How it goes on: server-sent events until the page is closed."""
        return self._stream(request, self._look(request))

    async def tell_live(self, request: Request) -> Response:
        """The same for programs, with JSON in place of HTML."""
        try:
            look = replace(self._look(request), reader=Reader(), base=base_of(request))
        except BadFilter as error:
            return wrong(f"error.filter.{error}", 400)
        return self._stream(request, look)

    def _stream(self, request: Request, look: Look) -> Response:
        since = Behind.read(request.query_params.get("seen", ""))
        messages = self.door.while_open(self.live.messages(look, lambda: self.now.missed(look, since)))
        return StreamingResponse(messages, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    def show_event(self, request: Request) -> Response:
        """One event; by the id of one that was merged, the one that it is part of now."""
        with reading(self.engine) as connection:
            found = event_page(connection, id_in(request), self._reader(request))
        if found is None:
            raise HTTPException(404)
        return self._page(request, "event.html", found)

    def show_story(self, request: Request) -> Response:
        """One story."""
        with reading(self.engine) as connection:
            found = story_page(connection, id_in(request))
        if found is None:
            raise HTTPException(404)
        return self._page(request, "story.html", found)

    def show_review(self, request: Request) -> Response:
        """The stories that a person should look at."""
        with reading(self.engine) as connection:
            found = review_page(connection)
        return self._page(request, "review.html", found)

    def show_alerts(self, request: Request) -> Response:
        """What was told to whom."""
        with reading(self.engine) as connection:
            found = deliveries_page(connection, now=self.clock())
        return self._page(request, "alerts.html", {**found, "untold_states": UNTOLD})

    async def send_again(self, request: Request) -> Response:
        """Puts a delivery back to due."""
        if not self.token.is_in(form_in(await request.body())):
            raise HTTPException(403)
        ids = [id_in(request)]
        done = await asyncio.to_thread(put_back, self.engine, self.settings, ids, now=self.clock())
        if done.refused:
            raise HTTPException(409)
        return RedirectResponse("/alerts", 303)

    def show_status(self, request: Request) -> Response:
        """The page that then asks how all is."""
        return self._page(request, "status.html", {})

    def show_status_now(self, request: Request) -> Response:
        """How all is, as a piece of that page."""
        return self._page(request, "status_now.html", status_now(self.engine, self.settings, clock=self.clock))

    async def label(self, request: Request) -> Response:
        """Keeps what somebody decided of a story's flags, and shows it."""
        form = form_in(await request.body())
        if not self.token.is_in(form):
            raise HTTPException(403)
        decided, identity = decisions_in(form), id_in(request)
        if decided is None:
            raise HTTPException(400)
        if not await asyncio.to_thread(decide, self.engine, identity, decided, now=self.clock()):
            raise HTTPException(404)
        if "hx-request" not in request.headers:
            return RedirectResponse(f"/story/{identity}", 303)
        piece = "review_done.html" if form.get("from") == "review" else "flags.html"
        values = await asyncio.to_thread(after_decision, self.engine, identity, before_in(form))
        return HTMLResponse(self._render(request, piece, values))

    async def prefer(self, request: Request) -> Response:
        """Keeps how somebody reads, in a cookie, and leads back to the page."""
        form = form_in(await request.body())
        back = str(form.get("back", "/"))
        answer = RedirectResponse(back if leads_home(back) else "/", 303)
        for name, value in form.items():
            chosen = choice(name, str(value))
            if chosen is not None:
                secure = self.settings.console.https
                answer.set_cookie(*chosen, max_age=_YEAR, samesite="strict", httponly=True, secure=secure)
        return answer

    async def refuse(self, request: Request, error: Exception) -> Response:
        """A page that says in one sentence what is wrong, and leads on."""
        assert isinstance(error, HTTPException)
        status = error.status_code
        name = f"error.{status}" if status in (400, 403, 404, 409) else "error.other"
        answer = (
            JSONResponse({"error": words_in("en")[name]}, status)
            if request.url.path.startswith("/api/")
            else self._page(request, "error.html", {"sentence": name}, status=status)
        )
        answer.headers.update(error.headers or {})
        if status == 405:  # of an address with a route for each method the framework names one's alone
            there = [route.methods or () for route in self.routes if route.matches(request.scope)[0] is Match.PARTIAL]
            answer.headers["allow"] = ", ".join(sorted({method for methods in there for method in methods}))
        return answer

    async def refuse_filter(self, request: Request, error: Exception) -> Response:
        """A filter whose value nothing can match."""
        return self._page(request, "error.html", {"sentence": f"error.filter.{error}"}, status=400)

    async def be_away(self, request: Request, _error: Exception) -> Response:
        """The database cannot be read at this moment."""
        return self._page(request, "error.html", {"sentence": "error.503"}, status=503)

    def _signing_in(self) -> SigningIn:
        return SigningIn(
            door=self.door,
            token=self.token,
            secure=self.settings.console.https,
            page=lambda request, template, values, status: self._page(request, template, values, status=status),
        )

    def _refusal(self, request: Request, sentence: str, status: int) -> Response:
        return self._page(request, "error.html", {"sentence": sentence}, status=status)

    def _look(self, request: Request) -> Look:
        reader = replace(self._reader(request), colours="auto")  # which change no word
        return Look(filters=filters_of(request.query_params), reader=reader)

    def _reader(self, request: Request) -> Reader:
        section = self.settings.console
        return reader_of(request.cookies, otherwise=Reader(language=section.language, zone=section.timezone))

    def _page(self, request: Request, template: str, values: Mapping[str, Any], *, status: int = 200) -> Response:
        return HTMLResponse(self._render(request, template, values), status)

    def _render(self, request: Request, template: str, values: Mapping[str, Any]) -> str:
        reader = self._reader(request)
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        frame = {"token": self.token.value, "here": here, "path": request.url.path, "filters": Filters()}
        return render(template, Shown(reader=reader, now=self.clock()), {**frame, **values})


def door_of(engine: Engine, section: ConsoleSection, clock: Callable[[], datetime]) -> Door:
    """The door that a configuration asks for; its secrets stand in their places."""
    return Door(
        engine=engine,
        accounts=Accounts(section),
        lifetimes=Lifetimes(whole=timedelta(hours=section.session_hours), idle=timedelta(minutes=section.idle_minutes)),
        # A browser takes a cookie of this name only over TLS, from this very host, for all of its paths.
        cookie="__Host-rasid" if section.https else "rasid",
        clock=clock,
    )
