"""Dealings as agencies of many countries tell them, a headline and a sentence each: kind, parties, people and place."""

from pathlib import Path

import pytest

from crawler.facts.act import DiplomaticAct
from crawler.facts.diplomacy import diplomatic_acts
from crawler.news import Story

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "agency_dealings.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
_NAMES = [row[0] for row in _ROWS]


def _acts(title: str, text: str) -> dict[tuple[str, frozenset[str]], DiplomaticAct]:
    found = diplomatic_acts(Story(title=title, text=text, url="https://example.org/1"))
    return {(act.kind.value, frozenset(act.parties)): act for act in found}


def _wanted(told: str) -> list[tuple[str, frozenset[str]]]:
    pairs = (one.strip().split(" ", 1) for one in told.split(";"))
    return [(kind, frozenset(parties.split(", "))) for kind, parties in pairs]


@pytest.mark.parametrize("row", _ROWS, ids=_NAMES)
def test_each_dealing_is_read_with_its_parties(row: list[str]) -> None:
    """Every act of the story is there with its kind and exactly its parties."""
    acts = _acts(row[0], row[1])
    assert [one for one in _wanted(row[2]) if one not in acts] == [], list(acts)


@pytest.mark.parametrize("row", [row for row in _ROWS if row[3] != "-"], ids=lambda row: row[0])
def test_the_people_of_a_dealing_are_named_without_titles(row: list[str]) -> None:
    """Who acts in the first dealing, each as written, and nobody else."""
    act = _acts(row[0], row[1])[_wanted(row[2])[0]]
    assert set(act.people) == (set() if row[3] == "nobody" else set(row[3].split(", ")))


@pytest.mark.parametrize("row", [row for row in _ROWS if row[4] != "-"], ids=lambda row: row[0])
def test_a_dealing_takes_place_where_the_story_says(row: list[str]) -> None:
    """The place of the first dealing; parties joined by «و» are none, and neither is an envoy's post to come."""
    act = _acts(row[0], row[1])[_wanted(row[2])[0]]
    assert act.place == (None if row[4] == "nowhere" else row[4])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قال الوزير المصري إن الحوار وحده يقود إلى حل في سوريا يرضي الجميع.", "visit"),
        ("حل البرلمان الكويتي في مرسوم صدر بالكويت مساء الخميس.", "visit"),
        ("طلب لبنان من فرنسا المساعدة لحل الأزمة في بيروت.", "visit"),
    ],
)
def test_look_alikes_tell_of_no_such_dealing(text: str, kind: str) -> None:
    """«حل» is a solution and a dissolution too."""
    assert kind not in {told for told, _ in _acts("", text)}


def test_an_army_of_liberation_is_colombias_only_beside_colombia() -> None:
    """Algeria had an army of that name, and Manila's front shares its own with others."""
    told = "استأنفت الحكومة {} و{} محادثات السلام في هافانا."
    parties = [
        {party for _, parties in _acts("", told.format(state, group)) for party in parties}
        for state, group in [
            ("الكولومبية", "جيش التحرير الوطني"),
            ("الفرنسية", "جيش التحرير الوطني"),
            ("الفلبينية", "الجبهة الديمقراطية الوطنية"),
            ("اليمنية", "الجبهة الديمقراطية الوطنية"),
        ]
    ]
    assert ["ELN" in parties[0], "ELN" in parties[1], "NDF" in parties[2], "NDF" in parties[3]] == [True, False] * 2
