"""Rehearsals of subscriptions: one at a time, in the background, and remembered for some minutes."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from alerts.subscriptions import Subscription
from scheduler.console.errand import run_errand
from scheduler.settings import Settings

BACK = timedelta(days=7)
REMEMBERED = timedelta(minutes=10)
_LONGEST = 15 * 60.0  # seconds
_MODULE = "scheduler.console.rehearsing"

# Runs a rehearsal: settings, the order, and who hears of its progress; None where it failed.
Rehearse = Callable[[Settings, Mapping[str, Any], Callable[[dict[str, Any]], None]], dict[str, Any] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """How far one is: stories told `done` of `of`, and what came of it once `answer` is there. `failed`: nothing."""

    subscription: Subscription
    asked_at: datetime
    done: int = 0
    of: int = 0
    answer: Mapping[str, Any] | None = None
    failed: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.failed or self.answer is not None


def run_apart(
    settings: Settings, order: Mapping[str, Any], on_line: Callable[[dict[str, Any]], None]
) -> dict[str, Any] | None:
    """Rehearses in a process of its own."""
    return run_errand(_MODULE, settings, order, seconds=_LONGEST, on_line=on_line)


@dataclass(slots=True)
class Rehearsals:
    """All of them, by the subscription's name."""

    rehearse: Rehearse = run_apart
    _known: dict[str, Rehearsal] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "rehearsal"))

    def of(self, settings: Settings, subscription: Subscription, *, now: datetime) -> Rehearsal:
        """The rehearsal of a subscription as far as it is; begins one where there is none that is of use."""
        with self._lock:
            known = self._known.get(subscription.name)
            same = known is not None and known.subscription == subscription
            if known is not None and same and (not known.is_over or now - known.asked_at < REMEMBERED):
                return known
            begun = Rehearsal(subscription=subscription, asked_at=now)
            self._known[subscription.name] = begun
        self._worker.submit(self._run, settings, begun)
        return begun

    def forget(self, name: str) -> None:
        """Lets the next question begin anew."""
        with self._lock:
            known = self._known.get(name)
            if known is not None and known.is_over:
                del self._known[name]

    def close(self) -> None:
        """Begins no more."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _run(self, settings: Settings, begun: Rehearsal) -> None:
        name = begun.subscription.name
        order = {"name": name, "since": (begun.asked_at - BACK).isoformat(), "now": begun.asked_at.isoformat()}

        def on_line(line: dict[str, Any]) -> None:
            if "of" in line:
                self._put(begun, done=int(line["done"]), of=int(line["of"]))

        try:
            answer = self.rehearse(settings, order, on_line)
        except Exception:
            self._put(begun, failed=True)
            raise
        if answer is None or "messages" not in answer:
            self._put(begun, failed=True)
        else:
            self._put(begun, answer=answer)

    def _put(self, begun: Rehearsal, **changed: Any) -> None:
        """Writes down how far one is, unless the subscription has been asked for anew with other words."""
        with self._lock:
            known = self._known.get(begun.subscription.name)
            if known is not None and known.asked_at == begun.asked_at and known.subscription == begun.subscription:
                self._known[begun.subscription.name] = replace(known, **changed)
