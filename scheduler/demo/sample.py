"""The bundled stories of the demo's newsstand: seeds/sample/sample.toml and the texts it names, checked.

What stands here knows no address and no clock; `press` prints it.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from crawler.configuration import Section, read_configuration
from crawler.settings import Country, Zone
from scheduler.settings import ROOT

SAMPLE = ROOT / "seeds" / "sample"

Style = Literal["wordpress", "portal", "agency", "table", "jsonld", "aggregator"]
FlagName = Literal["casualty", "diplomacy"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]


class SampleOutlet(Section):
    """An invented outlet. `style` names the template of its pages."""

    name: Slug
    outlet: str
    short: str  # how it signs its texts
    country: Country
    zone: Zone
    style: Style
    feed: Literal["rss", "atom"]
    charset: Literal["utf-8", "windows-1256"]


class SampleStory(Section):
    """An invented story. `flags` has one set of labels for each story that a right reading finds on its page."""

    slug: Slug
    case: str
    outlet: Slug
    title: str
    second_title: str | None = None  # of a second story on the same page
    body: Slug | None = None  # the slug whose text this is, where it is a copy
    event: Slug | None = None  # the slug of an earlier story that tells of the same happening
    paragraphs: Annotated[int, Field(ge=1)] | None = None  # only so many of the text
    minutes: Annotated[int, Field(ge=0, le=180)]  # published so long before the newsstand opens
    wave: Literal[1, 2] = 1
    section: str
    tags: tuple[str, ...] = ()
    byline: str | None = None
    dateline: str | None = None
    caption: str | None = None
    flags: Annotated[tuple[tuple[FlagName, ...], ...], Field(min_length=1)]


class Sample(Section):
    """All outlets and stories of the newsstand."""

    outlet: Annotated[tuple[SampleOutlet, ...], Field(min_length=1)]
    story: Annotated[tuple[SampleStory, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def names_fit(self) -> "Sample":
        """Every slug is used once, and every outlet a story names is there."""
        slugs = [story.slug for story in self.story]
        outlets = {outlet.name for outlet in self.outlet}
        for story in self.story:
            if slugs.count(story.slug) > 1:
                raise ValueError(f"there are two stories '{story.slug}'")
            if story.outlet not in outlets:
                raise ValueError(f"the story '{story.slug}' has no outlet '{story.outlet}'")
            if story.event is not None and story.event not in slugs:
                raise ValueError(f"the story '{story.slug}' tells of '{story.event}', which is not there")
        return self


def load_sample(folder: Path = SAMPLE) -> Sample:
    """The manifest; raises ConfigurationError with the line that is wrong."""
    return read_configuration(Sample, path=folder / "sample.toml", environ={})


def story_text(story: SampleStory, folder: Path = SAMPLE) -> tuple[str, ...]:
    """The paragraphs of a story's text; none for a page whose body is HTML."""
    file = folder / "stories" / f"{story.body or story.slug}.txt"
    if not file.exists():
        return ()
    paragraphs = tuple(one.strip() for one in file.read_text(encoding="utf-8").split("\n\n") if one.strip())
    return paragraphs[: story.paragraphs]


def story_html(story: SampleStory, folder: Path = SAMPLE) -> str | None:
    """The body of a page that is bundled as HTML, or None."""
    file = folder / "stories" / f"{story.slug}.html"
    return file.read_text(encoding="utf-8") if file.exists() else None
