"""Calls, tools and notices are told by their words alone; sentences that begin alike stay text."""

import pytest

from crawler.pages.furniture.chrome import LineKind, line_kind
from tests.crawler.pages.newsrooms import BODY, LAYOUTS, Slots, paragraphs_read

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
