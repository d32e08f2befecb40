"""Every answer that Telegram is known to give leads to the right outcome (delivery notes, 1.2)."""

import json

import pytest

from alerts.channels.channel import Sent
from alerts.channels.telegram_answers import DEFAULT_RETRY_SECONDS, Repair, read_answer


def said(description: str, **parameters: int) -> bytes:
    """An error's body."""
    body: dict[str, object] = {"ok": False, "error_code": 400, "description": description}
    return json.dumps(body | ({"parameters": parameters} if parameters else {})).encode()


@pytest.mark.parametrize(
    ("status", "description", "sent", "disabled", "down", "repair"),
    [
        (403, "Forbidden: bot was blocked by the user", Sent.REFUSED, True, False, None),
        (403, "Forbidden: user is deactivated", Sent.REFUSED, True, False, None),
        (403, "Forbidden: bot was kicked from the supergroup chat", Sent.REFUSED, True, False, None),
        (403, "Forbidden: bot is not a member of the channel chat", Sent.REFUSED, True, False, None),
        (400, "Bad Request: chat not found", Sent.REFUSED, True, False, None),
        (400, "Bad Request: have no rights to send a message", Sent.REFUSED, True, False, None),
        (400, "Bad Request: message thread not found", Sent.REFUSED, True, False, Repair.WITHOUT_THREAD),
        (400, "Bad Request: TOPIC_CLOSED", Sent.REFUSED, True, False, Repair.WITHOUT_THREAD),
        (400, "Bad Request: can't parse entities: Unsupported start tag", Sent.REFUSED, False, False, Repair.PLAIN),
        (400, "Bad Request: message is too long", Sent.REFUSED, False, False, Repair.PLAIN),
        (413, "Request Entity Too Large", Sent.REFUSED, False, False, Repair.PLAIN),
        (400, "Bad Request: message to edit not found", Sent.GONE, False, False, None),
        (400, "Bad Request: message can't be edited", Sent.GONE, False, False, None),
        (400, "Bad Request: something new", Sent.REFUSED, False, False, None),
        (401, "Unauthorized", Sent.NOT_SENT, False, True, None),
        (404, "Not Found", Sent.NOT_SENT, False, True, None),
        (409, "Conflict: terminated by other getUpdates request", Sent.NOT_SENT, False, False, None),
        (500, "Internal Server Error", Sent.AMBIGUOUS, False, False, None),
        (502, "Bad Gateway", Sent.AMBIGUOUS, False, False, None),
    ],
)
def test_an_error_means_what_the_notes_say(
    status: int, description: str, sent: Sent, disabled: bool, down: bool, repair: Repair | None
) -> None:
    """One row an answer."""
    reading = read_answer(status, said(description))
    outcome = reading.outcome
    assert (outcome.sent, outcome.disable_recipient, outcome.channel_down, reading.repair) == (
        sent,
        disabled,
        down,
        repair,
    )
    assert outcome.http_status == status


def test_not_modified_is_a_success_of_an_edit() -> None:
    """The edit was made before, and its answer was lost."""
    outcome = read_answer(400, said("Bad Request: message is not modified: specified new …"), edits="7").outcome
    assert (outcome.sent, outcome.provider_id) == (Sent.DELIVERED, "7")


def test_a_group_that_moved_says_where() -> None:
    """Ids of 52 bits come through whole."""
    body = said("Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1004503599627370)
    outcome = read_answer(400, body).outcome
    assert (outcome.sent, outcome.moved_to) == (Sent.MOVED, "-1004503599627370")


@pytest.mark.parametrize(
    ("body", "wait"),
    [
        (said("Too Many Requests: retry after 5", retry_after=43_837), 43_837.0),
        (said("Too Many Requests: retry after 40"), 40.0),
        (said("Too Many Requests"), DEFAULT_RETRY_SECONDS),
    ],
)
def test_too_many_requests_name_the_wait(body: bytes, wait: float) -> None:
    """Ignoring it risks a ban."""
    outcome = read_answer(429, body).outcome
    assert (outcome.sent, outcome.retry_after) == (Sent.NOT_SENT, wait)


@pytest.mark.parametrize("body", [b"<html>502</html>", b"", b"[]", b'"x"', b'{"message": "no"}', b"\xff\xfe"])
@pytest.mark.parametrize("status", [200, 403, 502])
def test_what_is_not_telegrams_json_is_ambiguous(status: int, body: bytes) -> None:
    """A proxy spoke, and nobody knows what was behind it."""
    assert read_answer(status, body).outcome.sent is Sent.AMBIGUOUS


def test_ok_is_delivered_with_the_message_id() -> None:
    """The id is what edits and replies need."""
    outcome = read_answer(200, b'{"ok": true, "result": {"message_id": 12}}').outcome
    assert (outcome.sent, outcome.provider_id) == (Sent.DELIVERED, "12")
