"""MailReceiver: a mail server on this machine that keeps what it is given, and fails at a stage when told to."""

import asyncio
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern_policy
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from scheduler.demo.loopback import HANG_SECONDS, Receiver

CLOSE = "close"
HANG = "hang"
KEEP_THEN_CLOSE = "keep, then close"
KEEP_THEN_HANG = "keep, then hang"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMail:
    """One mail that was taken with 250, or kept by a server that failed to say so."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    at: float

    def message(self) -> EmailMessage:
        """Parsed."""
        return message_from_bytes(self.raw, policy=modern_policy)


class MailReceiver(Receiver):
    """`faults` maps a stage of the next transactions (greeting, mail, rcpt, dot) to an answer such as '451 later' or to
    CLOSE, HANG, KEEP_THEN_CLOSE, KEEP_THEN_HANG; each is used once, unless `lasting`."""

    def __init__(
        self,
        *,
        faults: Mapping[str, str] | None = None,
        lasting: bool = False,
        tls: ssl.SSLContext | None = None,
        login: tuple[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.faults = dict(faults or {})
        self.mails: list[KeptMail] = []
        self.encrypted: list[bool] = []
        self._lasting = lasting
        self._tls = tls
        self._login = login

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(self._protocol, "127.0.0.1", 0)

    def _protocol(self) -> SMTP:
        return _Protocol(
            self,
            hostname="demo.localhost",
            ident="Rasid demo",
            loop=self._loop,
            tls_context=self._tls,
            authenticator=self._authenticate if self._login else None,
            auth_require_tls=False,
            enable_SMTPUTF8=False,
        )

    @property
    def wants_login(self) -> bool:
        """Whether mail is only taken from who has logged in."""
        return self._login is not None

    def connected(self, transport: asyncio.BaseTransport) -> None:
        """Remembers a connection, to close it at the end."""
        self._transports.add(transport)

    def take_fault(self, stage: str) -> str | None:
        """The fault that is due at a stage."""
        return self.faults.get(stage) if self._lasting else self.faults.pop(stage, None)

    def keep(self, envelope: Envelope, *, encrypted: bool) -> None:
        """Keeps a mail."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        recipients = tuple(str(one) for one in envelope.rcpt_tos)
        self.mails.append(
            KeptMail(sender=str(envelope.mail_from or ""), recipients=recipients, raw=raw, at=time.time())
        )
        self.encrypted.append(encrypted)
        self._tell()

    def _authenticate(
        self,
        _server: SMTP,
        _session: Session,
        _envelope: Envelope,
        _mechanism: str,
        data: Any,
    ) -> AuthResult:
        given = (data.login.decode(), data.password.decode()) if isinstance(data, LoginPassword) else None
        return AuthResult(success=given == self._login, handled=False)


class _Protocol(SMTP):
    """One connection."""

    def __init__(self, receiver: MailReceiver, **options: Any) -> None:
        super().__init__(_Handler(receiver), **options)
        self._receiver = receiver

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greets, unless a fault at the greeting is due."""
        self._receiver.connected(transport)
        fault = self._receiver.take_fault("greeting") if self.transport is None else None
        if fault is None:
            super().connection_made(transport)
            return
        plain = cast("asyncio.Transport", transport)
        if fault != CLOSE:
            plain.write(f"{fault}\r\n".encode())
        plain.close()


class _Handler:
    """aiosmtpd's hooks, each with its fault."""

    def __init__(self, receiver: MailReceiver) -> None:
        self._receiver = receiver

    async def handle_MAIL(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """The envelope's sender."""
        if self._receiver.wants_login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        answer = await self._answer("mail", server)
        if answer.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """One recipient."""
        answer = await self._answer("rcpt", server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The final dot."""
        fault = self._receiver.take_fault("dot")
        encrypted = session.ssl is not None
        if fault in (None, KEEP_THEN_CLOSE, KEEP_THEN_HANG):
            self._receiver.keep(envelope, encrypted=encrypted)
        return "250 kept" if fault is None else await self._misbehave(fault, server)

    async def _answer(self, stage: str, server: SMTP) -> str:
        fault = self._receiver.take_fault(stage)
        return "250 OK" if fault is None else await self._misbehave(fault, server)

    async def _misbehave(self, fault: str, server: SMTP) -> str:
        if fault in (HANG, KEEP_THEN_HANG):
            await asyncio.sleep(HANG_SECONDS)
        if fault in (CLOSE, KEEP_THEN_CLOSE) and server.transport is not None:
            cast("asyncio.Transport", server.transport).abort()
        return fault if fault[:1].isdigit() else "421 closing"
