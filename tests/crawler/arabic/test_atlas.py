"""The atlas tells every place that a name may mean, and its files agree with the gazetteer."""

from pathlib import Path

import crawler.arabic.atlas as atlas
from crawler.arabic.atlas import Level, sites_of

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
