"""The mail as it goes out: headers that thread, that stop auto-replies, and that no text can break."""

import re
from base64 import b64encode
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime

from alerts.channels.channel import Message
from alerts.channels.unsubscribing import OneClick, by_mail
from alerts.text.bidi import one_line
from alerts.text.mail import MailText


class _Addresses(UnstructuredHeader, BaseHeader):
    """Addresses in brackets, one a line. The library's folding would turn one that is longer than a line into an
    encoded word, which no client takes for an address."""

    def fold(self, *, policy: Policy) -> str:
        """The header as it goes out."""
        folded = str(self).replace(", ", f",{policy.linesep} ")
        return f"{self.name}: {folded}{policy.linesep}"


class _Subject(UnstructuredHeader, BaseHeader):
    """A subject in encoded words. The library's folding puts a space between two of them, where readers drop it."""

    def fold(self, *, policy: Policy) -> str:
        """The header as it goes out."""
        words, word = [], ""
        for letter in str(self):
            if len((word + letter).encode()) > _MOST_BYTES:
                words.append(word)
                word = ""
            word += letter
        encoded = (f"=?utf-8?b?{b64encode(one.encode()).decode()}?=" for one in (*words, word))
        lines = f"{policy.linesep} ".join(encoded)
        return super().fold(policy=policy) if self.isascii() else f"{self.name}: {lines}{policy.linesep}"


_MOST_BYTES = 42  # of an encoded word that stands behind "Subject: " in a line of 78 characters
_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("subject", _Subject)
_HEADERS.map_to_type("list-unsubscribe", _Addresses)

# 7 bits: a relay may hand on to one that takes no more, and would have to re-encode and break signatures.
_POLICY = SMTP.clone(cte_type="7bit", header_factory=_HEADERS)

# Printable ASCII without what ends a command, a bracket or a list, and one @.
_ADDRESS = re.compile(r"[!#$%&'*+\-./0-9=?A-Z^_`a-z{|}~]+@[0-9A-Za-z.\-]+")


def is_address(value: str) -> bool:
    """Whether this may be said to a mail server: ASCII, one @, nothing that ends a command or a bracket."""
    if not _ADDRESS.fullmatch(value):
        return False
    try:
        Address(addr_spec=value)
    except (ValueError, MessageError):  # «a..b@example.org»
        return False
    return True


def message_id(message: Message, domain: str) -> str:
    """The same for every try of one delivery, so that a server that has it already can tell."""
    event = f"ev{message.event_id}" if message.event_id else "note"
    return f"<{event}.r{message.revision}.d{message.delivery_id}@{domain}>"


def root_id(message: Message, domain: str) -> str | None:
    """The mail that nobody sent and all mails of an event answer: it makes them one thread."""
    return f"<ev{message.event_id}.root@{domain}>" if message.event_id else None


def build_mail(
    message: Message, text: MailText, sender: Address, *, now: datetime, one_click: OneClick | None = None
) -> EmailMessage:
    """The whole mail to one recipient."""
    domain = sender.domain
    mail = EmailMessage(policy=_POLICY)
    mail["Subject"] = one_line(text.subject, 200) or "Rasid"
    mail["From"] = sender
    mail["To"] = Address(addr_spec=message.recipient)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id(message, domain)
    root = root_id(message, domain)
    if root is not None:
        mail["In-Reply-To"] = root
        mail["References"] = root
    mail["List-Id"] = f"Rasid <alerts.{domain}>"
    mail["List-Unsubscribe"] = ", ".join(f"<{way}>" for way in _ways_out(message.recipient, sender, one_click))
    if one_click is not None:
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Content-Language"] = text.language
    # The plain part first: a reader takes the last form that it can show.
    mail.set_content(_sendable(text.text), cte="base64")
    mail.add_alternative(_sendable(text.html), subtype="html", cte="base64")
    return mail


def _ways_out(recipient: str, sender: Address, one_click: OneClick | None) -> list[str]:
    return [*([one_click.link(recipient)] if one_click else []), by_mail(sender.addr_spec, recipient)]


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
