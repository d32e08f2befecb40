"""One request to a hub: subscribe or unsubscribe, through the address guard, and what came of it.

Feeds name hubs, so a hub's address is as hostile as a page's: scheme, port and credentials are looked at first, the
address at the connection, and both again for each redirect. What a hub says is never repeated, only its status.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from alerts.channels.channel import Outcome, Sent
from alerts.channels.posting import Answer, post
from alerts.channels.webhook import retry_after
from crawler.guard import Allowed, url_refusal
from crawler.store.websub import HubSubscription
from crawler.urls import is_web_url

WHOLE_SECONDS = 15.0
TIMEOUT = httpx.Timeout(connect=5.0, write=10.0, pool=10.0, read=10.0)
MOST_REDIRECTS = 3
REDIRECTS = frozenset({307, 308})  # the two that a hub may send to another one; others would not repeat the form


class Mode(StrEnum):
    """hub.mode of a request."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"


class HubSaid(StrEnum):
    """How a request to a hub ended."""

    ACCEPTED = "accepted"  # it will verify now
    DECLINED = "declined"  # another status than 202
    NOT_ALLOWED = "not_allowed"  # the guard refused its address
    BAD_REDIRECT = "bad_redirect"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class HubAnswer:
    """How it ended, one plain sentence where it did not go well, and the pause that the hub asks for."""

    said: HubSaid
    error: str | None = None
    retry_after: timedelta | None = None


async def ask_hub(
    client: httpx.AsyncClient,
    subscription: HubSubscription,
    mode: Mode,
    *,
    allowed: Allowed,
    lease: timedelta,
    user_agent: str,
    now: datetime,
) -> HubAnswer:
    """Asks the hub of a subscription. `client` must be a guarded one, which follows no redirect by itself."""
    content = request_form(subscription, mode, lease)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": user_agent}
    address = subscription.hub
    for _ in range(MOST_REDIRECTS + 1):
        refusal = url_refusal(address, allowed=allowed)
        if refusal is not None:
            return HubAnswer(said=HubSaid.NOT_ALLOWED, error=f"the hub's address is refused: {refusal}")
        answer = await post(client, address, content=content, headers=headers, seconds=WHOLE_SECONDS, read_body=False)
        if isinstance(answer, Outcome):
            return _without_answer(answer)
        if answer.status not in REDIRECTS:
            return _answered(answer, now)
        target = urljoin(address, answer.headers.get("Location", ""))
        if not is_web_url(target) or (urlsplit(address).scheme == "https" and urlsplit(target).scheme != "https"):
            # The form holds the secret, which must not go on in the clear.
            return HubAnswer(said=HubSaid.BAD_REDIRECT, error="the hub redirects to no address that can be followed")
        address = target
    return HubAnswer(said=HubSaid.BAD_REDIRECT, error=f"the hub redirects more than {MOST_REDIRECTS} times")


def request_form(subscription: HubSubscription, mode: Mode, lease: timedelta) -> bytes:
    """The body of the request."""
    fields = {
        "hub.mode": mode.value,
        "hub.topic": subscription.topic,
        "hub.callback": subscription.callback,
    }
    if mode is Mode.SUBSCRIBE:
        # The secret is sent over plain http too: it still keeps out all who only learn the callback's address.
        fields |= {"hub.secret": subscription.secret, "hub.lease_seconds": str(int(lease.total_seconds()))}
    return urlencode(fields).encode()


def _without_answer(outcome: Outcome) -> HubAnswer:
    if outcome.sent is Sent.REFUSED:
        return HubAnswer(said=HubSaid.NOT_ALLOWED, error=f"the hub's address is refused: {outcome.error}")
    return HubAnswer(said=HubSaid.NO_ANSWER, error=f"the hub did not answer: {outcome.error}")


def _answered(answer: Answer, now: datetime) -> HubAnswer:
    if answer.status == 202:
        return HubAnswer(said=HubSaid.ACCEPTED)
    wait = retry_after(answer.headers.get("Retry-After"), now)
    return HubAnswer(
        said=HubSaid.DECLINED,
        error=f"the hub answered {answer.status}",
        retry_after=None if wait is None else timedelta(seconds=wait),
    )
