"""WebhookReceiver: takes signed alerts and keeps them, as a subscriber's own program would."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.demo.loopback import Answer, Fault, HttpReceiver, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """One alert that came in."""

    key: str
    body: Mapping[str, object]


class WebhookReceiver(HttpReceiver):
    """Refuses what is not signed with `secret`; keeps one alert for each Idempotency-Key."""

    def __init__(self, secret: str = "demo-secret", *, faults: Mapping[int, Fault] | None = None) -> None:  # noqa: S107
        super().__init__(faults=faults)
        self._secret = secret.encode()
        self.hooks: dict[str, Hook] = {}

    def answer(self, request: Request) -> Answer:
        """204 for an alert, known or new; 401 for one that we did not sign."""
        expected = f"sha256={hmac.new(self._secret, request.body, hashlib.sha256).hexdigest()}"
        if not hmac.compare_digest(request.headers.get("rasid-signature", ""), expected):
            return Answer(status=401)
        key = request.headers.get("idempotency-key", "")
        if request.method != "POST" or not key:
            return Answer(status=400)
        self.hooks.setdefault(key, Hook(key=key, body=json.loads(request.body)))
        return Answer(status=204)
