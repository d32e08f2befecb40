"""The auditor: what the receivers have on record, held against the scripted truth.

It reads no database of ours and asks no part of the program. A thing is due once; what came more than once is a copy,
and a copy is explained only by a death in doubt over that very thing: the peer may have had it, and nobody could know.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.demo.mail_receiver import KeptMail
from scheduler.demo.telegram_receiver import ChatMessage
from tests.faults.truth import DIGITS, TOKEN, Happening

_MARK = re.compile(rf"{TOKEN}(\d{{{DIGITS}}})")

Thing = tuple[str, str, int]  # channel, new or reply, happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One message as its receiver shows it. `identity` is what copies of one mail share; None where there is none."""

    channel: str
    kind: str
    marks: tuple[str, ...]  # of all that it ever said
    text: str
    at: datetime
    identity: str | None = None

    @property
    def happenings(self) -> set[int]:
        """Which happenings it tells of."""
        return {number_of(mark) for mark in self.marks}


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What an audit found. `lost` and `unexplained` name the things, so that a failure says what to look for."""

    due: int = 0
    delivered: int = 0
    duplicates: int = 0
    explained: int = 0
    lost: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)  # seconds from publication to the receiver

    @property
    def holds(self) -> bool:
        """The promise: nothing lost, each copy explained, nothing told that nobody published."""
        return not self.lost and not self.unexplained

    def add(self, other: "Verdict") -> None:
        """Takes another one in."""
        for name in ("due", "delivered", "duplicates", "explained"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("lost", "unexplained", "waits"):
            getattr(self, name).extend(getattr(other, name))


def number_of(mark: str) -> int:
    """The happening of a token."""
    return int(mark.removeprefix(TOKEN)) // 10


def marks_of(text: str) -> tuple[str, ...]:
    """The tokens in a text."""
    return tuple(TOKEN + digits for digits in _MARK.findall(text))


def telegram_receipts(messages: Iterable[ChatMessage], when: Callable[[float], datetime]) -> list[Receipt]:
    """What chats show. A reply tells of what the message above it tells of."""
    shown = list(messages)
    above = {(one.chat, one.id): one for one in shown}
    receipts = []
    for one in shown:
        parent = above.get((one.chat, one.reply_to)) if one.reply_to is not None else None
        words = " ".join(one.texts if parent is None else [*one.texts, *parent.texts])
        receipts.append(
            Receipt(
                channel="telegram",
                kind="new" if one.reply_to is None else "reply",
                marks=marks_of(words),
                text=one.text,
                at=when(one.at),
            )
        )
    return receipts


def mail_receipts(mails: Iterable[KeptMail], when: Callable[[float], datetime]) -> list[Receipt]:
    """What mailboxes hold; the first mail of an event opens its thread, those after it are replies."""
    receipts = []
    for one in mails:
        message = one.message()
        body = message.get_body(("plain",))
        text = "" if body is None else str(body.get_content())
        receipts.append(
            Receipt(
                channel="mailto",
                kind="new",
                marks=marks_of(text),
                text=text,
                at=when(one.at),
                identity=str(message["Message-ID"]),
            )
        )
    return receipts


def audit(
    truth: Sequence[Happening],
    receipts: Sequence[Receipt],
    channels: Sequence[str],
    doubts: Counter[Thing],
    *,
    digests: bool = False,
) -> Verdict:
    """Holds the receipts against the truth, for readers on these channels that hear of everything. With `digests` one
    message may tell of several happenings."""
    verdict = Verdict()
    for channel in channels:
        mine = [one for one in receipts if one.channel == channel]
        check = _audit_mail if channel == "mailto" else _audit_chat
        known = {one.number for one in truth}
        for one in mine:
            if not one.happenings or one.happenings - known or (len(one.happenings) > 1 and not digests):
                verdict.unexplained.append(f"{channel}: a message of {sorted(one.happenings) or 'nothing'}")
        for happening in truth:
            check(verdict, happening, [one for one in mine if happening.number in one.happenings], doubts)
    return verdict


def _audit_chat(verdict: Verdict, happening: Happening, mine: list[Receipt], doubts: Counter[Thing]) -> None:
    """One message that says at its end what the last report says, and one word aloud a rise."""
    new = [one for one in mine if one.kind == "new"]
    replies = [one for one in mine if one.kind == "reply"]
    rises = len(happening.reports) - 1
    name = f"telegram: happening {happening.number}"
    verdict.due += 1 + 2 * rises if rises else 1
    _count(verdict, new, 1, doubts["telegram", "new", happening.number], f"{name}, its message")
    _count(verdict, replies, rises, doubts["telegram", "reply", happening.number], f"{name}, its replies")
    last = happening.reports[-1]
    # Of two copies only the last is edited: the ledger knows no other.
    says = any(last.token in one.text and re.search(rf"(?<!\d){last.killed}(?!\d)", one.text) for one in new)
    if rises and says:
        verdict.delivered += rises
    elif rises or (new and not says):
        verdict.lost.append(f"{name}, its last picture")
    if new:
        verdict.waits.append((min(one.at for one in new) - happening.reports[0].at).total_seconds())


def _audit_mail(verdict: Verdict, happening: Happening, mine: list[Receipt], doubts: Counter[Thing]) -> None:
    """One mail a report; copies of one have one Message-ID."""
    name = f"mailto: happening {happening.number}"
    verdict.due += len(happening.reports)
    mails = {one.identity: one for one in mine}
    doubted = doubts["mailto", "new", happening.number] + doubts["mailto", "reply", happening.number]
    extra = len(mine) - len(mails)
    verdict.duplicates += extra
    verdict.explained += min(extra, doubted)
    if extra > doubted:
        verdict.unexplained.append(f"{name}: {extra} copies, {doubted} explained")
    _count(verdict, list(mails.values()), len(happening.reports), 0, f"{name}, its mails")
    if mine:
        verdict.waits.append((min(one.at for one in mine) - happening.reports[0].at).total_seconds())


def _count(verdict: Verdict, found: list[Receipt], due: int, doubted: int, name: str) -> None:
    verdict.delivered += min(len(found), due)
    verdict.lost.extend([name] * max(0, due - len(found)))
    extra = max(0, len(found) - due)
    verdict.duplicates += extra
    verdict.explained += min(extra, doubted)
    if extra > doubted:
        verdict.unexplained.append(f"{name}: {extra} copies, {doubted} explained")
