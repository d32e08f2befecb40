"""The door of text: what would poison a later step is gone, what readers see stays."""

import json
import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.arabic.clean import MAX_TITLE, clean_text, clean_title


@pytest.mark.parametrize(
    "harm",
    [
        "\x00",
        "\x07",
        "\x9d",
        "\ud83d",
        "\u202e",
        "\u202a",
        "\u2066",
        "\u2069",
        "\ufff9",
        "\ufeff",
        "\ufffe",
        "\uffff",
        "\U000e0041",
    ],
    ids=lambda harm: f"U+{ord(harm):04X}",
)
def test_harmful_characters_are_taken_out(harm: str) -> None:
    """Control characters, lone surrogates and bidi overrides do not travel further."""
    assert clean_text(f"مقتل{harm} خمسة") == "مقتل خمسة"


@pytest.mark.parametrize("kept", ["می\u200cروم", "قُتِلَ", "أحمـد", "غزة\u200f (رويترز)", "12\u202f500 😀"])
def test_what_readers_see_stays(kept: str) -> None:
    """Vowel signs, kashida, joiners, single direction marks and emoji stay."""
    assert clean_text(kept).replace(" ", "") == kept.replace(" ", "").replace("\u202f", "")


def test_lines_and_spaces_are_evened_out() -> None:
    """Every kind of line end is one, spaces collapse, and no more than one line stands empty."""
    assert clean_text("سطر\r\nثان\u2028ثالث\x85\n\n\n\n  رابع\xa0\t كلمة ") == "سطر\nثان\nثالث\n\nرابع كلمة"


def test_a_title_is_one_short_line() -> None:
    """A title cannot break a line or fill a screen."""
    title = clean_title("عاجل\n مقتل " + "ا" * 1000)
    assert "\n" not in title
    assert len(title) == MAX_TITLE


@given(st.text(alphabet=st.characters(), max_size=200))
def test_clean_text_is_accepted_everywhere_and_stays_clean(text: str) -> None:
    """Whatever came in, a database, JSON and UTF-8 take what comes out, and cleaning again changes nothing."""
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.normalize("NFC", cleaned) == cleaned
    assert json.loads(json.dumps(cleaned).encode("utf-8")) == cleaned
    connection = sqlite3.connect(":memory:")
    assert connection.execute("select ?", (cleaned,)).fetchone()[0] == cleaned
    connection.close()
