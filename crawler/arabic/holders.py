"""Who held an office on a day, and the Wikidata items of parties and office holders: holders.tsv and wikidata.tsv."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold_key

_HERE = Path(__file__).parent
_FATHERS = frozenset(("بن", "ابن", "ال"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person in an office; `until` is None while it lasts, `item` the Wikidata item where it is known."""

    party: str
    office: str
    name: str
    since: date
    until: date | None
    item: str | None

    def held_on(self, day: date) -> bool:
        """Whether the office was theirs on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def holders() -> tuple[Holder, ...]:
    """All listed holders, in the order of the file."""
    return tuple(
        Holder(
            party=party,
            office=office,
            name=name,
            since=date.fromisoformat(since),
            until=None if until == "-" else date.fromisoformat(until),
            item=None if item == "-" else item,
        )
        for party, office, name, since, until, item in _rows("holders.tsv")
    )


def holder_of(party: str, office: str, day: date) -> Holder | None:
    """Who held a party's office on a day, if the list says so.

    >>> holder_of("US", "president", date(2012, 5, 1)).name
    'باراك أوباما'
    """
    return next((one for one in holders() if (one.party, one.office) == (party, office) and one.held_on(day)), None)


@cache
def _items() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("wikidata.tsv")}


def wikidata_of(party: str) -> str | None:
    """The Wikidata item of a party, None where the list has none.

    >>> wikidata_of("EG"), wikidata_of("Arab League"), wikidata_of("M23")
    ('Q79', 'Q7172', None)
    """
    return _items().get(party)


def person_item(name: str, parties: Collection[str] | None = None, day: date | None = None) -> str | None:
    """The Wikidata item of a listed holder by name, in any spelling that folds to the listed one.

    With `parties` only of a holder who held an office of one of them: others may have the name too. With a `day` as well,
    the family name alone is enough for who held an office on that day («بوتين», not «كلينتون» years after her term).

    >>> person_item("انجيلا ميركل"), person_item("ميركل"), person_item("ميركل", ("FR", "DE"), date(2019, 5, 1))
    ('Q567', None, 'Q567')
    """
    key = fold_key(name)
    own = [one for one in holders() if parties is None or one.party in parties]
    whole = (one.item for one in own if one.item is not None and _words(one) == tuple(key.split()))
    return next(whole, None) or (_by_family_name(key, own, day) if parties is not None and day is not None else None)


def _by_family_name(key: str, own: Sequence[Holder], day: date) -> str | None:
    """Of the one holder of that day whose name ends so; none where it is a father's name («محمد بن سلمان») or shared."""
    named = [one for one in own if one.held_on(day) and key in _words(one)]
    if len(named) != 1:
        return None
    words = _words(named[0])
    return named[0].item if words[-1] == key and _FATHERS.isdisjoint(words[-2:-1]) else None


@cache
def _words(one: Holder) -> tuple[str, ...]:
    return tuple(fold_key(one.name).split())


def wikidata_items(parties: Sequence[str], people: Sequence[str], day: date | None = None) -> dict[str, str]:
    """The Wikidata items of an act's parties and of the persons who act for them, by name; without those of none.

    `day` is when the act was told of, for persons who are named by their family name alone.

    >>> wikidata_items(["EG", "M23", "DE"], ["أنجيلا ميركل", "فلان"])
    {'EG': 'Q79', 'DE': 'Q183', 'أنجيلا ميركل': 'Q567'}
    """
    found = {party: wikidata_of(party) for party in parties}
    found |= {name: person_item(name, parties, day) for name in people}
    return {name: item for name, item in found.items() if item is not None}
