"""Places are found behind words of place, the narrowest first, with their state."""

import pytest

from crawler.arabic.letters import fold
from crawler.arabic.places import chains_of, places_of
from crawler.arabic.words import words_of


def _names(text: str) -> list[tuple[str, str | None]]:
    words = words_of(fold(text).text)
    return [(" ".join(w.text for w in words[p.start : p.end])[p.cut :], p.country) for p in places_of(words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقع الحادث في صنعاء", [("صنعاء", "YE")]),
        ("وقع الحادث بتعز", [("تعز", "YE")]),
        ("في حي الأمل غربي مدينة خان يونس", [("الامل", None), ("خان يونس", "PS")]),
        ("قرب بلدة كفررمان، جنوبا", [("كفررمان", None)]),
        ("في مخيم بلاطة شرق نابلس", [("مخيم بلاطه", None), ("نابلس", "PS")]),
        ("نزح السكان من حي سكني في مدينة بنغازي", [("بنغازي", "LY")]),
        ("أفاد بيان للجيش", []),
    ],
)
def test_places_are_found_where_the_text_ties_them(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Known names behind a preposition, unknown ones behind a noun of kind, ordinary words never."""
    found = _names(text)
    assert [name for name, _ in found] == [name for name, _ in expected]
    for (_, country), (_, right) in zip(found, expected, strict=True):
        assert right is None or country == right


def test_a_chain_runs_from_narrow_to_wide() -> None:
    """Quarter, town and strip are one chain, the quarter its head."""
    words = words_of(fold("في حي الأمل غربي مدينة خان يونس جنوبي قطاع غزة").text)
    (chain,) = chains_of(places_of(words))
    assert [words[place.start].text for place in chain] == ["الامل", "خان", "قطاع"]
