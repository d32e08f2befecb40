"""What of a changed rasid.toml takes effect at once, and what waits for a restart; pure but for `FileWatch`.

At once: who hears of what (`[[subscription]]`), how channels are reached (`[alerts]` but for `workers` and
`unsubscribe_…`) and what is watched (`[[feed]]`, `crawler.catalogue`). The rest shapes processes, connections and
clocks that are made at the start.
"""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from scheduler.settings import Settings

_WHOLE = ("subscription", "feed")
_SECTIONS = ("store", "crawler", "flags", "alerts", "scheduler", "websub", "health", "console")
_AT_ONCE_IN = {"alerts": None, "crawler": frozenset({"catalogue"})}  # None: all keys but those of _AT_START
_AT_START = frozenset({"alerts.workers", "alerts.unsubscribe_url", "alerts.unsubscribe_secret"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reload:
    """What follows from a change: the settings that hold from now on, which keys changed, and which keys wait."""

    settings: Settings
    changed: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


def reload(held: Settings, found: Settings) -> Reload:
    """From the settings in force and those in the file now."""
    changed = [name for name in _WHOLE if getattr(held, name) != getattr(found, name)]
    waiting: list[str] = []
    update: dict[str, object] = {name: getattr(found, name) for name in _WHOLE}
    for section in _SECTIONS:
        before, after = getattr(held, section), getattr(found, section)
        taken: dict[str, object] = {}
        for key in _differing(before, after):
            if _is_at_once(section, key):
                taken[key] = getattr(after, key)
                changed.append(f"{section}.{key}")
            else:
                waiting.append(f"{section}.{key}")
        update[section] = before.model_copy(update=taken)
    return Reload(settings=held.model_copy(update=update), changed=tuple(changed), waiting=tuple(waiting))


def _differing(before: BaseModel, after: BaseModel) -> list[str]:
    return [key for key in type(before).model_fields if getattr(before, key) != getattr(after, key)]


def _is_at_once(section: str, key: str) -> bool:
    keys = _AT_ONCE_IN.get(section, frozenset())
    return f"{section}.{key}" not in _AT_START and (keys is None or key in keys)


class FileWatch:
    """Whether a file has changed since it was last taken up. A change counts once the file has been left alone from
    one look to the next: an editor may write it in pieces."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._taken = self._last = self._state()

    def changed(self) -> bool:
        """Looks; call it every second or so."""
        now = self._state()
        settled = now == self._last and now != self._taken
        self._last = now
        if settled:
            self._taken = now
        return settled

    @property
    def exists(self) -> bool:
        """Whether it was there at the last look."""
        return self._last is not None

    def _state(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
