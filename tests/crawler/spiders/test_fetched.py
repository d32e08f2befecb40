"""What became of a request, in words."""

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response

from crawler.middlewares import AddressIsRefused, RobotsForbid, RobotsUnreachable
from crawler.spiders.fetched import (
    LONGEST_RETRY_AFTER,
    Lasts,
    NoPage,
    Trouble,
    failed,
    max_age,
    no_page_by_status,
    retry_after,
)

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "trouble", "lasts"),
    [
        (AddressIsRefused("port 22"), Trouble.ADDRESS_REFUSED, Lasts.FOR_GOOD),
        (RobotsForbid("no"), Trouble.ROBOTS, Lasts.FOR_GOOD),
        (RobotsUnreachable("503"), Trouble.ROBOTS_UNREACHABLE, Lasts.PASSES),
        (CannotResolveHostError("x"), Trouble.DNS, Lasts.PASSES),
        (DownloadTimeoutError(), Trouble.TIMEOUT, Lasts.PASSES),
        (DownloadConnectionRefusedError(), Trouble.CONNECTION, Lasts.PASSES),
        (DownloadCancelledError(), Trouble.TOO_LARGE, Lasts.PERHAPS),
        (DownloadFailedError("[…]"), Trouble.CONNECTION, Lasts.PASSES),
        (IgnoreRequest("max redirections reached"), Trouble.REDIRECTS, Lasts.PERHAPS),
        (OSError("corrupt"), Trouble.BROKEN_ANSWER, Lasts.PERHAPS),
    ],
)
def test_every_error_has_a_name_and_says_whether_it_lasts(error: Exception, trouble: Trouble, lasts: Lasts) -> None:
    """What asking again cannot change lasts for good; what may be an outage passes."""
    found = failed(error, "https://outlet.example/1")
    assert (found.trouble, found.no_page().lasts) == (trouble, lasts)


@pytest.mark.parametrize(
    ("status", "lasts", "waits"),
    [(503, Lasts.PASSES, 7200), (429, Lasts.PASSES, 7200), (500, Lasts.PASSES, 7200), (404, Lasts.PERHAPS, None)],
)
def test_a_status_says_whether_the_outlet_is_away(status: int, lasts: Lasts, waits: int | None) -> None:
    """Then the pause that it asks for is kept."""
    found = no_page_by_status(Response("https://outlet.example/1", status, {"Retry-After": "7200"}), NOW)
    wait = None if waits is None else timedelta(seconds=waits)
    assert found == NoPage(reason=f"status {status}", lasts=lasts, retry_after=wait)


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
