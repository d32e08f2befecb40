"""The console for programs: the API, and the filtered list in other forms. Errors are JSON with one sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from crawler.store.database import reading
from scheduler.console.api import event_answer, events_answer, story_answer_of
from scheduler.console.api_description import description
from scheduler.console.desk import LARGEST_ID, base_of, told, wrong
from scheduler.console.finding import Behind, Filters, Found, filters_of, find_cards
from scheduler.console.now import Now
from scheduler.console.reader import Reader
from scheduler.console.syndication import atom, csv, json_feed
from scheduler.console.visitors import Way, present

_MOST = 100


@dataclass(frozen=True, slots=True)
class Answering:
    """The addresses for programs, over the same cards as the pages."""

    engine: Engine
    now: Now
    reader_of: Callable[[Request], Reader]

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/api/openapi.json", told(self.described)),
            Route("/api/events", told(self.events)),
            Route("/api/events/{id:int}", told(lambda request: self._one(request, event_answer))),
            Route("/api/stories/{id:int}", told(lambda request: self._one(request, story_answer_of))),
            Route("/events.atom", told(self.atom)),
            Route("/events.json", told(self.feed)),
            Route("/events.csv", told(self.csv)),
        ]

    def described(self, _request: Request) -> Response:
        """What OpenAPI says of all of them."""
        return JSONResponse(description(asks=present.get().way is not Way.OPEN))

    def events(self, request: Request) -> Response:
        """A page of the list."""
        found, _filters = self._found(request)
        return JSONResponse(events_answer(found, base_of(request)))

    def atom(self, request: Request) -> Response:
        """The list as Atom."""
        found, filters = self._found(request)
        language = self.reader_of(request).language
        body = atom(found.cards, language, base=base_of(request), query=filters.query, now=self.now.clock())
        return Response(body, media_type="application/atom+xml")

    def feed(self, request: Request) -> Response:
        """The list as JSON Feed."""
        found, filters = self._found(request)
        language = self.reader_of(request).language
        answer = json_feed(found.cards, language, base=base_of(request), query=filters.query)
        return JSONResponse(answer, media_type="application/feed+json")

    def csv(self, request: Request) -> Response:
        """The list as CSV, to be saved."""
        found, _filters = self._found(request)
        body = csv(found.cards, self.reader_of(request).language, base=base_of(request))
        headers = {"Content-Disposition": 'attachment; filename="rasid-events.csv"'}
        return Response(body, media_type="text/csv", headers=headers)

    def _found(self, request: Request) -> tuple[Found, Filters]:
        filters = filters_of(request.query_params)
        before = Behind.read(request.query_params.get("before", ""))
        with reading(self.engine) as connection:
            found = find_cards(connection, self.now.cards, filters, now=self.now.clock(), before=before, most=_MOST)
        return found, filters

    def _one(self, request: Request, answer: Callable[[Connection, int], Mapping[str, Any] | None]) -> Response:
        identity = int(request.path_params["id"])
        if identity > LARGEST_ID:
            return wrong("error.404", 404)
        with reading(self.engine) as connection:
            found = answer(connection, identity)
        return wrong("error.404", 404) if found is None else JSONResponse(found)
