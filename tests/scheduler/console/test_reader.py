"""Each reader has the pages in their language, direction, digits and zone."""

import pytest

from scheduler.console.reader import Reader, choice, reader_of
from scheduler.settings import ConsoleSection
from tests.alerts.making import collapse
from tests.scheduler.console.desk import Desk, all_in, words_of

ENGLISH = Reader(language="en", zone="Asia/Damascus")


def test_cookies_choose_and_nonsense_does_not() -> None:
    """What nobody offers is as good as nothing, so that no cookie can break a page."""
    chosen = reader_of(
        {"language": "ar", "digits": "arab", "colours": "dark", "zone": "Etc%2FGMT%2B3"}, otherwise=ENGLISH
    )
    assert chosen == Reader(language="ar", digits="arab", colours="dark", zone="Etc/GMT+3", zone_known=True)
    nonsense = {"language": "<b>", "digits": "roman", "colours": "", "zone": "../../etc/passwd"}
    assert reader_of(nonsense, otherwise=ENGLISH) == ENGLISH


def test_a_choice_is_kept_and_leads_back(desk: Desk) -> None:
    """The page that was looked at comes again, in the other language."""
    answer = desk.post("/preferences", {"language": "en", "back": "/?flag=casualty"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?flag=casualty")
    assert "language=en" in answer.headers["set-cookie"]
    assert choice("language", "fr") is None
    assert choice("token", "en") is None


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_choice_leads_nowhere_else(desk: Desk, back: str) -> None:
    """Not even where a link says so: a page of ours must not send its reader to another site."""
    assert desk.post("/preferences", {"language": "en", "back": back}).headers["location"] == "/"


@pytest.mark.parametrize(
    ("language", "direction", "word"), [("ar", "rtl", "ما يحدث الآن"), ("en", "ltr", "What happens now")]
)
def test_both_directions(desk: Desk, language: str, direction: str, word: str) -> None:
    """Arabic pages run from the right, English ones from the left."""
    page = desk.text("/", language=language)
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert word in page


def test_times_are_the_readers_and_say_their_utc(desk: Desk) -> None:
    """Noon in UTC is three o'clock in Damascus; pointing at it tells which moment that is."""
    desk.tell(collapse())
    assert all_in(
        desk.text("/event/1", language="en", zone="Asia/Damascus"),
        ['<time datetime="2026-05-01T12:00:00Z" title="2026-05-01 12:00:00 UTC"><bdi>15:00</bdi>', "Damascus time"],
    )


def test_a_record_says_its_day(desk: Desk) -> None:
    """A clock alone says nothing on paper."""
    desk.tell(collapse())
    assert "First seen 1 May 2026, 15:00" in words_of(desk.text("/event/1", language="en", zone="Asia/Damascus"))


def test_digits_are_a_choice(desk: Desk) -> None:
    """Arabic-Indic digits in what is ours; the words of outlets stay as they are."""
    desk.tell(collapse())
    page = words_of(desk.text("/", digits="arab"))
    assert "٩" in page.split("جرحى", 1)[1][:6]
    assert "٥ أشخاص" in page
    assert "٩" not in words_of(desk.text("/"))


def test_the_configuration_says_how_strangers_read(desk: Desk) -> None:
    """Without a cookie the page is as `[console]` says."""
    other = Desk(desk.engine, section=ConsoleSection(language="en", timezone="Africa/Cairo"))
    assert all_in(other.text("/"), ['<html lang="en"', "Cairo time", 'data-zone=""'])
