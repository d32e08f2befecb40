"""Copies are recognised however their title, length or a few words differ; other texts never are."""

import random

import pytest

from alerts.events.near_duplicates import OPENING_BANDS, WHOLE_BANDS, Original, closest, prints
from benchmarks.generated_news import filler
from tests.alerts.making import COLLAPSE, COLLAPSE_LATER

WIRE = (
    "أعلنت وزارة الصحة في جيبوتي، الأربعاء، وفاة سبعة صيادين غرق قاربهم قبالة جزيرة موشا بعدما فاجأتهم عاصفة بحرية، "
    "فيما نجا أربعة آخرون سبحوا حتى الشاطئ. وقال خفر السواحل إن البحث عن صياد مفقود استمر حتى ساعة متأخرة من الليل، "
    "وإن القارب لم يكن مجهزا بسترات نجاة كافية. وطلبت الوزارة من الصيادين متابعة نشرات الطقس قبل الإبحار، مذكرة بأن "
    "الرياح الموسمية تبلغ ذروتها في هذا الشهر من كل عام."
)


def _known(text: str, story_id: int = 1, content_hash: str = "known") -> Original:
    return Original(story_id=story_id, event_id=7, content_hash=content_hash, shingles=prints(text).shingles)


def _copied(text: str, *known: Original, content_hash: str = "own") -> int | None:
    copy = closest(prints(text), content_hash, known)
    return None if copy is None else copy.original.story_id


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WIRE, id="whole"),
        pytest.param("جيبوتي - " + WIRE, id="dateline"),
        pytest.param(" ".join(WIRE.split()[:30]), id="cut short"),
        pytest.param(WIRE.replace("الأربعاء", "اليوم").replace("عاصفة", "زوبعة").replace("كافية", "تكفي"), id="edited"),
        pytest.param(WIRE.replace("أ", "ا").replace("ة", "ه").replace("ى", "ي"), id="spelled otherwise"),
        pytest.param(WIRE + " المصدر: وكالات.", id="credit line added"),
    ],
)
def test_a_copy_is_found_however_it_was_changed(text: str) -> None:
    """Titles play no part, and a few words, a dateline or a missing end change nothing."""
    assert _copied(text, _known(WIRE)) == 1


@pytest.mark.parametrize("text", [COLLAPSE, COLLAPSE_LATER, WIRE[:20], ""])
def test_another_text_is_no_copy(text: str) -> None:
    """Neither another happening, nor a text too short to tell, nor an empty one."""
    assert _copied(text, _known(WIRE)) is None


def test_two_reports_of_one_happening_are_no_copies() -> None:
    """The same facts in other words are a witness of their own."""
    assert _copied(COLLAPSE_LATER, _known(COLLAPSE)) is None


def test_a_long_follow_up_that_repeats_a_short_report_is_no_copy() -> None:
    """What stands in it whole is its background."""
    assert _copied(f"{COLLAPSE_LATER} {WIRE} {COLLAPSE}", _known(COLLAPSE)) is None


def test_equal_content_is_a_copy_however_short() -> None:
    """The hash of the words decides where there are too few for shingles."""
    assert _copied("عاجل: زلزال", _known("عاجل: زلزال", content_hash="same"), content_hash="same") == 1


def test_the_oldest_of_equal_originals_is_named() -> None:
    """All copies point at the first text, not at each other."""
    assert _copied(WIRE, _known(WIRE, 9), _known(WIRE, 4), _known(COLLAPSE, 2)) == 4


def test_copies_share_a_print_and_so_are_found_without_reading_the_others() -> None:
    """The look-up goes by the sample alone."""
    cut = " ".join(WIRE.split()[12:48])
    assert set(prints(cut).sample) & set(prints(WIRE).sample)
    assert not set(prints(COLLAPSE).sample) & set(prints(WIRE).sample)


def test_the_opening_of_a_long_text_is_found() -> None:
    """As a whole it is a tenth of it, and little like it."""
    chance = random.Random(3)
    long = "\n".join([WIRE, *(filler(chance) for _ in range(40))])
    lead = " ".join(WIRE.split()[:45])
    whole = {number for number in prints(long).sample[:WHOLE_BANDS] if number in prints(lead).sample[:WHOLE_BANDS]}
    assert len(whole) <= 2
    assert len(set(prints(long).sample) & set(prints(lead).sample)) >= 6
    assert _copied(lead, _known(long)) == 1


def test_the_prints_of_a_text_stay_what_they_are() -> None:
    """Those in the database were written by earlier versions of this program and of its library."""
    assert prints(WIRE).sample[:2] == (2283734934702588887, 8917476961205602330)
    assert all(0 <= number < 2**63 for number in prints(WIRE).sample)
    assert len(prints(WIRE).sample) == WHOLE_BANDS + OPENING_BANDS


def test_a_text_whose_cut_copy_came_first_goes_on_where_that_ends() -> None:
    """It is the same source, and says more: its figures count, unlike a copy's."""
    copy = closest(prints(f"{WIRE} {COLLAPSE} {COLLAPSE_LATER}"), "own", [_known(" ".join(WIRE.split()[:40]))])
    assert copy is not None
    assert copy.goes_on
    assert 0.2 < copy.share < 0.5
    cut = closest(prints(" ".join(WIRE.split()[:40])), "own", [_known(f"{WIRE} {COLLAPSE}")])
    assert cut is not None
    assert not cut.goes_on
