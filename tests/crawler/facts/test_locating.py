"""A place's coordinates come from the gazetteer, and only where it is sure which place of that name is meant."""

import pytest

from crawler.arabic.letters import fold
from crawler.arabic.places import chains_of, places_of
from crawler.arabic.words import words_of
from crawler.facts.casualties import casualty_figures
from crawler.facts.casualty.locating import countries_of, location_of
from crawler.facts.casualty.part_text import part_text
from crawler.facts.figure import Location, Part, PlacePrecision
from crawler.news import Story


def _location(text: str, countries: tuple[str, ...] = ()) -> Location | None:
    folded = fold(text)
    words = words_of(folded.text)
    (chain,) = chains_of(places_of(words))
    spans = [folded.span(words[place.start].start + place.cut, words[place.end - 1].end) for place in chain]
    return location_of(chain, [text[span.start : span.end] for span in spans], countries)


@pytest.mark.parametrize(
    ("text", "name", "precision", "country", "degrees"),
    [
        ("في حي الأمل غربي مدينة خان يونس جنوبي قطاع غزة", "خان يونس", PlacePrecision.CITY, "PS", (31.34, 34.31)),
        ("في بلدة عين ولمان", "عين ولمان", PlacePrecision.TOWN, "DZ", (35.92, 5.30)),
        ("في مدينة باخموت", "باخموت", PlacePrecision.TOWN, "UA", (48.59, 38.00)),
        ("في درعا", "درعا", PlacePrecision.TOWN, "SY", (32.62, 36.11)),
        ("في شارع بغداد وسط دمشق", "دمشق", PlacePrecision.CITY, "SY", (33.51, 36.29)),
        ("بأخميم", "أخميم", PlacePrecision.CITY, "EG", (26.56, 31.75)),
        ("في قضاء سنجار", "قضاء سنجار", PlacePrecision.TOWN, "IQ", (36.32, 41.88)),
        ("في مدينة تونس", "تونس", PlacePrecision.CITY, "TN", (36.82, 10.17)),
        ("في تونس", "تونس", PlacePrecision.COUNTRY, "TN", (34.17, 9.53)),
    ],
)
def test_the_narrowest_known_place_has_the_coordinates(
    text: str, name: str, precision: PlacePrecision, country: str, degrees: tuple[float, float]
) -> None:
    """To a hundredth of a degree, about a kilometre, as the atlas has them."""
    found = _location(text)
    assert found is not None
    assert (found.name, found.precision, found.country) == (name, precision, country)
    assert (found.latitude, found.longitude) == pytest.approx(degrees, abs=0.01)
    assert found.latin


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("بمحافظة درعا", "درعا", "SY"),
        ("في ريف حماة الشمالي", "ريف حماة الشمالي", "SY"),
        ("قرب قرية مرغشانة في ريف إدلب", "ريف إدلب", "SY"),
        ("في ولاية الوادي", "الوادي", "DZ"),
        ("بإقليم تارودانت", "تارودانت", "MA"),
    ],
)
def test_a_governorate_is_not_its_capital(text: str, name: str, country: str) -> None:
    """«محافظة درعا» is a province without one spot, though the town of Daraa has coordinates."""
    found = _location(text)
    assert found is not None
    assert found.name.endswith(name)
    assert (found.precision, found.country) == (PlacePrecision.PROVINCE, country)
    assert (found.latitude, found.longitude) == (None, None)


@pytest.mark.parametrize(
    ("text", "countries", "country", "known"),
    [
        ("في طرابلس", (), None, False),
        ("في مدينة طرابلس", ("LB", "LY"), None, False),
        ("في طرابلس", ("LY", "IT"), "LY", True),
        ("في طرابلس شمال لبنان", ("LY",), "LB", True),
        ("في بلدة الحسينية بمحافظة الشرقية", (), "EG", True),
        ("في قرية الحسينية", ("JO",), "JO", False),  # two villages there
        ("في القدس", ("PS",), "PS", True),
        ("في القدس", (), None, False),
        ("في الرقة", (), "SY", True),
        ("في بولكيسي قرب الحدود مع بوركينا فاسو", (), "ML", False),
    ],
)
def test_a_name_of_several_places_is_settled_or_left_open(
    text: str, countries: tuple[str, ...], country: str | None, known: bool
) -> None:
    """By what stands beside it, then by the story's states, then by size; else nothing is said."""
    found = _location(text, countries)
    assert found is not None
    assert found.country == country
    assert (found.latitude is not None) is known


@pytest.mark.parametrize(
    "text", ["في حي السلام", "في البحر المتوسط", "قرب قرية مرغشانة", "في شارع بغداد", "في حي الحمدانية"]
)
def test_what_names_no_known_spot_has_no_location(text: str) -> None:
    """A quarter by itself, a sea, an unknown village, a street that is named after a town."""
    assert _location(text) is None


def test_a_quarter_named_like_a_town_elsewhere_lies_in_its_own_city() -> None:
    """«الحمدانية» is a town of Iraq too."""
    found = _location("في حي الحمدانية غرب مدينة حلب")
    assert found is not None
    assert (found.latin, found.country) == ("Aleppo", "SY")


def test_a_namesake_abroad_is_not_taken_for_an_unknown_village() -> None:
    """A small town that only another state is known to have, in a story that names its own state."""
    assert _location("في منطقة الفردوس", ("KW",)) is None


@pytest.mark.parametrize(
    ("opening", "countries"),
    [
        ("مقتل ثلاثة في طرابلس شمال لبنان", ("LB",)),
        ("أعلنت وزارة الداخلية المصرية مقتل ثلاثة في حادث", ("EG",)),
        ("الجيش الإسرائيلي يقصف بلدات في جنوب لبنان", ("LB",)),
        ("قتلى بانفجار لغم في محافظة صعدة", ("YE",)),
        ("وفاة شخصين في حريق", ()),
    ],
)
def test_the_states_that_an_opening_names(opening: str, countries: tuple[str, ...]) -> None:
    """By name or governorate; by nationality only where there is no other; a capital with a namesake says nothing."""
    assert countries_of(part_text(opening, Part.TITLE).lines) == countries


def test_a_figure_carries_its_location() -> None:
    """The headline's state settles which Tripoli the body means."""
    story = Story(
        title="ليبيا.. قتلى في اشتباكات",
        text="قتل خمسة أشخاص في اشتباكات اندلعت مساء الأحد في طرابلس، بحسب مصدر طبي.",
        url="https://example.org/1",
    )
    (figure,) = (figure for figure in casualty_figures(story) if figure.min == 5)
    assert figure.location is not None
    assert (figure.location.country, figure.location.latin) == ("LY", "Tripoli")
    assert figure.location.latitude == pytest.approx(32.89, abs=0.01)
