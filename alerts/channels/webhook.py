"""Webhook: a signed POST of the alert's JSON.

What holds: the body is signed as it goes out (`Rasid-Signature: sha256=` HMAC), a repeated try has the same
`Idempotency-Key`, no redirect is followed, and the connection is made to a checked address.
"""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from alerts.channels.channel import MarkStage, Message, Outcome, Sent
from alerts.channels.guarded import guarded_client
from alerts.channels.posting import Answer, post
from crawler.guard import Allowed

WHOLE_SECONDS = 60.0
TIMEOUT = httpx.Timeout(connect=5.0, write=10.0, pool=5.0, read=30.0)
LATER = frozenset({408, 425, 429, 503})  # the peer did not take it and wants it again
LONGEST_RETRY_SECONDS = 24 * 3600.0


class WebhookChannel:
    """Posts to the addresses that subscriptions name."""

    name = "webhook"
    can_edit = False

    def __init__(self, secret: str, *, allowed: Allowed) -> None:
        self._secret = secret.encode()
        self._client = guarded_client(allowed, timeout=TIMEOUT)

    async def send(self, message: Message, mark_stage: MarkStage) -> Outcome:  # noqa: ARG002
        """One POST."""
        if not isinstance(message.payload, dict):
            raise TypeError(f"not JSON values: {type(message.payload).__name__}")
        body = json.dumps(message.payload, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        answer = await post(
            self._client,
            message.recipient,
            content=body,
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "User-Agent": "Rasid/1.0",
                "Rasid-Signature": signature(self._secret, body),
                "Idempotency-Key": str(message.delivery_id),
            },
            seconds=WHOLE_SECONDS,
            read_body=False,
        )
        return answer if isinstance(answer, Outcome) else read_answer(answer, message.delivery_id, datetime.now(UTC))

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()


def signature(secret: bytes, body: bytes) -> str:
    """The value of Rasid-Signature for a body."""
    return f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}"


def read_answer(answer: Answer, delivery_id: int, now: datetime) -> Outcome:
    """What an answer means. The peer's own id is our key: it knows the delivery by nothing else."""
    status = answer.status
    error = f"the receiver answered {status}"
    if 200 <= status < 300:
        return Outcome(sent=Sent.DELIVERED, provider_id=str(delivery_id), http_status=status)
    if status in LATER:
        wait = retry_after(answer.headers.get("Retry-After"), now)
        return Outcome(sent=Sent.NOT_SENT, retry_after=wait, http_status=status, error=error)
    if 300 <= status < 400:
        return Outcome(sent=Sent.REFUSED, http_status=status, error=f"{error}, a redirect, which is not followed")
    if 400 <= status < 500:
        # 410 says that the address is gone for good; the rest may be about this one message.
        return Outcome(sent=Sent.REFUSED, disable_recipient=status == 410, http_status=status, error=error)
    return Outcome(sent=Sent.AMBIGUOUS, http_status=status, error=error)


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, at most a day; it may be a number or a date."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_RETRY_SECONDS)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_RETRY_SECONDS)
