"""A text cut to what proves something: every quote stands at its new place, and nothing else is left."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.answers import story_answer
from crawler.facts.figure import Evidence, Part
from crawler.flags.flag import Flag, Label
from crawler.news import Span, Story
from crawler.reading import understand
from crawler.shortening import shortened
from crawler.store.story_rows import Understanding

DOWN = Flag(label=Label.DIPLOMACY, flagged=False, score=0.1)
TEXT = (
    "قُتل خمسة أشخاص وأصيب تسعة في غارة على بلدة سرمين. وقال شهود إن الطائرات حلقت طويلا.\n"
    "وتشهد المنطقة هدوءا منذ أسابيع. والتقى وزير الخارجية المصري نظيره التركي في القاهرة.\nوالطقس معتدل."
)


def evidence(text: str, start: int, end: int) -> Evidence:
    """A piece of a text as proof."""
    return Evidence(part=Part.TEXT, span=Span(start=start, end=end), quote=text[start:end])


def test_a_read_story_keeps_all_its_evidence() -> None:
    """Figures with their words, acts and reasons, each found where it now stands; idle sentences are gone."""
    read = understand(Story(title="خمسة قتلى في غارة", text=TEXT, url="https://example.org/1"))
    assert read.casualties
    assert read.acts
    left = shortened(
        TEXT,
        Understanding(
            casualty=read.casualty,
            diplomacy=read.diplomacy,
            casualties=read.casualties,
            acts=read.acts,
            discrepancies=read.discrepancies,
        ),
    )
    assert "معتدل" not in left.text
    assert len(left.text) < len(TEXT)
    made = left.understanding
    proofs = [*(one.evidence for one in made.casualties), *(one.evidence for one in made.acts), *made.casualty.evidence]
    for proof in proofs:
        if proof.part is Part.TEXT:
            assert left.text[proof.span.start : proof.span.end] == proof.quote
    for before, after in zip(read.casualties, made.casualties, strict=True):
        if before.words is not None and after.words is not None and before.evidence.part is Part.TEXT:
            then, now = TEXT[before.words.start : before.words.end], left.text[after.words.start : after.words.end]
            assert then == now
    again = shortened(left.text, made)
    assert (again.text, again.understanding) == (left.text, made)
    assert story_answer(read)["text"] == TEXT


def test_a_story_that_proves_nothing_has_no_text_left() -> None:
    """Ordinary news."""
    flag = Flag(label=Label.CASUALTY, flagged=False, score=0.1)
    assert shortened(TEXT, Understanding(casualty=flag, diplomacy=DOWN)).text == ""


def test_evidence_of_another_text_is_shown_nowhere() -> None:
    """Offsets that leave the text, and those of the title, which stay as they are."""
    title = Evidence(part=Part.TITLE, span=Span(start=1, end=4), quote="abc")
    stale = Evidence(part=Part.TEXT, span=Span(start=5, end=5000), quote="…")
    flag = Flag(label=Label.CASUALTY, flagged=True, score=0.9, evidence=(title, stale))
    left = shortened(TEXT, Understanding(casualty=flag, diplomacy=DOWN))
    assert left.text == ""
    assert left.understanding.casualty.evidence == (
        title,
        Evidence(part=Part.TEXT, span=Span(start=0, end=0), quote="…"),
    )


@given(
    text=st.text(alphabet="ab .\n؟؛", min_size=1, max_size=80),
    places=st.lists(st.tuples(st.integers(0, 79), st.integers(1, 20)), max_size=5),
)
def test_every_quote_stands_at_its_new_place(text: str, places: list[tuple[int, int]]) -> None:
    """Whatever sentences they cross, hold or share."""
    spans = [(start, min(start + length, len(text))) for start, length in places if start < len(text)]
    flag = Flag(label=Label.CASUALTY, flagged=True, score=0.9, evidence=tuple(evidence(text, *span) for span in spans))
    left = shortened(text, Understanding(casualty=flag, diplomacy=DOWN))
    for proof in left.understanding.casualty.evidence:
        assert left.text[proof.span.start : proof.span.end] == proof.quote
    assert len(left.text) <= len(text)
