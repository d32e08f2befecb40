"""*Story*: the words as kept, what they prove, what edits changed, and what people decide."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import update

from crawler.facts.figure import Evidence, Part
from crawler.flags.flag import Flag, Label
from crawler.news import Span
from crawler.store.database import reading, writing
from crawler.store.labels import labelled_stories
from crawler.store.tables import story as story_table
from scheduler.console.differences import Fate, differences
from scheduler.console.highlights import Proof, Proves, paragraphs_of, pieces_of
from tests.alerts.making import COLLAPSE, NOW, collapse, figure, hours, read_story
from tests.scheduler.console.desk import Desk, all_in, words_of

FIGURE, ACT = Proof(Proves.FIGURE, 0), Proof(Proves.ACT, 0)


def test_crossing_proofs_cut_a_text_and_lose_none_of_it() -> None:
    """Where two proofs overlap the piece has both; joined again the pieces are the text."""
    text = "abcdefghij"
    pieces = pieces_of(text, [(Span(start=2, end=6), FIGURE), (Span(start=4, end=8), ACT)])
    assert [(one.text, one.proofs) for one in pieces] == [
        ("ab", ()), ("cd", (FIGURE,)), ("ef", (ACT, FIGURE)), ("gh", (ACT,)), ("ij", ())
    ]  # fmt: skip
    assert [one.begins for one in pieces if one.begins] == [(FIGURE,), (ACT,)]
    assert "".join(one.text for one in pieces) == text


@pytest.mark.parametrize("span", [Span(start=-1, end=2), Span(start=8, end=11), Span(start=3, end=3)])
def test_offsets_outside_the_text_mark_nothing(span: Span) -> None:
    """They are of other words; a mark at a wrong place would be a lie."""
    assert [one.proofs for one in pieces_of("abcdefghij", [(span, FIGURE)])] == [()]


def test_a_proof_over_two_paragraphs_is_marked_in_both() -> None:
    """And a link leads to where it begins."""
    first, second = paragraphs_of("one two\n\nthree", [(Span(start=4, end=14), FIGURE)])
    assert [(one.text, bool(one.proofs), bool(one.begins)) for one in (*first, *second)] == [
        ("one ", False, False), ("two", True, True), ("three", True, False)
    ]  # fmt: skip


def test_figures_are_marked_in_their_sentence_and_linked_to_their_row(desk: Desk) -> None:
    """From the words to the row and from the row to the words."""
    (story,) = desk.tell(collapse())
    page = desk.text(f"/story/{story}")
    assert all_in(
        page,
        ['<mark class="is-figure"><span id="at-figure-0"></span><a href="#row-figure-0">', 'id="row-figure-0"',
         '<a href="#at-figure-0">'],
    )  # fmt: skip
    assert COLLAPSE in re.sub("<[^>]+>", "", page)


def test_reasons_of_flags_are_marked(desk: Desk) -> None:
    """What speaks for a flag is seen where it stands, in the title too."""
    told = collapse()
    proof = Evidence(part=Part.TITLE, span=Span(start=0, end=9), quote=told.story.title[:9])
    flag = Flag(label=Label.CASUALTY, flagged=True, score=0.93, evidence=(proof,), reasons=("أعداد الضحايا",))
    (story,) = desk.tell(replace(told, casualty=flag))
    page = desk.text(f"/story/{story}")
    assert f'<mark class="is-reason"><span id="at-reason-0"></span>{told.story.title[:9]}</mark>' in page
    assert all_in(words_of(page), ["أعداد الضحايا", "93%"])


def test_an_edit_is_shown_as_what_went_and_what_came(desk: Desk) -> None:
    """The words before are kept, and compared with those after."""
    desk.tell(collapse(url="https://news.example/a"))
    later = COLLAPSE.replace("خمسة أشخاص", "سبعة أشخاص")
    desk.now = NOW + hours(1)
    desk.tell(collapse(url="https://news.example/a", text=later))
    page = desk.text("/story/1")
    assert all_in(page, ["<del>خمسة</del><ins>سبعة</ins>", "سبعة"])


def test_differences_give_both_texts_back() -> None:
    """Whatever changed: nothing is left out on either side."""
    before, after = "سطر أول\nقتل خمسة أشخاص هنا\nسطر أخير", "سطر أول جديد\nقتل ستة أشخاص هنا\n"
    runs = differences(before, after)
    assert "".join(one.text for one in runs if one.fate is not Fate.CAME) == before
    assert "".join(one.text for one in runs if one.fate is not Fate.WENT) == after
    assert [one.fate for one in differences("نص", "نص")] == [Fate.STAYED]


def test_a_decision_is_kept_shown_and_taken_back(desk: Desk) -> None:
    """By the buttons, with htmx and without it, as `rasid label` would."""
    (story,) = desk.tell(collapse())
    path = f"/story/{story}/label"
    plain = desk.post(path, {"casualty": "no"})
    assert (plain.status_code, plain.headers["location"]) == (303, f"/story/{story}")
    with reading(desk.engine) as connection:
        assert [(one.casualty, one.diplomacy) for one in labelled_stories(connection)] == [(False, None)]
    piece = desk.post(path, {"casualty": "yes"}, **{"hx-request": "true"})
    assert piece.text.startswith('<div class="flags" id="flags">')
    assert 'value="yes" aria-pressed="true"' in piece.text
    desk.post(path, {"casualty": "unset"})
    with reading(desk.engine) as connection:
        assert labelled_stories(connection) == []


def test_a_decision_that_says_nothing_is_refused(desk: Desk) -> None:
    """An unknown answer, no answer, or no such story: one sentence, and nothing changes."""
    (story,) = desk.tell(collapse())
    assert desk.post(f"/story/{story}/label", {"casualty": "perhaps"}).status_code == 400
    assert desk.post(f"/story/{story}/label", {}).status_code == 400
    assert desk.post("/story/99/label", {"casualty": "yes"}).status_code == 404
    assert desk.get(f"/story/{story}/label").status_code == 405


@pytest.mark.parametrize("path", ["/story/99", "/event/99", f"/event/{2**63}", "/story/x", "/nowhere"])
def test_what_is_not_there_is_told_with_a_way_on(desk: Desk, path: str) -> None:
    """A page with one sentence, in the reader's language."""
    answer = desk.get(path, language="en")
    assert (answer.status_code, 'href="/"' in answer.text) == (404, True)
    assert "There is nothing at this address" in answer.text


def test_the_review_list_goes_by_what_is_in_doubt(desk: Desk) -> None:
    """A decision takes a story off it, and undoing brings back how it stood, an earlier decision too."""
    (story,) = desk.tell(collapse())
    doubtful = replace(collapse(), diplomacy=Flag(label=Label.DIPLOMACY, flagged=False, score=0.3, review=True))
    (story,) = desk.tell(replace(doubtful, story=replace(doubtful.story, url="https://news.example/b", outlet="أخرى")))
    desk.post(f"/story/{story}/label", {"casualty": "no"})
    page = desk.text("/review", language="en")
    assert f'id="story-{story}"' in page
    was = {"from": "review", "was_casualty": "no", "was_diplomacy": "unset"}
    done = desk.post(f"/story/{story}/label", {"diplomacy": "no", **was}, **{"hx-request": "true"})
    assert all_in(done.text, ['class="card item done"', 'name="casualty" value="no"', 'name="diplomacy" value="unset"'])
    assert f'id="story-{story}"' not in desk.text("/review")
    undone = desk.post(
        f"/story/{story}/label", {"casualty": "no", "diplomacy": "unset", "from": "review"}, **{"hx-request": "true"}
    )
    assert "done" not in undone.text.split(">")[0]
    assert f'id="story-{story}"' in desk.text("/review")
    with reading(desk.engine) as connection:
        assert [(one.casualty, one.diplomacy) for one in labelled_stories(connection)] == [(False, None)]


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202eexe.gpj' + "ا" * 10_000


def test_a_hostile_story_stays_text(desk: Desk) -> None:
    """Markup, overrides and ten thousand letters in title, outlet and attribution; an address that is no link."""
    told = read_story(
        HOSTILE,
        f"قتل خمسة أشخاص {HOSTILE}",
        outlet=f"<b>{HOSTILE[:60]}",
        figures=(figure(5, place="<i>حلب", attribution='"><script>', quote="<u>جملة"),),
    )
    (story,) = desk.tell(told)
    with writing(desk.engine) as connection:
        connection.execute(update(story_table).values(url="javascript:alert(1)"))
    for path in ("/", "/event/1", f"/story/{story}", "/review"):
        page = desk.text(path)
        for live in ("<script>", "<img", "<b>", "<i>", "<u>", 'href="javascript', "onerror=alert(1)>\u202e"):
            assert live not in page, (path, live)
        assert "&lt;script&gt;" in page or path == "/review"
    assert "\u202e" not in desk.text("/")
    assert len(words_of(desk.text("/"))) < 20_000
