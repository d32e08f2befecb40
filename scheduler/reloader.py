"""The supervisor's eye on rasid.toml: a good change goes to the roles, a broken one is told once and changes nothing.

SIGHUP looks at once, also where the file is as it was: what secrets stand for (`file:PATH`) may have changed.
"""

import asyncio
import logging
import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert
from sqlalchemy.exc import SQLAlchemyError

from alerts.notices import tell_operator
from alerts.settings import resolve_secrets
from alerts.text.notices import FileNotice
from crawler.configuration import DEFAULT_FILE, ConfigurationProblems
from crawler.errors import ConfigurationError
from crawler.store.database import writing
from scheduler.handover import as_line, with_redis
from scheduler.processes import RoleProcess
from scheduler.reloading import FileWatch, reload
from scheduler.settings import Settings, catalogue_feeds, load_settings, operator_of
from scheduler.tables import configuration as configuration_table

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0


class Reloader:
    """Watches one file for the roles of one supervisor. `settings` are those in force, as the file has them, and
    `redis` is the address that the supervisor found or started."""

    def __init__(
        self, settings: Settings, *, config: Path | None, redis: str, processes: Sequence[RoleProcess], engine: Engine
    ) -> None:
        self._settings = settings
        self._redis = redis
        self._config = config
        self._processes = processes
        self._engine = engine
        self._watch = FileWatch((config or DEFAULT_FILE).absolute())
        self._was_there = self._watch.exists
        self._asked = asyncio.Event()
        self._problems: tuple[str, ...] = ()
        self._host = socket.gethostname()

    @property
    def settings(self) -> Settings:
        """Those in force."""
        return self._settings

    def ask(self) -> None:
        """Looks at the file at the next opportunity, whether it changed or not."""
        self._asked.set()

    async def run(self) -> None:
        """Until it is cancelled."""
        await asyncio.to_thread(self._write_down, (), ())
        while True:
            try:
                await asyncio.wait_for(self._asked.wait(), LOOK_SECONDS)
            except TimeoutError:
                if not await asyncio.to_thread(self._watch.changed):
                    continue
            self._asked.clear()
            await self._reload()

    async def _reload(self) -> None:
        try:
            found = await asyncio.to_thread(self._read)
        except ConfigurationProblems as error:
            await self._refuse(tuple(map(str, error.problems)))
        except ConfigurationError as error:
            await self._refuse((str(error),))
        else:
            await self._take_up(found)

    def _read(self) -> Settings:
        if self._was_there and not self._watch.path.exists():
            raise ConfigurationError(f"{self._watch.path.name} is gone")
        found = load_settings(self._config)
        catalogue_feeds(found)
        if any(process.name == "alerts" for process in self._processes):  # the other roles need no secret
            resolve_secrets(found.alerts, found.subscription)
        return found

    async def _refuse(self, problems: tuple[str, ...]) -> None:
        if problems == self._problems:
            return  # said already
        self._problems = problems
        for problem in problems:
            logger.error("configuration_broken keeping_the_old_one=true problem=%r", problem)
        await asyncio.to_thread(self._write_down, problems, (), tell=True)

    async def _take_up(self, found: Settings) -> None:
        self._was_there = self._was_there or self._watch.path.exists()
        then = reload(self._settings, found)
        self._settings, self._problems = then.settings, ()
        line = as_line(with_redis(then.settings, self._redis))
        for process in self._processes:
            process.hand_over(line)
        logger.info(
            "configuration_reloaded changed=%s waiting_for_restart=%s",
            ",".join(then.changed) or "nothing",
            ",".join(then.waiting) or "nothing",
        )
        await asyncio.to_thread(self._write_down, (), then.waiting)

    def _write_down(self, problems: Sequence[str], waiting: Sequence[str], *, tell: bool = False) -> None:
        """For `rasid status`, and for the operator."""
        now = datetime.now(UTC)
        file = str(self._watch.path)
        try:
            with writing(self._engine) as connection:
                mine = (configuration_table.c.host == self._host, configuration_table.c.file == file)
                connection.execute(delete(configuration_table).where(*mine))
                row = {"host": self._host, "file": file, "at": now, "problems": [*problems], "waiting": [*waiting]}
                connection.execute(insert(configuration_table).values(**row))
                if tell:
                    self._tell(connection, problems, now)
        except SQLAlchemyError as error:
            logger.warning("configuration_not_written_down error=%s", type(error).__name__)

    def _tell(self, connection: Connection, problems: Sequence[str], now: datetime) -> None:
        operator = operator_of(self._settings)
        if operator is not None:
            notice = FileNotice(host=self._host, problems=tuple(problems))
            deadline = timedelta(hours=self._settings.alerts.deadline_hours)
            tell_operator(connection, operator, [notice], deadline=deadline, now=now)
