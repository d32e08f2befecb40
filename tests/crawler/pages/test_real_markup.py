"""Markup and wording as outlets of many countries really have them, rebuilt with own text."""

import json
from pathlib import Path

import pytest

from crawler.arabic.letters import fold_key
from crawler.news import Page, Story
from crawler.pages.furniture.chrome import LineKind, line_kind
from crawler.pages.furniture.leftovers import is_furniture, is_signature, is_time_stamp
from crawler.pages.read import read_page
from crawler.pages.titles.title import printed_title

TITLE = "مقتل ثلاثة شرطيين في هجوم على نقطة تفتيش شمالي المدينة"
LEAD = "أعلنت قيادة الشرطة مقتل ثلاثة من عناصرها وجرح خمسة آخرين في هجوم شنه مسلحون على نقطة تفتيش شمالي المدينة."
SECOND = "وقال ضابط في القيادة إن المهاجمين انسحبوا إلى البساتين القريبة بعد تبادل لإطلاق النار دام نصف ساعة."
THIRD = "وأغلقت القوات الطرق المؤدية إلى المنطقة وبدأت حملة تفتيش واسعة بحثا عن منفذي الهجوم."
PARAGRAPHS = (LEAD, SECOND, THIRD)
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def story_of(body: str, head: str = "") -> Story:
    markup = f'<html><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>{body}</body></html>'
    found = read_page(
        Page(url="https://news.example/a/1", body=markup.encode(), content_type="text/html; charset=utf-8")
    )
    assert isinstance(found, tuple), found
    assert len(found) == 1
    return found[0]


def paragraphs_of(body: str) -> tuple[str, ...]:
    return tuple(story_of(body).text.split("\n\n"))


@pytest.mark.parametrize(
    "above",
    [
        '<div class="cat">أمن</div><div>المصدر: <span>صوت الرافدين</span></div><div>1,245 شوهد</div>',
        '<div class="cat">محليات</div><div class="meta"><span>0 تعليقات</span></div>',
        '<div class="cat">عربي ودولي</div><div class="kw"><b>كلمات مفتاحية:</b> شرطة، هجوم</div>',
        '<div class="cat">أخبار</div><div>أضف تعليق</div>',
    ],
)
def test_a_source_tags_or_comments_line_above_the_text_does_not_end_it(above: str) -> None:
    """What closes a story below its text stands on many pages between the headline and the text."""
    assert paragraphs_of(f'<div class="article"><h1>{TITLE}</h1>{above}<div class="text">{BODY}</div></div>') == (
        PARAGRAPHS
    )


def test_a_standfirst_above_a_source_line_does_not_stand_for_the_story() -> None:
    """A standfirst is a paragraph by its length, and still the text below the source line is the story."""
    deck = "حصيلة الهجوم مرشحة للارتفاع وفق مصادر طبية، والسلطات تتوعد بملاحقة المنفذين في كل مكان"
    body = f"<article><h1>{TITLE}</h1><h2>{deck}</h2><div>المصدر: وكالات</div>{BODY}</article>"
    assert paragraphs_of(body)[-3:] == PARAGRAPHS


def test_a_source_line_below_the_text_still_ends_it() -> None:
    """A text of usual length is closed by its source line."""
    after = "<p>المصدر: وكالات</p><p>عشرات القراء شاركوا في الاستطلاع الذي ينشره الموقع كل أسبوع عن برامجه.</p>"
    assert paragraphs_of(f"<article><h1>{TITLE}</h1>{BODY}{after}</article>") == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "السومرية نيوز – أمن",
        "صوت الرافدين/ بغداد",
        "صوت المدينة :",
        "غزة/الساحل/",
        "القدس/ أحمد كرم/ وكالة الشرق",
        "وكالة السواحل الإخبارية - نواكشوط",
    ],
)
def test_an_outlet_and_its_place_on_a_line_of_their_own_are_no_paragraph(line: str) -> None:
    """Agencies open every story with their own name and a place, a section or a reporter."""
    assert paragraphs_of(f"<article><h1>{TITLE}</h1><p>{line}</p>{BODY}</article>") == PARAGRAPHS


@pytest.mark.parametrize(
    "line", ["--(بترا) ف ع/ ن ح", "م.ل", "================ ر.ع.", "ع.خ/ خ.س (د ب أ، أ ف ب)", "ــــ"]
)
def test_initials_of_editors_at_the_end_are_no_paragraph(line: str) -> None:
    """Agencies sign their stories with initials."""
    assert paragraphs_of(f"<article><h1>{TITLE}</h1>{BODY}<p>{line}</p></article>") == PARAGRAPHS


@pytest.mark.parametrize("line", ["لا", "نعم.", "هو كذلك", "حتى لو", "أ", "أما بعد", "عن أب", "أحمد علي (12 عاما)"])
def test_short_answers_and_names_are_no_initials(line: str) -> None:
    """Interviews end with one word, lists of victims with a name."""
    assert not is_signature(fold_key(line))


@pytest.mark.parametrize(
    "line",
    [
        "إعلان",
        "- إعلان -",
        "مساحة إعلانية",
        "Advertisement",
        "محتويات المقال",
        "محتويات هذا المقال ☟",
        "Table of Contents",
        "-A +A",
        "+ الخط -",
        "XS",
        "استمع إلى المقالة",
        "استمع للمقال (3 دقائق)",
        "اظهر الملخص",
        "دقيقة واحدة",
        "زر الذهاب إلى الأعلى",
        "تخطي الروابط",
        "المقال السابق",
        "الرابط المختصر: https://news.example/?p=12",
        "اشترك بنشرتنا الإخبارية لتصلك أهم الأخبار",
        "اشترك في النشرة البريدية",
        "اشترك الآن للاستمرار في القراءة والحصول على حق الوصول إلى الأرشيف الكامل.",
        "سجّل إعجابك بصفحتنا على فيسبوك لتحصل على المزيد",
        "لمزيد من الأخبار.. اضغط هنا",
        "انقر هنا لقراءة الخبر من مصدره.",
        "زوروا صفحتنا على الفيس بوك",
        "متابعة أخبار الوكالة على تلغرام https://t.me/agency",
        "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
        "لا توجد تعليقات على الخبر.",
        "إذا وجدت أن المقال يحوي معلومات خاطئة أرسل لنا تصحيحا",
        "The post مقتل ثلاثة شرطيين في هجوم appeared first on صوت المدينة.",
        "ظهرت المقالة مقتل ثلاثة شرطيين في هجوم أولاً على صوت المدينة.",
        "// انتهى //",
        "* * *",
    ],
)
def test_furniture_of_pages(line: str) -> None:
    """The labels and buttons of themes and plugins."""
    assert line_kind(line).kind in {LineKind.SHARE, LineKind.TOOL, LineKind.NOTICE}


@pytest.mark.parametrize(
    "line",
    [
        "إعلان دمشق يدعو إلى مؤتمر وطني جامع.",
        "إعلان حالة الطوارئ في الولاية",
        "اشترك في النشرة البريدية للحزب آلاف من أعضائه قبل أن توقفها السلطات.",
        "اشترك في القتال مئات المسلحين من القبائل المجاورة.",
        "استمع إلى الخبر وزير الداخلية ثم غادر القاعة غاضبا.",
        "استمع إلى شرح عن الخطة من قادة الألوية.",
        "المقال السابق للكاتب أثار ضجة في البرلمان.",
        "الخبر التالي وصل إلى غرفة التحرير قبل منتصف الليل بدقائق.",
        "زوروا الوثائق وباعوا أراضي الدولة.",
        "محتويات الشاحنة أحرقت في المكان.",
        "محتويات المقال لم ترق للرقابة فأوقفت العدد.",
        "انتهى الاجتماع من دون اتفاق.",
        "انتهى كل شيء",
        "ظهرت المقالة في صحيفة محلية قبل أسبوع.",
        "إذا كنت لا تعرف المقال فهذا ملخص ما جاء فيه من وقائع.",
        "الحقول النفطية شرقي البلاد خارج الخدمة منذ أسبوع.",
        "لا يوجد تعليق رسمي من الحكومة حتى الآن على مقتل المتظاهرين.",
        "اضغط الوسطاء على الطرفين لوقف النار.",
        "12 تعليقا من وزراء الخارجية العرب على الهجوم.",
        "رابط القرية الوحيد بالمدينة جسر دمرته الغارة.",
        "عرض الملخص الذي أعده الفريق الأممي على المجلس.",
    ],
)
def test_sentences_that_begin_like_furniture_stay(line: str) -> None:
    """The words of buttons are ordinary words."""
    assert line_kind(line).kind is LineKind.TEXT


@pytest.mark.parametrize(
    "line", ["22/05/2024 14:10:33", "11:01", "2024-05-22 14:10:33|", "14:20 ت م", "نشرت في:", "آخر تحديث :"]
)
def test_a_time_without_words_is_a_dateline(line: str) -> None:
    """Live blogs put the time of day above each piece, agencies the minute below the story."""
    assert line_kind(line).kind is LineKind.DATELINE


@pytest.mark.parametrize("line", ["2-1", "2024", "3-2-1", "112", "10 قتلى", "11:01 انفجار ثان في المدينة", "1/3"])
def test_numbers_are_no_dateline(line: str) -> None:
    """Scores, figures and timed entries of a live blog are text."""
    assert not is_time_stamp(fold_key(line))


@pytest.mark.parametrize("line", ["كتبت- سلمى عبد الله:", "كتب - محمود عادل:", "كتب: عمر الشيخ"])
def test_a_byline_may_close_with_a_colon(line: str) -> None:
    """Egyptian outlets write «كتب - فلان:» above the text."""
    assert line_kind(line).kind is LineKind.BYLINE


@pytest.mark.parametrize("named", [f"{TITLE} | سبأنت", f"{TITLE} - وكالة الساحل للأنباء", f"صوت الشام : {TITLE}"])
@pytest.mark.parametrize("printed", [f"<h2>{TITLE}</h2>", f'<font size="4"><b>{TITLE}</b></font><br>'])
def test_a_title_printed_without_a_first_heading_cleans_the_stated_one(named: str, printed: str) -> None:
    """Agencies and old portals have no <h1> and no OpenGraph; the printed title is not a paragraph either."""
    markup = f"<html><head><title>{named}</title></head><body><div>{printed}{BODY}</div></body></html>"
    found = read_page(
        Page(url="https://news.example/a/1", body=markup.encode(), content_type="text/html; charset=utf-8")
    )
    assert isinstance(found, tuple)
    assert found[0].title == TITLE
    assert tuple(found[0].text.split("\n\n")) == PARAGRAPHS


def test_a_headline_that_the_stated_title_merely_holds_is_not_the_title() -> None:
    """A teaser in other words, or a title's beginning without a joint, does not replace it."""
    assert printed_title(["مقتل ثلاثة شرطيين في هجوم", "أخبار محلية"], [TITLE]) is None


def test_a_paragraph_right_below_a_label_whose_links_are_gone_stays() -> None:
    """The extractor drops a box's links and leaves its label; «كما رحب …» is no headline."""
    box = "<div><h3>مقالات ذات صلة</h3></div>"
    bare = [text.rstrip(".") for text in (LEAD, SECOND, THIRD)]
    body = f"<p>{bare[0]}</p>{box}<p>{bare[1]}</p><p>{bare[2]}</p>"
    assert paragraphs_of(f"<article><h1>{TITLE}</h1>{body}</article>") == tuple(bare)


def test_paragraphs_without_full_stops_behind_a_box_of_links_stay() -> None:
    """Many outlets end no paragraph with a full stop, and put boxes between them."""
    bare = [text.rstrip(".") for text in (LEAD, SECOND, THIRD)]
    last = "لجنة التحقيق ستبدأ أعمالها صباح الغد برئاسة قائد الشرطة وعضوية ضباط من المحافظات المجاورة"
    box = '<div><h3>اقرأ أيضا</h3><ul><li><a href="/b">انفجار في مخزن للوقود غربي العاصمة يوقع جرحى</a></li></ul></div>'
    one = "لم تتبن أي جهة الهجوم الذي يعد الثالث من نوعه في المنطقة خلال أقل من شهر واحد"
    body = "".join(f"<p>{text}</p>" for text in bare) + box + f"<p>{one}</p><p>{last}</p>"
    assert paragraphs_of(f"<article><h1>{TITLE}</h1>{body}</article>") == (*bare, one, last)


@pytest.mark.shared
def test_furniture_is_not_in_real_stories() -> None:
    """Of 8,000 real stories no line with a letter is taken for furniture or a time stamp."""
    path = Path(__file__).parents[4] / "shared/eval/real/unlabelled.jsonl"
    if not path.exists():
        pytest.skip("the shared stories are not here")
    hits = []
    for row in path.read_text(encoding="utf-8").splitlines():
        for line in json.loads(row)["text"].split("\n"):
            folded = fold_key(line)
            if any(map(str.isalpha, folded)) and (is_furniture(folded) or is_time_stamp(folded)):
                hits.append(line)
    assert hits == []
