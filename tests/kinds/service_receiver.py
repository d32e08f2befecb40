"""A service behind the library apprise: takes JSON from whoever logs in."""

import base64
import json
from dataclasses import dataclass

from scheduler.demo.loopback import Answer, HttpReceiver, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One message that came in."""

    path: str
    title: str
    text: str


class ServiceReceiver(HttpReceiver):
    """Keeps what its one user sends, each copy by itself; 401 for others."""

    def __init__(self, user: str, password: str) -> None:
        super().__init__()
        self._login = f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"
        self.notes: list[Note] = []

    def answer(self, request: Request) -> Answer:
        """200 for a message with a text."""
        if request.headers.get("authorization") != self._login:
            return Answer(status=401)
        said = json.loads(request.body)
        if not said["message"]:
            return Answer(status=400)
        self.notes.append(Note(path=request.path, title=said["title"], text=said["message"]))
        return Answer(status=200)
