"""Snippets are the text's own letters, with the words marked."""

from scheduler.console.snippets import AROUND, Bit, marked, snippet_of

FILLER = "كلام كثير لا يعني أحدا " * 30


def joined(bits: tuple[Bit, ...]) -> str:
    """A snippet as it is read."""
    return "".join("…" if bit.gap else bit.text for bit in bits)


def test_a_snippet_is_verbatim_and_short() -> None:
    """Each part between gaps stands in the text as it is shown, and ends between words."""
    text = f"{FILLER}سقط قتلى في غارةٍ على حلب. {FILLER}ثم غارة أخرى. {FILLER}"
    bits = snippet_of(text, ["غارة"])
    assert [bit.text for bit in bits if bit.found] == ["غارةٍ", "غارة"]
    shown = joined(bits)
    assert (shown[0], shown[-1], shown.count("…")) == ("…", "…", 3)
    for part in filter(None, shown.split("…")):
        at = text.index(part)
        assert not text[at - 1].isalpha() or not text[at].isalpha()
        assert len(part) <= 2 * AROUND + 20


def test_near_places_share_a_window() -> None:
    """What stands close together is one piece."""
    bits = snippet_of("غارة على حلب وغارة على إدلب", ["غارة"])
    assert joined(bits) == "غارة على حلب وغارة على إدلب"
    assert [bit.text for bit in bits if bit.found] == ["غارة", "وغارة"]


def test_a_text_without_the_words_shows_its_beginning() -> None:
    """They stand in the title then."""
    bits = snippet_of(FILLER, ["حلب"])
    assert FILLER.startswith(bits[0].text)
    assert (len(bits[0].text) <= 2 * AROUND, bits[-1].gap) == (True, True)
    assert snippet_of("", ["حلب"]) == ()


def test_a_long_row_of_the_same_word_ends() -> None:
    """However often a word comes, a snippet is a few lines."""
    assert len(joined(snippet_of("حلب " * 5_000, ["حلب"]))) < 10 * AROUND


def test_a_title_is_shown_whole() -> None:
    """With its words marked."""
    assert marked("قصف حلب", ["حلب"]) == (Bit(text="قصف "), Bit(text="حلب", found=True))
