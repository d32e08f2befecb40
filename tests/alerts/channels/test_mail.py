"""Mail: threads by event, stages, faults at each of them, encryption, and headers that nothing breaks."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.policy import strict
from pathlib import Path

import pytest

from alerts.alert import DeliveryKind
from alerts.channels.channel import Message, Outcome, Sent
from alerts.channels.mail import MailChannel
from alerts.channels.mail_message import build_mail
from alerts.channels.relay import relay_from
from alerts.channels.unsubscribing import OneClick
from alerts.text.mail import MailText, mail_text
from scheduler.demo.mail_receiver import CLOSE, HANG, KEEP_THEN_CLOSE, KEEP_THEN_HANG
from scheduler.demo.receivers import MailReceiver
from tests.alerts.channels.certificates import certificate
from tests.alerts.text.pictures import DAMASCUS, alert, line


def message(number: int = 12, revision: int = 3, **changes: object) -> Message:
    """A mail of event 57."""
    return Message(
        delivery_id=number,
        event_id=57,
        revision=revision,
        kind=DeliveryKind.NEW,
        recipient="desk@example.org",
        payload=mail_text(alert(revision=revision, **changes), "ar", DAMASCUS),
    )


async def send(
    receiver: MailReceiver,
    *messages: Message,
    options: str = "starttls=none",
    stages: list[str] | None = None,
    tls: object = None,
    one_click: OneClick | None = None,
) -> list[Outcome]:
    """Sends one after the other."""
    channel = MailChannel(
        relay_from(f"smtp://127.0.0.1:{receiver.port}?{options}"),
        "راصد <rasid@example.org>",
        command_seconds=0.5,
        data_seconds=0.5,
        one_click=one_click,
        tls=tls,  # type: ignore[arg-type]
    )

    async def mark(stage: str) -> None:
        if stages is not None:
            stages.append(f"{stage} {len(receiver.mails)}")

    return [await channel.send(one, mark) for one in messages]


async def test_an_event_is_one_thread() -> None:
    """Each mail has its own id and answers the event's root; the subject does not change."""
    with MailReceiver() as receiver:
        outcomes = await send(receiver, message(12, 3), message(13, 4, toll=(line(40),)))
    first, second = (mail.message() for mail in receiver.mails)
    assert [outcome.provider_id for outcome in outcomes] == ["<ev57.r3.d12@example.org>", "<ev57.r4.d13@example.org>"]
    assert [mail["Message-ID"] for mail in (first, second)] == [outcome.provider_id for outcome in outcomes]
    assert {mail[name] for mail in (first, second) for name in ("References", "In-Reply-To")} == {
        "<ev57.root@example.org>"
    }
    assert first["Subject"] == second["Subject"] == "قصف على سوق في الأبيض · الحدث 57"


async def test_a_repeated_mail_has_the_same_id() -> None:
    """A server that has it can tell."""
    with MailReceiver(faults={"dot": KEEP_THEN_CLOSE}) as receiver:
        first, second = await send(receiver, message(), message())
    assert (first.sent, second.sent) == (Sent.AMBIGUOUS, Sent.DELIVERED)
    assert len({mail.message()["Message-ID"] for mail in receiver.mails}) == 1


async def test_a_test_is_in_no_thread() -> None:
    """There is no event behind it."""
    with MailReceiver() as receiver:
        await send(receiver, replace(message(), event_id=None), replace(message(), event_id=0))
    for mail in receiver.mails:
        assert mail.message()["Message-ID"] == "<note.r3.d12@example.org>"
        assert mail.message()["References"] is None


async def test_the_form_of_a_mail() -> None:
    """Text first, HTML last, in 7 bits; headers that stop auto-replies; Arabic in subject and sender."""
    with MailReceiver() as receiver:
        await send(receiver, message())
    (kept,) = receiver.mails
    mail = kept.message()
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert all(part["Content-Transfer-Encoding"] == "base64" for part in mail.iter_parts())
    assert kept.raw.isascii()
    # An address in brackets stands on one line, however long it is.
    assert max(len(row) for row in kept.raw.split(b"\r\n") if b"<mailto:" not in row) <= 78
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["List-Id"] == "Rasid <alerts.example.org>"
    assert mail["From"] == "راصد <rasid@example.org>"
    assert mail["To"] == "desk@example.org"
    assert (kept.sender, kept.recipients) == ("rasid@example.org", ("desk@example.org",))


@pytest.mark.parametrize("ahead", range(12))
def test_a_long_subject_keeps_its_spaces(ahead: int) -> None:
    """Readers drop the space between two encoded words: wherever a line ends, it stands within one of them."""
    subject = "س" * ahead + "مقتل عدد من المدنيين في قصف على مدينة إدلب شمال غربي سوريا · الحدث 2"
    text = MailText(subject=subject, text="", html="", preheader="")
    mail = build_mail(message(), text, Address(addr_spec="rasid@example.org"), now=datetime(2026, 3, 5, tzinfo=UTC))
    raw = mail.as_bytes()
    assert str(make_header(decode_header(message_from_bytes(raw)["Subject"].replace("\r\n", "")))) == subject
    assert max(map(len, raw.partition(b"\r\nFrom:")[0].split(b"\r\n"))) <= 78


async def test_a_mail_says_how_to_leave() -> None:
    """By mail always; by one click where a public address is configured, which carries who it is for."""
    one_click = OneClick(url="https://news.example.org/leave", secret="s" * 32)
    with MailReceiver() as receiver:
        await send(receiver, message())
        await send(receiver, message(), one_click=one_click)
    plain, clicked = receiver.mails
    way = "<mailto:rasid@example.org?subject=unsubscribe%20desk%40example.org>"
    assert plain.message()["List-Unsubscribe"] == way
    assert plain.message()["List-Unsubscribe-Post"] is None
    mail = clicked.message()
    assert mail["List-Unsubscribe"] == f"<{one_click.link('desk@example.org')}>, {way}"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # An encoded word is no address: what is longer than a line must stand as it is.
    assert f"<{one_click.link('desk@example.org')}>,\r\n {way}\r\n".encode() in clicked.raw


async def test_a_strict_reader_finds_no_defect() -> None:
    """By a parser that raises where others forgive."""
    one_click = OneClick(url=f"https://news.example.org/{'long/' * 30}leave", secret="s" * 32)
    with MailReceiver() as receiver:
        await send(receiver, message(title="UN: ﷺ \u202e5 قتلى <b>\r\nBcc: x@example.org"), one_click=one_click)
    mail = message_from_bytes(receiver.mails[0].raw, policy=strict)
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert all(part.defects == [] for part in mail.walk())
    assert all(header.defects == () for header in mail.values())
    assert mail["Bcc"] is None


def test_only_we_can_say_who_leaves() -> None:
    """A token names its address, and nothing that was changed or made elsewhere is taken."""
    ours = OneClick(url="https://news.example.org/leave", secret="ours")
    token = ours.token("desk+1@example.org")
    assert ours.address(token) == "desk+1@example.org"
    others = OneClick(url="https://news.example.org/leave", secret="others")
    name, _, signature = token.partition(".")
    other_name = others.token("chief@example.org").partition(".")[0]
    wrong = (others.token("desk+1@example.org"), f"{other_name}.{signature}", name, f"{name}.", ".", "", "ä.ö", "=.=")
    assert [one for one in (*wrong, token[:-1], token + "A", "a" * 10_000) if ours.address(one) is not None] == []
    assert "ours" not in repr(ours)


async def test_the_stage_is_committed_before_the_text_goes_out() -> None:
    """After a crash it tells whether the server may have the mail."""
    stages: list[str] = []
    with MailReceiver() as receiver:
        await send(receiver, message(), stages=stages)
    assert stages == ["data 0"]


async def test_a_stage_that_cannot_be_committed_stops_the_mail() -> None:
    """Another worker has it, or the database is gone: nothing goes out."""

    class Lost(Exception):
        pass

    async def mark(_stage: str) -> None:
        raise Lost

    with MailReceiver() as receiver:
        channel = MailChannel(relay_from(f"smtp://127.0.0.1:{receiver.port}?starttls=none"), "rasid@example.org")
        with pytest.raises(Lost):
            await channel.send(message(), mark)
        assert receiver.mails == []


@pytest.mark.parametrize(
    ("stage", "fault", "sent", "disabled", "kept"),
    [
        ("greeting", "421 busy", Sent.NOT_SENT, False, 0),
        ("greeting", CLOSE, Sent.NOT_SENT, False, 0),
        ("mail", "421 4.3.0 later", Sent.NOT_SENT, False, 0),
        ("mail", "451 4.7.1 later", Sent.NOT_SENT, False, 0),
        ("mail", "550 5.7.1 sender rejected", Sent.REFUSED, False, 0),
        ("mail", HANG, Sent.NOT_SENT, False, 0),
        ("rcpt", "450 4.2.0 greylisted", Sent.NOT_SENT, False, 0),
        ("rcpt", "452 4.2.2 mailbox full", Sent.NOT_SENT, False, 0),
        ("rcpt", "552 5.2.2 mailbox full", Sent.NOT_SENT, False, 0),
        ("rcpt", "550 5.1.1 no such user", Sent.REFUSED, True, 0),
        ("rcpt", "550 5.7.1 blocked for spam", Sent.REFUSED, False, 0),
        ("rcpt", CLOSE, Sent.NOT_SENT, False, 0),
        ("dot", "451 4.3.0 later", Sent.NOT_SENT, False, 0),
        ("dot", "552 5.3.4 too much", Sent.NOT_SENT, False, 0),
        ("dot", "554 5.7.1 spam", Sent.REFUSED, False, 0),
        ("dot", CLOSE, Sent.AMBIGUOUS, False, 0),
        ("dot", KEEP_THEN_CLOSE, Sent.AMBIGUOUS, False, 1),
        ("dot", KEEP_THEN_HANG, Sent.AMBIGUOUS, False, 1),
    ],
)
async def test_a_fault_means_what_its_stage_says(stage: str, fault: str, sent: Sent, disabled: bool, kept: int) -> None:
    """Only between the dot and its reply is anything ambiguous (delivery notes, section 2)."""
    with MailReceiver(faults={stage: fault}) as receiver:
        (outcome,) = await send(receiver, message())
        assert (outcome.sent, outcome.disable_recipient, len(receiver.mails)) == (sent, disabled, kept)
    assert outcome.error


async def test_a_server_without_encryption_gets_nothing_where_it_is_required() -> None:
    """And the operator is told that the channel is down, not one recipient."""
    with MailReceiver() as receiver:
        (outcome,) = await send(receiver, message(), options="starttls=required")
    assert (outcome.sent, outcome.channel_down, receiver.mails) == (Sent.NOT_SENT, True, [])


async def test_required_encryption_wants_a_good_certificate(tmp_path: Path) -> None:
    """One that we trust is used, one that we do not ends the try before anything was said."""
    server, trusting = certificate(tmp_path)
    with MailReceiver(tls=server) as receiver:
        (trusted,) = await send(receiver, message(), options="starttls=required", tls=trusting)
        (untrusted,) = await send(receiver, message(), options="starttls=required")
    assert (trusted.sent, receiver.encrypted) == (Sent.DELIVERED, [True])
    assert untrusted.sent is Sent.NOT_SENT


@pytest.mark.parametrize("offered", [True, False])
async def test_opportunistic_encryption_takes_what_there_is(tmp_path: Path, offered: bool) -> None:
    """Encrypted where the server offers it, with whatever certificate; in the clear where not."""
    with MailReceiver(tls=certificate(tmp_path)[0] if offered else None) as receiver:
        (outcome,) = await send(receiver, message(), options="starttls=opportunistic")
    assert (outcome.sent, receiver.encrypted) == (Sent.DELIVERED, [offered])


async def test_bounces_tell_which_mail_they_are_about() -> None:
    """Each envelope has a sender of its own, where that is configured."""
    with MailReceiver() as receiver:
        await send(receiver, message(), options="starttls=none&bounces=bounces@example.org")
    assert receiver.mails[0].sender == "bounces+12@example.org"
