"""What a mail server's answers mean, by the stage they came at (delivery notes, section 2). Pure.

The same exception means "not there" before the text went out and "perhaps there" after: a server that closes after
the final dot may well have kept the mail. So the stage decides, and a code only where the server spoke.
"""

import re
from enum import StrEnum

from aiosmtplib import errors

from alerts.channels.broken import told
from alerts.channels.channel import Outcome, Sent


class Stage(StrEnum):
    """How far a try got."""

    CONNECT = "connect"
    GREET = "greet"
    TLS = "tls"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    DATA = "data"


_NO_SUCH_BOX = frozenset({550, 551, 553})
_POLICY = re.compile(r"^5\.7\.")  # refused for what we are or say, not for who is asked for
_FULL = frozenset({452, 552})  # mailbox or disk full: passes

_CHANNEL_STAGES = frozenset({Stage.TLS, Stage.LOGIN})  # a fault there stops every mail, not this one


def read_fault(stage: Stage, error: Exception) -> Outcome:
    """The outcome of a try that ended with this exception at this stage."""
    code, said = _answer(error)
    what = f"{stage.value}: {code} {said}".strip() if code else f"{stage.value}: {told(error)}"
    if code is None:
        sent = Sent.AMBIGUOUS if stage is Stage.DATA else Sent.NOT_SENT
        # Certificates and missing extensions do not pass by themselves, a broken line does.
        down = stage in _CHANNEL_STAGES and not isinstance(error, ConnectionError | TimeoutError)
        return Outcome(sent=sent, channel_down=down, error=what)
    if code < 500 or code in _FULL:
        return Outcome(sent=Sent.NOT_SENT, http_status=code, error=what)
    if stage in (Stage.SENDER, Stage.RECIPIENT, Stage.DATA) and code != 530:
        gone = stage is Stage.RECIPIENT and code in _NO_SUCH_BOX and not _POLICY.match(said)
        return Outcome(sent=Sent.REFUSED, disable_recipient=gone, http_status=code, error=what)
    # 530 asks for a login, and a 5xx at the greeting is about us: no mail can go out.
    return Outcome(sent=Sent.NOT_SENT, channel_down=True, http_status=code, error=what)


def _answer(error: Exception) -> tuple[int | None, str]:
    if isinstance(error, errors.SMTPRecipientsRefused) and error.recipients:
        error = error.recipients[0]
    if isinstance(error, errors.SMTPResponseException) and 200 <= error.code < 600:
        return error.code, " ".join(str(error.message).split())[:200]
    return None, ""
