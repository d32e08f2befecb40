"""What *Search* finds: stories by their words, and the events that these stories tell of.

The words are those of `rasid stories --grep`: in any spelling and with what is glued to them, in any order; a phrase
stands in quotation marks. Events are found by their reports, so that also those are found that moved long ago.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import Connection, and_, or_, select

from alerts.tables import event as event_table
from alerts.tables import event_story
from crawler.arabic.search_words import Search, search_for
from crawler.store.stories import KeptStory
from crawler.store.story_search import Hits, StoryFilter, find_hits, stories_hit
from scheduler.console.cards import Card, Cards, Version
from scheduler.console.finding import FLAGS, LONGEST, SEVERITIES, SPANS, BadFilter, Behind, Filters, is_country
from scheduler.console.snippets import Bit, marked, snippet_of

MOST_SHOWN = 30
PLACES = ("stories", "events")
ANY_TIME = "all"
_MOST_REPORTS = 5_000  # stories whose events are looked for
_MOST_JUDGED = 400  # events


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a search asks for; `place` is `in` of the address."""

    q: str = ""
    place: str = "stories"
    flag: str = ""
    severity: str = ""
    country: str = ""
    outlet: str = ""
    since: str = ANY_TIME

    @property
    def query(self) -> str:
        """As it stands in an address, without what is not asked for."""
        return self.query_in(self.place)

    def query_in(self, place: str) -> str:
        """The same search in another place."""
        default = Asked()
        said = {one.name: getattr(self, one.name) for one in fields(self)} | {"place": place}
        kept = {name: value for name, value in said.items() if value != getattr(default, name)}
        return urlencode({"in" if name == "place" else name: value for name, value in kept.items()})

    @property
    def search(self) -> Search:
        """Its words."""
        return search_for(self.q)

    def moment(self, now: datetime) -> datetime | None:
        """From when on it looks; None for any time."""
        return None if self.since == ANY_TIME else now - timedelta(hours=SPANS[self.since])


def asked_in(query: Mapping[str, str]) -> Asked:
    """The search of an address. Raises BadFilter for a value that is none of a closed set, or too long."""
    found = Asked()
    for one in fields(Asked):
        value = " ".join(query.get("in" if one.name == "place" else one.name, "").split())
        if value:
            found = replace(found, **{one.name: value.upper() if one.name == "country" else value})
    closed = {"flag": FLAGS, "severity": SEVERITIES, "since": (ANY_TIME, *SPANS), "place": PLACES}
    for name, values in closed.items():
        if getattr(found, name) not in ("", *values):
            raise BadFilter("in" if name == "place" else name)
    if found.country and not is_country(found.country):
        raise BadFilter("country")
    for name in ("q", "outlet"):
        if len(getattr(found, name)) > LONGEST:
            raise BadFilter(name)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStory:
    """A story with its words marked in title and text."""

    kept: KeptStory
    title: tuple[Bit, ...]
    snippet: tuple[Bit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """A page of what was found, newest first: of one kind or the other. `older` is where the next page begins, ""
    at the end; `cut` that older ones were not looked at."""

    stories: tuple[FoundStory, ...] = ()
    cards: tuple[Card, ...] = ()
    older: str = ""
    cut: bool = False


def find(
    connection: Connection, cards: Cards, asked: Asked, *, now: datetime, before: str = "", most: int = MOST_SHOWN
) -> Findings:
    """What a search finds, behind `older` of the page before; nothing where it asks for no word."""
    if not asked.search.words:
        return Findings()
    if asked.place == "events":
        return _find_events(connection, cards, asked, now=now, before=Behind.read(before), most=most)
    below = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
    wanted = StoryFilter(flag=asked.flag, outlet=asked.outlet, country=asked.country, since=asked.moment(now))
    hits = find_hits(connection, asked.search, wanted, most=most, below=below)
    phrases = asked.search.phrases
    found = tuple(
        FoundStory(
            kept=kept,
            title=marked(kept.read.story.title, phrases),
            snippet=snippet_of(kept.read.story.text, phrases),
        )
        for kept in stories_hit(connection, hits)
    )
    return Findings(stories=found, older="" if hits.older is None else str(hits.older), cut=hits.cut)


def _find_events(
    connection: Connection, cards: Cards, asked: Asked, *, now: datetime, before: Behind | None, most: int
) -> Findings:
    hits = find_hits(connection, asked.search, StoryFilter(), most=_MOST_REPORTS)
    versions = _versions(connection, hits, asked.moment(now), before)
    rule = Filters(flag=asked.flag, severity=asked.severity, country=asked.country, outlet=asked.outlet).rule
    found: list[Card] = []
    judged = versions[:_MOST_JUDGED]
    for at in range(0, len(judged), most):
        found += cards.of(connection, judged[at : at + most], rule)
        if len(found) > most:
            break
    shown = tuple(found[:most])
    more = len(found) > most
    left = hits.cut or hits.older is not None or len(versions) > _MOST_JUDGED
    older = str(Behind(changed_at=shown[-1].changed_at, id=shown[-1].id)) if more else ""
    return Findings(cards=shown, older=older, cut=left and not more)


def _versions(connection: Connection, hits: Hits, since: datetime | None, before: Behind | None) -> list[Version]:
    """The events of these stories, newest change first."""
    table = event_table.c
    found: dict[int, Version] = {}
    for at in range(0, len(hits.ids), 1_000):
        query = (
            select(table.id, table.revision, table.changed_at)
            .join(event_story, event_story.c.event_id == table.id)
            .where(event_story.c.story_id.in_(hits.ids[at : at + 1_000]), table.merged_into.is_(None))
        )
        if since is not None:
            query = query.where(table.changed_at >= since)
        if before is not None:
            same = and_(table.changed_at == before.changed_at, table.id < before.id)
            query = query.where(or_(table.changed_at < before.changed_at, same))
        for row in connection.execute(query):
            found[row.id] = Version(id=row.id, revision=row.revision, changed_at=row.changed_at)
    return sorted(found.values(), key=lambda one: (one.changed_at, one.id), reverse=True)
