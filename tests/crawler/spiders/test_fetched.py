"""What became of a request, in words."""

from datetime import UTC, datetime

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

from crawler.middlewares import AddressIsRefused, RobotsForbid, RobotsUnreachable
from crawler.spiders.fetched import LONGEST_RETRY_AFTER, Trouble, failed, max_age, retry_after

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "trouble", "lasting"),
    [
        (AddressIsRefused("port 22"), Trouble.ADDRESS_REFUSED, True),
        (RobotsForbid("no"), Trouble.ROBOTS, True),
        (RobotsUnreachable("503"), Trouble.ROBOTS_UNREACHABLE, False),
        (CannotResolveHostError("x"), Trouble.DNS, False),
        (DownloadTimeoutError(), Trouble.TIMEOUT, False),
        (DownloadConnectionRefusedError(), Trouble.CONNECTION, False),
        (DownloadCancelledError(), Trouble.TOO_LARGE, False),
        (DownloadFailedError("[…]"), Trouble.CONNECTION, False),
        (IgnoreRequest("max redirections reached"), Trouble.REDIRECTS, False),
        (OSError("corrupt"), Trouble.BROKEN_ANSWER, False),
    ],
)
def test_every_error_has_a_name_and_says_whether_it_lasts(error: Exception, trouble: Trouble, lasting: bool) -> None:
    """Only what asking again cannot change is lasting."""
    found = failed(error, "https://outlet.example/1")
    assert (found.trouble, found.lasting) == (trouble, lasting)


def test_a_reason_holds_no_text_of_an_unknown_error() -> None:
    """An error's own text may carry bytes of the answer."""
    assert failed(ValueError("نص من الصفحة"), "https://outlet.example/1").reason == "broken_answer: ValueError"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Thu, 05 Mar 2026 12:10:00 GMT", 600),
        ("Thu, 05 Mar 2026 11:00:00 GMT", 0),
        ("99999999999999", LONGEST_RETRY_AFTER),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("١٢٠", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(value: str, seconds: float | None) -> None:
    """Nonsense is as if nothing were said, and more than a day is a day."""
    assert retry_after({"retry-after": value}, NOW) == seconds


def test_max_age_is_read_among_other_words() -> None:
    """Directives may come in any order and case."""
    assert max_age({"cache-control": "public, Max-Age=300, must-revalidate"}) == 300
    assert max_age({"cache-control": "s-maxage=5, max-age=x"}) is None
    assert max_age({}) is None
