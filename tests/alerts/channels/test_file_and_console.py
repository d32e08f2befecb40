"""The two channels for trying out: what the suite of all channels does not ask."""

import errno
import os
from pathlib import Path

import pytest

from alerts.alert import DeliveryKind
from alerts.channels.channel import Channel, Message, Outcome, Sent
from alerts.channels.console import ConsoleChannel
from alerts.channels.file import FileChannel
from alerts.channels.written import RULE
from alerts.text.plain import PlainText


async def send(channel: Channel, recipient: str, headline: str = "مقتل 12 مدنيا") -> Outcome:
    """One message of two parts."""

    async def unmarked(stage: str) -> None:
        assert stage == "write"

    message = Message(
        delivery_id=7,
        event_id=1,
        revision=1,
        kind=DeliveryKind.NEW,
        recipient=recipient,
        payload=PlainText(headline=headline, rest="الحصيلة: 12"),
    )
    try:
        return await channel.send(message, unmarked)
    finally:
        await channel.close()


async def test_alerts_stand_under_each_other_in_the_file(tmp_path: Path) -> None:
    """What was in it before stays."""
    file = tmp_path / "alerts.txt"
    file.write_text("before\n", encoding="utf-8")
    for number in (1, 2):
        assert (await send(FileChannel(), str(file), f"alert {number}")).sent is Sent.DELIVERED
    alert = "alert {}\n\nالحصيلة: 12\n" + f"{RULE}\n"
    assert file.read_text(encoding="utf-8") == "before\n" + alert.format(1) + alert.format(2)


async def test_half_an_alert_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up in the middle leaves the file as it was, and the alert due."""
    file = tmp_path / "alerts.txt"
    file.write_text("before\n", encoding="utf-8")
    real, calls = os.write, []

    def full(descriptor: int, data: bytes) -> int:
        calls.append(descriptor)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, bytes(data)[:5])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        outcome = await send(FileChannel(), str(file))
    assert (outcome.sent, len(calls)) == (Sent.NOT_SENT, 2)
    assert "No space left" in (outcome.error or "")
    assert file.read_text(encoding="utf-8") == "before\n"


async def test_a_pipe_does_not_hang_the_worker(tmp_path: Path) -> None:
    """Without a reader it cannot be opened; with one it is no file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert (await send(FileChannel(), str(pipe))).sent is Sent.NOT_SENT
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        outcome = await send(FileChannel(), str(pipe))
    finally:
        os.close(reader)
    assert (outcome.sent, outcome.error) == (Sent.REFUSED, f"{pipe} is no regular file")


async def test_a_title_cannot_command_the_terminal(tmp_path: Path) -> None:
    """Control characters, of eight bits too, become spaces; letters and direction marks stay."""
    file = tmp_path / "alerts.txt"
    await send(FileChannel(), str(file), "a\x1b[2J\x9b31m\r\x07b \u2068ج\u2069")
    assert file.read_text(encoding="utf-8").splitlines()[0] == "a [2J 31m  b \u2068ج\u2069"


async def test_the_console_prints_to_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    """As it is read, with nothing of ours around it."""
    assert (await send(ConsoleChannel(), "")).sent is Sent.DELIVERED
    assert capfd.readouterr().out == f"مقتل 12 مدنيا\n\nالحصيلة: 12\n{RULE}\n"


async def test_the_console_has_no_address() -> None:
    """One that names something means something else."""
    assert (await send(ConsoleChannel(), "stderr")).sent is Sent.REFUSED
