"""The atlas tells every place that a name may mean, and its files agree with the gazetteer."""

from pathlib import Path

import pytest

import crawler.arabic.atlas as atlas
from crawler.arabic.atlas import Level, sites_of
from crawler.arabic.letters import fold_key
from crawler.arabic.places import gazetteer
from crawler.arabic.words import words_of

_FILES = Path(atlas.__file__).parent


def test_a_name_of_several_towns_gives_all_of_them() -> None:
    """The greatest first, each with its degrees and Latin names."""
    first, second = sites_of("طرابلس")
    assert (first.state, second.state) == ("LY", "LB")
    assert first.people > second.people
    assert first.degrees is not None
    assert first.latin == "Tripoli"


def test_a_state_and_a_governorate_stand_beside_the_towns_of_their_name() -> None:
    """Damascus is a city and a governorate, Kuwait a state; a village that only regions.tsv has lies nowhere known."""
    assert {site.level for site in sites_of("حلب")} == {Level.TOWN, Level.PROVINCE}
    assert Level.STATE in {site.level for site in sites_of("الكويت")}
    (village,) = sites_of("كفررمان")
    assert (village.state, village.degrees) == ("LB", None)


@pytest.mark.parametrize(
    ("names", "state", "latin"),
    [
        ("هانجتشو, هانغتشو, خانجو, هانتشو, هانغجو, هانغ تشو", "CN", "Hangzhou"),
        ("بكين, بيجين, بيكين", "CN", "Beijing"),
        ("شانغهاي, شنغهاي, شنجهاي", "CN", "Shanghai"),
        ("جاكرتا, جاكارتا", "ID", "Jakarta"),
        ("بروكسل, بروكسيل", "BE", "Brussels"),
        ("نيويورك, نيو يورك", "US", "New York City"),
        ("لوس انجلوس, لوس أنجلوس, لوس انجيليس", "US", "Los Angeles"),
        ("سان بطرسبورغ, سانت بطرسبورغ, سان بطرسبورج", "RU", "Saint Petersburg"),
        ("دافوس", "CH", "Davos"),
        ("هيروشيما", "JP", "Hiroshima"),
        ("سوتشي", "RU", "Sochi"),
        ("كييف", "UA", "Kyiv"),
    ],
)
def test_a_town_is_one_place_however_it_is_spelled(names: str, state: str, latin: str) -> None:
    """In the state that the gazetteer gives the name, with the same degrees."""
    found = set()
    for name in names.split(", "):
        town = next(site for site in sites_of(name) if site.state == state and site.level is Level.TOWN)
        assert town.latin == latin
        found.add(town.degrees)
        words = words_of(fold_key(name))
        named = gazetteer().at(words, 0)
        assert named is not None
        assert (named.value, named.end) == (state, len(words)), name
    assert len(found) == 1
    assert None not in found


def test_an_unknown_name_has_no_sites() -> None:
    """Nor has the empty one."""
    assert sites_of("مرغشانة") == ()
    assert sites_of("") == ()


def test_every_line_of_the_coordinates_is_found_by_its_name() -> None:
    """They must be sorted for it; degrees within the globe, to four decimals."""
    lines = (_FILES / "coordinates.tsv").read_text(encoding="utf-8").splitlines()
    assert "CC BY 4.0" in lines[0]
    assert lines[1:] == sorted(lines[1:])
    for line in lines[1::97]:
        name, state, people, latitude, longitude, latin, _ = line.split("\t")
        assert any(
            (site.state, site.people, site.degrees, site.latin)
            == (state, int(people), (float(latitude), float(longitude)), latin)
            for site in sites_of(name)
        ), line
        assert abs(float(latitude)) <= 90
        assert abs(float(longitude)) <= 180
        assert len(latitude.partition(".")[2]) == 4


def test_every_state_that_regions_names_is_known() -> None:
    """By an ISO code of the list of states; no state's names are WIDE."""
    codes = {line.split("\t")[0] for line in (_FILES / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]}
    for code, level, names in atlas.region_rows():
        assert (code == "-") is (level is Level.WIDE)
        assert code == "-" or code in codes
        assert all(names)
