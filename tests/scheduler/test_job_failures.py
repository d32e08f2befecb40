"""What a log says of a job that failed: a line while a store is away, and all there is of a fault of our own."""

import logging
import sqlite3
from datetime import UTC, datetime

import pytest
from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from redis.exceptions import ConnectionError as RedisAway
from sqlalchemy.exc import OperationalError

from scheduler.scheduling import _job_failed

AWAY = OperationalError("SELECT all\nthe words", {}, sqlite3.OperationalError("connection refused\n\tis it running?"))


def logged(error: Exception, caplog: pytest.LogCaptureFixture) -> logging.LogRecord:
    """The one line that is logged of it."""
    event = JobExecutionEvent(
        EVENT_JOB_ERROR, "sweep", "default", datetime.now(UTC), exception=error, traceback="Traceback: here"
    )
    with caplog.at_level(logging.DEBUG, logger="scheduler.scheduling"):
        _job_failed(event)
    (record,) = caplog.records
    return record


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (AWAY, "connection refused is it running?"),
        (RedisAway("Error 111 connecting to 127.0.0.1:6379."), "Error 111 connecting to 127.0.0.1:6379."),
    ],
)
def test_a_store_that_is_away_is_one_line(error: Exception, told: str, caplog: pytest.LogCaptureFixture) -> None:
    """Every job meets it until it is back: neither the statement nor where it was asked helps anybody."""
    record = logged(error, caplog)
    assert (record.levelname, record.getMessage()) == ("WARNING", f"job_waits job=sweep error={told}")


def test_a_fault_of_our_own_is_told_with_its_place(caplog: pytest.LogCaptureFixture) -> None:
    """So that it can be mended."""
    record = logged(KeyError("due"), caplog)
    assert record.levelname == "ERROR"
    assert record.getMessage() == "job_failed job=sweep error=KeyError('due')\nTraceback: here"
