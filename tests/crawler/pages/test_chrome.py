"""Lines around a story are known by the whole line; ordinary sentences with the same words stay text."""

import pytest

from crawler.pages.furniture.chrome import LineKind, line_kind

CHROME = [
    (LineKind.READ_ALSO, "إقرأ أيضاً:"),
    (LineKind.READ_ALSO, "اقرأ ايضا"),
    (LineKind.READ_ALSO, "شاهد أيضًا"),
    (LineKind.READ_ALSO, "طالع أيضا: مباحثات في مسقط"),
    (LineKind.READ_ALSO, "مواضيع ذات صلة"),
    (LineKind.READ_ALSO, "أخبار متعلقة :"),
    (LineKind.READ_ALSO, "مقالات مشابهة"),
    (LineKind.READ_ALSO, "قد يهمك أيضا"),
    (LineKind.READ_ALSO, "الأكثر قراءة"),
    (LineKind.READ_ALSO, "المزيد"),
    (LineKind.READ_ALSO, "إقرأ أيضا مباحثات في مسقط بشأن الملاحة"),
    (LineKind.READ_ALSO, "اقرؤوا أيضاً قمة في الدوحة الأسبوع المقبل"),
    (LineKind.READ_ALSO, "خبر ذو صلة: مباحثات في مسقط بشأن الملاحة"),
    (LineKind.READ_ALSO, "اقرأ في هذا السياق: مباحثات في مسقط بشأن الملاحة"),
    (LineKind.READ_ALSO, "للمزيد طالع: مباحثات في مسقط"),
    (LineKind.READ_ALSO, "لا يفوتك: مباحثات في مسقط بشأن الملاحة"),
    (LineKind.READ_ALSO, "Lire aussi: مباحثات في مسقط"),
    (LineKind.READ_ALSO, "أخبار ذات علاقة"),
    (LineKind.READ_ALSO, "وفي خبر آخر:"),
    (LineKind.ENDING, "التعليقات (12)"),
    (LineKind.ENDING, "أضف تعليقك"),
    (LineKind.ENDING, "عن الكاتب"),
    (LineKind.TAGS, "كلمات دلالية: السودان، كسلا"),
    (LineKind.TAGS, "الوسوم"),
    (LineKind.TAGS, "الكلمات المفتاحية:"),
    (LineKind.TAGS, "#السودان #كسلا"),
    (LineKind.CREDIT, "— أحمد (@ahmad) March 1, 2024"),
    (LineKind.SOURCE, "المصدر: وكالات"),
    (LineKind.SOURCE, "المصدر | الميناء + رويترز"),
    (LineKind.SOURCE, "المصدر : الأناضول"),
    (LineKind.DATELINE, "تم نشره الخميس 3 آب / أغسطس 2023 08:30 مساءً"),
    (LineKind.DATELINE, "آخر تحديث: 12/03/2023 - 10:15"),
    (LineKind.DATELINE, "منذ 3 ساعات"),
    (LineKind.DATELINE, "الأحد ١٢ مارس ٢٠٢٣ | ١٠:١٥ ص"),
    (LineKind.BYLINE, "بقلم: سلمى الحاج"),
    (LineKind.BYLINE, "كتب/ مروان عبد الله"),
    (LineKind.AGENCY, "القاهرة - أ ش أ"),
    (LineKind.AGENCY, "بيروت - رويترز"),
    (LineKind.AGENCY, "رام الله - وفا"),
    (LineKind.AGENCY, "(أ.ف.ب)"),
    (LineKind.SHARE, "شارك الخبر على فيسبوك"),
    (LineKind.SHARE, "طباعة"),
    (LineKind.SHARE, "نسخ الرابط"),
    (LineKind.SHARE, "تابعوا آخر الأخبار عبر قناتنا على تلغرام"),
    (LineKind.SHARE, "للاشتراك في النشرة البريدية اضغط هنا"),
    (LineKind.NOTICE, "نستخدم ملفات تعريف الارتباط لتحسين تجربتك في موقعنا."),
    (LineKind.NOTICE, "الآراء الواردة في التعليقات لا تعبر عن رأي الموقع بل عن أصحابها."),
    (LineKind.NOTICE, "جميع الحقوق محفوظة"),
    (LineKind.CREDIT, "مصدر الصورة، غيتي"),
    (LineKind.CREDIT, "صورة أرشيفية"),
]
TEXT = [
    "شاهد أيضا عددا من الجرحى ينقلون إلى المستشفى.",
    "شاهد عيان: رأيت الجثث في الشارع",
    "وتابع أيضا سير العمل في المستشفى",
    "وأقروا أيضا خطة لإعادة إعمار المدينة",
    "مواضيع متعلقة بالهجرة ناقشها الوزراء",
    "في سياق متصل: قتل جندي في الحسكة",
    "لا تفوتوا الفرصة على بلادكم: كلمة الرئيس أمام البرلمان أمس.",
    "المزيد من القتلى سقطوا في قصف على الحي، بحسب مصادر طبية.",
    "شارك في الاجتماع وزير الخارجية",
    "شارك الآلاف في تشييع الضحايا على وقع هتافات غاضبة",
    "مصدر: مقتل خمسة جنود في كمين",
    "المصدر ذاته أكد سقوط قتلى",
    "تقرير: مقتل عشرة في يوم واحد",
    "تابع الرئيس عبر تطبيق زووم سير العمل في المستشفى",
    "انضم إلى الهدنة فصيلان آخران",
    "مقتل 3 في 2023",
    "يوم دام في الخرطوم",
    "كتب الله السلامة لركاب الحافلة",
    "تعليق الرحلات الجوية بين القاهرة والخرطوم",
    "طباعة العملة الجديدة تبدأ الأحد",
    "اقرأ في عيون الناجين حجم المأساة",
    "الوكالات الإنسانية تحذر من مجاعة",
    "معا نبني الوطن",
    "أعلنت وكالة رويترز أن صحفيا يعمل لديها قتل في القصف",
    "علامات استفهام حول الاتفاق",
    "عن الكاتب الذي اغتيل في بيروت تحدث أصدقاؤه",
    "حفظ السلام مهمة قوات اليونيفيل في الجنوب",
    "وأكد المتحدث أن تعليقات الوزير لا تعبر عن موقف الحكومة",
    "هذه الآراء لا تمثل سوى أصحابها في الكونغرس",
    "ذات صباح استيقظت القرية على دوي انفجار",
]


@pytest.mark.parametrize(("kind", "line"), CHROME)
def test_lines_around_a_story_are_known(kind: LineKind, line: str) -> None:
    """Labels, source lines, datelines and calls to share are told by their words."""
    assert line_kind(line).kind is kind


@pytest.mark.parametrize("line", TEXT)
def test_sentences_with_the_same_words_stay_text(line: str) -> None:
    """An ordinary beginning of a sentence is never taken for chrome."""
    assert line_kind(line).kind is LineKind.TEXT


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("المصدر | الخليج الجديد + متابعات", "الخليج الجديد + متابعات"),
        ("كلمات دلالية:السودان، كسلا", "السودان، كسلا"),
        ("اقرأ أيضًا: مقتلُ خمسة فى غارة", "مقتلُ خمسة فى غارة"),
        ("بقلم: سلمى الحاجّ", "سلمى الحاجّ"),
    ],
)
def test_what_follows_a_label_is_kept_as_written(line: str, rest: str) -> None:
    """The source, tags, name or headline is given in the page's own spelling."""
    assert line_kind(line).rest == rest
