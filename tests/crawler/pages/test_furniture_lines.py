"""Calls, tools and notices are told by their words alone; sentences that begin alike stay text."""

import pytest

from crawler.pages.furniture.chrome import LineKind, counts_comments, line_kind
from tests.crawler.pages.newsrooms import BODY, LAYOUTS, TEASERS, TITLE, Slots, paragraphs_read

LINES = [
    (LineKind.DATELINE, "10:45"),
    (LineKind.DATELINE, "٢٢:٤٠"),
    (LineKind.DATELINE, "06/03/2024 22:40"),
    (LineKind.DATELINE, "الثلاثاء ٣ آذار - ١٠:٢٠"),
    (LineKind.DATELINE, "طرابلس - الأربعاء 6 آذار 2024"),
    (LineKind.DATELINE, "نواكشوط، 12 مارس 2024"),
    (LineKind.SHARE, "تابعونا على:"),
    (LineKind.SHARE, "حمّل تطبيق الشرفة الآن من متجر جوجل بلاي"),
    (LineKind.SHARE, "للاطلاع على المزيد تابعوا صفحتنا على فيسبوك"),
    (LineKind.SHARE, "اشتركوا في النشرة البريدية لتصلكم أهم الأخبار"),
    (LineKind.SHARE, "سجل الآن في نشرتنا اليومية"),
    (LineKind.SHARE, "أدخل بريدك الإلكتروني هنا"),
    (LineKind.SHARE, "ادعم الصحافة المستقلة وتبرع للشرفة"),
    (LineKind.SHARE, "انقر للمشاركة على فيسبوك (فتح في نافذة جديدة)"),
    (LineKind.SHARE, "مشاركة عبر:"),
    (LineKind.SHARE, "شاركها فيسبوك تويتر لينكدإن"),
    (LineKind.SHARE, "تم نسخ الرابط"),
    (LineKind.SHARE, "استمع للخبر"),
    (LineKind.SHARE, "تابع صفحتنا على فيسبوك"),
    (LineKind.SHARE, "زوروا موقعنا"),
    (LineKind.SHARE, "حمّل تطبيق الشرفة الآن"),
    (LineKind.SHARE, "تابع قناة الشرفة على نايل سات تردد 11393"),
    (LineKind.SHARE, "قراءة المقال بصوت"),
    (LineKind.TOOL, "عدد التعليقات: 0"),
    (LineKind.TOOL, "👁 1,532"),
    (LineKind.TOOL, "الوقت المقدر للقراءة: دقيقتان"),
    (LineKind.TOOL, "قيّم هذا المقال"),
    (LineKind.TOOL, "هل أعجبك الخبر؟ شاركه مع أصدقائك"),
    (LineKind.TOOL, "للإبلاغ عن خطأ في الخبر"),
    (LineKind.TOOL, "أرسل تصحيحا"),
    (LineKind.TOOL, "تفعيل الإشعارات"),
    (LineKind.TOOL, "هل تريد تلقي الإشعارات؟"),
    (LineKind.TOOL, "تسجيل الدخول"),
    (LineKind.TOOL, "تصفح المقال كاملا على الموقع"),
    (LineKind.TOOL, "اقرأ الخبر من المصدر"),
    (LineKind.TOOL, "التفاصيل بعد قليل"),
    (LineKind.TOOL, "يتم تحديث الخبر"),
    (LineKind.TOOL, "المحرر: س.م"),
    (LineKind.TOOL, "انتهى 25"),
    (LineKind.TOOL, "(إعداد سلمى الحاج للنشرة العربية - تحرير مروان علي)"),
    (LineKind.NOTICE, "يرجى الالتزام بآداب الحوار في التعليقات"),
    (LineKind.TOOL, "رقم الخبر: 445120"),
    (LineKind.TOOL, "شوهد 300 مرة"),
    (LineKind.TOOL, "مدة القراءة: أقل من دقيقة"),
    (LineKind.TOOL, "متصفحك لا يدعم تشغيل الفيديو"),
    (LineKind.TOOL, "يتعذر تشغيل هذا الفيديو"),
    (LineKind.TOOL, "شاهد الفيديو"),
    (LineKind.TOOL, "https://shurfa.example/?p=4412"),
    (LineKind.TOOL, "هل أعجبك المقال؟"),
    (LineKind.TOOL, "هل وجدت خطأ في هذا الخبر؟ أبلغنا"),
    (LineKind.TOOL, "للتواصل مع الكاتب: salma@shurfa.example"),
    (LineKind.TOOL, "الخبر التالي: توقيف مقاول بعد سقوط رافعة"),
    (LineKind.TOOL, "الرئيسية » أخبار لبنان » الشمال"),
    (LineKind.NOTICE, "هذه المادة تعبر عن رأي كاتبها"),
    (LineKind.NOTICE, "الآراء الواردة في هذا المقال تعبر عن رأي كاتبها ولا تعكس بالضرورة رأي الموقع"),
    (LineKind.NOTICE, "لا يجوز نقل هذه المادة أو نسخها دون إذن خطي مسبق"),
    (LineKind.NOTICE, "حقوق النشر محفوظة، ويمنع نقل المحتوى أو نسخه إلا بذكر المصدر"),
    (LineKind.NOTICE, "كافة الحقوق محفوظة لصحيفة الشرفة"),
    (LineKind.NOTICE, "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *"),
    (LineKind.NOTICE, "التعليقات تعبر عن آراء أصحابها ولا تتحمل الشرفة أي مسؤولية عنها"),
    (LineKind.NOTICE, "يستخدم هذا الموقع ملفات تعريف الارتباط لضمان حصولك على أفضل تجربة"),
    (LineKind.CREDIT, "عدسة: نبيل الشامي - الشرفة"),
    (LineKind.CREDIT, "(صورة: رويترز)"),
    (LineKind.CREDIT, "عرض هذا المنشور على Instagram"),
]
SENTENCES = [
    "حمل المتظاهرون صور الضحايا ونشروا مقاطع على فيسبوك تظهر إطلاق النار عليهم",
    "شارك في تشييع الجثمان آلاف من أبناء أم درمان",
    "شارك عبر الفيديو وزراء خارجية ثماني دول",
    "استمع للشهود قاضي التحقيق في طرابلس",
    "تابع قناة السويس الملاحون الدوليون بقلق",
    "حمل تطبيق الهدنة الآن طابعا سياسيا",
    "عدد القتلى: 12",
    "👈 12 قتيلا في غارة على رفح",
    "الوقت المقدر للوصول إلى العالقين ساعتان",
    "قيم هذا المجتمع مهددة",
    "قراءة التقرير استغرقت ساعتين في مجلس الأمن",
    "هل أعجبك الخطاب؟ سؤال وجه إلى المارة",
    "أرسل تعديلات على مشروع القرار إلى المجلس",
    "تفعيل الإنذار المبكر في مستوطنات الشمال",
    "سجل الآن هدفه الثاني",
    "تسجيل الدخول إلى القطاع عبر معبر رفح وحده",
    "يتم تحديث الجيش بمعدات فرنسية",
    "انتهى اجتماع الفصائل",
    "انتهى 25 عاما من الحرب",
    "التفاصيل لم تعرف بعد",
    "يرجى الالتزام بحظر التجول حتى السادسة",
    "تابع الوفد الليبي أعماله في تونس",
    "تابع رئيس الوزراء العراقي عبر تطبيق خاص نتائج العد والفرز",
    "مصدر أمني: مقتل أربعة من عناصر الحشد في كمين قرب طوزخورماتو",
    "المزيد من النازحين يصلون إلى عدن هربا من المعارك في أبين",
    "طباعة أوراق الاقتراع تنتهي الجمعة",
    "سجل الجيش أربع إصابات في صفوفه",
    "سجل الآن أكثر من مئة خرق للهدنة في الحديدة",
    "اشترك في العملية لواءان من قوات الشرعية",
    "انضم إلى الإضراب أطباء المستشفى الجامعي في وهران",
    "ادعموا أهل غزة، قال الخطيب في صلاة الجمعة",
    "تبرع رجل أعمال سعودي بمئة خيمة للمتضررين من الزلزال",
    "ساهم المتطوعون في دعم الأسر المنكوبة بالحوز",
    "إعلان حالة الطوارئ في سبها",
    "إعلان نتائج التحقيق في انهيار السد",
    "هل كان الخبر الذي نقله الضابط صحيحا؟",
    "هل هناك من ينجو؟",
    "رقم قياسي للضحايا",
    "الخبر السابق نشره الحساب قبل أن يحذفه",
    "الرئيسية هي المحطة التي استهدفتها الغارة",
    "يمنع نقل الجرحى إلا بإذن من الحاجز",
    "يحظر استخدام القنابل العنقودية بموجب الاتفاقية",
    "لا يجوز نشر قوات أجنبية دون موافقة البرلمان",
    "لا يجوز نقل السفارة إلى القدس، بحسب البيان",
    "هذا المقال كتبه الأسير قبل يومين من وفاته",
    "حقوق الضحايا محفوظة، قال القاضي",
    "عبرت الوزيرة عن رأي الحكومة في المشروع",
    "يستخدم الجيش طائرات مسيرة",
    "القتلى: 12",
    "الوفيات: 12 اليوم",
    "القتلى - 12 في 2023",
    "اتفاق الطائف: 22 تشرين الأول 1989",
    "الأربعاء 15 مارس:",
    "2-1",
    "- القبة: 7 قتلى",
    "القبة | 7",
    "صورة قاتمة لمستقبل الهدنة",
    "صور أقمار صناعية تظهر حجم الدمار في الخرطوم",
    "تعذر تشغيل المولدات في مستشفى الشفاء",
    "دقيقة صمت على أرواح الشهداء",
    "وقت قليل أمام الوسطاء",
    "النشرة الجوية تحذر من سيول في حضرموت",
]


def _page(inside: str) -> str:
    return f"<head><title>{TITLE}</title></head><div><h1>{TITLE}</h1><div>{inside}</div></div>"


def _text(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


@pytest.mark.parametrize(("kind", "line"), LINES)
def test_furniture_is_known_by_its_words(kind: LineKind, line: str) -> None:
    """Whole lines that speak to the reader, of the page or of its rights."""
    assert line_kind(line).kind is kind


@pytest.mark.parametrize("line", SENTENCES)
def test_news_with_the_same_words_stays(line: str) -> None:
    """The same verbs and nouns in sentences of news."""
    assert line_kind(line).kind is LineKind.TEXT


def test_a_place_and_an_agency_within_the_sentence_stay() -> None:
    """Evidence is verbatim: a dateline that is glued to its sentence is part of it."""
    glued = f"صنعاء – سبأ نت: {BODY[0]}"
    assert paragraphs_read(LAYOUTS["drupal"](Slots(body=(glued, *BODY[1:])))) == [glued, *BODY[1:]]


def test_a_notice_in_the_middle_of_a_story_is_its_subject() -> None:
    """A story about cookies or about comments goes on behind the sentence that looks like a notice."""
    law = "وينص مشروع القانون على أن المواقع التي تستخدم ملفات تعريف الارتباط ملزمة بطلب موافقة الزائر."
    body = (*BODY[:2], law, *BODY[2:])
    assert paragraphs_read(LAYOUTS["newspaper"](Slots(body=body))) == list(body)


@pytest.mark.parametrize(
    "notice",
    [
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك",
        "هذه المقالة تعبر عن رأي كاتبها ولا تعكس بالضرورة رأي الموقع",
        "جميع الحقوق محفوظة © الشرفة 2024",
        "© أ ف ب 2024",
        "حقوق النشر محفوظة",
    ],
)
def test_the_outlets_own_notice_goes_from_the_middle_as_well(notice: str) -> None:
    """It speaks to the reader, and quotes nobody."""
    body = (*BODY[:2], notice, *BODY[2:])
    assert paragraphs_read(LAYOUTS["newspaper"](Slots(body=body))) == list(BODY)


@pytest.mark.parametrize(
    "sentence",
    [
        "هذا المقال لا يعبر بالضرورة عن رأي الحزب، قال المتحدث باسمه للصحفيين.",
        "ووافقت المفوضية على سياسة جديدة بشأن ملفات تعريف الارتباط.",
        "يمنع نشر صور من هذا الموقع دون إذن، بحسب بيان الجيش.",
    ],
)
def test_what_somebody_says_of_such_things_stays(sentence: str) -> None:
    """A notice that is quoted, and a sentence that goes on."""
    body = (*BODY[:2], sentence, *BODY[2:])
    assert paragraphs_read(LAYOUTS["newspaper"](Slots(body=body))) == list(body)


def test_boxes_without_a_telling_name_go() -> None:
    """A newsletter's heading over its call, and a portrait with a name and who that is."""
    letter = "<div class='nl'><h4>نشرة الشرفة</h4><p>اشترك ليصلك أهم الأخبار كل صباح على بريدك الإلكتروني</p></div>"
    told = "صحفية لبنانية مقيمة في دمشق، تكتب عن المدن العربية منذ 2010."
    life = f"<div class='w'><img src='a.jpg'><b>سلمى الحاج</b><p>{told}</p></div>"
    page = _page(f"{_text(BODY[:2])}{letter}{_text(BODY[2:])}{life}")
    assert paragraphs_read(page) == list(BODY)


def test_a_list_of_people_is_text() -> None:
    """Portraits of several, or of one who was harmed."""
    lives = [f"صحفي لبناني من حي القبة، غطى حروب المنطقة عشرين عاما ({number})." for number in range(3)]
    people = "".join(f"<div class='w'><img><b>سلمى الحاج</b><p>{life}</p></div>" for life in lives)
    assert [line for line in paragraphs_read(_page(_text(BODY) + people)) if line in lives] == lives
    harmed = "صحفي لبناني قتل في غارة على سيارته قرب صور قبل عامين."
    page = _page(f"{_text(BODY)}<div class='w'><img><b>مروان علي</b><p>{harmed}</p></div>")
    assert paragraphs_read(page)[-1] == harmed


def test_a_subheading_over_a_call_in_the_text_stays() -> None:
    """The text goes on in the same container."""
    page = _page(f"{_text(BODY[:2])}<h3>شهادات الأهالي</h3><p>تابعونا على فيسبوك</p>{_text(BODY[2:])}")
    assert paragraphs_read(page) == [*BODY[:2], "شهادات الأهالي", *BODY[2:]]


def test_comments_under_a_heading_that_counts_them_are_no_text() -> None:
    """In a container without a name; a count beside the date ends nothing."""
    said = "اللهم ارحم الضحايا جميعا واشف الجرحى وأعن أهاليهم على مصابهم هذا يا رب العالمين."
    comments = (
        f"<div><h3>3 تعليقات</h3><div><b>أبو محمد</b><p>{said}</p></div><div><b>زائر</b><p>{said[9:]}</p></div></div>"
    )
    assert paragraphs_read(_page(f"{_text(BODY)}{comments}")) == list(BODY)
    counted = f"{_text(BODY[:1])}<p>3 تعليقات</p>{_text(BODY[1:])}"
    assert paragraphs_read(_page(counted)) == list(BODY)


@pytest.mark.parametrize("line", ["2024", "12 قتيلا", "لا", "3 تعليقات على قرار المحكمة"])
def test_other_headings_with_numbers_end_nothing(line: str) -> None:
    """Only a count of comments does, perhaps with the post's title in quotes."""
    assert not counts_comments(line)
    assert counts_comments("3 تعليقات على «انهيار مبنى»")


def test_links_above_the_headline_are_no_text() -> None:
    """The column of an old page that is laid out in a table."""
    column = "".join(f"<tr><td><a href='/{n}'>{teaser}</a></td></tr>" for n, teaser in enumerate(TEASERS[:2]))
    story = f"<tr><td><b>{TITLE}</b></td></tr><tr><td><font>{'<br>'.join(BODY)}</font></td></tr>"
    page = (
        f"<html><head><title>الشرفة :: {TITLE}</title></head><body><table><tr><td><table>{column}</table></td>"
        f"<td><table>{story}</table></td></tr></table></body></html>"
    )
    assert paragraphs_read(page) == list(BODY)


def test_a_list_of_figures_at_the_head_of_a_story_stays() -> None:
    """Its lines are short, and no menu."""
    items = "<ul><li>القبة: 7 قتلى</li><li>التبانة: 4 جرحى</li></ul>"
    found = paragraphs_read(LAYOUTS["drupal"](Slots(above=items)))
    assert found[:2] == ["- القبة: 7 قتلى", "- التبانة: 4 جرحى"]


def test_an_embed_of_the_outlets_own_post_is_no_text() -> None:
    """WordPress puts the other post's headline into a quotation."""
    box = (
        '<blockquote class="wp-embedded-content"><a href="/2">وزير الطاقة يعد بحل أزمة الكهرباء قريبا</a></blockquote>'
    )
    assert paragraphs_read(LAYOUTS["jannah"](Slots(inside=box))) == list(BODY)
