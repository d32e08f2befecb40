"""*Feeds*: how each does, and what a person does with them; the same for programs."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from crawler.store.database import reading
from scheduler.console import feed_actions
from scheduler.console.desk import Desk, NotDone, doing, text_in, told
from scheduler.console.desk_pages import DAYS, Sparks, feeds_page
from scheduler.console.uploads import parts_in

_PLAIN = ("name", "url", "outlet", "country", "language", "section", "zone", "kind", "state", "error_count", "missed",
          "charset_used", "charset_overrides", "interval_seconds")  # fmt: skip
_MOMENTS = ("last_visit_at", "last_success_at", "next_visit_at", "paused_at", "missed_at")


def feed_answer(row: Mapping[str, Any], counts: tuple[int, ...], trouble: str | None) -> dict[str, Any]:
    """A feed as the API tells it; `items` are what each of the last days brought, the oldest first."""
    return {
        **{name: row[name] for name in _PLAIN},
        **{name: None if row[name] is None else row[name].isoformat() for name in _MOMENTS},
        "last_error": row["last_error"] if row["state"] != "healthy" else None,
        "trouble": trouble,
        "items": list(counts),
    }


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """The page and its actions, over one count of the items of each day."""

    desk: Desk
    sparks: Sparks

    def routes(self) -> list[Route]:
        """All addresses."""
        return [
            Route("/feeds", self.show, methods=["GET"]),
            Route("/feeds", self.add, methods=["POST"]),
            Route("/feeds/look", self.look, methods=["POST"]),
            Route("/feeds/pause", self.pause, methods=["POST"]),
            Route("/feeds/resume", self.resume, methods=["POST"]),
            Route("/feeds/import", self.take_in, methods=["POST"]),
            Route("/feeds.opml", self.give_out),
            Route("/api/feeds", told(self.answer), methods=["GET"]),
            Route("/api/feeds", doing(self.add_for), methods=["POST"]),
            Route("/api/feeds/look", doing(self.look_for), methods=["POST"]),
            Route("/api/feeds/pause", doing(self.pause_for), methods=["POST"]),
            Route("/api/feeds/resume", doing(self.resume_for), methods=["POST"]),
        ]

    def show(self, request: Request) -> Response:
        """The page."""
        return self.desk.page(request, "feeds.html", self._feeds())

    async def look(self, request: Request) -> Response:
        """What stands at an address: a piece of the page, or a page of its own without script."""
        form = await self.desk.form(request)
        url, kind = form.get("url", ""), form.get("kind", "")
        values: dict[str, Any] = {"url": url, "moment": datetime.fromisoformat, "why": None, "feeds": []}
        try:
            values |= await asyncio.to_thread(feed_actions.look, self.desk.settings, url, kind)
        except NotDone as why:
            values["why"] = str(why)
        template = "feed_preview.html" if "hx-request" in request.headers else "feed_preview_page.html"
        return self.desk.page(request, template, values)

    async def add(self, request: Request) -> Response:
        """Watches a feed that was looked at, and shows it in its row."""
        form = await self.desk.form(request)
        return await self._then(request, lambda: feed_actions.add(self.desk.engine, form, now=self.desk.clock()))

    async def pause(self, request: Request) -> Response:
        """Pauses a feed."""
        name = (await self.desk.form(request)).get("name", "")
        return await self._then(request, lambda: self.pause_for({"name": name})["name"])

    async def resume(self, request: Request) -> Response:
        """Resumes a feed."""
        name = (await self.desk.form(request)).get("name", "")
        return await self._then(request, lambda: self.resume_for({"name": name})["name"])

    async def take_in(self, request: Request) -> Response:
        """Takes an OPML file in, and says what became of each of its feeds."""
        parts = parts_in(await request.body(), request.headers.get("content-type", ""))
        if not self.desk.token.is_in({"token": parts.get("token", b"").decode("utf-8", "replace")}):
            raise HTTPException(403)
        try:
            opml, now = parts.get("file", b""), self.desk.clock()
            found = await asyncio.to_thread(feed_actions.take_in, self.desk.engine, opml, now=now)
        except NotDone as why:
            return self.desk.refusal(request, why)
        return self.desk.page(request, "feeds_taken_in.html", {"taken": found})

    def give_out(self, _request: Request) -> Response:
        """The watched feeds as OPML, to be saved."""
        body = feed_actions.given_out(self.desk.engine, now=self.desk.clock())
        headers = {"Content-Disposition": 'attachment; filename="rasid-feeds.opml"'}
        return Response(body, media_type="text/x-opml", headers=headers)

    def answer(self, _request: Request) -> Response:
        """All feeds for programs, in the order of the page."""
        found = self._feeds()
        none = (0,) * DAYS
        rows = [feed_answer(row, found["sparks"].get(row["id"], none), found["troubles"][row["id"]])
                for row in found["feeds"]]  # fmt: skip
        return JSONResponse({"feeds": rows})

    def look_for(self, order: dict[str, Any]) -> dict[str, Any]:
        """What stands at an address."""
        return feed_actions.look(self.desk.settings, text_in(order, "url"), text_in(order, "kind"))

    def add_for(self, order: dict[str, Any]) -> dict[str, Any]:
        """Watches one more feed."""
        fields = {name: text_in(order, name) for name in ("url", *feed_actions.FIELDS)}
        return {"name": feed_actions.add(self.desk.engine, fields, now=self.desk.clock())}

    def pause_for(self, order: dict[str, Any]) -> dict[str, Any]:
        """Pauses a feed."""
        name = text_in(order, "name")
        feed_actions.pause(self.desk.engine, name, now=self.desk.clock())
        return {"name": name}

    def resume_for(self, order: dict[str, Any]) -> dict[str, Any]:
        """Resumes a feed."""
        name = text_in(order, "name")
        feed_actions.resume(self.desk.engine, name, now=self.desk.clock())
        return {"name": name}

    async def _then(self, request: Request, act: Callable[[], str]) -> Response:
        """Does it in a thread, and leads to the feed's row."""
        try:
            name = await asyncio.to_thread(act)
        except NotDone as why:
            return self.desk.refusal(request, why)
        return RedirectResponse(f"/feeds#feed-{quote(name)}", 303)

    def _feeds(self) -> dict[str, Any]:
        with reading(self.desk.engine) as connection:
            return feeds_page(connection, self.sparks, now=self.desk.clock())
