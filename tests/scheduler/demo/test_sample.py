"""The bundled sample: complete, consistent, and a case of each kind."""

from pathlib import Path

import pytest

from crawler.errors import ConfigurationError
from scheduler.demo.sample import SAMPLE, load_sample, story_html, story_text
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
