"""Who asks for a page, and what he may: known to everything that answers one request, and to nothing else.

It stands in a context variable, which threads and tasks of a request inherit. What is drawn once for many (`live`) is
drawn for nobody, and so may show nothing that depends on who looks.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum


class Way(Enum):
    """How somebody came in."""

    NOBODY = "nobody"  # he did not, yet
    OPEN = "open"  # nobody is asked who he is
    SESSION = "session"  # he logged in, and his browser carries a cookie
    TOKEN = "token"  # noqa: S105  a program that carries its token


class Role(Enum):
    """What somebody may: see feeds, see all, or decide too."""

    FEEDS = "feeds"
    READER = "reader"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """`form_token` is what his forms must carry; None: the one of all whom nobody asks. `session` is the key of his
    session."""

    way: Way
    role: Role | None = None
    name: str = ""
    form_token: str | None = None
    session: str = ""

    @property
    def may_look(self) -> bool:
        """Whether pages are for him."""
        return self.role in (Role.READER, Role.EDITOR)

    @property
    def may_change(self) -> bool:
        """Whether he may decide, send again and whatever else a form of a page does."""
        return self.role is Role.EDITOR

    @property
    def may_leave(self) -> bool:
        """Whether there is a session to end."""
        return self.way is Way.SESSION


NOBODY = Visitor(way=Way.NOBODY)
ANYBODY = Visitor(way=Way.OPEN, role=Role.EDITOR)

present: ContextVar[Visitor] = ContextVar("visitor", default=NOBODY)
