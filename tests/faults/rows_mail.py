"""The mail server misbehaves: at each stage, by each code, and after it has taken the mail."""

from datetime import timedelta

from scheduler.demo.mail_receiver import CLOSE, HANG, KEEP_THEN_CLOSE, KEEP_THEN_HANG, MailReceiver
from tests.faults.auditor import marks_of, number_of
from tests.faults.bench import Bench, Row, publish
from tests.faults.world import World

GROUP = "SMTP"
_SHORT = {"read_seconds": 0.3}


def _mail(world: World) -> MailReceiver:
    assert isinstance(world.mail, MailReceiver)
    return world.mail


def _passes(stage: str, answer: str) -> "_Once":
    return _Once(stage, answer)


class _Once:
    """The first try of each mail ends so at this stage, and the next ones go well."""

    def __init__(self, stage: str, answer: str) -> None:
        self._stage = stage
        self._answer = answer

    def __call__(self, bench: Bench) -> None:
        with bench.world(channels=("mailto",), changes=_SHORT) as world:
            mail = _mail(world)
            for number in range(bench.alerts):
                mail.faults[self._stage] = self._answer
                had = len(mail.mails)
                publish(world, 1, first=number)
                world.work(["dispatch"])
                mail.faults.clear()
                for kept in mail.mails[had:]:  # taken, and not said so
                    body = kept.message().get_body(("plain",))
                    for mark in set(marks_of(str(body.get_content()) if body else "")):
                        world.doubts["mailto", "new", number_of(mark)] += 1
            world.clock.move(timedelta(minutes=6))


def _refused_for_good(stage: str, answer: str) -> "_ForGood":
    return _ForGood(stage, answer)


class _ForGood:
    """The server refuses for good; the chat stands in."""

    def __init__(self, stage: str, answer: str) -> None:
        self._stage = stage
        self._answer = answer

    def __call__(self, bench: Bench) -> None:
        changes = {"stand_in": True, "mail_first": True}
        with bench.world(channels=("telegram", "mailto"), changes=changes) as world:
            mail = _mail(world)
            mail._lasting = True
            mail.faults[self._stage] = self._answer
            publish(world, bench.alerts)
            world.drain(3)
            world.channels = ("telegram",)


def _greylisted(bench: Bench) -> None:
    with bench.world(channels=("mailto",)) as world:
        mail = _mail(world)
        mail._lasting = True
        mail.faults["rcpt"] = "451 4.7.1 greylisted, try again in five minutes"
        publish(world, bench.alerts)
        for _ in range(5):
            world.work(["clean"])
            world.clock.move(timedelta(minutes=1))
        mail.faults.clear()
        world.clock.move(timedelta(minutes=6))


def _no_tls(bench: Bench) -> None:
    """The relay must encrypt and offers no way to: the chat stands in when patience ends, and no mail goes plain."""
    with bench.world(channels=("telegram", "mailto")) as world:
        mail = _mail(world)
        port = mail.port
        world.restart(smtp=f"smtp://127.0.0.1:{port}?starttls=required", stand_in=True, mail_first=True)
        publish(world, bench.alerts)
        for _ in range(8):
            world.work(["clean"])
            world.clock.move(timedelta(minutes=5))
        assert mail.mails == []
        world.channels = ("telegram",)


def _login_refused(bench: Bench) -> None:
    with bench.world(channels=("mailto",)) as world:
        mail = _mail(world)
        mail._login = ("rasid", "of the right kind")
        port = mail.port
        world.restart(smtp=f"smtp://rasid:wrong@127.0.0.1:{port}?starttls=none")
        publish(world, bench.alerts)
        world.work(["clean"])
        assert mail.mails == []
        world.restart(smtp=f"smtp://127.0.0.1:{port}?starttls=none")
        mail._login = None
        world.clock.move(timedelta(minutes=6))


ROWS = (
    Row(group=GROUP, name="421 at the greeting", play=_passes("greeting", "421 4.3.2 too busy")),
    Row(group=GROUP, name="450 at the recipient", play=_passes("rcpt", "450 4.2.1 mailbox busy")),
    Row(group=GROUP, name="451 after the dot", play=_passes("dot", "451 4.3.0 try again")),
    Row(group=GROUP, name="452 at the sender", play=_passes("mail", "452 4.3.1 no space")),
    Row(group=GROUP, name="552 after the dot", play=_passes("dot", "552 5.2.2 mailbox full")),
    Row(group=GROUP, name="550 for good: the chat stands in", play=_refused_for_good("rcpt", "550 5.1.1 no such user")),
    Row(group=GROUP, name="554 for good: the chat stands in", play=_refused_for_good("dot", "554 5.7.1 refused")),
    Row(group=GROUP, name="greylisted for five minutes", play=_greylisted),
    *(
        Row(group=GROUP, name=f"reset at {stage}", play=_passes(stage, CLOSE))
        for stage in ("greeting", "mail", "rcpt", "dot")
    ),
    Row(group=GROUP, name="hangs at the recipient", play=_passes("rcpt", HANG)),
    Row(group=GROUP, name="takes it and closes", play=_passes("dot", KEEP_THEN_CLOSE)),
    Row(group=GROUP, name="takes it and hangs", play=_passes("dot", KEEP_THEN_HANG)),
    Row(group=GROUP, name="must encrypt and cannot: the chat stands in", play=_no_tls),
    Row(group=GROUP, name="login refused, then mended", play=_login_refused),
)
