"""A console over a database of its own, asked as a browser on this machine would."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from httpx import Response
from sqlalchemy import Engine
from starlette.testclient import TestClient

from alerts.advance import advance
from crawler.understanding import ReadStory
from scheduler.console.application import ConsoleApplication, console_app
from scheduler.settings import ConsoleSection, Settings
from tests.alerts.making import NOW, store

AT = "http://127.0.0.1:8000"


@dataclass(slots=True)
class Desk:
    """The pages over a database, at a time that is set by hand."""

    engine: Engine
    section: ConsoleSection = field(default_factory=ConsoleSection)
    now: datetime = NOW
    app: ConsoleApplication = field(init=False)
    browser: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.app = console_app(self.engine, Settings(console=self.section), clock=lambda: self.now)
        self.browser = TestClient(self.app, base_url=AT, follow_redirects=False)

    def tell(self, *stories: ReadStory, at: datetime | None = None) -> list[int]:
        """Keeps and advances stories; their ids."""
        ids = store(self.engine, *stories, at=at or self.now)
        advance(self.engine, [], now=at or self.now)
        return ids

    def get(self, path: str, **cookies: str) -> Response:
        """A page, for a reader with these cookies."""
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return self.browser.get(path, headers={"cookie": header} if header else {})

    def text(self, path: str, **cookies: str) -> str:
        """The page's HTML; it was answered."""
        answer = self.get(path, **cookies)
        assert answer.status_code == 200, answer.text[-300:]
        return answer.text

    def post(self, path: str, form: dict[str, str], **headers: str) -> Response:
        """A form of a page of ours, with its token."""
        return self.browser.post(path, data={"token": self.app.token.value, **form}, headers={"origin": AT, **headers})


def cards_in(html: str) -> list[int]:
    """The ids of the events that a list shows, in order."""
    return [int(one) for one in re.findall(r'<li class="card [^"]*" id="event-(\d+)"', html)]


def words_of(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def all_in(text: str, wanted: Sequence[str]) -> bool:
    """Whether a text has all of these."""
    return all(one in text for one in wanted)
