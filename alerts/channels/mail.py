"""Mail: one thread an event, one recipient a transaction, over SMTP command by command.

What holds: `mark_stage("data")` is committed before the text goes out, so that after a crash it is known whether the
server may have it; every try of a delivery has the same Message-ID; whatever the server does becomes an outcome.
"""

import re
import ssl
from datetime import UTC, datetime
from email.headerregistry import Address

import aiosmtplib
from aiosmtplib.errors import SMTPException, SMTPHeloError

from alerts.channels.channel import MarkStage, Message, Outcome, Sent
from alerts.channels.mail_answers import Stage, read_fault
from alerts.channels.mail_message import build_mail, is_address, message_id
from alerts.channels.relay import Relay, Tls
from alerts.channels.unsubscribing import OneClick
from alerts.text.mail import MailText
from crawler.errors import ConfigurationError

COMMAND_SECONDS = 60.0
DATA_SECONDS = 600.0  # RFC 5321 4.5.3.2.6: a server may take ten minutes after the dot, and giving up doubles mails

_SENDER = re.compile(r"\"?([^<>\"\r\n]*?)\"?\s*<([^<>]+)>|([^<>\s]+)")


class MailChannel:
    """A client of one relay. Each mail has a connection of its own: alerts are few, and a fault stays with its mail."""

    name = "mailto"
    can_edit = False

    def __init__(
        self,
        relay: Relay,
        mail_from: str,
        *,
        one_click: OneClick | None = None,
        tls: ssl.SSLContext | None = None,
        command_seconds: float = COMMAND_SECONDS,
        data_seconds: float = DATA_SECONDS,
    ) -> None:
        self._relay = relay
        self._sender = mail_sender(mail_from)
        self._one_click = one_click
        self._tls = tls or ssl.create_default_context()
        self._command_seconds = command_seconds
        self._data_seconds = data_seconds

    async def send(self, message: Message, mark_stage: MarkStage) -> Outcome:
        """One transaction."""
        if not isinstance(message.payload, MailText):
            raise TypeError(f"not a mail text: {type(message.payload).__name__}")
        if not is_address(message.recipient):
            return Outcome(sent=Sent.REFUSED, disable_recipient=True, error="not a mail address")
        now = datetime.now(UTC)
        mail = build_mail(message, message.payload, self._sender, now=now, one_click=self._one_click).as_bytes()
        client = self._client()
        stage = Stage.CONNECT
        try:
            await client.connect()
            stage = Stage.GREET
            await _greet(client)
            stage = Stage.TLS
            await self._encrypt(client)
            stage = Stage.LOGIN
            await self._login(client)
            stage = Stage.SENDER
            await client.mail(self._relay.sender(self._sender.addr_spec, message.delivery_id))
            stage = Stage.RECIPIENT
            await client.rcpt(message.recipient)
        except (SMTPException, OSError, ValueError) as error:
            client.close()
            return read_fault(stage, error)
        except BaseException:
            client.close()
            raise
        return await self._hand_over(client, mail, message, mark_stage)

    async def close(self) -> None:
        """Nothing is kept open between mails."""

    async def _hand_over(
        self, client: aiosmtplib.SMTP, mail: bytes, message: Message, mark_stage: MarkStage
    ) -> Outcome:
        try:
            await mark_stage("data")  # outside of what is classified: if it cannot be recorded, nothing goes out
            try:
                await client.data(mail, timeout=self._data_seconds)
            except (SMTPException, OSError, ValueError) as error:
                return read_fault(Stage.DATA, error)
            await _leave(client)
            return Outcome(sent=Sent.DELIVERED, provider_id=message_id(message, self._sender.domain), http_status=250)
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self._relay.host,
            port=self._relay.port,
            timeout=self._command_seconds,
            use_tls=self._relay.tls is Tls.IMPLICIT,
            start_tls=False,  # done by hand, so that its faults have their own stage
            tls_context=self._tls if self._relay.tls is Tls.IMPLICIT else None,
            # The name said at EHLO: left to the library it is looked up in DNS, which may hang.
            local_hostname=self._sender.domain,
        )

    async def _encrypt(self, client: aiosmtplib.SMTP) -> None:
        relay = self._relay
        if relay.tls in (Tls.IMPLICIT, Tls.NONE):
            return
        if relay.tls is Tls.OPPORTUNISTIC:
            if client.supports_extension("starttls"):
                # Against a listener that only reads along. Whoever wants to know the server asks for `required`.
                await client.starttls(tls_context=_unchecked())
                await _greet(client)
            return
        await client.starttls(tls_context=self._tls)  # raises where the server offers none
        await _greet(client)

    async def _login(self, client: aiosmtplib.SMTP) -> None:
        if self._relay.username is not None and self._relay.password is not None:
            await client.login(self._relay.username, self._relay.password)


def mail_sender(mail_from: str) -> Address:
    """The configured sender; raises ConfigurationError."""
    # Not parseaddr, which makes an address even of «rasid@exa mple.org».
    found = _SENDER.fullmatch(mail_from.strip())
    name, address = (found[1] or "", found[2] or found[3]) if found else ("", "")
    if not is_address(address):
        raise ConfigurationError("alerts.mail_from must be such as 'Rasid <rasid@example.org>'")
    return Address(display_name=name, addr_spec=address)


async def _greet(client: aiosmtplib.SMTP) -> None:
    try:
        await client.ehlo()
    except SMTPHeloError:
        await client.helo()


async def _leave(client: aiosmtplib.SMTP) -> None:
    """Says goodbye; the mail is the server's by now, so nothing that happens here matters."""
    try:
        await client.quit(timeout=5.0)
    except (SMTPException, OSError):
        return


def _unchecked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
