"""One HTTP POST and how it can go wrong: not sent for certain, or perhaps at the peer.

Only httpx's connect and pool errors are certain: the request never left. Whatever comes later (a reset, a half
answer, a timeout while reading) may hide a peer that has acted on it (delivery notes, section 4, measured).
"""

import asyncio
from dataclasses import dataclass

import httpx

from alerts.channels.broken import told
from alerts.channels.channel import Outcome, Sent
from crawler.errors import AddressRefused

MAX_ANSWER = 64 * 1024  # bytes; an answer worth reading is some hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the peer said."""

    status: int
    headers: httpx.Headers
    body: bytes


async def post(
    client: httpx.AsyncClient,
    url: str,
    *,
    content: bytes,
    headers: dict[str, str],
    seconds: float,
    read_body: bool = True,
    most: int = MAX_ANSWER,
) -> Answer | Outcome:
    """The peer's answer, or what is known of a request without one. `seconds` bounds the whole exchange, `most` the
    bytes of the answer that are read."""
    try:
        async with asyncio.timeout(seconds):
            async with client.stream("POST", url, content=content, headers=headers) as response:
                body = await _opening(response, most) if read_body else b""
                return Answer(status=response.status_code, headers=response.headers, body=body)
    except AddressRefused as error:
        return Outcome(sent=Sent.REFUSED, error=str(error))
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        return Outcome(sent=Sent.REFUSED, error="the address is not a web address")
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        return Outcome(sent=Sent.NOT_SENT, error=told(error))
    except (httpx.HTTPError, TimeoutError) as error:
        return Outcome(sent=Sent.AMBIGUOUS, error=told(error))


async def _opening(response: httpx.Response, most: int) -> bytes:
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > most:
            break
    return bytes(body[:most])
