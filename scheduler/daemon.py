"""The daemon: a small supervisor that starts one process a role, restarts it with backoff, and stops all in order.

It brings the database up to date, keeps the embedded server running, writes down which roles are alive, and hands
changes of the configuration to them. It does no work of its own, so that nothing is lost when it dies: its children
end with it, and the next start goes on from the database.
"""

import asyncio
import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from crawler.errors import RasidError
from crawler.settings import database_address, embedded_folder, redis_address
from crawler.store.database import connect, migrate, writing
from scheduler.beats import beat
from scheduler.embedded import EmbeddedServer
from scheduler.handover import as_line, with_redis
from scheduler.monitoring import Pulse, monitored
from scheduler.processes import RoleProcess
from scheduler.reloader import Reloader
from scheduler.settings import MIGRATIONS, Settings, child_environment, subscriptions_of

logger = logging.getLogger(__name__)

WATCH_SERVER_SECONDS = 0.5
BEAT_SECONDS = 5.0


def watch(settings: Settings, *, config: Path | None, roles: Sequence[str], log_level: str) -> None:
    """Runs these roles until SIGTERM or SIGINT. Raises RasidError if they cannot be started at all."""
    engine = connect(database_address(settings.store))
    migrate(engine, MIGRATIONS)
    server = EmbeddedServer(embedded_folder(settings.store)) if settings.store.redis == "embedded" else None
    if server is not None:
        server.attach()
    address = server.address if server is not None else redis_address(settings.store)
    environment = child_environment(address)
    line = as_line(with_redis(settings, address))
    processes = [
        RoleProcess(name=name, config=config, log_level=log_level, environment=environment, handed_over=line)
        for name in roles
    ]
    reloader = Reloader(settings, config=config, redis=address, processes=processes, engine=engine)
    pulse = Pulse(roles=lambda: {process.name: process.state for process in processes})

    async def run() -> None:
        async with monitored(
            pulse,
            settings.health.listen,
            engine=engine,
            redis_address=address,
            subscriptions=lambda: {one.name: one for one in subscriptions_of(reloader.settings)},
        ):
            await _supervise(processes, server, engine, reloader, pulse)

    try:
        asyncio.run(run())
    finally:
        if server is not None:
            server.release()
        engine.dispose()
        logger.info("daemon_stopped")


async def _supervise(
    processes: Sequence[RoleProcess],
    server: EmbeddedServer | None,
    engine: Engine,
    reloader: Reloader,
    pulse: Pulse,
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGHUP, _hang_up(stop, reloader))
    tasks = [asyncio.create_task(process.run()) for process in processes]
    tasks.append(asyncio.create_task(_beat(processes, engine, pulse)))
    tasks.append(asyncio.create_task(reloader.run()))
    if server is not None:
        tasks.append(asyncio.create_task(_watch_server(server)))
    await stop.wait()
    logger.info("daemon_stopping")
    await asyncio.gather(*(process.stop() for process in processes))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.to_thread(_write_beats, processes, engine)


def _hang_up(stop: asyncio.Event, reloader: Reloader) -> Callable[[], None]:
    """SIGHUP asks for a look at the configuration; sent because our terminal was closed, it ends us as ever."""
    had_terminal = os.isatty(0)

    def handle() -> None:
        if had_terminal and not os.isatty(0):
            stop.set()
        else:
            reloader.ask()

    return handle


async def _watch_server(server: EmbeddedServer) -> None:
    """Starts the embedded server again when it dies."""
    while True:
        await asyncio.sleep(WATCH_SERVER_SECONDS)
        try:
            server.reap()
            if await asyncio.to_thread(server.ensure):
                logger.error("embedded_server_restarted socket=%s", server.socket)
        except (RasidError, OSError) as error:
            logger.error("embedded_server_not_restarted error=%s", error)


async def _beat(processes: Sequence[RoleProcess], engine: Engine, pulse: Pulse) -> None:
    """Writes down every few seconds which roles are alive, for `rasid status`; that it could is a sign of life too."""
    while True:
        if await asyncio.to_thread(_write_beats, processes, engine):
            pulse.written_at = time.monotonic()
        await asyncio.sleep(BEAT_SECONDS)


def _write_beats(processes: Sequence[RoleProcess], engine: Engine) -> bool:
    now = datetime.now(UTC)
    try:
        with writing(engine) as connection:
            for process in processes:
                beat(
                    connection,
                    name=process.name,
                    host=socket.gethostname(),
                    pid=process.pid,
                    state=process.state,
                    restarts=process.restarts,
                    started_at=process.started_at,
                    now=now,
                )
    except SQLAlchemyError as error:
        logger.warning("beat_not_written error=%s", type(error).__name__)
        return False
    return True
