"""A WebSub hub on loopback that keeps to the W3C recommendation, and refuses whoever does not.

It answers 202 and verifies afterwards, from its own thread, as real hubs do; it distributes only what was verified
and has not run out, signed with the subscriber's secret.
"""

import asyncio
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlsplit

import httpx

from scheduler.demo.loopback import Answer, HttpReceiver, Request

FORM = "application/x-www-form-urlencoded"


@dataclass
class Subscribed:
    """One verified subscription."""

    topic: str
    callback: str
    secret: str
    until: float


@dataclass
class StrictHub(HttpReceiver):
    """A hub. `grants` is the lease that it gives, whatever is asked for; `verifies` False: it accepts and forgets."""

    grants: int = 3600
    verifies: bool = True
    denies: str | None = None
    forms: list[dict[str, str]] = field(default_factory=list)
    verifications: list[tuple[str, int]] = field(default_factory=list)  # mode and status
    subscribed: dict[str, Subscribed] = field(default_factory=dict)  # by callback
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def answer(self, request: Request) -> Answer:
        """202 for a correct request, which is then verified or denied; 400 with the complaint for any other."""
        form = dict(parse_qsl(request.body.decode("utf-8"), keep_blank_values=True))
        complaint = _complaint(request, form)
        if complaint is not None:
            self.complaints.append(complaint)
            return Answer(status=400, body=complaint.encode())
        self.forms.append(form)
        if self.denies is not None:
            self._background(self._deny(form, self.denies))
        elif self.verifies:
            self._background(self._verify(form))
        return Answer(status=202)

    async def get(self, callback: str, query: dict[str, str]) -> httpx.Response:
        """A GET at a callback, as this hub makes it."""
        async with httpx.AsyncClient(trust_env=False, verify=False, timeout=10) as client:
            return await client.get(callback, params=query)

    async def push(self, callback: str, body: bytes, *, algorithm: str = "sha256", secret: str | None = None) -> int:
        """Distributes content to one subscriber, signed; returns the status. Another `secret` forges it."""
        subscription = self.subscribed[callback]
        assert subscription.until > time.time(), "a hub must not distribute after the lease"
        digest = hmac.new((secret or subscription.secret).encode(), body, getattr(hashlib, algorithm)).hexdigest()
        headers = {
            "Content-Type": "application/rss+xml",
            "Link": f'<{self.url}/>; rel="hub", <{quote(subscription.topic, safe=":/?=")}>; rel="self"',
            "X-Hub-Signature": f"{algorithm}={digest}",
        }
        async with httpx.AsyncClient(trust_env=False, verify=False, timeout=10) as client:
            return (await client.post(callback, content=body, headers=headers)).status_code

    async def until(self, count: int) -> None:
        """Waits until so many verifications or denials have been answered."""
        assert await asyncio.to_thread(self.wait_until, lambda: len(self.verifications) >= count), self.complaints

    def _background(self, work: object) -> None:
        asyncio.get_running_loop().create_task(work)  # type: ignore[arg-type]

    async def _verify(self, form: dict[str, str]) -> None:
        challenge = secrets.token_hex(16)
        query = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": challenge}
        if form["hub.mode"] == "subscribe":
            query["hub.lease_seconds"] = str(self.grants)
        answer = await self.get(form["hub.callback"], query)
        if answer.is_success and answer.text != challenge:
            self.complaints.append("the challenge did not come back")
        elif answer.is_success and form["hub.mode"] == "subscribe":
            self.subscribed[form["hub.callback"]] = Subscribed(
                topic=form["hub.topic"],
                callback=form["hub.callback"],
                secret=form["hub.secret"],
                until=time.time() + self.grants,
            )
        elif answer.is_success:
            self.subscribed.pop(form["hub.callback"], None)
        self.verifications.append((form["hub.mode"], answer.status_code))
        self._tell()

    async def _deny(self, form: dict[str, str], reason: str) -> None:
        query = {"hub.mode": "denied", "hub.topic": form["hub.topic"], "hub.reason": reason}
        answer = await self.get(form["hub.callback"], query)
        self.verifications.append(("denied", answer.status_code))
        self._tell()


def _complaint(request: Request, form: dict[str, str]) -> str | None:
    """What the recommendation does not allow in a request, or None."""
    if request.method != "POST" or request.headers.get("content-type", "").split(";")[0] != FORM:
        return "not a POST of a form"
    if form.get("hub.mode") not in ("subscribe", "unsubscribe"):
        return "no known hub.mode"
    for name in ("hub.topic", "hub.callback"):
        if urlsplit(form.get(name, "")).scheme not in ("http", "https"):
            return f"{name} is no web address"
    if form["hub.mode"] == "subscribe":
        lease = form.get("hub.lease_seconds", "1")
        if not lease.isdigit() or int(lease) == 0:
            return "hub.lease_seconds is no positive decimal integer"
        if not 20 <= len(form.get("hub.secret", "").encode()) < 200:
            return "hub.secret is missing, short or over 199 bytes"
    return None
