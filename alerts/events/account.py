"""Account: a kept story as this room reads it. The store's record satisfies it, and so may any other."""

from datetime import datetime
from typing import Protocol

from crawler.understanding import ReadStory


class Account(Protocol):
    """One outlet's story, understood. `alerting` is false for stories that may never cause an alert."""

    @property
    def id(self) -> int:
        """Its id among the kept stories."""
        ...

    @property
    def kept_at(self) -> datetime:
        """When it was first seen."""
        ...

    @property
    def alerting(self) -> bool:
        """Whether it may cause an alert."""
        ...

    @property
    def content_hash(self) -> str:
        """The same for two stories with the same words."""
        ...

    @property
    def read(self) -> ReadStory:
        """The story with flags and facts."""
        ...


def told_at(account: Account) -> datetime:
    """When the outlet told it: its publication, but never later than we saw it (some feeds date into the future)."""
    published = account.read.story.published
    return account.kept_at if published is None else min(published, account.kept_at)


def outlet_of(account: Account) -> str:
    """The outlet's name, or the host of the address where the page names none."""
    story = account.read.story
    return story.outlet or story.url.partition("://")[2].partition("/")[0] or "—"
