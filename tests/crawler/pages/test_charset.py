"""The bytes say which charset they are in; what stays doubtful is held, and nothing is read wrongly."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.decoding.charset import decode
from tests.crawler.pages.newsstand import FLOOD, FLOOD_TITLE, TALKS, TALKS_TITLE

TEXT = f"<html><head><title>{FLOOD_TITLE}</title></head><body><p>{FLOOD[0]}</p><p>{TALKS[1]}</p></body></html>"
MISSING = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # bytes without a letter in windows-1252
DECLARED = ["", "utf-8", "windows-1256", "iso-8859-1", "iso-8859-6", "x-unknown"]


@pytest.mark.parametrize("meta", DECLARED)
@pytest.mark.parametrize("header", DECLARED)
@pytest.mark.parametrize("used", ["utf-8", "cp1256", "iso8859-6"])
def test_every_declaration_true_wrong_or_missing_gives_the_right_text(used: str, header: str, meta: str) -> None:
    """No declaration, in the header or in the page, makes Arabic into mojibake."""
    text = TEXT.replace("<head>", f'<head><meta charset="{meta}">') if meta else TEXT
    decoded = decode(text.encode(used), f"text/html; charset={header}" if header else "text/html")
    assert decoded.text == text
    assert not decoded.held


@pytest.mark.parametrize("title", [FLOOD_TITLE, TALKS_TITLE, "قتيلان وجريح بحادث سير", "عاجل: زلزال يضرب الحوز"])
@pytest.mark.parametrize("header", DECLARED)
@pytest.mark.parametrize("used", ["utf-8", "cp1256", "iso8859-6"])
def test_a_headline_alone_is_enough(used: str, header: str, title: str) -> None:
    """Short texts, where detectors fail, are read rightly or held."""
    decoded = decode(title.encode(used), f"text/html; charset={header}")
    assert decoded.held or decoded.text == title


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(codec: str) -> None:
    """A mark wins over a header that says otherwise, and is not part of the text."""
    decoded = decode(TEXT.encode(codec), "text/html; charset=windows-1256")
    assert decoded.text == TEXT
    assert decoded.overridden


def test_a_stray_mark_before_another_charset_is_passed_over() -> None:
    """An editor's UTF-8 mark in front of a windows-1256 template does not decide."""
    assert decode(b"\xef\xbb\xbf" + TEXT.encode("cp1256"), "text/html").text == TEXT


def test_a_body_cut_within_a_letter_is_still_utf_8() -> None:
    """A size limit may cut the last letter; the text before it is whole."""
    body = TALKS[0].encode()[:-1]
    assert decode(body, "text/html").text == TALKS[0][:-1]
    body = "انفجار في مقديشو".encode()[:-1]
    assert decode(body, "text/html").text == "انفجار في مقديش"


def test_a_letter_cut_in_the_middle_does_not_spoil_a_page() -> None:
    """A description that the CMS cut within a letter leaves the page UTF-8, with less confidence."""
    body = b"<meta content='" + "وزير".encode()[:-1] + b"'>" + TEXT.encode()
    decoded = decode(body, "text/html; charset=utf-8")
    assert decoded.used == "utf-8"
    assert decoded.text.endswith(TEXT)
    assert decoded.confidence < 1


def test_text_encoded_twice_is_repaired() -> None:
    """Mojibake that a database made of a whole page is undone: windows-1256, and MySQL's latin1."""
    as_1256 = "".join(bytes([byte]).decode("cp1256") for byte in TEXT.encode())
    as_1252 = "".join(bytes([byte]).decode("cp1252" if byte not in MISSING else "latin-1") for byte in TEXT.encode())
    assert decode(as_1256.encode(), "text/html; charset=utf-8").text == TEXT
    assert decode(as_1252.encode(), "text/html; charset=utf-8").text == TEXT


def test_noise_is_held() -> None:
    """Bytes in which no charset finds Arabic are not read."""
    assert decode(bytes(range(128, 256)) * 20, "text/html; charset=windows-1256").held


@pytest.mark.parametrize("sign", "«»…–—’“”é©®°×·€üñ\u00a0أ،؟")
def test_one_sign_in_an_english_text_is_no_doubt(sign: str) -> None:
    """A text in UTF-8 with a single character outside ASCII is what it is."""
    text = f"<title>Noor Air {sign} flights</title>"
    assert decode(text.encode(), "text/html; charset=windows-1256").text == text
    assert not decode(text.encode(), "text/html; charset=windows-1256").held


def test_plain_english_is_left_alone() -> None:
    """A text of ASCII has nothing in it to be read wrongly."""
    assert decode(b"<p>Hello</p>", "text/html").confidence == 1


def test_what_the_operator_says_goes_before_what_the_bytes_say() -> None:
    """A headline too short to be told is read as set by hand; the declaration is still reported."""
    text = "نسبة نمو"
    assert decode(text.encode("cp1256"), "text/html; charset=utf-8").held
    decoded = decode(text.encode("cp1256"), "text/html; charset=utf-8", override="windows-1256")
    assert (decoded.text, decoded.used, decoded.declared, decoded.held) == (text, "cp1256", "utf-8", False)
    assert decode(text.encode("iso8859-6"), "", override="ISO-8859-6").text == text
    assert decode(text.encode("utf-16"), "", override="utf-16").text == text
    assert decode(text.encode("utf-16-be"), "", override="utf-16-be").text == text
    assert decode(b"\xef\xbb\xbf" + text.encode(), "", override="utf-8").text == text


def test_an_override_that_the_bytes_refute_is_held() -> None:
    """An outlet that has gone over to UTF-8 since, or never sent what was set."""
    assert decode(TEXT.encode(), "text/html", override="windows-1256").held
    assert decode(TEXT.encode("cp1256"), "text/html", override="utf-8").held
    assert 0.5 < decode(TALKS[0].encode()[:-2], "text/html", override="utf-8").confidence < 1
    assert decode(TALKS[0].encode("cp1256")[:-2], "text/html", override="windows-1256").confidence == 1


@pytest.mark.parametrize("unknown", ["x-unknown", "punycode", "hex", "cp037", ""])
def test_an_override_that_is_no_charset_changes_nothing(unknown: str) -> None:
    """The bytes decide, as without one."""
    assert decode(TEXT.encode("cp1256"), "text/html", override=unknown).text == TEXT


@pytest.mark.parametrize("label", DECLARED)
@pytest.mark.parametrize(
    ("charset", "piece"),
    [("cp1256", "نسبة نمو"), ("iso8859-6", "لسبة لكن"), ("iso8859-6", "تم اكتشاف"), ("iso8859-6", "كغ")],
)
def test_two_words_with_two_readings_are_held(charset: str, piece: str, label: str) -> None:
    """«نسبة نمو» in one charset is «لسبة لكن» in the other, and declarations lie: nobody can tell."""
    assert decode(piece.encode(charset), f"text/html; charset={label}").held


def test_a_page_of_spoilt_bytes_takes_little_time() -> None:
    """A megabyte of pieces in two charsets, of text encoded twice, of noise: about a second each at the most."""
    piece = "وزير الخارجية".encode("cp1256") + b"<" + "وزير الخارجية في مسقط".encode() + b">"
    twice = ("<b>" + "وزير".encode().decode("cp1256") + "</b>").encode()
    started = process_time()
    for part in (b"<script>\xc7", b"<!--\xc7", piece, twice, b"\xff<\xd9\x88>", "ظپ".encode(), bytes(range(256))):
        decode(part * (1024 * 1024 // len(part)), "text/html")
    assert process_time() - started < 30  # of this process alone, which took 2 s


@given(st.binary(max_size=300), st.text(max_size=30), st.none() | st.text(max_size=12))
def test_no_bytes_make_it_stumble(body: bytes, content_type: str, override: str | None) -> None:
    """Whatever a server sends, there is an answer."""
    assert isinstance(decode(body, content_type, override=override).text, str)


@pytest.mark.parametrize("taken_for", ["latin-1", "cp1252"])
@pytest.mark.parametrize(
    "text", [TEXT, FLOOD_TITLE, "قتيلان وجريح بحادث سير", "عاجل: مقتل 3 في Tripoli", "غزّة – 12 شهيدًا"]
)
def test_windows_1256_that_was_taken_for_latin_is_read_as_it_was_meant(text: str, taken_for: str) -> None:
    """«ãÞÊá» in sound UTF-8, as an import that believed a wrong declaration leaves it."""
    # The bytes that windows-1252 leaves out are kept as they are, as MySQL does.
    spoilt = "".join(
        bytes([byte]).decode("latin-1" if byte in MISSING else taken_for) for byte in text.encode("cp1256", "replace")
    )
    decoded = decode(spoilt.encode(), "text/html; charset=utf-8")
    assert decoded.text == text.encode("cp1256", "replace").decode("cp1256")
    assert not decoded.held


@pytest.mark.parametrize(
    "text",
    [
        "Église créée à Orléans : naïveté, 5 000 €, Noël, « à côté »",
        "ÉLÈVE BLESSÉ À L'ÉCOLE, ÂGÉ DE 5 ANS",
        "Þórður Ægisson fór á Ísafjörð í gær",
        "Äöüß ÄÖÜ ÖÄÜ",
        "مقتل خمسة في حلب – Ääö",
    ],
)
def test_languages_with_signed_latin_letters_stay_as_they_are(text: str) -> None:
    """French, German, Icelandic and a word of umlauts: nothing that would read as Arabic."""
    decoded = decode(text.encode(), "text/html; charset=utf-8")
    assert (decoded.text, decoded.held) == (text, False)
