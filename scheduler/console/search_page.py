"""*Search*: what stories and events say, with the places at which they say it; as feeds and CSV as well."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alerts.exports.lines import BOM, csv_heading, csv_line
from crawler.store.database import reading
from scheduler.console import syndication
from scheduler.console.api import card_answer
from scheduler.console.cards import Cards
from scheduler.console.desk import Desk, base_of, told
from scheduler.console.finding import FLAGS, SEVERITIES, SPANS
from scheduler.console.searching import ANY_TIME, MOST_SHOWN, PLACES, Asked, Findings, FoundStory, asked_in, find
from scheduler.console.snippets import Bit
from scheduler.console.syndication import Entry, Heading, atom_feed, entry_of, json_feed_of, moment_text
from scheduler.console.wording import words_in

_MOST = 100  # at a time for programs
_STORY_COLUMNS = ("id", "kept_at", "published", "outlet", "title", "snippet", "flags", "original", "url")


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page and its other forms, over the same cards as the list of events."""

    desk: Desk
    cards: Cards

    def routes(self) -> list[Route]:
        """All addresses."""
        return [
            Route("/search", self.show),
            Route("/search.atom", told(self.atom)),
            Route("/search.json", told(self.feed)),
            Route("/search.csv", told(self.csv)),
            Route("/api/search", told(self.answer)),
        ]

    def show(self, request: Request) -> Response:
        """The page; without words it says what may be asked."""
        asked, found = self._found(request, MOST_SHOWN)
        choices = {"flag": FLAGS, "severity": SEVERITIES, "since": (ANY_TIME, *SPANS), "in": PLACES}
        values = {"asked": asked, "found": found, "choices": choices, "words": bool(asked.search.words)}
        return self.desk.page(request, "search.html", values)

    def atom(self, request: Request) -> Response:
        """As Atom."""
        asked, found = self._found(request, _MOST)
        heading, entries = self._fed(request, asked, found)
        language = self.desk.reader_of(request).language
        body = atom_feed(heading, entries, language, base=base_of(request), now=self.desk.clock())
        return Response(body, media_type="application/atom+xml")

    def feed(self, request: Request) -> Response:
        """As JSON Feed."""
        asked, found = self._found(request, _MOST)
        heading, entries = self._fed(request, asked, found)
        language = self.desk.reader_of(request).language
        answer = json_feed_of(heading, entries, language, base=base_of(request))
        return JSONResponse(answer, media_type="application/feed+json")

    def csv(self, request: Request) -> Response:
        """As CSV, to be saved: events in the columns of their list, stories in their own."""
        asked, found = self._found(request, _MOST)
        base = base_of(request)
        if asked.place == "events":
            body = syndication.csv(found.cards, self.desk.reader_of(request).language, base=base)
        else:
            rows = (csv_line(_row(one, base), _STORY_COLUMNS) for one in found.stories)
            body = BOM + csv_heading(_STORY_COLUMNS) + "".join(rows)
        headers = {"Content-Disposition": f'attachment; filename="rasid-{asked.place}.csv"'}
        return Response(body, media_type="text/csv", headers=headers)

    def answer(self, request: Request) -> Response:
        """As the API tells it."""
        _asked, found = self._found(request, _MOST)
        return JSONResponse(search_answer(found, base_of(request)))

    def _found(self, request: Request, most: int) -> tuple[Asked, Findings]:
        asked, before = asked_in(request.query_params), request.query_params.get("before", "")
        with reading(self.desk.engine) as connection:
            found = find(connection, self.cards, asked, now=self.desk.clock(), before=before, most=most)
        return asked, found

    def _fed(self, request: Request, asked: Asked, found: Findings) -> tuple[Heading, list[Entry]]:
        language = self.desk.reader_of(request).language
        words = words_in(language)
        title = f"{words['product']}: {words['search.title']} – {asked.q}"
        heading = Heading(title=title, page="/search", feed="/search", query=asked.query)
        return heading, [*map(_entry, found.stories), *(entry_of(card, language) for card in found.cards)]


def search_answer(found: Findings, base: str) -> dict[str, Any]:
    """What was found as JSON: `older` is what `before` asks the next page by, null at the end."""
    return {
        "stories": [
            {
                "id": one.kept.id,
                "url": f"{base}/story/{one.kept.id}",
                "original": one.kept.read.story.url,
                "outlet": one.kept.read.story.outlet,
                "kept_at": one.kept.kept_at.isoformat(),
                "title": one.kept.read.story.title,
                "snippet": [{"text": bit.text or "…", "found": bit.found} for bit in one.snippet],
            }
            for one in found.stories
        ],
        "events": [card_answer(card, base) for card in found.cards],
        "older": found.older or None,
        "cut": found.cut,
    }


def plain(bits: tuple[Bit, ...]) -> str:
    """A snippet on one line without its marks."""
    return " ".join("".join(" … " if bit.gap else bit.text for bit in bits).split())


def _entry(one: FoundStory) -> Entry:
    story = one.kept.read.story
    said = plain(one.snippet)
    return Entry(
        path=f"/story/{one.kept.id}",
        title=story.title or said[:80],
        summary=f"{story.outlet} · {said}" if story.outlet else said,
        updated=one.kept.kept_at,
        tags=_flags(one),
    )


def _flags(one: FoundStory) -> tuple[str, ...]:
    return tuple(flag for flag in FLAGS if getattr(one.kept.read, flag).flagged)


def _row(one: FoundStory, base: str) -> dict[str, object]:
    story = one.kept.read.story
    return {
        "id": one.kept.id,
        "kept_at": moment_text(one.kept.kept_at),
        "published": "" if story.published is None else moment_text(story.published),
        "outlet": story.outlet,
        "title": story.title,
        "snippet": plain(one.snippet),
        "flags": " ".join(_flags(one)),
        "original": story.url,
        "url": f"{base}/story/{one.kept.id}",
    }
