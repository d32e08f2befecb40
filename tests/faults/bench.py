"""A bench for fault rows: servers of the row's own where it harms them, and a cell that its worlds are audited into."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.demo.loopback import Answer, Fault, Misbehaviour
from tests.faults.auditor import marks_of, number_of
from tests.faults.killing import Cell
from tests.faults.world import World

Fresh = Callable[[str], AbstractContextManager[tuple[Path, str]]]

KEEPING = frozenset({Misbehaviour.KEEP_THEN_CLOSE, Misbehaviour.KEEP_THEN_HANG, Misbehaviour.KEEP_THEN_HALF})


@dataclass(slots=True, kw_only=True)
class Bench:
    """`fresh` gives a folder and a database of a kind, `redis` is a real server, `alerts` how many each row sends."""

    fresh: Fresh
    redis: str
    alerts: int
    cell: Cell

    @contextmanager
    def world(self, *, kind: str = "sqlite", redis: str = "", **options: Any) -> Iterator[World]:
        """A world that is drained and audited at its end."""
        with (
            self.fresh(kind) as (folder, database),
            World(folder=folder, database=database, redis=redis or self.redis, **options) as world,
        ):
            yield world
            world.drain(8)  # longer than the longest wait between two tries
            self.cell.kills += 1
            self.cell.verdict.add(world.audit())
            self.cell.states += world.told_by_program()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table of faults. `elsewhere` names the test that holds it, where it is none of this harness."""

    group: str
    name: str
    play: Callable[[Bench], None] | None = None
    elsewhere: str = ""
    needs: str = ""  # postgres, where the row is about it


def publish(world: World, count: int, first: int = 0) -> None:
    """So many happenings are kept, and their deliveries ordered."""
    world.work(*(world.report(number) for number in range(first, first + count)), ["advance"])


class Every(dict[int, Fault]):
    """The same fault for each request while it is `on`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault
        self.on = True

    def get(self, _number: int, default: Any = None) -> Any:
        """The fault, or none."""
        return self.fault if self.on else default


class Upcoming(dict[int, Fault]):
    """Faults for the next requests, one after the other; None lets one pass."""

    def __init__(self) -> None:
        super().__init__()
        self.coming: list[Fault | None] = []

    def get(self, _number: int, default: Any = None) -> Any:
        """The next fault, which is used up by it."""
        return (self.coming.pop(0) if self.coming else None) or default


def every_other(world: World, fault: Fault, count: int) -> None:
    """Each second of the next requests goes wrong."""
    began = len(world.telegram.requests)
    world.telegram.faults.update(dict.fromkeys(range(began + 1, began + 2 * count, 2), fault))


def doubt_faults(world: World) -> None:
    """What Telegram kept and never confirmed may come again: by its own record of what it was asked. A reply tells of
    what the message above it tells of."""
    above = {one.id: " ".join(one.texts) for one in world.telegram.messages if one.chat == world.setup.chat}
    for request, fault in world.telegram.troubled:
        if fault.kind not in KEEPING or request.path.endswith("/editMessageText"):
            continue
        said = json.loads(request.body)
        parent = said.get("reply_parameters", {}).get("message_id")
        words = said["text"] if parent is None else above.get(parent, "")
        for happening in {number_of(mark) for mark in marks_of(words)}:
            world.doubts["telegram", "new" if parent is None else "reply", happening] += 1


def refuses(status: int, description: str, **parameters: int) -> Fault:
    """An answer of Telegram's, with nothing kept."""
    said: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        said["parameters"] = parameters
    return Fault(kind=Misbehaviour.ANSWER, answer=Answer.of_json(said, status))
