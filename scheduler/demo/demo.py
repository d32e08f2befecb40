"""`rasid demo`: a newsstand, the daemon and three readers on this machine, from a feed to the alerts it leads to.

What holds: it needs nothing but this program, speaks to nothing but loopback, ends by itself with the daemon stopped,
and answers 0 only if every story of the sample came to the end that it should come to.
"""

import contextlib
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from sqlalchemy import Engine

from crawler.store.database import writing
from crawler.store.feeds import make_due
from scheduler.demo.audience import Audience, Heard
from scheduler.demo.configuration import configuration
from scheduler.demo.newsstand import Newsstand
from scheduler.demo.progress import Progress, Understood, open_database, progress, understood
from scheduler.demo.show import Count, show_table
from scheduler.demo.verdict import undelivered, unmet
from scheduler.demo.watcher import Watcher

# Ten to fifteen seconds are usual on two cores; a machine under load may take its time before the demo gives up.
GIVE_UP_SECONDS = 90.0
LOOK_SECONDS = 0.1
ASKED = "/latest 3"


def run_demo(*, keep: bool, console: Console, log_level: str = "warning") -> int:
    """Shows the whole chain; 0 if everything arrived, 1 with a list if not. `keep` goes on until Ctrl-C."""
    folder = Path(tempfile.mkdtemp(prefix="rasid-demo-"))
    letters = folder / "mail"
    letters.mkdir()
    missing: list[str] = []
    try:
        with _ended_by_sigterm(), _newsstand() as newsstand, Audience(console, letters=letters) as audience:
            demo = _Demo(console=console, folder=folder, newsstand=newsstand, audience=audience)
            missing = demo.run(keep=keep, log_level=log_level)
    finally:
        _tidy(folder, letters, whole=not missing)
    if not missing:
        return 0
    _say(console, "\nNot everything came as it should:")
    for sentence in missing:
        _say(console, f"  - {sentence}")
    _say(console, f"The daemon's log, its database and its configuration are in {folder}")
    return 1


@dataclass(slots=True, kw_only=True)
class _Demo:
    """One run of the demo. `run` tells it from beginning to end."""

    console: Console
    folder: Path
    newsstand: Newsstand
    audience: Audience
    _began: float = 0.0
    _engine: Engine | None = None

    def run(self, *, keep: bool, log_level: str) -> list[str]:
        """Everything from the daemon's start to its stop; returns what did not come as it should."""
        self._began = time.monotonic()
        config = self.folder / "rasid.toml"
        text = configuration(self.newsstand, self.audience.addresses, database=self.folder / "rasid.db")
        config.write_text(text, encoding="utf-8")
        outlets = len(self.newsstand.press.sample.outlet)
        _say(self.console, f"A newsstand with {outlets} outlets opens on {self.newsstand.base}; `rasid watch` starts.")
        # Logs go to stderr where somebody asked for more than warnings, else into a file for when something fails.
        loud = log_level != "warning"
        watcher = Watcher(config, log_level=log_level if loud else "info", to_stderr=loud)
        try:
            missing = self._two_waves(watcher)
            if keep and watcher.exit_code is None:
                self._stay(watcher, config)
        finally:
            code = watcher.stop()
            if self._engine is not None:
                self._engine.dispose()
        if code != 0:
            missing.append(f"the daemon ended with exit code {code}")
        if missing and not loud:
            missing += [f"log: {line}" for line in watcher.complaints()]
        return missing

    def _two_waves(self, watcher: Watcher) -> list[str]:
        if not self._wait(watcher, lambda: self._settled(wave=1)):
            return self._close(watcher)
        _say(self.console, "\nNothing waits any more. Now one outlet publishes a higher toll of an event already told.")
        self.newsstand.next_wave()
        published = time.monotonic()
        before, answered = self.audience.heard, False
        self._visit_now()
        if self._wait(watcher, lambda: self._settled(wave=2) and self._retold(before)):
            _say(self.console, f"\nFrom its publication to the readers: {time.monotonic() - published:.1f} s.")
            answered = self._ask(watcher)
        missing = self._close(watcher)
        if not answered:
            missing.append(f"the bot did not answer {ASKED}")
        if not self._retold(before):
            missing.append("the higher toll did not edit the message of its event, with a reply under it")
        return missing

    def _ask(self, watcher: Watcher) -> bool:
        """A reader asks the bot; whether it answered."""
        _say(self.console, f"\nThe reader in the chat asks the bot: {ASKED}")
        self.audience.ask(ASKED)
        return self._wait(watcher, lambda: self.audience.heard.answers > 0)

    def _wait(self, watcher: Watcher, done: Callable[[], bool]) -> bool:
        """Shows alerts as they come until `done`; False when it is given up or the daemon has ended."""
        spinner = self.console.status("watching …") if self.console.is_terminal else contextlib.nullcontext()
        with spinner:
            while time.monotonic() - self._began < GIVE_UP_SECONDS and watcher.exit_code is None:
                settled = done()
                self.audience.show_new()  # after the look: what was sent until then is shown
                if settled:
                    return True
                time.sleep(LOOK_SECONDS)
        return False

    def _settled(self, *, wave: int) -> bool:
        if self._engine is None:
            self._engine = open_database(self.folder / "rasid.db")
        return self._engine is not None and progress(self._engine).is_settled(self._pages(wave))

    def _pages(self, wave: int) -> int:
        return sum(1 for article in self.newsstand.press.articles if article.story.wave <= wave)

    def _retold(self, before: Heard) -> bool:
        heard = self.audience.heard
        return heard.edits > before.edits and heard.replies > before.replies

    def _visit_now(self) -> None:
        """A feed is visited every ten minutes until its pace is known: too long for a demo."""
        assert self._engine is not None
        names = [outlet.name for outlet in self.newsstand.press.sample.outlet]
        with writing(self._engine) as connection:
            make_due(connection, names, datetime.now(UTC))

    def _close(self, watcher: Watcher) -> list[str]:
        """The table, and what is missing."""
        if self._engine is None:
            ended = watcher.exit_code is not None
            return ["the daemon ended at once" if ended else "the daemon did not make its database in time"]
        done, known = progress(self._engine), understood(self._engine)
        show_table(self.console, "What happened", self._counts(done, known))
        heard = self.audience.heard
        told = {"Telegram": heard.messages, "mail": heard.mails, "webhook": heard.calls}
        silent = [f"nothing came by {channel}" for channel, number in told.items() if not number]
        return undelivered(done, self._pages(2)) + unmet(self.newsstand.press.articles, known) + silent

    def _counts(self, done: Progress, known: Understood) -> list[Count]:
        heard = self.audience.heard
        flags = list(known.flags.values())
        not_modified = self.newsstand.count("feed", 304)
        telegram = (_many(heard.messages, "message"), _many(heard.edits, "edit"), _many(heard.replies, "reply"))
        return [
            Count(what="feeds", number=len(self.newsstand.press.sample.outlet), note=_visits(done, not_modified)),
            Count(what="pages", number=done.pages),
            Count(what="stories", number=done.stories, note="two of them on one page"),
            Count(what="flagged as casualty", number=sum("casualty" in one for one in flags)),
            Count(what="flagged as diplomacy", number=sum("diplomacy" in one for one in flags)),
            Count(what="casualty figures", number=known.figures),
            Count(what="dealings between states", number=known.acts),
            Count(what="events", number=done.events),
            Count(
                what="alerts sent",
                number=heard.everything,
                note=f"Telegram: {', '.join(telegram)}; {_many(heard.mails, 'mail')}; "
                f"{_many(heard.calls, 'webhook call')}",
            ),
            Count(what="seconds", number=round(time.monotonic() - self._began)),
        ]

    def _stay(self, watcher: Watcher, config: Path) -> None:
        """Leaves everything running until Ctrl-C, or until the daemon ends by itself."""
        with contextlib.suppress(KeyboardInterrupt):
            self._say_where(config)
            while watcher.exit_code is None:
                self.audience.show_new()
                time.sleep(LOOK_SECONDS)

    def _say_where(self, config: Path) -> None:
        addresses = self.audience.addresses
        _say(self.console, "\nEverything goes on until Ctrl-C.")
        for what, address in (
            ("newsstand", f"{self.newsstand.base}/marfa/"),
            ("Telegram", addresses.telegram_api),
            ("mail", addresses.smtp),
            ("webhook", addresses.webhook),
            ("ask it", f"rasid events --config {config}"),
        ):
            _say(self.console, f"  {what:10} {address}")


def _visits(done: Progress, not_modified: int) -> str:
    return f"{_many(done.visits, 'visit')}, {not_modified} answered with “not modified”"


def _many(number: int, what: str) -> str:
    if number == 1:
        return f"1 {what}"
    return f"{number} {what[:-1]}ies" if what.endswith("y") else f"{number} {what}s"


def _say(console: Console, sentence: str) -> None:
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def _newsstand() -> Iterator[Newsstand]:
    newsstand = Newsstand()
    try:
        newsstand.start()
        yield newsstand
    finally:
        newsstand.stop()


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Lets SIGTERM end the demo as Ctrl-C does, with the daemon stopped; by itself it would leave it running."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _tidy(folder: Path, letters: Path, *, whole: bool) -> None:
    """Leaves only the mails that were shown, or everything where something failed."""
    if not whole:
        return
    for path in folder.iterdir():
        if path.is_dir() and path != letters:
            shutil.rmtree(path, ignore_errors=True)
        elif path != letters:
            path.unlink(missing_ok=True)
    if not any(letters.iterdir()):
        shutil.rmtree(folder, ignore_errors=True)
