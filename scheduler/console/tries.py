"""How long somebody who failed to log in has to wait before he may try again; pure but for what it remembers.

It is kept in memory, since one process serves the console, and a restart forgives. A try counts when it begins, so that
many at a time are no way around, and is taken back when it succeeds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

FORGOTTEN_AFTER = timedelta(hours=1)
_MOST_KEPT = 10_000  # names and addresses; of more, those that failed longest ago are forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """So many failures cost nothing; each further one doubles the wait, from a second up to the longest."""

    free: int
    longest: timedelta

    def wait(self, failures: int) -> timedelta:
        """How long after the last of so many failures the next try may come."""
        if failures < self.free:
            return timedelta(0)
        return min(self.longest, timedelta(seconds=2 ** min(failures - self.free, 30)))


# An address is shared by few and a name by one, but anybody may use up another's name: it waits less.
OF_ADDRESSES = Patience(free=10, longest=timedelta(minutes=15))
OF_NAMES = Patience(free=5, longest=timedelta(minutes=1))


class Tries:
    """The failures of each key, a name or an address."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._kept: dict[str, tuple[int, datetime]] = {}

    def wait(self, key: str, now: datetime) -> timedelta:
        """How long this key has to wait from now on; zero if it need not."""
        failures, last = self._of(key, now)
        wait = self._patience.wait(failures)
        # Never longer than that, also where our clock was set back since.
        return max(timedelta(0), min(wait, last + wait - now))

    def begin(self, key: str, now: datetime) -> None:
        """Counts a try as a failure."""
        failures, _last = self._of(key, now)
        self._kept.pop(key, None)
        self._kept[key] = (failures + 1, now)
        while len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]

    def take_back(self, key: str) -> None:
        """A try that was counted succeeded."""
        failures, last = self._kept.get(key, (0, None))
        if last is not None and failures > 1:
            self._kept[key] = (failures - 1, last)
        else:
            self._kept.pop(key, None)

    def forget(self, key: str) -> None:
        """All failures of this key."""
        self._kept.pop(key, None)

    def _of(self, key: str, now: datetime) -> tuple[int, datetime]:
        failures, last = self._kept.get(key, (0, now))
        return (0, now) if now - last > FORGOTTEN_AFTER else (failures, last)
