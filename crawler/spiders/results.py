"""What a crawl gives to whoever asked for it: one item a story, and a summary."""

from dataclasses import dataclass, field

from crawler.understanding import ReadStory


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryResult:
    """One story of a page. `id` is None when nothing is kept (dry run); `new` is False when it was known before, and
    `revised` True when it now says something else."""

    id: int | None
    new: bool
    revised: bool = False
    title: str
    outlet: str
    flags: tuple[str, ...]
    figures: int
    acts: int
    url: str
    alerting: bool
    read: ReadStory


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlFailure:
    """An address that gave no story, with the reason."""

    url: str
    reason: str


@dataclass(slots=True)
class CrawlSummary:
    """What a manual crawl came to."""

    feeds: int = 0
    pages: int = 0
    stories: int = 0
    known: int = 0
    revised: int = 0
    refused: int = 0
    failures: list[CrawlFailure] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.failures
