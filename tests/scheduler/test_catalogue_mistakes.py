"""A mistake in the catalogue is told with its file and its line."""

from pathlib import Path

import pytest

from crawler.configuration import ConfigurationProblems
from crawler.errors import ConfigurationError
from scheduler.settings import load_catalogue

TABLE = """
[[feed]]
name = "outlet-{number}"
url = "https://outlet-{number}.example/feed"
outlet = "وسيلة {number}"
country = "SY"
language = "ar"
section = "main"
tier = "A"
zone = "Asia/Damascus"
checked = "2026-11-24, by hand"
"""
KEYS = ("name", "url", "outlet", "country", "language", "section", "tier", "zone", "checked")
LINES = TABLE.count("\n")
SECTIONS = 5


def _catalogue(folder: Path, section: int = 0, old: str = "", new: str = "") -> Path:
    """A catalogue of five feeds, in one of which one text is replaced."""
    tables = [TABLE.format(number=number) for number in range(1, SECTIONS + 1)]
    if section:
        assert old in tables[section - 1]
        tables[section - 1] = tables[section - 1].replace(old, new)
    file = folder / "feeds.toml"
    file.write_text("# ours\n" + "".join(tables), encoding="utf-8")
    return file


def _line(section: int, key: str = "") -> int:
    """Where a key stands; without one, where its table begins."""
    return 3 + (section - 1) * LINES + (KEYS.index(key) + 1 if key else 0)


def test_a_catalogue_without_mistakes_is_read(tmp_path: Path) -> None:
    """All five feeds, as written."""
    assert [feed.name for feed in load_catalogue(_catalogue(tmp_path)).feed] == [f"outlet-{n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("https://", "ftp://", "url", ["feed.url", "http or https address", "'ftp://outlet-4.example/feed'"]),
        ("https://outlet-4.example/feed", "", "url", ["feed.url", "http or https address"]),
        ("outlet =", "oulet =", "outlet", ["unknown key 'feed.oulet'", "did you mean 'outlet'"]),
        ('"SY"', '"Syria"', "country", ["feed.country", "two-letter ISO", "'Syria'"]),
        ('"SY"', "963", "country", ["feed.country", "string", "963"]),
        ('"ar"', '"fr"', "language", ["feed.language", "'ar'", "'fr'"]),
        ('"A"', '"E"', "tier", ["feed.tier", "'A', 'B', 'C' or 'D'", "'E'"]),
        ('"main"', '"Main page"', "section", ["feed.section", "'Main page'"]),
        ('"Asia/Damascus"', '"Asia/Nowhere"', "zone", ["feed.zone", "IANA"]),
        ('name = "outlet-4"', 'name = "Outlet_4"', "name", ["feed.name", "'Outlet_4'"]),
        ('checked = "2026-11-24, by hand"', 'checked = ""', "checked", ["feed.checked", "at least 1 character"]),
        ('country = "SY"', "country = SY", "country", ["not valid TOML"]),
    ],
)
def test_a_wrong_value_is_told_with_its_line(tmp_path: Path, old: str, new: str, key: str, words: list[str]) -> None:
    """In the fourth of five tables: file, line, key, and what would be right."""
    with pytest.raises(ConfigurationProblems) as caught:
        load_catalogue(_catalogue(tmp_path, 4, old, new))
    problem = next(one for one in caught.value.problems if one.place.endswith(f":{_line(4, key)}"))
    assert problem.place == f"{tmp_path / 'feeds.toml'}:{_line(4, key)}"
    for word in words:
        assert word in problem.sentence


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_field_is_told_with_its_table(tmp_path: Path, key: str) -> None:
    """Nothing is left to a default: the line where the table begins, and the key."""
    line = TABLE.format(number=2).splitlines()[KEYS.index(key) + 2]
    with pytest.raises(ConfigurationError) as caught:
        load_catalogue(_catalogue(tmp_path, 2, f"{line}\n", ""))
    assert str(caught.value) == f"{tmp_path / 'feeds.toml'}:{_line(2)}: feed.{key} is missing"


def test_a_name_that_stands_twice_is_told_with_its_second_line(tmp_path: Path) -> None:
    """The first one is right, the second is the mistake."""
    with pytest.raises(ConfigurationError) as caught:
        load_catalogue(_catalogue(tmp_path, 5, 'name = "outlet-5"', 'name = "outlet-2"'))
    assert (
        str(caught.value)
        == f"{tmp_path / 'feeds.toml'}:{_line(5, 'name')}: feed.name: there are two feeds named 'outlet-2'"
    )


@pytest.mark.parametrize(
    "same",
    [
        "https://outlet-2.example/feed",
        "http://www.outlet-2.example/feed/",
        "https://outlet-2.example/feed?utm_source=rss",
    ],
)
def test_an_address_that_stands_twice_is_told_with_its_second_line(tmp_path: Path, same: str) -> None:
    """However it is written, one address is one feed."""
    with pytest.raises(ConfigurationError) as caught:
        load_catalogue(_catalogue(tmp_path, 3, "https://outlet-3.example/feed", same))
    assert str(caught.value) == (
        f"{tmp_path / 'feeds.toml'}:{_line(3, 'url')}: feed.url: is the address of feed 'outlet-2' too"
    )


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Name and address of a table that was copied and forgotten: two lines."""
    copied = TABLE.format(number=1)
    with pytest.raises(ConfigurationProblems) as caught:
        load_catalogue(_catalogue(tmp_path, 4, TABLE.format(number=4), copied))
    places = [problem.place.rpartition(":")[2] for problem in caught.value.problems]
    assert places == [str(_line(4, "name")), str(_line(4, "url"))]


def test_a_catalogue_that_is_missing_is_told(tmp_path: Path) -> None:
    """The file's name and the reason."""
    with pytest.raises(ConfigurationError, match=r"other\.toml: cannot be read: No such file"):
        load_catalogue(tmp_path / "other.toml")
