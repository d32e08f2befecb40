"""What is taken out of a tree before the extractor sees it, and what must stay."""

import pytest
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from crawler.pages.text.blocks import page_blocks
from crawler.pages.text.lighten import drop_empty, drop_link_lists
from tests.crawler.pages.newsstand import FLOOD, TEASERS, links, paragraphs

SQUAD = ("العيسى", "بن حمو", "الدوري", "كريم", "الصادق", "شاهين")


def without_lists(markup: str) -> str:
    """The text that a page keeps."""
    root: HtmlElement = document_fromstring(f"<html><body>{markup}</body></html>")
    drop_link_lists(root, page_blocks(root))
    return " ".join("".join(root.itertext()).split())


def without_empty(markup: str) -> str:
    """The markup of a body that is left."""
    root: HtmlElement = document_fromstring(f"<html><body>{markup}</body></html>")
    drop_empty(root)
    return etree.tostring(root[0], encoding="unicode", method="html")


CARD = '<div class="card"><a href="/n"></a><h3><a href="/n">{}</a></h3><div>منذ ساعة</div></div>'


@pytest.mark.parametrize(
    "box",
    [
        links(TEASERS),
        f"<div><h3>اخترنا لكم</h3>{links(TEASERS)}</div>",
        f"<section>{''.join(map(CARD.format, TEASERS))}</section>",
        f"<div><p>{FLOOD[0]}</p>{links(TEASERS)}</div>",
        f"<div>{links(TEASERS)}</div> {FLOOD[0]}",
    ],
    ids=["a list", "with its label", "cards", "within a story", "with text behind its box"],
)
def test_a_list_of_headlines_goes(box: str) -> None:
    """With its label, and with the hours between its links."""
    kept = without_lists(paragraphs(FLOOD) + box)
    assert all(text not in kept for text in TEASERS)
    assert all(text in kept for text in FLOOD)


@pytest.mark.parametrize(
    "markup",
    [
        f"<div>{links(TEASERS[:4])}</div>",
        "<ul>" + "".join(f'<li><a href="/p">{name}</a> – حارس مرمى</li>' for name in SQUAD) + "</ul>",
        "<div>" + "".join(f'<p><a href="/d">{text}</a></p>' for text in (*FLOOD, *FLOOD)) + "</div>",
        "<div>" + "".join(f'<p><a name="p">{text}</a></p>' for text in TEASERS) + "</div>",
        f"<p>{' '.join(f'<a href=/t>{text}</a>' for text in TEASERS)}</p>",
        f"{links(TEASERS)} ولليوم الثالث",
    ],
    ids=["four links", "a squad", "linked paragraphs", "anchors", "a paragraph", "words behind"],
)
def test_what_may_be_a_storys_stays(markup: str) -> None:
    """Few links, links as long as paragraphs, short names with what is said of them, words of the line behind."""
    whole = " ".join("".join(document_fromstring(markup).itertext()).split())
    assert without_lists(markup) == whole


def test_elements_without_text_go_with_their_wrappers() -> None:
    """Pictures, icons and empty boxes, from the inside outwards."""
    markup = '<div class="ad"><span> <i></i> </span></div><p>سقط <b>قتيل</b> <img src="/i.png"></p><ul><li></li></ul>'
    assert without_empty(markup) == "<body><p>سقط <b>قتيل</b> </p></body>"


@pytest.mark.parametrize(
    "markup", ["<p>سطر<br>سطر</p>", "<table><tr><td></td><td>5</td></tr></table>", "<p>أ<b></b>ب</p>"]
)
def test_lines_columns_and_text_behind_stay(markup: str) -> None:
    """Where a line or a cell ends is told by elements without text, and letters behind one are the parent's."""
    assert without_empty(markup) == f"<body>{markup}</body>"
