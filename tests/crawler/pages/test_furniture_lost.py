"""What extractors lose is given back, what is said twice is said once, and layout does not change what is said."""

import pytest
from lxml.html import HtmlElement, document_fromstring, tostring

from crawler.pages.text.blocks import Block, page_blocks
from crawler.pages.text.layout import unwrap_layout
from crawler.pages.text.lost import lost_lead, with_lost_lines, without_crumbs, without_repeats
from tests.crawler.pages.newsrooms import BODY, LEAD, TITLE

ADVERTISED = "شقق فاخرة للبيع بالتقسيط المريح على عشر سنوات، مع تسليم فوري ومواقف للسيارات وحراسة على مدار الساعة."


def _root(markup: str) -> HtmlElement:
    return document_fromstring(f"<html><body>{markup}</body></html>")


def _plain(markup: str) -> list[str]:
    root = _root(markup)
    unwrap_layout(root)
    return [block.text for block in page_blocks(root)]


def _texts(lines: list[Block]) -> list[str]:
    return [line.text for line in lines]


def _given_back(middle: str) -> list[str]:
    """The lines, when an extractor has found only the first and the last of a container."""
    blocks = page_blocks(_root(f"<div><p>{BODY[0]}</p>{middle}<p>{BODY[2]}</p></div><p>{BODY[3]}</p>"))
    kept = [block for block in blocks if block.text in (BODY[0], BODY[2])]
    return _texts(with_lost_lines(kept, blocks))


@pytest.mark.parametrize(
    ("middle", "lines"),
    [
        (f"<p class='meta'>{BODY[1]}</p>", [BODY[1]]),
        (f"<div>{BODY[1]}</div>", [BODY[1]]),
        ("<h3>تحذيرات قديمة</h3>", ["تحذيرات قديمة"]),
        ("<ul><li>القبة: 7 قتلى</li></ul>", ["- القبة: 7 قتلى"]),
        ("<blockquote><p>لم يسأل عنا أحد.</p></blockquote>", ["لم يسأل عنا أحد."]),
    ],
)
def test_a_line_between_two_of_its_container_comes_back(middle: str, lines: list[str]) -> None:
    """Paragraphs, headings, items and quotations."""
    assert _given_back(middle) == [BODY[0], *lines, BODY[2]]


@pytest.mark.parametrize(
    "middle",
    [
        f"<div class='promo'><p>{BODY[1]}</p></div>",
        f"<p><a href='/1'>{BODY[1]}</a></p>",
        "<p>شارك الخبر</p>",
        f"<p>اقرأ أيضاً</p><p>{BODY[1]}</p>",
        "<p class='label'>خاص الشرفة</p>",
    ],
)
def test_what_stands_in_a_box_of_its_own_does_not(middle: str) -> None:
    """Named boxes, links, calls, and anything behind a read-also label."""
    assert _given_back(middle) == [BODY[0], BODY[2]]


def test_lines_stand_in_the_pages_order() -> None:
    """An extractor that looked twice adds at the end what stood above."""
    blocks = page_blocks(_root("".join(f"<p>{text}</p>" for text in BODY)))
    assert _texts(with_lost_lines([blocks[2], blocks[0], blocks[1]], blocks))[:3] == list(BODY[:3])


@pytest.mark.parametrize("name", ["article__lead", "entry-excerpt", "ArticleStandfirst", "post sub-title", "NewsBrief"])
def test_a_lead_is_known_by_its_name(name: str) -> None:
    """Between the title and the text, in an element that is called so."""
    blocks = page_blocks(_root(f"<h1>{TITLE}</h1><div class='{name}'>{LEAD}</div><div><p>{BODY[0]}</p></div>"))
    found = lost_lead(blocks[2:], blocks, [])
    assert found is not None
    assert found.text == LEAD


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class='leader-board'>{ADVERTISED}</div>",
        f"<div class='lead'>{BODY[0][:70]}...</div>",
        f"<div class='lead'><a href='/1'>{LEAD}</a></div>",
        "<div class='summary'>خمس دقائق</div>",
    ],
)
def test_no_lead_is_made_up(markup: str) -> None:
    """Other names, the text's own beginning, links, and a word or two."""
    blocks = page_blocks(_root(f"<h1>{TITLE}</h1>{markup}<div><p>{BODY[0]}</p></div>"))
    assert lost_lead(blocks[2:], blocks, []) is None


@pytest.mark.parametrize(
    "head",
    [
        f"<h1>{TITLE}</h1><div class='x1'><strong>{LEAD}</strong></div>",
        f"<h2 class='itemTitle'>{TITLE}</h2><div class='itemIntroText'><p>{LEAD}</p></div>",
        f"<div class='q'>{TITLE}</div><div class='q'>6 آذار 2024</div><div class='q'><span>{LEAD}</span></div>",
        f"<h1><a href='/'>الشرفة</a></h1><h3><a href='/1'>{TITLE}</a></h3><div class='pic'><img></div><p>{LEAD}</p>",
    ],
)
def test_a_lead_without_a_name_is_the_one_sentence_under_the_headline(head: str) -> None:
    """Under whatever the headline is, above or below the picture."""
    blocks = page_blocks(_root(f"<div>{head}<div class='x2'><p>{BODY[0]}</p><p>{BODY[1]}</p></div></div>"))
    found = lost_lead(blocks[-2:], blocks, [], [TITLE])
    assert found is not None
    assert found.text == LEAD


@pytest.mark.parametrize(
    "markup",
    [
        f"<div>{LEAD}</div><div>{BODY[3]}</div>",
        f"<div><a href='/2'>نقابة المهندسين تحذر من مئات الأبنية الآيلة إلى السقوط</a><p>{LEAD}</p></div>",
        f"<ul><li>{LEAD}</li></ul>",
        f"<div>{TITLE} والأهالي يطالبون بمحاسبة المسؤولين عن الإهمال</div>",
        f"<div class='pic' data-of-picture='yes'><img><p>{LEAD}</p></div>",
        f"<div>{ADVERTISED}</div>",
    ],
)
def test_no_other_line_is_taken_for_a_lead(markup: str) -> None:
    """Several sentences, excerpts, items, a second headline, captions, other subjects."""
    blocks = page_blocks(_root(f"<h1>{TITLE}</h1>{markup}<div class='x2'><p>{BODY[0]}</p></div>"))
    assert lost_lead(blocks[-1:], blocks, [], [TITLE]) is None


def test_what_another_line_says_in_full_goes() -> None:
    """A quote in marks, a cut lead and a paragraph that stands twice; short lines may return."""
    quote = Block(text="«المبنى كان مصنفا ضمن الأبنية المتصدعة منذ هزة شباط»")
    lines = [Block(text=BODY[0][:60] + "…"), *(Block(text=text) for text in BODY), quote, Block(text=BODY[1])]
    again = [Block(text="من المسؤول؟"), Block(text="من المسؤول؟")]
    assert _texts(without_repeats([*lines, *again])) == [*BODY, "من المسؤول؟", "من المسؤول؟"]


def test_a_name_between_a_lead_and_the_text_goes() -> None:
    """A writer's name in an element of its own; a short paragraph of the text stays."""
    blocks = page_blocks(
        _root(
            f"<div><p>{LEAD}</p><div>سلمى الحاج</div></div><div><p>{BODY[0]}</p><p>قصف وصمت</p><p>{BODY[1]}</p></div>"
        )
    )
    assert _texts(without_crumbs(blocks)) == [LEAD, BODY[0], "قصف وصمت", BODY[1]]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p><font face=Arial>أول<br>ثان <a href=x>رابط</a> تمام</font></p>", ["أول", "ثان رابط تمام"]),
        ("<span><b>أول<br></b>ثان</span>", ["أول", "ثان"]),
        ("<center>أول</center><p><strong>ثا</strong>ن</p>", ["أول", "ثان"]),
        (
            "<table><caption>الحصيلة</caption><tr><th>الحي</th><th>القتلى</th></tr>"
            "<tr><td><p>القبة</p></td><td> 7 </td></tr></table>",
            ["الحصيلة", "الحي | القتلى", "القبة | 7"],
        ),
        ("<table><tr><td>الأحد 3 آذار</td></tr><tr><td><p>نص</p></td></tr></table>", ["الأحد 3 آذار", "نص"]),
    ],
)
def test_lines_are_the_same_in_plain_layout(markup: str, lines: list[str]) -> None:
    """Old elements, breaks within inline elements, tables of figures and tables of layout."""
    assert _plain(markup) == lines


def test_a_table_of_links_is_no_table_of_figures() -> None:
    """A menu stays what it is, so that its lines are known for links."""
    row = "<tr><td><a href='/1'>محليات</a></td><td><a href='/2'>رياضة</a></td></tr>"
    root = _root(f"<table>{row * 3}</table>")
    unwrap_layout(root)
    assert tostring(root).count(b"<td>") == 6


def test_a_sentence_in_a_headings_element_is_a_paragraph() -> None:
    """Headings end without a full stop; editors use their elements for large letters."""
    root = _root(f"<h3>{BODY[0]}</h3><h3>تحذيرات قديمة من انهيار الأبنية في أحياء طرابلس الشعبية المكتظة</h3>")
    unwrap_layout(root)
    assert [block.heading for block in page_blocks(root)] == [0, 3]
