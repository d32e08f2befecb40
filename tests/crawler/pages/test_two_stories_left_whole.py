"""What looks like a second story and is none: one story stays one, and loses none of its words to a box."""

from itertools import pairwise

import pytest

from crawler.news import Refusal
from crawler.pages.read import read_page
from tests.crawler.pages.newsroom_stories import BOAT, BRIDGE, ENVOY, FIRE, STORIES, SUMMIT, Written
from tests.crawler.pages.newsstand import TEASERS, around, links, page, paragraphs

PAIRS = [*pairwise(STORIES), *pairwise(STORIES[::-1])]
RELATED = f"<h3>مقالات مشابهة</h3>{links(TEASERS)}"


def _only_text(markup: str, story: Written) -> str:
    found = read_page(page(around(markup, title=story.title)))
    assert not isinstance(found, Refusal), found
    assert [each.title for each in found] == [story.title]
    return found[0].text


def _whole(story: Written) -> str:
    return "\n\n".join(story.paragraphs)


BOXES = {
    "a line of its own": "<p>{label}</p><p><a href='/n/9'>{title}</a></p>",
    "without a link": "<p>{label}</p><p>{title}</p>",
    "one bold line": "<p><strong>{label}: <a href='/n/9'>{title}</a></strong></p>",
    "a box": "<div class='box'><h4>{label}</h4><h3><a href='/n/9'>{title}</a></h3></div>",
    "a box with an excerpt": "<div class='box'><h4>{label}</h4><h3><a href='/n/9'>{title}</a></h3><p>{lead}</p></div>",
    "a box with an excerpt and no link": "<div><span>{label}</span><div><h3>{title}</h3><p>{lead}</p></div></div>",
    "two cards with excerpts": "<div><b>{label}</b><div><h3>{title}</h3><p>{lead}</p></div>"
    f"<div><h3>{TEASERS[0]}</h3><p>أعلنت طهران عن مناورات بحرية جديدة في مياه الخليج الأسبوع القادم.</p></div></div>",
}


@pytest.mark.parametrize("place", [2, 3])
@pytest.mark.parametrize("pair", range(len(PAIRS)))
@pytest.mark.parametrize("box", BOXES)
def test_a_box_in_the_middle_is_removed(box: str, pair: int, place: int) -> None:
    """With the headline of a story about the same country, linked or not, with or without its first sentence."""
    story, other = PAIRS[pair]
    label = ("اقرأ أيضاً", "شاهد أيضا", "مواضيع ذات صلة", "قد يهمك أيضا")[pair % 4]
    inner = BOXES[box].format(label=label, title=other.title, lead=other.paragraphs[0])
    markup = paragraphs(story.paragraphs[:place]) + inner + paragraphs(story.paragraphs[place:])
    assert _only_text(f"<div class='entry'>{markup}</div>{RELATED}", story) == _whole(story)


@pytest.mark.parametrize("pair", range(len(PAIRS)))
@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_box_of_several_headlines_in_plain_text_is_removed(count: int, pair: int) -> None:
    """Between two paragraphs of a story that goes on."""
    story, other = PAIRS[pair]
    box = ["اقرأ أيضاً", *TEASERS[: count - 1], other.title]
    lines = [*story.paragraphs[:2], *box, *story.paragraphs[2:]]
    found = read_page(page("\n\n".join(lines), content_type="text/plain", hint_title=story.title))
    assert not isinstance(found, Refusal)
    assert [each.text for each in found] == [_whole(story)]


@pytest.mark.parametrize("ending", ["", "<p>المصدر: وكالات</p>"])
@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize(
    "card", ["<h3><a href='/c'>{t}</a></h3><p>{e}</p>", "<p><b>{t}</b></p><p>{e}</p>", "<h4>{t}</h4><p>{e}</p>"]
)
def test_cards_with_excerpts_at_the_end_are_removed(card: str, count: int, ending: str) -> None:
    """Headlines with a sentence or two each are neither stories nor the end of this one."""
    story, *others = STORIES
    cards = "".join(card.format(t=each.title, e=each.paragraphs[0]) for each in others[:count])
    markup = f"<div class='entry'>{paragraphs(story.paragraphs)}{ending}<h3>اقرأ أيضاً</h3>{cards}</div>"
    assert _only_text(markup, story) == _whole(story)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_excerpts_at_the_end_of_plain_text_are_removed(count: int) -> None:
    """The same without any markup."""
    story, *others = STORIES[::-1]
    cards = [line for each in others[:count] for line in (each.title, each.paragraphs[0])]
    lines = [*story.paragraphs, "مواضيع ذات صلة", *cards]
    found = read_page(page("\n\n".join(lines), content_type="text/plain", hint_title=story.title))
    assert not isinstance(found, Refusal)
    assert [each.text for each in found] == [_whole(story)]


LONG = (
    "تعود أزمة المياه في حوض مجردة إلى سنوات من الجفاف، لكن المزارعين يقولون إن سوء التوزيع زادها تعقيدا.",
    "في قرية سيدي إسماعيل يقف الهادي أمام بئر جفت منذ عامين، ويقول إنه باع نصف قطيعه ليشتري العلف.",
    "وزارة الفلاحة تتحدث عن برنامج لتحلية المياه الجوفية، وتؤكد أن ثلاث محطات ستدخل الخدمة قبل نهاية العام.",
    "الخبيرة في الموارد المائية سنية العياري ترى أن التحلية حل مكلف، وتدعو إلى إصلاح شبكات تضيع ثلث الكميات.",
    "أما الجمعيات المحلية فتطالب بإشراكها في القرار، وبنشر جداول القطع حتى يتدبر الأهالي أمورهم.",
    "ويبقى السؤال معلقا بين الوعود والعطش، في انتظار موسم أمطار يأمل الجميع أن يكون أفضل.",
)
SECTIONS = ("بئر جفت منذ عامين", "برنامج لتحلية المياه الجوفية", "التحلية حل مكلف", "جداول القطع", "الوعود والعطش")
SUBHEADS = {
    "second level": "<h2>{}</h2>",
    "third level": "<h3>{}</h3>",
    "bold": "<p><strong>{}</strong></p>",
    "plain": "<p>{}</p>",
    "numbered": "<h2>1- {}</h2>",
    "with a colon": "<p><b>{}:</b></p>",
    "first level": "<h1>{}</h1>",
}


@pytest.mark.parametrize("subhead", SUBHEADS)
@pytest.mark.parametrize("boxed", [False, True])
@pytest.mark.parametrize("in_sections", [False, True])
def test_a_long_read_with_sub_headings_is_one_story(subhead: str, boxed: bool, in_sections: bool) -> None:
    """Sub-headings repeat what stands below them, as headlines do; a box above one makes no story of it."""
    parts = [paragraphs(LONG[:1])]
    for number, (section, text) in enumerate(zip(SECTIONS, LONG[1:], strict=True)):
        box = f"<p>اقرأ أيضا</p><p><a href='/n/1'>{BOAT.title}</a></p>" if boxed and number == 2 else ""
        parts.append(box + SUBHEADS[subhead].format(section) + paragraphs([text]))
    inner = "".join(f"<section>{part}</section>" for part in parts) if in_sections else "".join(parts)
    text = _only_text(f"<article><div>{inner}</div></article>", Written("عطش في حوض مجردة: قصص من الأرياف", LONG))
    assert [line for line in LONG if line not in text] == []
    assert BOAT.title not in text


BREAKS = {"a rule": "<hr>", "signs": "<p>***</p>", "a call to share": "<div>شارك الخبر</div>", "a section": ""}


@pytest.mark.parametrize("level", [2, 3])
@pytest.mark.parametrize("between", BREAKS)
def test_a_break_above_a_sub_heading_opens_no_story(between: str, level: int) -> None:
    """A long read is parted by rules, by calls to share and by sections; its sub-headings are short."""
    heads = [f"{BREAKS[between]}<h{level}>{SECTIONS[at]}</h{level}>" for at in (0, 2)]
    parts = [paragraphs(LONG[:3]), heads[0] + paragraphs(LONG[3:5]), heads[1] + paragraphs(LONG[5:])]
    inner = "".join(f"<section>{part}</section>" for part in parts) if between == "a section" else "".join(parts)
    text = _only_text(f"<article><div>{inner}</div></article>", Written("عطش في حوض مجردة: قصص من الأرياف", LONG))
    assert [line for line in LONG if line not in text] == []


def test_an_interview_is_one_story() -> None:
    """Bold questions above the answers."""
    asked = [
        ("كيف تقيمون نتائج القمة الثلاثية؟", SUMMIT.paragraphs[1]),
        ("هل تكفي المساعدات التي تدخل عبر معبر رفح؟", SUMMIT.paragraphs[2]),
        ("متى يصدر البيان الختامي عن القمة؟", SUMMIT.paragraphs[3]),
    ]
    inner = "".join(f"<p><strong>{question}</strong></p><p>{answer}</p>" for question, answer in asked)
    text = _only_text(f"<div>{paragraphs(SUMMIT.paragraphs[:1])}{inner}</div>", SUMMIT)
    assert [line for pair in asked for line in pair if line not in text] == []


@pytest.mark.parametrize(
    "entry", ["<h3>{time}</h3><h4>{title}</h4><p>{text}</p>", "<p><b>{time} {title}</b></p><p>{text}</p>"]
)
def test_a_live_blog_is_one_story(entry: str) -> None:
    """Entries with a time and a headline each, in one container."""
    inner = "".join(
        entry.format(time=f"{18 - number}:30", title=each.title, text=each.paragraphs[0])
        for number, each in enumerate(STORIES)
    )
    lead = "تغطية متواصلة لأبرز التطورات في المنطقة على مدار الساعة، من غزة إلى السودان مرورا باليمن والعراق."
    text = _only_text(f"<article><p>{lead}</p>{inner}</article>", Written("تغطية مباشرة: تطورات المنطقة", (lead,)))
    assert [each.paragraphs[0] for each in STORIES if each.paragraphs[0] not in text] == []


def test_a_round_up_is_one_story() -> None:
    """Short items under headings of their own, one container, no label and no ending between."""
    items = "".join(f"<h3>{each.title}</h3>{paragraphs(each.paragraphs[:2])}" for each in (FIRE, ENVOY, BOAT))
    lead = "نستعرض فيما يلي أبرز ما شهدته العواصم العربية اليوم من أحداث سياسية وأمنية واقتصادية."
    text = _only_text(
        f"<div class='entry'><p>{lead}</p>{items}</div>", Written("حصاد اليوم في العواصم العربية", (lead,))
    )
    assert [each.paragraphs[1] for each in (FIRE, ENVOY, BOAT) if each.paragraphs[1] not in text] == []


def test_comments_below_the_ending_are_no_story() -> None:
    """Readers' words below the source line, even under a line that looks like a headline."""
    comment = "هذا الجسر كان يجب أن ينجز قبل سنوات والشركة معروفة بتأخير مشاريعها في بابل وغيرها من المحافظات."
    rules = "<p>يمكن للقراء التواصل مع إدارة الموقع حول الجسر</p>"
    markup = f"<div>{paragraphs(BRIDGE.paragraphs)}<p>المصدر: وكالات</p></div><div>{paragraphs([comment] * 3)}{rules}"
    markup += f"{paragraphs([comment, comment])}</div>"
    assert _only_text(markup, BRIDGE) == _whole(BRIDGE)


@pytest.mark.parametrize("lead_in_box", [True, False])
def test_a_repeated_title_opens_no_story(lead_in_box: bool) -> None:
    """A page says its title again between the lead and the text, in a share box or above a gallery."""
    lead = (
        f"<div class='lead'>{paragraphs(BOAT.paragraphs[:2])}</div>" if lead_in_box else paragraphs(BOAT.paragraphs[:2])
    )
    markup = f"<article>{lead}<h2>{BOAT.title}</h2>{paragraphs(BOAT.paragraphs[2:])}</article>"
    assert _only_text(markup, BOAT).replace(f"{BOAT.title}\n\n", "") == _whole(BOAT)
