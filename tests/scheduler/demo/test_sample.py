"""The bundled sample: complete, consistent, and a case of each kind."""

from pathlib import Path

import pytest

from crawler.errors import ConfigurationError
from crawler.settings import CrawlerSettings
from scheduler.demo.sample import SAMPLE, load_sample, story_html, story_text
from scheduler.settings import CATALOGUE, Settings, catalogue_feeds
from tests.conftest import SHARED


def test_every_story_has_a_text() -> None:
    """Each story of the manifest has paragraphs or an HTML body, and no text lies about unused."""
    sample = load_sample()
    used: set[str] = set()
    for story in sample.story:
        html = story_html(story)
        assert story_text(story) or html, story.slug
        used.add(f"{story.slug}.html" if html else f"{story.body or story.slug}.txt")
    assert used == {file.name for file in (SAMPLE / "stories").iterdir()}


def test_every_outlet_publishes_in_a_style_that_exists() -> None:
    """Six outlets, each with a page style of its own and with stories in the first wave."""
    sample = load_sample()
    assert len({outlet.style for outlet in sample.outlet}) == len(sample.outlet) == 6
    for outlet in sample.outlet:
        assert (SAMPLE / "templates" / f"{outlet.style}.html").exists()
        assert any(story.outlet == outlet.name and story.wave == 1 for story in sample.story)


def test_every_combination_of_flags_is_there() -> None:
    """Casualty, diplomacy, both, neither, and a page of two stories; at least 14 stories besides the seed page."""
    flags = [story.flags for story in load_sample().story]
    assert {(("casualty",),), (("diplomacy",),), (("casualty", "diplomacy"),), ((),)} <= set(flags)
    assert (("diplomacy",), ("casualty",)) in flags
    assert len(flags) >= 15


def test_the_copy_has_the_words_of_another_outlet() -> None:
    """The copy is another outlet's text, shortened, under its own title; the update comes in the second wave."""
    stories = {story.slug: story for story in load_sample().story}
    original, copy = stories["manbij-market-strike"], stories["manbij-copied"]
    assert story_text(copy) == story_text(original)[:5]
    assert copy.title != original.title
    assert copy.outlet != original.outlet
    assert stories["manbij-toll-rises"].wave == 2


@pytest.mark.shared
def test_the_seed_page_has_every_paragraph_of_the_seed_document() -> None:
    """The seed page is the seed document, paragraph by paragraph, in one container."""
    seed = SHARED / "eval" / "seed.txt"
    if not seed.exists():
        pytest.skip("../shared/eval is not here")
    html = (SAMPLE / "stories" / "seed.html").read_text(encoding="utf-8")
    lines = [line.strip().lstrip("• ").strip() for line in seed.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if line and f">{line}<" not in html] == []
    assert "<div" not in html


def test_a_mistake_in_the_manifest_is_told_with_its_line(tmp_path: Path) -> None:
    """A story of an outlet that does not exist is refused, and so is an unknown key."""
    text = (SAMPLE / "sample.toml").read_text(encoding="utf-8")
    (tmp_path / "sample.toml").write_text(text.replace('outlet = "sidra"', 'outlet = "nobody"'), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="no outlet 'nobody'"):
        load_sample(tmp_path)
    (tmp_path / "sample.toml").write_text(text.replace("caption =", "capton =", 1), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"sample\.toml:\d+.*capton"):
        load_sample(tmp_path)


def test_the_catalogue_is_read_and_its_addresses_are_distinct() -> None:
    """seeds/feeds.toml holds 12 or more feeds, each with country or reason, and no address twice."""
    settings = Settings.model_validate({"crawler": {"catalogue": True}})
    feeds = catalogue_feeds(settings)
    assert CATALOGUE.exists()
    assert len(feeds) >= 12
    assert len({feed.url for feed in feeds}) == len({feed.name for feed in feeds}) == len(feeds)
    assert all(feed.tier == "A" and feed.zone and feed.language == "ar" for feed in feeds)


@pytest.mark.shared
def test_no_feed_of_the_catalogue_is_known_to_be_bad() -> None:
    """Each address of the catalogue is among the verified ones, and none is listed as broken."""
    folder = SHARED / "feeds"
    if not folder.exists():
        pytest.skip("../shared/feeds is not here")
    lines = (folder / "arabic-feeds.tsv").read_text(encoding="utf-8").splitlines()[1:]
    tiers = {cells[0]: cells[4] for cells in (line.split("\t") for line in lines)}
    bad = (folder / "known-bad.tsv").read_text(encoding="utf-8").split()
    for feed in catalogue_feeds(Settings.model_validate({"crawler": {"catalogue": True}})):
        assert tiers[feed.url].startswith("A"), feed.name
        assert feed.url not in bad, feed.name


def test_a_feed_of_the_catalogue_can_be_copied_into_a_configuration() -> None:
    """The catalogue's tables have the form of [[feed]] in rasid.toml."""
    import tomllib

    tables = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["feed"]
    assert len(CrawlerSettings.model_validate({"feed": tables}).feeds()) == len(tables)
    assert all(table["checked"] for table in tables)
