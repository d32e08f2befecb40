"""Apprise: some 140 services (Slack, Teams, Discord, ntfy, SMS gateways …) as plain messages, through that library.

The library says yes or no. Its no covers refused connections and wrong keys as well as answers that were lost after
the message had gone out, so that a no is AMBIGUOUS: by the channel's protocol anything that the peer may have is, and
whoever asked for `on_ambiguous = "hold"` asked for no second copy. One recipient is one message: an address that names
several targets is refused, because a no that is about one of them would be repeated to all.

The library is imported with the first message, in the thread that sends it: it takes a second and 25 MB, which nobody
pays who has no such recipient.
"""

import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from alerts.channels.channel import MarkStage, Message, Outcome, Sent
from alerts.channels.written import OneByOne
from alerts.text.plain import PlainText

if TYPE_CHECKING:
    from apprise import Apprise

READ_SECONDS = 60.0  # long reads make "unknown" rarer; the library's own four seconds make duplicates
CONNECT_SECONDS = 10.0
_LONGEST_ERROR = 300
_SECRET_PART = 4  # letters; shorter parts of an address are no keys, and taking them out would leave no sentence
_TALKATIVE = ("apprise", "requests", "urllib3", "requests_oauthlib", "oauthlib")


class AddressUnusable(Exception):
    """The address of a service leads nowhere; the message says why, without repeating it."""


class AppriseChannel:
    """Sends to services. `services` has the service's own address for each recipient's, which may only say where it
    is found (`env:NAME`)."""

    name = "apprise"
    can_edit = False

    def __init__(self, services: Mapping[str, str]) -> None:
        hush()
        self._services = {address: _Service(url) for address, url in services.items()}

    async def send(self, message: Message, mark_stage: MarkStage) -> Outcome:
        """One notification."""
        text = message.payload
        if not isinstance(text, PlainText):
            raise TypeError(f"not a plain text: {type(text).__name__}")
        service = self._services.get(message.recipient)
        if service is None:
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", message.recipient):
                return Outcome(sent=Sent.REFUSED, disable_recipient=True, error="not an address of a service")
            return Outcome(sent=Sent.NOT_SENT, error="the service is not in the configuration any more")
        await mark_stage("notify")
        return await service.thread.do(lambda: service.notify(text, str(message.delivery_id)))

    async def close(self) -> None:
        """Begins nothing more; what is under way ends by itself."""
        for service in self._services.values():
            service.thread.end()


class _Service:
    """One service. It is made in its own thread with the first message and kept, since it knows its own pace."""

    def __init__(self, url: str) -> None:
        self.thread = OneByOne()
        self._url = url
        self._sender: Apprise | None = None

    def notify(self, text: PlainText, identity: str) -> Outcome:
        """One notification; blocks."""
        from apprise import NotifyFormat

        try:
            self._sender = self._sender or sender_to(self._url)
        except AddressUnusable as error:
            return Outcome(sent=Sent.REFUSED, disable_recipient=True, error=str(error))
        title, body = (text.headline, text.rest) if text.rest else ("", text.headline)
        result = self._sender.notify(title=title, body=body, body_format=NotifyFormat.TEXT)
        if result:
            return Outcome(sent=Sent.DELIVERED, provider_id=identity)
        said = " ".join(entry.message for entry in result.logs()) or "the service did not take it, or did not say so"
        return Outcome(sent=Sent.AMBIGUOUS, error=_without_keys(said, self._url)[:_LONGEST_ERROR])


def sender_to(url: str) -> "Apprise":
    """What sends to a service; raises AddressUnusable where the library cannot, or would send to several at once."""
    from apprise import Apprise, AppriseAsset
    from apprise.common import OverflowMode

    hush()
    asset = AppriseAsset(
        app_id="Rasid",
        app_desc="Rasid",
        app_url="",
        async_mode=False,
        http_redirects=False,  # an address with keys in it is followed nowhere
        interpret_escapes=False,
        interpret_emojis=False,
    )
    service = Apprise.instantiate(url, asset=asset)
    if service is None:
        raise AddressUnusable("apprise knows no such service, or a part of its address is missing")
    service.retry = 0  # when to try again is the worker's affair
    if len(service) > 1:
        raise AddressUnusable(f"the address names {len(service)} targets: write a receiver for each of them")
    asked = url.lower()
    if "rto=" not in asked:
        service.socket_read_timeout = READ_SECONDS
    if "cto=" not in asked:
        service.socket_connect_timeout = CONNECT_SECONDS
    if "overflow=" not in asked:
        service.overflow_mode = OverflowMode.TRUNCATE  # several messages for one alert are as good as a duplicate
    sender = Apprise(asset=asset)
    sender.add(service)
    return sender


def hush() -> None:
    """Keeps to itself what the libraries log: addresses, and keys in them."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _without_keys(said: str, url: str) -> str:
    """What the library said, without any part of the address it was about."""
    parts = {part for part in re.split(r"[/:@?&=,;#+]+", f"{url} {unquote(url)}") if len(part) >= _SECRET_PART}
    for part in sorted(parts, key=len, reverse=True):
        said = said.replace(part, "…")
    return said
