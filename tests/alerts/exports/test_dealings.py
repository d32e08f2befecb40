"""Acts as PLOVER's records and as rows of CAMEO codes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from alerts.exports.dealings import CAMEO_COLUMNS, cameo_rows, plover_records
from alerts.exports.parties import holders_of, parties_of
from crawler.facts.act import ActKind, ActStatus, DiplomaticAct
from crawler.facts.figure import DatePrecision, Evidence, Location, Part, Period, PlacePrecision
from crawler.news import Span
from crawler.store.story_rows import KeptStory
from tests.alerts.making import NOW, read_story
from tests.conftest import ROOT

PARTIES = ROOT / "alerts/exports/parties.tsv"
ORGANISATIONS = ROOT / "crawler/arabic/organisations.tsv"
ANKARA = Location(
    name="أنقرة", precision=PlacePrecision.CITY, country="TR", latin="Ankara", latitude=39.92, longitude=32.85
)
QUOTE = "التقى وزير الدفاع التركي نظيره المصري في أنقرة"


def act(kind: ActKind, *parties: str, quote: str = QUOTE, **changes: Any) -> DiplomaticAct:
    """An act with that sentence."""
    evidence = Evidence(part=Part.TEXT, span=Span(start=0, end=len(quote)), quote=quote)
    return replace(DiplomaticAct(kind=kind, parties=parties, evidence=evidence), **changes)


def kept(*acts: DiplomaticAct) -> KeptStory:
    """A kept story with these acts."""
    read = read_story("لقاء", QUOTE, acts=acts)
    return KeptStory(id=7, feed_name="f", kept_at=NOW, alerting=True, content_hash="0" * 64, read=read)


def test_a_visit_has_a_guest_and_a_host() -> None:
    """The visitor acts, the host receives; the place is in GeoNames' words, the day that of the text."""
    day = Period(start=date(2026, 4, 30), end=date(2026, 4, 30), precision=DatePrecision.DAY)
    visit = act(ActKind.VISIT, "EG", "TR", place="أنقرة", location=ANKARA, country="TR", period=day, people=("بدر",))
    (record,) = plover_records(kept(visit), [12])
    assert (record["id"], record["date"], record["event"], record["mode"]) == (
        *("RASID-S7-0", "2026-04-30"),
        *(["CONSULT"], ["visit"]),
    )
    assert [party["code"] for party in record["actor"]] == ["EGY"]
    assert [party["code"] for party in record["recipient"]] == ["TUR"]
    assert record["event_loc"] == {
        **{"name": "أنقرة", "asciiname": "Ankara", "latitude": 39.92, "longitude": 32.85},
        **{"country code": "TR", "cc3": "TUR"},
    }
    assert (record["quad_code"], record["event_scale"], record["cameo"]) == (1, 4.0, "042")
    assert record["text_info"]["text"] == QUOTE[record["text_info"]["start"] : record["text_info"]["end"]]
    rows = [(row["source"], row["cameo"], row["target"]) for row in cameo_rows(kept(visit), [12])]
    assert rows == [("EGY", "042", "TURGOV"), ("TURGOV", "043", "EGY")]


def test_equals_are_all_actors_unless_one_hosts() -> None:
    """A call has no recipient; of a meeting at home the host is one."""
    call, meeting = act(ActKind.CALL, "QA", "KE"), act(ActKind.MEETING, "TR", "EG", country="TR")
    first, second = plover_records(kept(call, meeting), [])
    assert [party["code"] for party in first["actor"]] == ["QAT", "KEN"]
    assert "recipient" not in first
    assert [party["code"] for party in second["actor"]] == ["EGY"]
    assert [party["code"] for party in second["recipient"]] == ["TUR"]
    pairs = [(row["source_party"], row["target_party"]) for row in cameo_rows(kept(call), [])]
    assert pairs == [("QA", "KE"), ("KE", "QA")]


def test_a_role_stands_where_the_text_gives_it() -> None:
    """And organisations and armed groups have the codes of parties.tsv."""
    sides = parties_of(act(ActKind.MEETING, "TR", "UN", "Hamas", "SRF", "ECOWAS", "SCO"))
    assert [(side.code, side.sector, side.cameo) for side in sides] == [
        ("TUR", "GOV", "TURGOV"),
        ("IGO", "UNO", "IGOUNO"),
        ("PSE", "REB", "PSEREBHMS"),
        ("SDN", "REB", "SDNREB"),
        ("IGO", "WAS", "IGOWAFWAS"),
        ("IGO", None, "IGO"),
    ]
    general = act(ActKind.MEETING, "TR", "EG", quote="التقى رئيس الأركان التركي رئيس البرلمان المصري")
    assert [side.cameo for side in parties_of(general)] == ["TURMIL", "EGYLEG"]


def test_every_listed_party_is_one_that_is_read() -> None:
    """A code for a name that no text gives would never be written."""
    table = [line.split("\t") for line in PARTIES.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    known = {line.split("\t")[0] for line in ORGANISATIONS.read_text(encoding="utf-8").splitlines()}
    assert {row[0] for row in table} <= known
    assert len({row[0] for row in table}) == len(table)
    assert all(cameo.startswith(code) and origin in ("CAMEO", "ours") for _, code, _, cameo, origin in table)


def test_parties_and_persons_have_their_items() -> None:
    """Of Wikidata, as PLOVER asks, where they are known; a namesake of another party has none."""
    met = act(ActKind.MEETING, "TR", "M23", people=("رجب طيب إردوغان", "شي جين بينغ", "فلان"))
    (record,) = plover_records(kept(met), [])
    assert [actor.get("identifier_id") for actor in record["actor"]] == ["Q43", None]
    assert record["rasid"]["people_wikidata"] == {"رجب طيب إردوغان": "Q39259"}
    nobody = act(ActKind.MEETING, "TR", "M23", people=("فلان",))
    assert set(next(iter(plover_records(kept(nobody), [])))["rasid"]) == {"kind", "status", "people"}


def test_an_office_without_a_name_is_told_with_its_holder() -> None:
    """Beside the people, never among them: by the list, on the day of the report."""
    french = act(ActKind.VISIT, "FR", "EG", quote="وصل الرئيس الفرنسي إلى القاهرة")
    (record,) = plover_records(kept(french), [])
    assert record["rasid"]["people"] == []
    assert record["rasid"]["holders"] == [
        {"party": "FR", "office": "president", "name": "إيمانويل ماكرون", "wikidata": "Q3052772"}
    ]


@pytest.mark.parametrize(
    ("quote", "changes"),
    [
        ("وصل الرئيس الفرنسي السابق إلى القاهرة", {}),
        ("وصل الرئيس الفرنسي المنتخب إلى القاهرة", {}),
        ("وصل مبعوث الرئيس الفرنسي إلى القاهرة", {}),
        ("وصل رئيس البرلمان الفرنسي إلى القاهرة", {}),
        ("وصل الرئيس الفرنسي إلى القاهرة", {"background": True}),
        ("وصل الرئيس الفرنسي فلان إلى القاهرة", {"people": ("فلان",)}),
    ],
)
def test_no_holder_is_guessed(quote: str, changes: dict[str, Any]) -> None:
    """Not for a former, elected or other office, nor for history, nor where somebody is named."""
    assert holders_of(act(ActKind.VISIT, "FR", "EG", quote=quote, **changes), NOW.date()) == ()


def test_what_is_planned_is_dated_by_its_announcement() -> None:
    """The day that it is planned for is told beside."""
    ahead = Period(start=date(2026, 6, 1), end=date(2026, 6, 30), precision=DatePrecision.MONTH)
    planned = act(ActKind.VISIT, "EG", "TR", status=ActStatus.ANNOUNCED, period=ahead)
    (record,) = plover_records(kept(planned), [])
    assert (record["date"], record["event"], record["comment"]) == (
        *(NOW.date().isoformat(), ["AGREE"]),
        "planned for 2026-06-01 to 2026-06-30",
    )
    (row, *_) = cameo_rows(kept(planned), [])
    assert (row["date"], row["date_from"], row["date_precision"]) == (NOW.date().isoformat(), "published", None)


def test_history_is_told_apart() -> None:
    """As a context; and left out where only the story's own news is wanted."""
    past = act(ActKind.AGREEMENT, "EG", "TR", background=True)
    (record,) = plover_records(kept(past), [])
    assert record["context"] == ["historical"]
    assert list(plover_records(kept(past), [], event_scope_only=True)) == []
    assert list(cameo_rows(kept(past), [], event_scope_only=True)) == []


def test_what_is_no_event_of_plovers_has_a_row_in_cameo_only() -> None:
    """An appointment."""
    named = kept(act(ActKind.APPOINTMENT, "TZ", "DZ"))
    assert list(plover_records(named, [])) == []
    (row,) = cameo_rows(named, [])
    assert tuple(row) == CAMEO_COLUMNS
    assert (row["cameo"], row["plover"], row["reading"]) == ("050", None, "rasid")


@pytest.mark.parametrize(("wanted", "found"), [({"EG"}, 1), ({"TR"}, 1), ({"QA"}, 1), ({"SY"}, 0)])
def test_by_party_or_place(wanted: set[str], found: int) -> None:
    """A state is that of an act as a party or as its place."""
    met = kept(act(ActKind.MEETING, "EG", "TR", country="QA"))
    assert len(list(plover_records(met, [], countries=frozenset(wanted)))) == found
