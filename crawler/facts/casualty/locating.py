"""Where a named place lies, from the gazetteer; never guessed.

A name may be that of many towns. Which one is meant is settled by the wider places that the text names with it («صور
جنوب لبنان»), then by the only state of the story that has such a place, then by size, where one is a city that no
namesake comes near. What stays open has no coordinates, and where even the state is open, no state.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from crawler.arabic.atlas import Level, Site, region_rows, site_of_state, sites_of
from crawler.arabic.letters import fold_key
from crawler.arabic.places import QUARTERS, SIDE_HALVES, WIDE_KINDS, Place, capitals, nationalities
from crawler.arabic.words import Dictionary, Word
from crawler.facts.figure import Location, PlacePrecision

_LONGEST_CHAIN = 6  # places; more of them stand beside, not in one another
_CITY = 100_000  # people
_GREAT = 500_000  # people of a city that is known abroad
_TOWN = 15_000  # people of a place that is meant where nothing else is said
_LISTED_TOWN = 5_000  # the same of a place that the news is known to name
_TIMES_GREATER = 10
_NEAR = 0.1  # degrees: two entries of the gazetteer that are one town
_WORDS_TOO = frozenset(map(fold_key, "مالي بنين قطر عمان توغو الجزيرة".split()))
_OF_PROVINCES = frozenset(map(fold_key, "محافظة محافظتي إقليم مقاطعة مقاطعتي ريف ريفي عمالة".split()))
_OF_TOWNS = frozenset(map(fold_key, "مدينة مدينتي العاصمة بلدة بلدية قرية".split()))
_OF_SEATS = frozenset(map(fold_key, "قضاء لواء جزيرة".split()))  # named after their seat, as islands after a town


class NamingLine(Protocol):
    """A sentence: its words, and the places that it names."""

    @property
    def words(self) -> Sequence[Word]:
        """In order, signs among them."""

    @property
    def places(self) -> Sequence[Place]:
        """In order, none overlapping."""


def location_of(chain: Sequence[Place], names: Sequence[str], countries: Sequence[str]) -> Location | None:
    """The location of the narrowest place of a chain that is known.

    `names` are the chain's places as the text has them; `countries` ISO codes that the story itself names, for names
    that lie in several states.
    """
    named = list(zip(chain[:_LONGEST_CHAIN], names, strict=False))
    meant = [_sites(place, name) for place, name in named]
    for at, (place, name) in enumerate(named):
        others = [sites for number, sites in enumerate(meant) if number != at and sites]
        around = _states_around(meant[at], others)
        sites = _fitting(meant[at], around, countries, quarter=place.kind in QUARTERS)
        if sites:
            return _location(place, name, sites, others, countries)
    return None


def countries_of(lines: Sequence[NamingLine]) -> tuple[str, ...]:
    """ISO codes of the states that headline and lead name, in order: by name, capital or governorate.

    Only where there are none do nationalities count («الداخلية المصرية»), since an army may fight abroad.
    """
    named = (_states().at(line.words, index) for line in lines for index in _states().places(line.words))
    found = [name.value for name in named if name is not None and not name.definite]
    found.extend(code for line in lines for code in _by_wide_places(line))
    if not found:
        adjectives = nationalities()
        words = (word.text for line in lines for word in line.words)
        codes = (adjectives.get(word) or adjectives.get("ال" + word) for word in words)
        found = [code for code in codes if code is not None]
    return tuple(dict.fromkeys(found))


def _by_wide_places(line: NamingLine) -> Iterator[str]:
    for place in line.places:
        text = " ".join(word.text for word in line.words[place.start : place.end])[place.cut :]
        if place.country is not None and {site.state for site in sites_of(text) if _is_wide(site)} == {place.country}:
            yield place.country


@lru_cache(maxsize=1)
def _states() -> Dictionary[str]:
    """States and capitals whose name means nothing else wherever it stands."""
    names = [(name, code) for code, level, listed in region_rows() if level is Level.STATE for name in listed]
    plain = [(name, code) for name, code in names if name not in _WORDS_TOO]
    for name, code in capitals():
        if name not in _WORDS_TOO and _state_meant(sites_of(name), ()) == code:
            plain.append((name, code))
    return Dictionary(plain, folded=True)


def _is_wide(site: Site) -> bool:
    return site.level is not Level.TOWN


def _sites(place: Place, name: str) -> tuple[Site, ...]:
    """What a place's name may mean, given its noun of kind; seas and parts of the world have no one spot."""
    if not place.known:
        return (site_of_state(place.country),) if place.country and place.kind and _is_of_state(name) else ()
    key = fold_key(name)
    found = sites_of(key)
    first, _, rest = key.partition(" ")
    if not found and rest and key.split()[-1] in SIDE_HALVES:
        key = key.rpartition(" ")[0]
        found = sites_of(key)
        first, _, rest = key.partition(" ")
    if not found and rest and first in _OF_SEATS | _OF_PROVINCES:
        found = sites_of(rest)
    found = tuple(site for site in found if site.level is not Level.WIDE)
    if place.kind in WIDE_KINDS or first in _OF_PROVINCES:
        return _as_provinces(found, first if first in _OF_PROVINCES else place.kind)
    return found


def _is_of_state(name: str) -> bool:
    """«السواحل الليبية», but not «أخميم الجديدة»."""
    return all(word.startswith("ال") for word in fold_key(name).split())


def _as_provinces(sites: tuple[Site, ...], kind: str) -> tuple[Site, ...]:
    listed = tuple(site for site in sites if site.level is Level.PROVINCE)
    if listed or (kind not in _OF_PROVINCES and not any(site.level is Level.STATE for site in sites)):
        return listed or sites  # in Oman «ولاية» is a town's district
    towns = (site for site in sites if site.level is Level.TOWN)
    return tuple(Site(level=Level.PROVINCE, state=site.state, listed=site.listed) for site in towns)


def _states_around(sites: Sequence[Site], others: Sequence[Sequence[Site]]) -> set[str | None]:
    """The states that the other places of a chain lie in, where they say so."""
    sure = {other[0].state for other in others if len({site.state for site in other}) == 1}
    if sure:
        return sure
    own = {site.state for site in sites}
    shared = [own & {site.state for site in other} for other in others]
    return next((states for states in shared if len(states) == 1), set())


def _fitting(
    sites: Sequence[Site], around: set[str | None], countries: Sequence[str], *, quarter: bool
) -> Sequence[Site]:
    """The sites that lie in the states around, or in the story's.

    A well-known one elsewhere stands, since a text may name the far side of a border; a village's name is taken for a
    namesake's, and so is that of a quarter, which no state around speaks for.
    """
    inside = [site for site in sites if site.state in around]
    if inside or quarter or len({site.state for site in sites}) != 1:
        return inside if around or quarter else sites
    if any(site.listed or site.people >= _GREAT for site in sites):
        return sites
    return sites if not around and (not countries or sites[0].state in countries) else ()


def _location(
    place: Place, name: str, sites: Sequence[Site], others: Sequence[Sequence[Site]], countries: Sequence[str]
) -> Location:
    state = _state_meant(sites, countries)
    if state is None:
        return Location(name=name, precision=_precision(max(sites, key=lambda site: site.people)))
    inside = [site for site in sites if site.state == state]
    site, sure = _site_meant(place, inside, others)
    return Location(
        name=name,
        precision=_precision(site),
        country=state,
        latin=site.latin or site.region if sure else None,
        region=site.region if sure else None,
        latitude=site.latitude if sure else None,
        longitude=site.longitude if sure else None,
    )


def _state_meant(sites: Sequence[Site], countries: Sequence[str]) -> str | None:
    if not sites:
        return None
    states = {site.state for site in sites}
    if len(states) == 1:
        return sites[0].state
    named = [code for code in countries if code in states]
    if len(named) == 1:
        return named[0]
    return _far_the_greatest(sites)


def _far_the_greatest(sites: Sequence[Site]) -> str | None:
    """The state of a name that no namesake comes near: a state before towns, a governorate before towns that are in
    no list of what the news names, a city or a listed town before places a tenth of its size."""
    listed = {site.state for site in sites if site.listed}
    widest = {site.state for site in sites if site.level is not Level.TOWN}
    if widest:
        state = next(iter(widest))
        whole = any(site.level is Level.STATE for site in sites)
        small = all(site.people < _CITY for site in sites if site.state != state)
        sole = len(widest) == 1 and (listed == {state} if whole else small)
        return state if sole else None
    greatest = max(sites, key=lambda site: site.people)
    rivals = [site for site in sites if site.state != greatest.state]
    enough = _LISTED_TOWN if greatest.listed else _CITY
    near = any(site.people * _TIMES_GREATER > greatest.people for site in rivals)
    return None if greatest.people < enough or near else greatest.state


def _site_meant(place: Place, sites: list[Site], others: Sequence[Sequence[Site]]) -> tuple[Site, bool]:
    """The site of one state that is meant, and whether it is sure that it is that one."""
    whole = next((site for site in sites if site.level is Level.STATE), None)
    if whole is not None and place.kind not in _OF_TOWNS:
        return whole, True
    province = next((site for site in sites if site.level is Level.PROVINCE), None)
    towns = [site for site in sites if site.level is Level.TOWN]
    regions = {site.region for other in others for site in other if site.region and site.state == sites[0].state}
    near = [site for site in towns if site.region in regions]
    towns = sorted(near or towns, key=lambda site: -site.people)
    if province is not None and (not towns or towns[0].people < _TOWN):
        return province, True
    if not towns:
        return sites[0], True
    greatest = towns[0]
    return greatest, all(_is_no_rival(site, greatest) for site in towns[1:])


def _is_no_rival(site: Site, greatest: Site) -> bool:
    if greatest.people >= _TOWN and site.people * _TIMES_GREATER <= greatest.people:
        return True
    here, there = site.degrees, greatest.degrees
    return here is not None and there is not None and max(abs(a - b) for a, b in zip(here, there, strict=True)) < _NEAR


def _precision(site: Site) -> PlacePrecision:
    if site.level is Level.STATE:
        return PlacePrecision.COUNTRY
    if site.level is Level.PROVINCE:
        return PlacePrecision.PROVINCE
    return PlacePrecision.CITY if site.people >= _CITY else PlacePrecision.TOWN
