"""Logs: one line an event on stderr, `time level logger event key=value …`. No body text, no secrets."""

import logging
import sys
import time

LEVELS = ("debug", "info", "warning", "error")
_FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)-7s %(name)s %(message)s"

# Libraries whose lines at INFO would carry addresses with tokens in them, or one line a job.
_QUIET = (
    "httpx",
    "httpcore",
    "apscheduler",
    "scrapy",
    "twisted",
    "filelock",
    "alembic",
    "asyncio",
    "trafilatura",
    "htmldate",
)


def set_up_logging(level: str) -> None:
    """Sends all logs to stderr at a level; libraries speak from WARNING on unless the level is debug."""
    formatter = logging.Formatter(_FORMAT, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _QUIET:
        # httpx at DEBUG would print Telegram's token, which is part of the address: never below WARNING.
        floor = logging.WARNING if level != "debug" or name in ("httpx", "httpcore") else logging.DEBUG
        logging.getLogger(name).setLevel(floor)
