"""Has the reading processes decide flags with the model that is asked for, also when the desk installs another one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from crawler.chosen_model import fixed_model, model_without_writing
from crawler.flags.model import SHIPPED, ModelSource
from crawler.reading_pool import ReadersFailed, ReadersHaveNoModel
from crawler.settings import CrawlerSettings
from crawler.store.flag_models import active_digest, active_source

logger = logging.getLogger(__name__)

T = TypeVar("T")

LOOK_EVERY = 60.0  # seconds


class Look(Protocol):
    """The desk's way to read the database."""

    def __call__(self, work: Callable[[Connection], T]) -> Awaitable[T]:
        """The value of a function that only reads."""


class Pool(Protocol):
    """What is needed of the reading processes."""

    async def use_model(self, model: ModelSource) -> None:
        """Has another model decide flags; raises ReadersFailed where it cannot be used."""

    async def warm_up(self) -> None:
        """Starts all processes; raises ReadersFailed, or ReadersHaveNoModel where their model cannot be used."""


class ModelWatch:
    """Which model the reading processes have, and whether another one has been installed since."""

    def __init__(self, settings: CrawlerSettings, pool: Pool, look: Look) -> None:
        self._settings = settings
        self._pool = pool
        self._look = look
        self._digest: str | None = None

    async def start(self, *, without_writing: bool, given: ModelSource | None = None) -> None:
        """Starts the reading processes with the model that `begin` chooses. Raises ReadersFailed.

        A model that was installed and cannot be used, as after an upgrade that reads another form, does not stop the
        crawl: the shipped one decides until another is installed. One that was named does.
        """
        await self.begin(without_writing=without_writing, given=given)
        try:
            await self._pool.warm_up()
        except ReadersHaveNoModel as error:
            if given is not None or fixed_model(self._settings.flags) is not None:
                raise
            logger.error("installed_model_not_used error=%r then=shipped_model", str(error))
            await self._pool.use_model(SHIPPED)
            await self._pool.warm_up()

    async def begin(self, *, without_writing: bool, given: ModelSource | None = None) -> None:
        """Chooses the model to begin with: the `given` one, else as the settings say. Raises ReadersFailed."""
        model = given or fixed_model(self._settings.flags)
        if model is None and without_writing:
            model = await asyncio.to_thread(model_without_writing, self._settings)
        if model is not None:
            await self._pool.use_model(model)
        else:
            await self.look_again()

    async def keep_up(self) -> None:
        """Looks for another model again and again, where the settings leave it to what is installed."""
        while fixed_model(self._settings.flags) is None:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self.look_again()
            except ReadersFailed as error:  # those that run go on with the model that they have
                logger.error("installed_model_not_used error=%r", str(error))

    async def look_again(self) -> None:
        """Takes up what has been installed, or put back, since. Raises ReadersFailed; the next look tries again."""
        try:
            found = await self._look(self._newer)
        except SQLAlchemyError as error:  # it may be away for a moment
            logger.warning("installed_model_not_asked error=%s", type(error).__name__)
            return
        if found is None:
            return
        digest, model = found
        await self._pool.use_model(model)
        self._digest = digest
        logger.info("model_changed kind=%s digest=%s", model.kind, digest or "–")

    def _newer(self, connection: Connection) -> tuple[str | None, ModelSource] | None:
        digest = active_digest(connection)
        if digest == self._digest:
            return None
        return digest, active_source(connection) or SHIPPED
