"""Lines of stories as pages: what is wrong with a line is said with its place, and what can be read of it is read."""

import json

import pytest

from scheduler.cli.lines import json_line, published_of

TEXT = "هطلت أمطار غزيرة على الساحل والجبال مساء الأحد."


@pytest.mark.parametrize("time", ["yesterday", "2025-13-40", "0001-01-01T00:00:00Z", 7, {"at": "2025-01-01"}])
def test_a_time_that_is_none_is_told_and_the_story_is_read(time: object) -> None:
    """Without a word, «أمس» would be counted from nowhere."""
    one = json_line(json.dumps({"id": "a", "text": TEXT, "published": time}), "stories.jsonl:3")
    assert one.page is not None
    assert (one.page.body.decode(), one.page.hint_published) == (TEXT, None)
    assert one.error is not None
    assert one.error.startswith("stories.jsonl:3: published is no time that news can have: ")


@pytest.mark.parametrize("time", [None, "2025-10-14", "2025-10-14T09:30:00+03:00", "2025-10-14T06:30:00Z"])
def test_a_time_or_none_is_no_mistake(time: str | None) -> None:
    """A day alone is its midnight in UTC."""
    one = json_line(json.dumps({"id": "a", "text": TEXT, "published": time}), "stories.jsonl:3")
    assert one.error is None
    assert (published_of({"published": time}) is None) == (time is None)


@pytest.mark.parametrize("line", ['{"text": "خبر"}', '{"id": null, "text": "خبر"}'])
def test_a_line_without_an_id_is_called_by_its_place(line: str) -> None:
    """So that its answer can be found again."""
    assert json_line(line, "-:12").identity == "-:12"


def test_a_number_as_id_is_kept_as_text() -> None:
    """Zero too."""
    assert json_line('{"id": 0, "text": "خبر"}', "-:1").identity == "0"
