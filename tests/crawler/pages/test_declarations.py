"""Every combination of true, wrong and missing declarations gives a page's right text, or the page is held."""

from collections import Counter
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.decoding.charset import decode
from tests.crawler.pages.headlines import HEADLINES, PARAGRAPHS, TEXTS, fits

CHARSETS = ("utf-8", "cp1256", "iso8859-6")
LABELS = ("", "utf-8", "windows-1256", "iso-8859-6", "iso-8859-1")
ODD_LABELS = (
    "x-user-defined", "arabic", "cp-1256", "cp1256", "utf8", "UTF_8", "UTF-8;", '"utf-8"', "windows1256", "utf-16",
    "utf-16le", "punycode", "unicode_escape", "hex", "idna", "windows-1251", "gb2312", "x-mac-arabic", "none", "ascii",
)  # fmt: skip
MARKS = {"": b"", "utf-8": b"\xef\xbb\xbf"}


def _type(label: str) -> str:
    return f"text/html; charset={label}" if label else "text/html"


def _page(text: str, meta: str, *, before: str = "") -> str:
    declared = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{before}{declared}<title>{text}</title></head><body><h1>{text}</h1><p>{text}</p></body></html>"


def _long_page(meta: str, texts: tuple[str, ...]) -> str:
    return _page("</p><p>".join(texts), meta)


def _fates(text: str, charset: str, markup: bool) -> Counter[str]:
    """How each combination of declarations came out, for one text in one charset."""
    fates: Counter[str] = Counter()
    for header, meta, (mark, prefix) in product(LABELS, LABELS if markup else ("",), MARKS.items()):
        whole = _page(text, meta) if markup else text
        decoded = decode(prefix + whole.encode(charset), _type(header))
        fate = "held" if decoded.held else "right" if decoded.text == whole else f"wrong {header}/{meta}/{mark}"
        fates[fate] += 1
    return fates


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("markup", [False, True], ids=["bare", "page"])
@pytest.mark.parametrize("texts", [HEADLINES, PARAGRAPHS], ids=["headline", "paragraph"])
def test_no_combination_of_declarations_makes_a_wrong_text(texts: tuple[str, ...], markup: bool, charset: str) -> None:
    """Header, meta element and mark in all combinations: right or held; nearly all right, and all in UTF-8."""
    fates = sum((_fates(text, charset, markup) for text in texts if fits(text, charset)), Counter())
    assert set(fates) <= {"right", "held"}
    assert fates["held"] <= (0 if charset == "utf-8" or texts is PARAGRAPHS else 0.05 * fates.total())


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("meta", LABELS)
@pytest.mark.parametrize("header", LABELS)
@pytest.mark.parametrize("charset", CHARSETS)
def test_a_whole_page_is_always_read(charset: str, header: str, meta: str, mark: str) -> None:
    """With some paragraphs there is no doubt left, whatever is declared."""
    page = _long_page(meta, tuple(text for text in TEXTS if fits(text, charset)))
    decoded = decode(MARKS[mark] + page.encode(charset), _type(header))
    assert decoded.text == page
    assert not decoded.held


@pytest.mark.parametrize("label", ODD_LABELS)
@pytest.mark.parametrize("charset", CHARSETS)
def test_odd_labels_do_no_harm(charset: str, label: str) -> None:
    """Names that are misspelt, unknown, of other scripts or of Python's codecs that are no charsets."""
    for text in (text for text in TEXTS if fits(text, charset)):
        page = _page(text, label.strip('";'))
        decoded = decode(page.encode(charset), _type(label))
        assert decoded.held or decoded.text == page


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("header", ["", "utf-16", "utf-8", "windows-1256"])
def test_wide_text_is_read_with_and_without_a_mark(header: str, charset: str) -> None:
    """UTF-16 and UTF-32 show by their zero bytes, also in a bare headline."""
    for text in TEXTS:
        assert decode(text.encode(charset), _type(header)).text == text
        assert decode(_page(text, "utf-8").encode(charset), _type(header)).text == _page(text, "utf-8")


@pytest.mark.parametrize(("real", "wrong"), [("cp1256", "utf-8"), ("utf-8", "windows-1256"), ("iso8859-6", "utf-8")])
def test_a_declaration_that_stands_too_late_is_no_loss(real: str, wrong: str) -> None:
    """A meta element behind 2 kB, or behind 9 kB, of scripts; it may be wrong as well."""
    text = next(text for text in PARAGRAPHS if fits(text, real))
    for size, meta in product((2_000, 9_000), (real, wrong, "iso-8859-1")):
        page = _page(text, meta, before=f"<script>{'x = 1;' * (size // 6)}</script>")
        assert decode(page.encode(real), "text/html").text == page


@pytest.mark.parametrize("pair", list(pairwise([*LABELS[1:], LABELS[1]])))
@pytest.mark.parametrize("charset", CHARSETS)
def test_two_declarations_that_contradict_do_not_matter(charset: str, pair: tuple[str, str]) -> None:
    """A template's meta element and a plugin's, of which one is wrong or both are."""
    first, second = pair
    for text in (text for text in PARAGRAPHS if fits(text, charset)):
        page = _page(text, second, before=f'<meta http-equiv="Content-Type" content="text/html; charset={first}">')
        assert decode(page.encode(charset), "text/html").text == page


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_page_that_shows_nothing_is_told_by_what_it_holds(charset: str) -> None:
    """Text only in attributes, or in a script behind a long ASCII head, which no reader shows."""
    for text, header in product((text for text in TEXTS[::6] if fits(text, charset)), LABELS):
        for page in (
            f'<html><head><meta property="og:title" content="{text}"></head><body><div id="app"></div></body></html>',
            f"<script>{'x = 1;' * 40_000}</script><script>window.story = '{text}';</script><noscript></noscript>",
        ):
            decoded = decode(page.encode(charset), _type(header))
            assert decoded.held or decoded.text == page


@pytest.mark.parametrize("inner", ["cp1256", "latin-1"])
@pytest.mark.parametrize("mark", MARKS)
def test_text_encoded_twice_is_repaired_or_held(mark: str, inner: str) -> None:
    """Also behind a mark, and in a headline alone."""
    for text in TEXTS:
        twice = text.encode().decode(inner).encode()
        decoded = decode(MARKS[mark] + twice, "text/html; charset=utf-8")
        assert decoded.held or decoded.text == text


def test_one_headline_encoded_twice_on_a_sound_page_is_repaired() -> None:
    """A database may have spoilt a title and not the text."""
    spoilt = HEADLINES[0].encode().decode("cp1256")
    page = f"<title>{spoilt}</title>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert decode(page.encode(), "text/html").text == page.replace(spoilt, HEADLINES[0])


@pytest.mark.parametrize("charset", ["cp1256", "iso8859-6"])
def test_a_piece_in_another_charset_is_read_in_its_own(charset: str) -> None:
    """An agency's paragraph pasted into a page of UTF-8."""
    pasted = next(text for text in PARAGRAPHS if fits(text, charset))
    others = [text for text in PARAGRAPHS if text != pasted]
    body = b"".join(b"<p>" + text.encode() + b"</p>" for text in others) + b"<p>" + pasted.encode(charset) + b"</p>"
    decoded = decode(body, "text/html; charset=utf-8")
    assert decoded.text == "".join(f"<p>{text}</p>" for text in (*others, pasted))
    assert decoded.used == "utf-8"


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1251", "Президент провёл переговоры с министром иностранных дел соседней страны"),
        ("koi8-r", "Президент провёл переговоры с министром иностранных дел соседней страны"),
        ("iso8859-7", "Ο πρωθυπουργός συναντήθηκε με τον υπουργό Εξωτερικών στην Αθήνα"),
        ("cp1255", "ראש הממשלה נפגש עם שר החוץ ודן עמו במצב הביטחוני באזור"),
        ("gb18030", "外交部长周二会见来访的同行讨论双边关系和地区局势"),
        ("cp932", "外相は火曜日に来訪中の外相と会談し、二国間関係について協議した"),
        ("cp1254", "İçişleri Bakanı, depremde ölenlerin sayısını açıkladı; çöken köprüde ağır yaralılar"),
    ],
)
def test_another_script_is_never_read_as_arabic(charset: str, text: str) -> None:
    """Bytes of Russian, Greek, Hebrew, Chinese, Japanese and Turkish are held, or read as what they are."""
    for header in ("", "windows-1256", "iso-8859-6", charset):
        decoded = decode(text.encode(charset), _type(header))
        assert decoded.held or decoded.text == text


@given(
    st.sampled_from(TEXTS), st.integers(0, 200), st.integers(1, 60), st.sampled_from(CHARSETS),
    st.sampled_from(LABELS), st.sampled_from(LABELS), st.sampled_from(sorted(MARKS)),
)  # fmt: skip
def test_any_piece_of_any_text_is_right_or_held(
    text: str, start: int, size: int, charset: str, header: str, meta: str, mark: str
) -> None:
    """However short a text is cut, it is not read wrongly."""
    piece = text[start % len(text) :][:size].encode(charset, "ignore").decode(charset)
    if meta:
        piece = f'<meta charset="{meta}"><title>{piece}</title>'
    decoded = decode(MARKS[mark] + piece.encode(charset), _type(header))
    assert decoded.held or decoded.text == piece
