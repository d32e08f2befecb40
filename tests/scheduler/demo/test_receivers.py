"""The receivers are as strict as what they stand for; else a green test would prove little."""

import smtplib
from collections.abc import Iterator

import httpx
import pytest

from scheduler.demo.receivers import MailReceiver, TelegramReceiver, WebhookReceiver

TOKEN = "12345:token"


@pytest.fixture
def telegram() -> Iterator[TelegramReceiver]:
    """One that counts, and knows two chats."""
    with TelegramReceiver(TOKEN, chats={"7", "-1007"}, limits=True) as receiver:
        yield receiver


def call(telegram: TelegramReceiver, method: str, token: str = TOKEN, **fields: object) -> tuple[int, str]:
    """The status of a call, and the server's sentence."""
    answer = httpx.post(f"{telegram.url}/bot{token}/{method}", json=fields, trust_env=False)
    return answer.status_code, answer.json().get("description", "")


@pytest.mark.parametrize(
    ("method", "fields", "status", "sentence"),
    [
        ("sendPhoto", {"chat_id": 7}, 404, "Not Found: method not found"),
        ("sendMessage", {"text": "x"}, 400, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 8, "text": "x"}, 400, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": 7, "text": "  "}, 400, "Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": 7, "text": "😀" * 2_049}, 400, "Bad Request: message is too long"),
        ("sendMessage", {"chat_id": 7, "text": "<b>" + "x" * 4_096 + "</b>", "parse_mode": "HTML"}, 200, ""),
        (
            "sendMessage",
            {"chat_id": 7, "text": "a<p>", "parse_mode": "HTML"},
            400,
            'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 1',
        ),
        ("sendMessage", {"chat_id": 7, "text": "a<p>"}, 200, ""),
        (
            "sendMessage",
            {"chat_id": 7, "text": "x", "reply_parameters": {"message_id": 5}},
            400,
            "Bad Request: message to be replied not found",
        ),
        (
            "editMessageText",
            {"chat_id": 7, "message_id": 5, "text": "x"},
            400,
            "Bad Request: message to edit not found",
        ),
    ],
)
def test_telegram_answers_as_telegram_does(
    telegram: TelegramReceiver, method: str, fields: dict[str, object], status: int, sentence: str
) -> None:
    """In its own sentences."""
    assert call(telegram, method, **fields) == (status, sentence)


def test_a_wrong_token_is_unauthorized(telegram: TelegramReceiver) -> None:
    """Whatever is asked."""
    assert call(telegram, "sendMessage", token="12345:other", chat_id=7, text="x") == (401, "Unauthorized")


def test_a_person_hears_one_message_a_second(telegram: TelegramReceiver) -> None:
    """The second of a burst is told to wait."""
    assert call(telegram, "sendMessage", chat_id=7, text="1")[0] == 200
    assert call(telegram, "sendMessage", chat_id=7, text="2") == (429, "Too Many Requests: retry after 1")


def test_a_group_hears_twenty_a_minute_edits_included(telegram: TelegramReceiver) -> None:
    """The twenty-first is told to wait."""
    statuses = [call(telegram, "sendMessage", chat_id=-1007, text=f"{number}")[0] for number in range(10)]
    statuses += [
        call(telegram, "editMessageText", chat_id=-1007, message_id=101, text=f"edit {number}")[0]
        for number in range(11)
    ]
    assert statuses == [200] * 20 + [429]


def test_an_edit_that_changes_nothing_is_said_so(telegram: TelegramReceiver) -> None:
    """By what is kept: marks that Telegram drops make no difference."""
    assert call(telegram, "sendMessage", chat_id=-1007, text="خبر\u202e")[0] == 200
    status, sentence = call(telegram, "editMessageText", chat_id=-1007, message_id=101, text="خبر")
    assert (status, sentence.startswith("Bad Request: message is not modified")) == (400, True)


def test_ids_count_in_each_chat_by_itself(telegram: TelegramReceiver) -> None:
    """As in Telegram's groups."""
    call(telegram, "sendMessage", chat_id=7, text="x")
    call(telegram, "sendMessage", chat_id=-1007, text="x")
    assert [(message.chat, message.id) for message in telegram.messages] == [("7", 101), ("-1007", 101)]


def test_every_request_is_kept_as_it_came(telegram: TelegramReceiver) -> None:
    """Refused ones too: an auditor reads the receiver's records and nothing else."""
    call(telegram, "sendMessage", token="12345:other", chat_id=7, text="سلام")
    (request,) = telegram.requests
    assert request.raw.startswith(b"POST /bot12345:other/sendMessage HTTP/1.1\r\n")
    assert request.raw.endswith(request.body)


def test_an_unsigned_hook_is_refused() -> None:
    """Anybody could have sent it."""
    with WebhookReceiver("secret") as receiver:
        answer = httpx.post(f"{receiver.url}/", json={}, headers={"Idempotency-Key": "1"}, trust_env=False)
    assert (answer.status_code, receiver.hooks) == (401, {})


def test_a_mailbox_takes_mail_from_any_client() -> None:
    """It is a mail server, not a friend of ours."""
    with MailReceiver() as receiver:
        with smtplib.SMTP("127.0.0.1", receiver.port) as client:
            client.sendmail("a@example.org", ["b@example.org"], b"Subject: x\r\n\r\ny\r\n")
        assert receiver.wait_until(lambda: len(receiver.mails) == 1)
    assert receiver.mails[0].message()["Subject"] == "x"


def test_a_mailbox_with_a_login_takes_none_without() -> None:
    """530, as a relay says it."""
    with MailReceiver(login=("a", "b")) as receiver, smtplib.SMTP("127.0.0.1", receiver.port) as client:
        client.ehlo()
        assert client.mail("a@example.org") == (530, b"5.7.0 Authentication required")
