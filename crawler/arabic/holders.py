"""Who held an office on a day, and the Wikidata items of parties and office holders: holders.tsv and wikidata.tsv."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold_key

_HERE = Path(__file__).parent


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


def person_item(name: str) -> str | None:
    """The Wikidata item of a listed holder by name, in any spelling that folds to the listed one."""
    key = fold_key(name)
    return next((one.item for one in holders() if one.item and fold_key(one.name) == key), None)
