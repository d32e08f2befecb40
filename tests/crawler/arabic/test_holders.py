"""Office holders by date, and Wikidata items of parties and persons."""

from datetime import date

import pytest

from crawler.arabic.holders import holder_of, holders, person_item, wikidata_items, wikidata_of
from crawler.arabic.letters import fold
from crawler.arabic.names import STATE_CODES, find_names
from crawler.arabic.words import words_of


@pytest.mark.parametrize(
    ("party", "office", "day", "name"),
    [
        ("US", "president", date(2012, 5, 1), "باراك أوباما"),
        ("US", "president", date(2017, 1, 20), "دونالد ترامب"),
        ("US", "president", date(2021, 1, 20), "جو بايدن"),
        ("SY", "president", date(2024, 12, 7), "بشار الأسد"),
        ("IL", "pm", date(2022, 3, 1), "نفتالي بينيت"),
    ],
)
def test_the_holder_of_a_day(party: str, office: str, day: date, name: str) -> None:
    """The day an office changes hands is the successor's."""
    holder = holder_of(party, office, day)
    assert holder is not None
    assert holder.name == name


def test_nobody_is_invented() -> None:
    """Between two holders, and where the list is silent, there is none."""
    assert holder_of("IR", "president", date(2024, 6, 15)) is None
    assert holder_of("XX", "president", date(2020, 1, 1)) is None


def test_terms_of_an_office_do_not_overlap() -> None:
    """No office has two holders on one day."""
    for one in holders():
        assert one.until is None or one.since < one.until
        assert holder_of(one.party, one.office, one.since) == one


def test_every_holder_is_found_in_a_text() -> None:
    """A line added to holders.tsv is enough for the name to speak for its party."""
    for one in holders():
        folded = fold(one.name)
        assert one.party in {name.party for name in find_names(words_of(folded.text))}


def test_items_are_of_parties_that_are_known() -> None:
    """An item for a party or person is given where it is listed, else none."""
    assert wikidata_of("EG") == "Q79"
    assert wikidata_of("Arab League") == "Q7172"
    assert wikidata_of("M23") is None
    assert person_item("انجيلا ميركل") == "Q567"
    assert person_item("فلان") is None
    assert all((wikidata_of(code) or "Q").startswith("Q") for code in STATE_CODES)


def test_states_have_an_item_of_their_own() -> None:
    """Every state of the list, and no two parties the same."""
    items = [wikidata_of(code) for code in STATE_CODES]
    assert [code for code, item in zip(STATE_CODES, items, strict=True) if item is None and code != "EH"] == []
    assert len({item for item in items if item}) == len([item for item in items if item])


@pytest.mark.parametrize(
    ("name", "parties", "day", "item"),
    [
        ("فلاديمير بوتين", ("RU", "US"), None, "Q7747"),
        ("فلاديمير بوتين", ("US",), None, None),
        ("بوتين", ("RU",), date(2026, 5, 1), "Q7747"),
        ("بوتين", ("RU",), None, None),
        ("كلينتون", ("US",), date(2012, 5, 1), "Q6294"),
        ("كلينتون", ("US",), date(2026, 5, 1), None),
        ("سلمان", ("SA",), date(2020, 5, 1), None),
        ("سلمان", ("SA",), date(2026, 5, 1), None),
    ],
)
def test_a_person_is_one_of_the_parties_own(
    name: str, parties: tuple[str, ...], day: date | None, item: str | None
) -> None:
    """A family name alone is the one of that day's holder, and a father's name is nobody's."""
    assert person_item(name, parties, day) == item


def test_items_of_an_act_are_by_name() -> None:
    """Those that are known; the others are not there."""
    assert wikidata_items(["RU", "M23"], ["بوتين", "فلان"], date(2026, 5, 1)) == {"RU": "Q159", "بوتين": "Q7747"}
    assert wikidata_items([], []) == {}
