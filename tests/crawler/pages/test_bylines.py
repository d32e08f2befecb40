"""Who wrote a story: people who are stated or named in a byline, and nothing that is no person."""

import json

import pytest

from crawler.news import Refusal, Story
from crawler.pages.credits.bylines import byline_at_head, byline_of, byline_of_crumb
from crawler.pages.furniture.chrome import LineKind, line_kind
from crawler.pages.read import read_page
from tests.crawler.pages.newsstand import TALKS, TALKS_TITLE, page, paragraphs

PEOPLE = [
    ("سلمى الحاج", "سلمى الحاج"),
    ("فاطمة", "فاطمة"),
    ("د. أحمد منصور", "د. أحمد منصور"),
    ("الدكتور سامي الأحمد", "الدكتور سامي الأحمد"),
    ("بقلم: مروان عبد الله", "مروان عبد الله"),
    ("كتب محمد علي", "محمد علي"),
    ("كتبت - فاطمة الزهراء", "فاطمة الزهراء"),
    ("محمد علي - رويترز", "محمد علي"),
    ("أحمد حسن – القاهرة", "أحمد حسن"),
    ("عبد الرحمن ولد سيدي", "عبد الرحمن ولد سيدي"),
    ("وليد جمعة", "وليد جمعة"),
    ("وفاء سليم", "وفاء سليم"),
    ("محمد علي، سارة حسن", "محمد علي، سارة حسن"),
    ("سلمى الحاج ومروان علي", "سلمى الحاج، مروان علي"),
    ("كايلا إبستين وأنجليكا كاساس", "كايلا إبستين، أنجليكا كاساس"),
    ("محمد علي و سارة حسن", "محمد علي، سارة حسن"),
    ("Mohamed Ali", "Mohamed Ali"),
    ("By Salma El-Hage", "Salma El-Hage"),
    ("ياسين بلقاسم (الجزائر)", "ياسين بلقاسم"),
    ("يوسف العتيبي - مراسل الميناء في الرياض", "يوسف العتيبي"),
]
NOBODY = [
    "admin", "Admin", "administrator", "Super User", "webmaster", "mohamed123", "m.ali", "ahmed_h", "Ahmed",
    "editor2",
    "desk@mina.example", "https://www.facebook.com/mina", "www.mina.example", "mina.com", "logo.png", "@salma",
    "المحرر", "محرر الموقع", "فريق التحرير", "هيئة التحرير", "قسم الأخبار", "إدارة التحرير", "غرفة الأخبار",
    "مراسل الميناء",
    "القسم الرياضي", "المصدر", "وكالات", "متابعات", "رويترز", "أ ف ب", "وكالة الأنباء السعودية", "خاص",
    "القاهرة", "رام الله",
    "12 مارس 2026", "قبل 3 ساعات", "اليوم السابع", "المصري اليوم", "القدس العربي", "العربي الجديد",
    "قناة العالم", "صحيفة سبق", "نون بوست",
    "موقع الساحل", "بوابة النيل", "يمن مونيتور", "الأمم المتحدة", "وزير الخارجية", "المتحدث باسم الجيش",
    "تويتر", "Facebook",
    "News Desk", "Developed By Sami Khalil", "شعار", "كاتب", "Guest Author", "", "-", "م", "?", "null",
    "مع وزير الطاقة",
]  # fmt: skip
LINES = [
    ("كتب: محمد علي", "محمد علي"),
    ("كتبت – فاطمة", "فاطمة"),
    ("كتب/ مروان عبد الله", "مروان عبد الله"),
    ("بقلم/ سلمى الحاج", "سلمى الحاج"),
    ("بقلم سلمى الحاج", "سلمى الحاج"),
    ("بقلم: د. أحمد منصور", "د. أحمد منصور"),
    ("حوار: آمنة بن صالح", "آمنة بن صالح"),
    ("حاورته: ريم الشامي", "ريم الشامي"),
    ("إعداد: سامر خليل", "سامر خليل"),
    ("إعداد وتحرير: سامر خليل", "سامر خليل"),
    ("كتبت وصورت: هناء جابر", "هناء جابر"),
    ("بواسطة: يونس العلمي", "يونس العلمي"),
]
NO_LINES = [
    "كتب الله السلامة لركاب الحافلة",
    "بقلمه فضح الرسام فساد الحاكم",
    "كتبت الصحيفة أن الحكومة ستستقيل",
    "حوار وطني شامل في الخرطوم",
    "حوار مع وزير الطاقة",
    "تحرير الموصل يدخل شهره الثالث",
    "إعداد الخطة استغرق شهرين",
    "تصوير المشاهد في مدينة قديمة",
    "محررون من السجون يصلون إلى رام الله",
    "قال محمد علي: لن نغادر بيوتنا",
    "محمد علي: لن نغادر بيوتنا",
    "الوزير أحمد حسن - القاهرة عاصمة الثقافة",
]
HEADS = [
    ("غزة - رائد العلي: حذرت مؤسسات حقوقية من انهيار المستشفيات", "رائد العلي"),
    ("صنعاء – عادل الصوفي:خيمت أجواء من التوتر على المدينة", "عادل الصوفي"),
    ("كتب - عمار عوض: لم يكن يدور في خلد المهاجر أن الرحلة ستطول", "عمار عوض"),
    ("الرباط ـ يوسف الحمداوي: يتنافس وزيران على رئاسة الحزب", "يوسف الحمداوي"),
]
NO_HEADS = [
    "واشنطن - البيت الأبيض: لا مفاوضات قبل وقف النار",
    "القاهرة - «الميناء»: افتتح الوزير المعرض",
    "القاهرة - مصادر مطلعة: الاتفاق بات وشيكا",
    "محمد علي: لن نغادر بيوتنا مهما حدث",
    "الرئيس - أحمد الشرع: سورية تدخل مرحلة جديدة",
    "بغداد - رويترز: قتل شخصان في انفجار",
    "القاهرة - وزير الخارجية: لا تهجير للفلسطينيين",
    "غزة - خالد",
]


@pytest.mark.parametrize(("stated", "expected"), PEOPLE)
def test_people_are_taken_for_authors(stated: str, expected: str) -> None:
    """Without labels, places and agencies beside their names; several are joined."""
    assert byline_of([stated]) == expected


@pytest.mark.parametrize("stated", NOBODY)
def test_what_is_no_person_is_no_byline(stated: str) -> None:
    """Logins, addresses, desks, outlets, agencies, places and dates."""
    assert byline_of([stated]) is None


def test_the_outlets_own_name_is_no_byline() -> None:
    """Which may look like a person's."""
    assert byline_of(["عنب بلدي"], ["عنب بلدي"]) is None
    assert byline_of(["فريق عنب بلدي", "سامر خليل"], ["عنب بلدي"]) == "سامر خليل"


def test_an_author_stands_once() -> None:
    """However often and in whatever spelling he is stated."""
    assert byline_of(["أحمد حسن", "احمد حسن", "admin"]) == "أحمد حسن"


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_labelled_line_names_the_author(line: str, expected: str) -> None:
    """In the labels of many outlets."""
    found = line_kind(line)
    assert found.kind is LineKind.BYLINE
    assert byline_of([found.rest]) == expected


@pytest.mark.parametrize("line", NO_LINES)
def test_sentences_with_the_same_words_are_no_byline(line: str) -> None:
    """A verb, a talk, an official who is quoted."""
    assert line_kind(line).kind is LineKind.TEXT
    assert byline_of_crumb(line) is None


@pytest.mark.parametrize("line", ["تصوير: سامر خليل", "عدسة: ريم الشامي"])
def test_a_photographer_is_no_author(line: str) -> None:
    """The line credits the picture."""
    assert line_kind(line).kind is LineKind.CREDIT


@pytest.mark.parametrize(
    ("line", "expected"),
    [("أحمد حسن – القاهرة", "أحمد حسن"), ("غزة - رائد العلي", "رائد العلي"),
     ("محمد علي، مراسل الميناء في بيروت", "محمد علي"),
     ("ريال مدريد – برشلونة", None), ("القاهرة - الميناء", None), ("أخبار - محليات", None),
     ("علي – فاز بالجائزة", None)],
)  # fmt: skip
def test_a_name_beside_a_place_is_the_authors(line: str, expected: str | None) -> None:
    """In a short line above the text."""
    assert byline_of_crumb(line) == expected


@pytest.mark.parametrize(("paragraph", "expected"), HEADS)
def test_a_name_behind_the_dateline_is_the_authors(paragraph: str, expected: str) -> None:
    """Between a place and the text."""
    assert byline_at_head(paragraph) == expected


@pytest.mark.parametrize("paragraph", NO_HEADS)
def test_who_speaks_behind_a_dateline_is_no_author(paragraph: str) -> None:
    """An institution, a source, an official, an agency."""
    assert byline_at_head(paragraph) is None


def _story(*lines: str, head: str = "", above: str = "") -> Story:
    text = paragraphs([*lines, *TALKS])
    markup = f"<title>{TALKS_TITLE}</title>{head}</head><body><article><h1>{TALKS_TITLE}</h1>{above}{text}</article>"
    found = read_page(page(f"<html><head>{markup}</body></html>", outlet="الميناء"))
    assert not isinstance(found, Refusal)
    assert found[0].text.endswith("\n\n".join(TALKS))
    return found[0]


def _stated(author: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "author": author})}</script>'


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"@type": "Person", "name": "سلمى الحاج"}, "سلمى الحاج"),
        ([{"@type": "Person", "name": "سلمى الحاج"}, {"name": "مروان علي"}], "سلمى الحاج، مروان علي"),
        (["سلمى الحاج"], "سلمى الحاج"),
        ({"@type": "Organization", "name": "الميناء"}, None),
        ({"@type": "Person", "name": "admin"}, None),
        ([[]], None),
        (7, None),
    ],
)
def test_the_author_in_json_ld_is_taken(author: object, expected: str | None) -> None:
    """If it is a person."""
    assert _story(head=_stated(author)).byline == expected


def test_the_line_above_the_text_stands_in_for_a_login() -> None:
    """What the page states is no person, but the story names one."""
    assert _story("كتب: محمد علي", head=_stated({"@type": "Person", "name": "admin"})).byline == "محمد علي"
    assert _story("أحمد حسن – القاهرة").byline == "أحمد حسن"


@pytest.mark.parametrize(
    "head", ['<meta name="author" content="سلمى الحاج">', '<meta property="article:author" content="سلمى الحاج">']
)
def test_the_author_in_a_meta_is_taken(head: str) -> None:
    """Under its usual names."""
    assert _story(head=head).byline == "سلمى الحاج"


def test_a_link_to_the_author_is_taken() -> None:
    """One of a list of teasers' authors is not."""
    link = '<p><a rel="author" href="/w/{0}">{0}</a></p>'
    assert _story(above=link.format("سلمى الحاج")).byline == "سلمى الحاج"
    names = ("سلمى الحاج", "مروان علي", "ريم الشامي", "سامر خليل")
    assert _story(above="".join(map(link.format, names))).byline is None


def test_a_byline_may_stand_apart_from_the_body() -> None:
    """With the headline, above or below a standfirst."""
    lead = "الوزيران يتفقان على عقد اجتماع اللجنة المشتركة وعلى خط بحري جديد بين ميناءين يفتتح في الخريف المقبل."
    assert _story(lead, "حوار: آمنة بن صالح").byline == "آمنة بن صالح"
    assert _story(above='<div class="meta"><span>كتب: محمد علي</span></div>').byline == "محمد علي"


def test_the_bbcs_role_is_no_name() -> None:
    """«Author, …» and below it «Role, مراسلة»."""
    assert _story("Author, سلمى الحاج", "Role, مراسلة").byline == "سلمى الحاج"
