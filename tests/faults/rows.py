"""All fault rows of the delivery notes, section 5."""

from tests.faults import (
    rows_database,
    rows_input,
    rows_mail,
    rows_mixes,
    rows_process,
    rows_redis,
    rows_telegram,
    rows_time,
)
from tests.faults.bench import Row

ROWS: tuple[Row, ...] = (
    *rows_redis.ROWS,
    *rows_database.ROWS,
    *rows_telegram.ROWS,
    *rows_mail.ROWS,
    *rows_time.ROWS,
    *rows_process.ROWS,
    *rows_input.ROWS,
    *rows_mixes.ROWS,
)
