"""Whether two titles may speak of one place; pure.

The same words are told of one town today and of another tomorrow: «مقتل 3 في غارة على صنعاء», «مقتل 5 في غارة على تعز».
"""

from crawler.arabic.atlas import Level, Site, sites_of
from crawler.arabic.letters import fold_key
from crawler.arabic.places import places_of
from crawler.arabic.words import words_of


def may_be_one_place(title: str, other: str) -> bool:
    """Whether one of the places that each title names is, or lies in, one of the other's; also where one names none.

    >>> may_be_one_place("غارة على صنعاء", "غارة على تعز")
    False
    >>> may_be_one_place("غارة على خان يونس", "غارة على قطاع غزة")
    True
    """
    places, others = _places(title), _places(other)
    if not places or not others or places & others:
        return True
    return any(
        _is_in(site, around) or _is_in(around, site)
        for name in places
        for elsewhere in others
        for site in sites_of(name)
        for around in sites_of(elsewhere)
    )


def _places(title: str) -> set[str]:
    words = words_of(fold_key(title))
    return {" ".join(word.text for word in words[at.start : at.end])[at.cut :] for at in places_of(words)}


def _is_in(site: Site, around: Site) -> bool:
    if site.state is None or site.state != around.state:
        return False
    return around.level is Level.STATE or (around.level is Level.PROVINCE and around.region == site.region is not None)
