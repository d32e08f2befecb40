"""The labelled stories: what is shipped is in order, and a mistake in a file is named with its line."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from crawler.arabic.letters import fold_key
from crawler.errors import RasidError
from crawler.flags.flag import Label
from crawler.flags.training.corpus import (
    BRIEF_STORIES,
    LABELS,
    OWN_STORIES,
    CorpusUnreadable,
    brief_stories,
    own_stories,
    real_stories,
    story_lines,
)

GATE = Path(__file__).parents[3] / "gate/flag_stories.jsonl"
OWN: dict[str, Any] = {
    "id": "own/x-1",
    "class": "sport",
    "title": "عنوان",
    "text": "نص",
    "casualty": True,
    "diplomacy": None,
}
REAL = {"id": "ant/1", "title": None, "text": "نص", "flags": {"casualty": True, "diplomacy": False}}


def _write(path: Path, *lines: object) -> Path:
    told = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
    return path


def _mistake(path: Path) -> str:
    with pytest.raises(CorpusUnreadable) as caught:
        own_stories(path)
    assert isinstance(caught.value, RasidError)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# ----------------------------------------------------------------- what is shipped


def test_every_label_is_read_once() -> None:
    """One line a story, with labels of 1, 0 or ? and nothing else; ids say which source has the text."""
    lines = [line.split("\t") for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) > 7_000
    assert {len(line) for line in lines} == {3}
    assert [identity for identity, count in Counter(line[0] for line in lines).items() if count > 1] == []
    assert {label for line in lines for label in line[1:]} == {"1", "0", "?"}
    assert {line[0].split("/")[0] for line in lines} == {"ant", "sanad"}


def test_written_stories_are_each_of_their_own() -> None:
    """Ids, and texts, however they are spelled; each has a class and a verdict on at least one label."""
    stories = own_stories()
    assert len(stories) >= 1_000
    for what in ((one.id for one in stories), (fold_key(one.story.text) for one in stories)):
        assert [value for value, count in Counter(what).items() if count > 1] == []
    assert all(one.kind and one.story.text.strip() for one in stories)
    assert all((one.casualty, one.diplomacy) != (None, None) for one in stories)
    assert {one.source for one in stories} == {"written"}


def test_written_stories_are_of_both_kinds() -> None:
    """For each label, a fair share is up."""
    stories = own_stories()
    for label in Label:
        up = sum(one.truth(label) is True for one in stories)
        assert 0.2 < up / len(stories) < 0.8


def test_the_gates_stories_were_not_learnt_from() -> None:
    """No id, no text and no title of more than four words is in both."""
    gate = [json.loads(line) for line in GATE.read_text(encoding="utf-8").splitlines()]
    written = own_stories()
    assert {one["id"] for one in gate} & {one.id for one in written} == set()
    assert {fold_key(one["text"]) for one in gate} & {fold_key(one.story.text) for one in written} == set()
    titles = {fold_key(one["title"]) for one in gate} & {fold_key(one.story.title) for one in written}
    assert [title for title in titles if len(title.split()) > 4] == []
    assert len({one["id"] for one in gate}) == len(gate)


def test_brief_stories_are_brief_and_each_of_its_own() -> None:
    """None is a written or a gate's one; both labels are up and down; a source, and no class to be measured by."""
    stories = brief_stories()
    assert len(stories) >= 600
    assert {(one.source, one.kind) for one in stories} == {("brief", "")}
    assert max(len(one.story.text.split()) for one in stories) <= 40
    gate = [json.loads(line)["text"] for line in GATE.read_text(encoding="utf-8").splitlines()]
    texts = [*(one.story.text for one in (*stories, *own_stories())), *gate]
    assert [text for text, count in Counter(map(fold_key, texts)).items() if count > 1] == []
    assert len({one.id for one in (*stories, *own_stories())}) == len(stories) + len(own_stories())
    for label in Label:
        up = sum(one.truth(label) is True for one in stories)
        assert 0.2 < up / len(stories) < 0.8


@pytest.mark.parametrize("path", [OWN_STORIES, BRIEF_STORIES], ids=lambda path: path.name)
def test_a_shipped_file_says_yes_no_or_open_only(path: Path) -> None:
    """No word, no number."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    assert {type(line[label.value]) for line in lines for label in Label} <= {bool, type(None)}


# --------------------------------------------------------------------- own stories


def test_a_line_is_a_story(tmp_path: Path) -> None:
    """With its class; an open label is None."""
    (one,) = own_stories(_write(tmp_path / "stories.jsonl", OWN))
    assert (one.id, one.kind, one.source, one.importance) == ("own/x-1", "sport", "written", 1.0)
    assert (one.story.title, one.story.text) == ("عنوان", "نص")
    assert [one.truth(label) for label in (Label.CASUALTY, Label.DIPLOMACY)] == [True, None]


def test_ends_of_lines_within_a_text_end_no_line(tmp_path: Path) -> None:
    """U+2028 and U+0085 stand unescaped in JSON."""
    text = "سطر\u2028سطر\x85سطر"
    (one,) = own_stories(_write(tmp_path / "stories.jsonl", {**OWN, "text": text}))
    assert one.story.text == text


def test_an_empty_file_has_no_stories(tmp_path: Path) -> None:
    """And no mistake."""
    assert own_stories(_write(tmp_path / "stories.jsonl")) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "is not JSON: "),
        ("", "is not JSON: "),
        ("[]", "is no JSON object"),
        ("7", "is no JSON object"),
        *(({key: value for key, value in OWN.items() if key != left}, f"has no '{left}'") for left in OWN),
        ({**OWN, "casualty": "yes"}, "has a 'casualty' that cannot be: \"yes\""),
        ({**OWN, "diplomacy": 1}, "has a 'diplomacy' that cannot be: 1"),
        ({**OWN, "text": None}, "has a 'text' that cannot be: null"),
        ({**OWN, "id": 5}, "has a 'id' that cannot be: 5"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, line: object, said: str) -> None:
    """Lines are counted from 1."""
    path = _write(tmp_path / "stories.jsonl", OWN, OWN, line, OWN)
    sentence = _mistake(path)
    assert sentence.startswith("stories.jsonl:3: ")
    assert said in sentence


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """With its whole path, since it is not where one thinks; and one that is no text."""
    assert _mistake(tmp_path / "none.jsonl") == f"{tmp_path / 'none.jsonl'}: cannot be read: No such file or directory"
    (tmp_path / "bytes.jsonl").write_bytes(b"abc\xff")
    assert _mistake(tmp_path / "bytes.jsonl") == f"{tmp_path / 'bytes.jsonl'}: is not UTF-8 text: byte 3"


# -------------------------------------------------------------------- real stories


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One labelled story, and three without labels of which labels.tsv has two."""
    _write(tmp_path / "stories.jsonl", REAL)
    _write(
        tmp_path / "unlabelled.jsonl",
        *({"id": identity, "title": "عنوان", "text": "نص"} for identity in ("ant/2", "ant/3", "sanad/4")),
    )
    _write(tmp_path / "labels.tsv", "# a comment", "ant/2\t1\t0", "sanad/4\t?\t1", "sanad/9\t0\t0")
    return tmp_path


def test_real_stories_are_those_that_have_labels(folder: Path) -> None:
    """By source; a missing title is an empty one; labels whose text is not there are passed over."""
    told = [
        (one.id, one.source, one.story.title, one.casualty, one.diplomacy)
        for one in real_stories(folder, folder / "labels.tsv")
    ]
    assert told == [
        ("ant/1", "ant", "", True, False),
        ("ant/2", "ant, further", "عنوان", True, False),
        ("sanad/4", "sanad, further", "عنوان", None, True),
    ]


@pytest.mark.parametrize("line", ["ant/5\t1", "ant/5\t1\t0\t0", "ant/5\tyes\t0", "ant/5 1 0", "", "ant/5\t1\t"])
def test_a_mistake_in_the_labels_is_named_with_its_line(folder: Path, line: str) -> None:
    """Comments count as lines."""
    _write(folder / "labels.tsv", "# a comment", "ant/2\t1\t0", line)
    with pytest.raises(CorpusUnreadable, match=r"^labels\.tsv:3: is not an id and two labels of 1, 0 or \?$"):
        real_stories(folder, folder / "labels.tsv")


def test_an_id_that_is_labelled_twice_is_a_mistake(folder: Path) -> None:
    """Which of the two holds nobody could say."""
    _write(folder / "labels.tsv", "ant/2\t1\t0", "ant/3\t1\t0", "ant/2\t0\t0")
    with pytest.raises(CorpusUnreadable, match=r"^labels\.tsv:3: the id 'ant/2' stands there a second time$"):
        real_stories(folder, folder / "labels.tsv")


@pytest.mark.parametrize("flags", [{}, {"casualty": True}, {"casualty": True, "diplomacy": "no"}, None, []])
def test_flags_that_are_not_there_are_a_mistake(folder: Path, flags: object) -> None:
    """Of a labelled story, both are asked for."""
    _write(folder / "stories.jsonl", REAL, {**REAL, "flags": flags})
    with pytest.raises(CorpusUnreadable, match=r"^stories\.jsonl:2: "):
        real_stories(folder, folder / "labels.tsv")


def test_a_folder_that_lacks_a_file_is_named(folder: Path) -> None:
    """Which file it is."""
    (folder / "unlabelled.jsonl").unlink()
    with pytest.raises(CorpusUnreadable, match=r"unlabelled\.jsonl: cannot be read"):
        real_stories(folder, folder / "labels.tsv")


def test_stories_without_labels_need_a_title_and_a_text_only(folder: Path) -> None:
    """As the benchmark reads them."""
    (story,) = story_lines(_write(folder / "plain.jsonl", {"title": None, "text": "نص"}))
    assert (story.title, story.text) == ("", "نص")
    with pytest.raises(CorpusUnreadable, match=r"^plain\.jsonl:1: has no 'text'$"):
        story_lines(_write(folder / "plain.jsonl", {"title": "عنوان"}))
