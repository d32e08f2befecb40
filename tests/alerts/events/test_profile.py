"""What a story is compared by, and how it is found."""

from dataclasses import replace
from datetime import UTC, date, datetime

from pydantic import TypeAdapter

from alerts.events.profile import Profile, keys_of, profile_of
from crawler.facts.act import ActKind
from tests.alerts.making import NOW, act, collapse, hours, kept, read_story


def test_the_day_is_the_outlets_own() -> None:
    """The store keeps UTC; «اليوم» of a Baghdad site at one in the morning is the day that has just begun there."""
    read = collapse(text="انهار مبنى في المدينة اليوم.", published=datetime(2026, 5, 1, 22, tzinfo=UTC))
    here = replace(read, story=replace(read.story, country="IQ"))
    assert profile_of(kept(1, read)).day == date(2026, 5, 1)
    assert profile_of(kept(1, here)).day == date(2026, 5, 2)


def test_events_that_were_kept_by_an_earlier_version_are_still_read() -> None:
    """Their profiles lack what is compared now, and have what was then."""
    old = {"story_id": 4, "at": NOW.isoformat(), "flags": ["casualty"], "words": {"دشن": 9.9}, "place_words": ["دشن"]}
    read = TypeAdapter(Profile).validate_python(old)
    assert (read.story_id, read.words, read.title, read.told_on) == (4, {"دشن": 9.9}, {}, None)


def test_two_stories_of_one_dealing_are_found_by_its_parties() -> None:
    """Also where they call it by two kinds and share no word."""
    one = read_story("أ", "نص أول", acts=(act(ActKind.AID, "QA", "SD"),))
    other = read_story("ب", "كلام غيره", acts=(act(ActKind.MEETING, "SD", "QA"),), published=NOW + hours(5))
    assert set(keys_of(profile_of(kept(1, one)))) & set(keys_of(profile_of(kept(2, other))))
