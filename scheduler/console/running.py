"""The console's role in its process: database, pages and their server, and the eye on what changes."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from crawler.loading import for_good
from crawler.settings import database_address
from crawler.store.database import connect
from scheduler.serving import served
from scheduler.settings import Settings, console_of

if TYPE_CHECKING:
    from scheduler.console.application import ConsoleApplication

logger = logging.getLogger(__name__)

MOST_CONNECTIONS = 500  # an open page holds one


async def run_console(settings: Settings, stop: asyncio.Event, changes: AsyncIterator[Settings] | None = None) -> None:
    """Answers readers until `stop` is set; each of `changes` holds from then on."""
    with for_good():
        from scheduler.console.application import console_app
    section = console_of(settings)
    if not (section.is_alone or section.https):
        logger.warning("console_without_tls at=%s: passwords can be read on their way", section.listen)
    settings = settings.model_copy(update={"console": section})
    engine = connect(database_address(settings.store))
    app = console_app(engine, settings)
    await asyncio.to_thread(app.warm)
    looking = asyncio.gather(app.live.run(), _take_up(app, changes))
    try:
        async with served(app, section.listen, name="console", connections=MOST_CONNECTIONS):
            logger.info("console_started at=http://%s", section.listen)
            await stop.wait()
            app.live.close()  # open pages would hold the server
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        app.close()
        engine.dispose()
        logger.info("console_stopped")


async def _take_up(app: "ConsoleApplication", changes: AsyncIterator[Settings] | None) -> None:
    if changes is not None:
        async for settings in changes:
            app.settings = settings
            logger.info("console_configured subscriptions=%d", len(settings.subscription))
