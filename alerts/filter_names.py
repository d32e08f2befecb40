"""Whether an event is at a place, of a country or by an actor that a filter names, however both are written; pure.

A place is also one that the named one lies in, as the reports themselves say: «بلدة القرارة شرقي خان يونس جنوبي قطاع
غزة» is at «غزة». An actor may be written as a name («روسيا»، «الدعم السريع»، «أردوغان») or as the key by which parties
go in alerts (RU, RSF).
"""

from collections.abc import Iterable
from functools import lru_cache

from alerts.doers import OWN_FORCES, doer_key
from alerts.events.event import Event
from alerts.severity import VIOLENT
from crawler.arabic.atlas import Level, sites_of
from crawler.arabic.letters import fold, fold_key, folded_words
from crawler.arabic.named import Form
from crawler.arabic.names import country_of, find_names
from crawler.arabic.phrases import holds_any
from crawler.arabic.words import clitics, words_of
from crawler.gist.spots import key_of
from crawler.gist.words import skeleton

_ATTACKS = folded_words(
    """غارة غارات قصف هجوم هجمات ضربة ضربات مسيرة مسيرات صاروخ صواريخ نيران رصاص قذيفة قذائف طائرة طائرات مقاتلات مدفعية
    استهداف عدوان توغل اقتحام"""
)


def is_at(event: Event, places: Iterable[str]) -> bool:
    """Whether the event is at one of the places, or in one: by its facts, its titles, and what lies around."""
    wanted = tuple(places)
    named = (*(figure.place for figure in event.figures), *(act.place for act in event.dealings))
    own = tuple(place for place in named if place)
    titles = tuple(report.title for report in event.reports)
    if holds_any((*own, *titles), wanted):
        return True
    keys = [frozenset(key_of(fold_key(place))) for place in own]
    keys += [frozenset(key) for profile in event.profiles for key in profile.around]
    if any(telling <= key for place in wanted for telling in _telling(place) for key in keys):
        return True
    return bool({state for place in wanted if (state := _state(place))} & _lies_in(event))


@lru_cache(maxsize=1024)
def _telling(place: str) -> tuple[frozenset[str], ...]:
    """The telling words of a place's name, in each way to write it: «خان يونس» and «خانيونس»."""
    name = fold_key(place)
    key = frozenset(key_of(name))
    joined = frozenset({skeleton("".join(name.split()))}) & key
    return tuple(one for one in (key - joined, joined) if one)


def countries_of(event: Event) -> set[str]:
    """The countries that an event is in, and the parties of its dealings; codes."""
    return _lies_in(event) | {party for act in event.dealings for party in act.parties}


def _lies_in(event: Event) -> set[str]:
    found = {event.country, *(figure.country for figure in event.figures)}
    found |= {_country_of_place(act.place) for act in event.dealings if act.place}
    return {name for name in found if name}


@lru_cache(maxsize=1024)
def _state(place: str) -> str | None:
    """The code of a state by its name, which no capital's is."""
    return next((site.state for site in sites_of(place) if site.level is Level.STATE), None)


def is_by(event: Event, actors: Iterable[str]) -> bool:
    """Whether one of the actors is named as a doer of harm, or is a party or person of a dealing."""
    wanted = tuple(actors)
    doers = tuple(figure.actor for figure in event.figures if figure.actor)
    people = tuple(name for act in event.dealings for name in act.people)
    if holds_any((*doers, *people), wanted):
        return True
    parties = {party for act in event.dealings for party in act.parties}
    keys = {key for key in map(doer_key, doers) if key and key != OWN_FORCES}
    attacks = [figure for figure in event.figures if figure.cause in VIOLENT]
    told = (*(figure.evidence for figure in attacks), *(report.title for report in event.reports if attacks))
    keys |= {party for text in told for party in _whose_attacks(text)}
    return any(
        actor in parties | keys or _party(actor) in parties or (_party_or_force(actor) in keys) for actor in wanted
    )


@lru_cache(maxsize=1024)
def _whose_attacks(text: str) -> frozenset[str]:
    """The parties whose attacks a text names, where it names no doer: «غارة جوية إسرائيلية»، «قصف روسي»."""
    folded = fold(text)
    words = words_of(folded.text)
    return frozenset(
        name.party
        for name in find_names(words, text, folded.offsets)
        if name.form is Form.NATIONALITY
        and any(
            rest in _ATTACKS for word in words[max(0, name.start - 2) : name.start] for _, rest in clitics(word.text)
        )
    )


@lru_cache(maxsize=1024)
def _party(actor: str) -> str | None:
    """The party whose name this is, and nothing else: «روسيا», not «وزير الخارجية الروسي» or «بوتين»."""
    folded = fold(actor)
    words = words_of(folded.text)
    names = find_names(words, actor, folded.offsets)
    whole = len(names) == 1 and (names[0].start, names[0].end) == (0, len(words))
    return names[0].party if whole and names[0].form is not Form.PERSON else None


@lru_cache(maxsize=1024)
def _party_or_force(actor: str) -> str | None:
    """The key of a doer, unless it is a person's or anybody's: «الجيش الإسرائيلي» and «إسرائيل» are IL."""
    folded = fold(actor)
    names = find_names(words_of(folded.text), actor, folded.offsets)
    key = None if any(name.form is Form.PERSON for name in names) else doer_key(actor)
    return None if key == OWN_FORCES else key


@lru_cache(maxsize=4096)
def _country_of_place(place: str) -> str | None:
    """The state that a place lies in, where its name means but one."""
    known = country_of(place)
    if known is not None:
        return known
    states = {site.state for site in sites_of(place) if site.state}
    return states.pop() if len(states) == 1 else None
