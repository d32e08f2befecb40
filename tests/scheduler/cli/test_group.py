"""rasid group: stories in, their events out, whatever the lines hold."""

import json
from typing import Any

import pytest

from tests.scheduler.cli.rasid import Desk, Ran

pytestmark = pytest.mark.slow

WIRE = (
    "بيروت - قُتل سبعة أشخاص وأصيب أحد عشر آخرون، صباح الثلاثاء، في انهيار مبنى سكني من خمس طبقات في حي القبة بمدينة "
    "طرابلس شمالي لبنان، بحسب ما أعلن الدفاع المدني. وقال رئيس البلدية إن السكان كانوا قد شكوا من تصدعات في أعمدة "
    "المبنى منذ الشتاء الماضي."
)
FIRST = {
    "id": "first",
    "title": "سبعة قتلى بانهيار مبنى في طرابلس اللبنانية",
    "text": WIRE,
    "published": "2025-10-14T09:30:00+03:00",
    "outlet": "صدى الساحل",
}
COPY = {
    **FIRST,
    "id": "copy",
    "title": "فاجعة القبة",
    "published": "2025-10-14T10:05:00+03:00",
    "outlet": "بوابة المشرق",
}
LATER = {
    "id": "later",
    "title": "ارتفاع ضحايا مبنى القبة إلى عشرة",
    "text": (
        "ارتفعت حصيلة انهيار المبنى السكني في حي القبة بطرابلس إلى عشرة قتلى بعدما انتشل الدفاع المدني ثلاث جثث من تحت "
        "ركام الطبقات الخمس، فيما أمر محافظ الشمال بإخلاء بنايتين مجاورتين ظهرت في جدرانهما تصدعات."
    ),
    "published": "2025-10-14T18:00:00+03:00",
    "outlet": "مرآة الفرات",
}
ELSEWHERE = {
    "id": "elsewhere",
    "title": "عمان وبلجيكا تبحثان الهيدروجين الأخضر",
    "text": (
        "مسقط - بحث وزير الخارجية العماني بدر البوسعيدي مع نظيره البلجيكي ماكسيم بريفو، الثلاثاء، سبل التعاون في "
        "الهيدروجين الأخضر وأمن الملاحة في البحر الأحمر، ووقع الوزيران مذكرة تفاهم."
    ),
    "published": "2025-10-14T12:00:00+04:00",
    "outlet": "صدى الساحل",
}
STORIES = (FIRST, COPY, LATER, ELSEWHERE)


def _lines(*stories: dict[str, Any] | str) -> bytes:
    return "\n".join(
        story if isinstance(story, str) else json.dumps(story, ensure_ascii=False) for story in stories
    ).encode()


def _events(ran: Ran) -> dict[str, tuple[int, str, str | None]]:
    return {line["id"]: (line["event"], line["relation"], line["of"]) for line in ran.lines}


def test_each_line_is_told_its_event_in_the_order_of_the_lines(desk: Desk) -> None:
    """A copy names the text that it copies."""
    (desk.folder / "stories.jsonl").write_bytes(_lines(*STORIES))
    done = desk("group", "stories.jsonl")
    assert (done.code, done.err) == (0, "")
    assert [set(line) for line in done.lines] == [{"id", "event", "relation", "of"}] * 4
    assert list(_events(done).items()) == [
        ("first", (1, "new", None)),
        ("copy", (1, "near_duplicate", "first")),
        ("later", (1, "same_event", None)),
        ("elsewhere", (2, "new", None)),
    ]
    assert not (desk.folder / "rasid.db").exists()


def test_stories_are_placed_in_the_order_of_their_times(desk: Desk) -> None:
    """However the lines stand, from a pipe and read in two processes: the older text is the one that is copied."""
    done = desk("group", "-", "--workers", "2", stdin=_lines(COPY, LATER, FIRST))
    assert (done.code, done.err) == (0, "")
    assert list(_events(done).items()) == [
        ("copy", (1, "near_duplicate", "first")),
        ("later", (1, "same_event", None)),
        ("first", (1, "new", None)),
    ]


def test_bad_lines_are_told_one_by_one_and_the_rest_goes_on(desk: Desk) -> None:
    """Each by file and number; they have no answer."""
    bad = ('{"id": "cut', "[1, 2]", '{"id": "empty"}', {**FIRST, "published": "yesterday"}, {**FIRST, "published": 7})
    (desk.folder / "mixed.jsonl").write_bytes(_lines(FIRST, *bad, "", COPY))
    done = desk("group", "mixed.jsonl")
    assert done.code == 1
    assert _events(done) == {"first": (1, "new", None), "copy": (1, "near_duplicate", "first")}
    told = done.err.splitlines()
    assert [line.split(": ")[1] for line in told] == [f"mixed.jsonl:{number}" for number in range(2, 7)]
    assert "is not JSON" in told[0]
    assert "is not a JSON object" in told[1]
    assert "has neither text nor html" in told[2]
    assert "'yesterday'" in told[3]


def test_a_line_without_a_time_counts_as_told_with_the_one_before(desk: Desk) -> None:
    """And one that cannot be read as a story is an event of its own."""
    undated = {key: value for key, value in LATER.items() if key != "published"}
    done = desk("group", "-", stdin=_lines(FIRST, undated, {"id": "blank", "text": ""}, {"id": "none", "text": " "}))
    assert (done.code, done.err) == (0, "")
    assert {name: event for name, (event, _, _) in _events(done).items()} == {
        "first": 1,
        "later": 1,
        "blank": 2,
        "none": 3,
    }


def test_the_reasons_are_told_when_asked_for(desk: Desk) -> None:
    """What spoke for the event, and what against."""
    (_, line) = desk("group", "-", "--why", stdin=_lines(FIRST, LATER)).lines
    assert "words" in {reason["why"] for reason in line["reasons"]}
    assert line["score"] > 0


def test_an_empty_file_has_no_answers(desk: Desk) -> None:
    """And nothing is wrong with it."""
    done = desk("group", "-")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_file_that_is_not_there_is_wrong_use(desk: Desk) -> None:
    """One sentence that names it."""
    done = desk("group", "nowhere.jsonl")
    assert (done.code, done.out) == (2, "")
    assert "nowhere.jsonl" in done.err


@pytest.mark.parametrize("command", [("group", "-"), ("read", "--jsonl", "-")])
def test_half_a_character_in_an_id_stops_no_other_line(desk: Desk, command: tuple[str, ...]) -> None:
    """JSON can hold a lone surrogate, which UTF-8 cannot: the id comes back as it came, and the lines after it do."""
    done = desk(*command, stdin=_lines(FIRST, json.dumps({**LATER, "id": "half \ud83d"}), ELSEWHERE))
    assert (done.code, done.err) == (0, "")
    assert [line["id"] for line in done.lines] == ["first", "half \ud83d", "elsewhere"]
