"""*Event*, by hand: a page that shows what a merging or splitting would come to, and the button that does it.

Programs do both without being shown anything before.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from alerts.events.merging import By
from crawler.store.database import reading
from scheduler.console.cards import card_of
from scheduler.console.desk import LARGEST_ID, Desk, NotDone, doing, id_in, id_of, ids_in, text_in
from scheduler.console.regrouping import LONGEST_NOTE, joining, merge, parting, split


@dataclass(frozen=True, slots=True)
class RegroupingPages:
    """The pages and the actions."""

    desk: Desk

    def routes(self) -> list[Route]:
        """All addresses."""
        return [
            Route("/event/{id:int}/merge", self.show_merging, methods=["GET"]),
            Route("/event/{id:int}/merge", self.merge, methods=["POST"]),
            Route("/event/{id:int}/split", self.show_splitting, methods=["GET"]),
            Route("/event/{id:int}/split", self.split, methods=["POST"]),
            Route("/api/events/{id:int}/merge", doing(self.merge_for), methods=["POST"]),
            Route("/api/events/{id:int}/split", doing(self.split_for), methods=["POST"]),
        ]

    def show_merging(self, request: Request) -> Response:
        """The two events beside each other, and what becomes of them."""
        other = ids_in(request.query_params.get("with", ""))
        if other is None or len(other) != 1:
            return self.desk.refusal(request, NotDone("write the number of the other event"))
        try:
            with reading(self.desk.engine) as connection:
                found = joining(connection, id_in(request), other[0])
        except NotDone as why:
            return self.desk.refusal(request, why)
        cards = [card_of(found.whole), card_of(found.absorbed)]
        return self.desk.page(request, "merging.html", {"whole": cards[0], "absorbed": cards[1], "cards": cards})

    def show_splitting(self, request: Request) -> Response:
        """Which reports would leave, and which would stay."""
        chosen = ids_in(",".join(request.query_params.getlist("story")))
        try:
            with reading(self.desk.engine) as connection:
                found = parting(connection, id_in(request), chosen or ())
        except NotDone as why:
            return self.desk.refusal(request, why)
        return self.desk.page(request, "splitting.html", {"parting": found, "event": found.event, "chosen": chosen})

    async def merge(self, request: Request) -> Response:
        """Makes one event of two, as they were shown, and shows it."""
        form = await self.desk.form(request)
        other, revisions = ids_in(form.get("with", "")), ids_of(form, "revision", "with_revision")
        if other is None or revisions is None:
            raise HTTPException(400)
        one, seen = id_in(request), {id_in(request): revisions[0], other[0]: revisions[1]}
        now, by, tell = self.desk.clock(), self._by(form.get("note", "")), "silent" not in form
        try:
            whole = await asyncio.to_thread(
                merge, self.desk.engine, one, other[0], by=by, now=now, tell=tell, seen=seen
            )
        except NotDone as why:
            return self.desk.refusal(request, why)
        return RedirectResponse(f"/event/{whole}#history", 303)

    async def split(self, request: Request) -> Response:
        """Makes an event of the stories that leave, as they were shown, and shows what is left."""
        form = await self.desk.form(request)
        stories, revisions = ids_in(form.get("stories", "")), ids_of(form, "revision")
        if stories is None or revisions is None:
            raise HTTPException(400)
        one = id_in(request)
        now, by, tell = self.desk.clock(), self._by(form.get("note", "")), "silent" not in form
        try:
            rest, _part = await asyncio.to_thread(
                split, self.desk.engine, one, stories, by=by, now=now, tell=tell, seen={one: revisions[0]}
            )
        except NotDone as why:
            return self.desk.refusal(request, why)
        return RedirectResponse(f"/event/{rest}#history", 303)

    def merge_for(self, order: dict[str, Any]) -> dict[str, Any]:
        """Makes one event of two."""
        one, other = id_of(order), _number(order.get("with"))
        by, tell = self._by(text_in(order, "note")), _tells(order)
        whole = merge(self.desk.engine, one, other, by=by, now=self.desk.clock(), tell=tell, seen={})
        return {"event": whole}

    def split_for(self, order: dict[str, Any]) -> dict[str, Any]:
        """Makes an event of stories that leave theirs."""
        stories = order.get("stories")
        if not isinstance(stories, list) or not stories:
            raise HTTPException(400)
        ids = [_number(one) for one in stories]
        by, tell, now = self._by(text_in(order, "note")), _tells(order), self.desk.clock()
        rest, part = split(self.desk.engine, id_of(order), ids, by=by, now=now, tell=tell, seen={})
        return {"event": rest, "split_off": part}

    def _by(self, note: str) -> By:
        return By(who=self.desk.who, note=" ".join(note.split())[:LONGEST_NOTE] or None)


def ids_of(form: Mapping[str, str], *names: str) -> list[int] | None:
    """The numbers that a form carries under these names; None where one is missing or is none."""
    found = [ids_in(form.get(name, "")) for name in names]
    numbers = [one[0] for one in found if one is not None and len(one) == 1]
    return numbers if len(numbers) == len(names) else None


def _number(value: object) -> int:
    if isinstance(value, float) and value.is_integer():  # as JSON Schema counts: 1.0 is one
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LARGEST_ID:
        raise HTTPException(400)
    return value


def _tells(order: Mapping[str, Any]) -> bool:
    tell = order.get("tell", True)
    if not isinstance(tell, bool):
        raise HTTPException(400)
    return tell
