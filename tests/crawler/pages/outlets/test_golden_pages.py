"""Each outlet's page, read by its rule and without it: NAME.html in the outlet's markup, NAME.toml with what it gives.

The golden file's table [general] holds what the general reader gives otherwise: the good that the rule does. What is
not in it must be the same without the rule. Texts are invented for these tests.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from crawler.news import Page, Refusal, Story
from crawler.pages.outlet_rules import FOLDER, rule_for
from crawler.pages.read import read_page

HERE = Path(__file__).parent
PAGES = sorted(HERE.glob("*.html"))
CHECKED = ("title", "text", "published", "byline", "section", "credited_source")
ELSEWHERE = "https://general.example/story/1"  # an address that no rule is for


def _golden(page: Path) -> dict[str, Any]:
    return tomllib.loads(page.with_suffix(".toml").read_text(encoding="utf-8"))


def _read(page: Path, url: str, zone: str | None) -> Story:
    found = read_page(Page(url=url, body=page.read_bytes(), content_type="text/html; charset=utf-8", zone=zone))
    assert not isinstance(found, Refusal), found
    assert len(found) == 1
    return found[0]


def _shown(story: Story) -> dict[str, object]:
    return {key: getattr(story, key) for key in CHECKED}


def _expected(values: dict[str, Any]) -> dict[str, object]:
    texts = {key: value.strip() if isinstance(value, str) else value for key, value in values.items()}
    return {key: texts.get(key) or None for key in CHECKED}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_by_its_outlets_rule(page: Path) -> None:
    """Title, text, time, byline, section and source are those of the golden file."""
    golden = _golden(page)
    assert rule_for(golden["url"]) is not None
    assert _shown(_read(page, golden["url"], golden.get("zone"))) == _expected(golden)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_general_reader_does_without_the_rule(page: Path) -> None:
    """It gives the same, or what the golden file says that it gives: nothing is worse than is written there."""
    golden = _golden(page)
    general = golden.pop("general", {})
    assert set(general) <= set(CHECKED)
    by_rule, without = _expected(golden), _expected({**golden, **general})
    found = _shown(_read(page, ELSEWHERE, golden.get("zone")))
    assert {key: value for key, value in found.items() if value not in (by_rule[key], without[key])} == {}


def test_every_rule_has_a_golden_page_and_the_other_way_round() -> None:
    """A rule that no page shows to work is not kept."""
    assert {page.stem for page in PAGES} == {rule.stem for rule in FOLDER.glob("*.toml")}
    assert {page.stem for page in HERE.glob("*.toml")} == {page.stem for page in PAGES}
