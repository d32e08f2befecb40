"""What can be said against a feed: a verdict with its reason, one of a closed list."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a feed looks like, besides well."""

    UNREACHABLE = "unreachable"  # no answer, or an error
    BLOCKED = "blocked"  # a check for browsers, or a no to programs: not “no news”
    PARKED = "parked"  # the domain is for sale, or its hosting has ended
    NOT_A_FEED = "not_a_feed"
    EMPTY = "empty"
    COMMENT_FEED = "comment_feed"
    HIJACKED = "hijacked"
    FROZEN = "frozen"
    MISLABELLED = "mislabelled"
    ROBOTS = "robots"  # robots.txt does not let it, or its articles, be read
    CHARSET_OVERRIDDEN = "charset_overridden"  # it declares a charset that it is not in; read right all the same

    @property
    def is_problem(self) -> bool:
        """Whether somebody should look at the feed."""
        return self is not Verdict.CHARSET_OVERRIDDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A verdict and why."""

    verdict: Verdict
    reason: str

    def __str__(self) -> str:
        return f"{self.verdict}: {self.reason}"
