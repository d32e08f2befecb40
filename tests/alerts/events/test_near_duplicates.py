"""Copies are recognised however their title, length or a few words differ; other texts never are."""

import pytest

from alerts.events.near_duplicates import Original, closest, prints
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
