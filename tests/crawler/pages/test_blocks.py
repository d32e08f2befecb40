"""Blocks are lines as a reader sees them, in order, and the page can be cut at each of them."""

from lxml.html import HtmlElement, document_fromstring, tostring

from crawler.pages.text.blocks import cut_from, page_blocks, remove_what_is_never_text, text_blocks
from crawler.pages.text.layout import unwrap_layout


def _root(markup: str) -> HtmlElement:
    return document_fromstring(f"<html><body>{markup}</body></html>")


def _texts(markup: str) -> list[str]:
    return [block.text for block in page_blocks(_root(markup))]


def test_each_line_that_a_reader_sees_is_a_block() -> None:
    """Paragraphs, headings, list items and lines between <br> are blocks; inline elements are not."""
    assert _texts("<h2>عنوان</h2><p>نص <b>غامق</b> و<a href=x>رابط</a>.</p>سطر<br>آخر<ul><li>بند</li></ul>") == [
        "عنوان",
        "نص غامق ورابط.",
        "سطر",
        "آخر",
        "بند",
    ]


def test_lines_of_preformatted_text_are_blocks() -> None:
    """In <pre> a line break is one; elsewhere it is a space."""
    assert _texts("<pre>أول\nثان\n\nثالث</pre><p>أول\nثان</p>") == ["أول", "ثان", "ثالث", "أول ثان"]


def test_blocks_know_their_marks() -> None:
    """Links, bold, headings, lists and articles are told."""
    blocks = page_blocks(
        _root("<p><a href=x>رابط</a></p><p><b>غامق</b></p><h3>عنوان</h3><article><ul><li>بند</li></ul></article>")
    )
    assert [block.linked for block in blocks] == [1, 0, 0, 0]
    assert [block.bold for block in blocks] == [0, 1, 0, 0]
    assert [block.heading for block in blocks] == [0, 0, 3, 0]
    assert [block.in_list for block in blocks] == [False, False, False, True]
    assert [block.article for block in blocks] == [0, 0, 0, 1]


def test_hidden_and_scripted_text_is_no_block() -> None:
    """What a reader cannot see is not read."""
    root = _root("<script>var x</script><p style='display: none'>خفي</p><p>ظاهر</p><nav>قائمة</nav>ذيل")
    remove_what_is_never_text(root)
    assert [block.text for block in page_blocks(root)] == ["ظاهر", "ذيل"]


def test_a_page_is_cut_at_any_block() -> None:
    """Everything from the block on is gone, and nothing before it, in all shapes of lines."""
    markup = "<div><p>أول</p>ثان<br>ثالث<p>را<b>بع</b></p></div><pre>خامس\nسادس</pre><p>سابع</p>"
    texts = _texts(markup)
    assert len(texts) == 7
    for index in range(7):
        root = _root(markup)
        cut_from(page_blocks(root)[index])
        assert [block.text for block in page_blocks(root)] == texts[:index]


def test_tables_that_lay_out_a_page_become_containers() -> None:
    """A cell with paragraphs is a container; a table of figures stays one."""
    root = _root("<table><tr><td><p>نص</p></td></tr></table><table><tr><td>12</td></tr></table>")
    unwrap_layout(root)
    assert tostring(root).count(b"<td>") == 1


def test_plain_text_gives_its_lines() -> None:
    """Empty lines are no blocks."""
    assert [block.text for block in text_blocks("أول\n\n\nثان\r\n ثالث ")] == ["أول", "ثان", "ثالث"]
