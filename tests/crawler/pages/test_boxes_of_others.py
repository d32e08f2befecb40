"""Boxes of other stories inside and below a story, in containers without a name that an extractor would know."""

import pytest

from crawler.news import Refusal
from crawler.pages.read import read_page
from crawler.pages.several.passed import without_passed
from crawler.pages.text.blocks import Block
from tests.crawler.pages.newsroom_stories import BOAT, BRIDGE, ENVOY, FIRE, OLIVES, SUMMIT
from tests.crawler.pages.newsstand import page, paragraphs

OTHERS = (FIRE, ENVOY, BOAT, OLIVES, SUMMIT)
SUBHEAD = "شهود عيان يروون ما جرى"
BOXES = {
    "headings": ("<div class='x'><h4>اقرأ أيضا</h4>{}</div>", "<div><h5><a href='/n'>{t}</a></h5><p>{e}...</p></div>"),
    "pictures": (
        "<div><b>قد يهمك أيضا</b>{}</div>",
        "<div><a href='/n'><img src='x'></a><h3><a href='/n'>{t}</a></h3><span>19 سبتمبر 2024</span><p>{e}</p></div>",
    ),
    "list": ("<ul><li>أخبار متعلقة</li>{}</ul>", "<li><a href='/n'><b>{t}</b><div>{e}…</div></a></li>"),
    "definitions": ("<dl><dt>شاهد أيضاً</dt>{}</dl>", "<dd><a href='/n'>{t}</a><p>{e}</p></dd>"),
    "glued": ("<div><h4>مقالات ذات صلة</h4><ul>{}</ul></div>", "<li><a href='/n'>{t}</a><p>{e}</p></li>"),
    "table": (
        "<table><tr><td colspan='2'>اقرأ أيضاً</td></tr>{}</table>",
        "<tr><td><img src='a'></td><td><a href='/n'><b>{t}</b></a><br>{e}</td></tr>",
    ),
}


def _text(body: str) -> str:
    markup = (
        f"<html><head><title>{BRIDGE.title}</title></head><body><div id='c'><h1>{BRIDGE.title}</h1>{body}</div></body>"
    )
    found = read_page(page(markup))
    assert not isinstance(found, Refusal), found
    assert [story.title for story in found] == [BRIDGE.title]
    return found[0].text


def _box(box: str, count: int) -> str:
    around, card = BOXES[box]
    return around.format("".join(card.format(t=each.title, e=each.paragraphs[0]) for each in OTHERS[:count]))


@pytest.mark.parametrize("wrap", ["<div>{}</div>", "<div class='b'>{}</div>", "<div class='details'>{}</div>"])
@pytest.mark.parametrize("place", [2, len(BRIDGE.paragraphs)])
@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("box", BOXES)
def test_excerpts_of_others_are_not_in_the_story(box: str, count: int, place: int, wrap: str) -> None:
    """Their label and headlines are gone from what the extractor finds; the page's own lines tell whose they are."""
    inner = paragraphs(BRIDGE.paragraphs[:place]) + _box(box, count) + paragraphs(BRIDGE.paragraphs[place:])
    assert _text(wrap.format(inner)) == "\n\n".join(BRIDGE.paragraphs)


@pytest.mark.parametrize("box", BOXES)
def test_a_short_line_behind_a_box_is_the_storys(box: str) -> None:
    """A line without a full stop in the story's own container is no headline of the box above it."""
    inner = paragraphs(BRIDGE.paragraphs[:2]) + _box(box, 2) + f"<p>{SUBHEAD}</p>" + paragraphs(BRIDGE.paragraphs[2:])
    assert _text(f"<div>{inner}</div>").split("\n\n") == [*BRIDGE.paragraphs[:2], SUBHEAD, *BRIDGE.paragraphs[2:]]


def test_cards_of_two_paragraphs_below_a_story_are_a_box() -> None:
    """Several linked headlines in the label's box, each with text under it, whatever its length."""
    cards = "".join(
        f"<div><h5><a href='/n'>{each.title}</a></h5>{paragraphs(each.paragraphs[:2])}</div>" for each in OTHERS
    )
    box = f"<div><h4>اقرأ أيضا</h4>{cards}</div>"
    assert _text(f"<div>{paragraphs(BRIDGE.paragraphs)}{box}</div>") == "\n\n".join(BRIDGE.paragraphs)


def test_a_line_that_also_stands_outside_of_the_box_stays() -> None:
    """A box may repeat a paragraph of the story; what is glued together from the box's lines goes."""
    blocks = [Block(text=text) for text in ("فقرة أولى", "اقرأ أيضا", "عنوان آخر", "فقرة أولى", "مقتطف")]
    lines = [Block(text=text) for text in ("فقرة أولى", "- عنوان آخر مقتطف", "فقرة ثانية")]
    assert [line.text for line in without_passed(lines, blocks, {1, 2, 3, 4})] == ["فقرة أولى", "فقرة ثانية"]


@pytest.mark.parametrize(
    "label",
    ["إقرأ أيضا", "شاهد أيضاً", "مواضيع متعلقة", "في سياق متصل:", "إضافة إلى:", "لمزيد من التفاصيل:", "Also read:"],
)
@pytest.mark.parametrize(
    "form", ["<p><strong>{l} <a href='/n'>{t}</a></strong></p>", "<div>{l} <a href='/n'>{t}</a></div>"]
)
def test_a_label_before_a_link_on_its_line_is_a_teaser(form: str, label: str) -> None:
    """With a colon and without one, where nothing follows the link; the short line below it stays."""
    line = form.format(l=label, t=FIRE.title)
    inner = paragraphs(BRIDGE.paragraphs[:2]) + line + f"<p>{SUBHEAD}</p>" + paragraphs(BRIDGE.paragraphs[2:])
    assert _text(f"<div>{inner}</div>").split("\n\n") == [*BRIDGE.paragraphs[:2], SUBHEAD, *BRIDGE.paragraphs[2:]]


@pytest.mark.parametrize(
    "line",
    [
        "وقال في بيان <a href='/n'>نشر على موقع الرئاسة العراقية مساء أمس</a>.",
        "وكتب المحافظ: <a href='/n'>«سنحاسب كل من قصر في عمله ولن نتهاون»</a>",
        "تقرير <a href='/n'>منظمة العفو الدولية عن السجون</a> صدر أمس",
    ],
)
def test_a_sentence_with_a_link_stays(line: str) -> None:
    """A sentence, a quotation, a link with words behind it."""
    inner = paragraphs(BRIDGE.paragraphs[:2]) + f"<p>{line}</p>" + paragraphs(BRIDGE.paragraphs[2:])
    assert len(_text(f"<div>{inner}</div>").split("\n\n")) == len(BRIDGE.paragraphs) + 1


@pytest.mark.parametrize("place", [1, 2])
@pytest.mark.parametrize(
    "line",
    [
        "#العراق",
        "#بابل_تفتتح #الجسر",
        "<a href='/t'>#العراق</a>",
        "التعليقات 0",
        "التعليقات (3)",
        "أضف تعليق",
        "الوسوم:",
    ],
)
def test_a_line_of_tags_or_comments_between_paragraphs_ends_no_story(line: str, place: int) -> None:
    """Two paragraphs that follow it in the same container are the story going on."""
    inner = paragraphs(BRIDGE.paragraphs[:place]) + f"<p>{line}</p>" + paragraphs(BRIDGE.paragraphs[place:])
    assert _text(f"<div>{inner}</div>") == "\n\n".join(BRIDGE.paragraphs)


def test_what_readers_wrote_is_still_no_story() -> None:
    """Comments have names between them, or a box of their own; a writer's life is never the story going on."""
    comment = "برأيي أن هذا الجسر كان يجب أن ينجز قبل سنوات لأن الشركة معروفة بتأخير مشاريعها في المحافظات."
    story = paragraphs(BRIDGE.paragraphs)
    named = f"<h3>التعليقات (3)</h3><p>أبو محمد</p><p>{comment}</p><p>زائر من بابل</p><p>{comment} فعلا.</p>"
    boxed = f"<p>التعليقات (2)</p><div>{paragraphs([comment, comment + ' نعم.'])}</div>"
    writer = f"<p>عن الكاتب</p>{paragraphs([comment, comment + ' نعم.'])}"
    for below in (named, boxed, writer):
        assert _text(f"<div>{story}{below}</div>") == "\n\n".join(BRIDGE.paragraphs)
