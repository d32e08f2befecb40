"""A title is the story's, without the outlet's name."""

import csv
import re

import pytest

from crawler.arabic.letters import fold_key
from crawler.news import Page, Refusal
from crawler.pages.read import read_page
from crawler.pages.titles.title import choose_title, printed_title, without_site_name
from crawler.pages.titles.title_pieces import is_name
from crawler.pages.words import same_headline
from tests.conftest import SHARED

NAMES = ("صحيفة الميناء", "Al Mina News")


@pytest.mark.parametrize(
    "title",
    [
        "مصرع 14 شخصا في سيول شرقي السودان | صحيفة الميناء",
        "مصرع 14 شخصا في سيول شرقي السودان - الميناء",
        "مصرع 14 شخصا في سيول شرقي السودان – Al Mina News",
        "مصرع 14 شخصا في سيول شرقي السودان – AL MINA",
        "صحيفة الميناء : مصرع 14 شخصا في سيول شرقي السودان",
        "مصرع 14 شخصا في سيول شرقي السودان » الميناء",
        "مصرع 14 شخصا في سيول شرقي السودان - almina.com",
        "مصرع 14 شخصا في سيول شرقي السودان -المينـــاء",
        "مصرع 14 شخصا في سيول شرقي السودان- موقع الميناء الإخباري",
        "مصرع 14 شخصا في سيول شرقي السودان|الميناء نيوز",
        "مصرع 14 شخصا في سيول شرقي السودان « الميناء",
        "مصرع 14 شخصا في سيول شرقي السودان - السودان - الميناء",
        "الرئيسية / مصرع 14 شخصا في سيول شرقي السودان",
    ],
)
def test_the_outlets_name_is_taken_off(title: str) -> None:
    """At either end, behind any of the usual joints, in any spelling, with the section before it."""
    assert without_site_name(title, NAMES, ["السودان"]) == "مصرع 14 شخصا في سيول شرقي السودان"


@pytest.mark.parametrize(
    "title",
    [
        "السودان: مصرع 14 شخصا - بينهم أطفال - في سيول",
        "خاص | قتلى في قصف على الخرطوم",
        "عاجل | قتلى في قصف على الخرطوم",
        "مباحثات عمانية - إيرانية في مسقط",
        "صحيفة الميناء",
        "صدور رواية جديدة عن «الميناء»",
        "طهران تدفن «زادة»",
        "السودان - قتلى في قصف على الخرطوم",
        "قتلى في قصف على الخرطوم - السودان",
        "الميناء: حريق في مستودع يتلف 30 حاوية",
        "إضراب في ميناء بيروت - الميناء الجديد يعمل",
        "انفجار في كابول.. 12 قتيلا - (فيديو)",
        "الأهلي - الزمالك: قمة بلا جمهور",
    ],
)
def test_joints_inside_a_title_stay(title: str) -> None:
    """A dash or a bar of the headline itself is kept as it is, with its marks and quotation marks."""
    assert without_site_name(title, NAMES, ["السودان", "عاجل"]) == title


@pytest.mark.parametrize(
    ("piece", "names", "expected"),
    [
        ("بوابة أخبار المساء الإلكترونية", ["أخبار المساء"], True),
        ("قناة البلدة", ["البلدة"], True),
        ("السابع", ["اليوم السابع"], False),
        ("الجديد", ["العربي الجديد"], False),
        ("العربي الجديد", ["العربي"], False),
        ("السودان", ["السودان الآن"], False),
        ("السودان", ["السودان"], True),
        ("مصر", ["صحيفة مصر"], False),
        ("CNN بالعربية", ["CNN Arabic"], True),
        ("Sputnik Arabic", ["arabic.sputniknews.com"], True),
        ("Beirut Observer", ["www.beirut-observer.example"], True),
        ("Reuters", ["www.beirut-observer.example"], False),
        ("AI", ["mail.example.org"], False),
        ("فيديو", ["قناة فيديو نيوز"], False),
        ("الصفحة الرئيسية", [], True),
        ("Home", [], True),
        ("أخبار", ["أخبار نيوز"], False),
        ("من يوم إلى يوم في حياة صياد من صيادي البحر الأحمر في مصر", ["الصياد"], False),
        ("", ["الصياد"], False),
    ],
)
def test_names(piece: str, names: list[str], expected: bool) -> None:
    """Words of kind make no difference to a name, all others do; a place is a name only as it is."""
    assert is_name(piece, names) is expected


STORY = "انهيار جسر على طريق الساحل يقطع الإمدادات"
# As outlets write <title>, og:title and <h1>, with what their catalogue and pages call them; names are invented.
STYLES = {
    "Egypt, portal": (f"{STORY} | بوابة النيل الإلكترونية", STORY, STORY, ["النيل"]),
    "Egypt, own name everywhere": (f"{STORY} - النهر السابع", f"{STORY} - النهر السابع", STORY, []),
    "Egypt, channel": (f"{STORY} - قناة ضفاف", f"{STORY} - قناة ضفاف", f"{STORY} - قناة ضفاف", ["ضفاف"]),
    "Egypt, name first": (f"ضفاف تي في | {STORY}", f"ضفاف تي في | {STORY}", "", ["ضفاف"]),
    "Jordan, name first in og:title": (f"{STORY} - المدى نيوز", f"المدى نيوز - {STORY}", STORY, []),
    "Jordan, agency": (f"وكالة رم للأنباء - {STORY}", STORY, "", ["وكالة رم للأنباء"]),
    "Lebanon, English name": (f"{STORY} - Cedar News", STORY, STORY, []),
    "Lebanon, capitals": (f"{STORY} | CEDAR", "", "", ["Cedar"]),
    "Syria, two names": (f"{STORY} – شام برس | Sham Press", STORY, STORY, []),
    "Syria, only <title>": (f"{STORY} | شام برس", "", "", ["شام برس"]),
    "Iraq, slogan behind": (f"{STORY} | الرافد - كل الحقيقة", STORY, "", ["الرافد"]),
    "Iraq, logo in <h1>": (f"{STORY} - الرافد نيوز", STORY, "الرافد نيوز", ["الرافد"]),
    "Iraq, slogan in og:title": (f"{STORY} - الرافد", "الرافد.. الخبر كما هو من كل العراق", STORY, ["الرافد"]),
    "Iraq, kashida": (f"{STORY} - الراـفد نيـــوز", "", "", ["الرافد"]),
    "Kuwait, bar without spaces": (f"{STORY}|جريدة الساحل", "", "", ["الساحل"]),
    "Emirates, breadcrumbs": (f"{STORY} - عبر الدولة - أخبار وتقارير - المنارة", STORY, STORY, ["المنارة"]),
    "Saudi Arabia, date": (f"{STORY} - 12 مارس 2024 - صحيفة نجد", STORY, STORY, ["نجد"]),
    "Qatar, guillemet": (f"{STORY} » أخبار الدوحة", STORY, STORY, []),
    "Oman, dots": (f"{STORY} • مسقط الآن", STORY, STORY, []),
    "Yemen, double colon": (f"{STORY} :: صوت عدن", "", "", ["صوت عدن"]),
    "Yemen, section first": (f"أخبار محلية - {STORY} - صوت عدن", STORY, "", ["صوت عدن"]),
    "Tunisia, French name": (f"{STORY} - Le Port | الميناء", STORY, STORY, []),
    "Algeria, dash without spaces": (f"{STORY} -الأوراس أونلاين", "", "", ["الأوراس"]),
    "Morocco, host": (f"{STORY} - rif24.ma", "", "", []),
    "Morocco, way back": (f"الرئيسية › {STORY}", "", "", []),
    "Libya, several <h1>": (f"{STORY} - بوابة برقة", "بوابة برقة", STORY, ["بوابة برقة"]),
    "Sudan, name of the kind": (f"{STORY} - موقع النيلين الإخباري", "", "", ["النيلين"]),
    "Mauritania, Latin letters": (f"{STORY} - Sahara Media", "", "", ["Sahara Media"]),
    "Palestine, entity": (f"{STORY} &#8211; شبكة بيسان &amp;#8211; أخبار", STORY, "", []),
    "pan-Arab, BBC's manner": (f"{STORY} - MBN News عربي", f"{STORY} - MBN News عربي", "", ["MBN News عربي"]),
}


@pytest.mark.parametrize("style", STYLES, ids=STYLES.keys())
def test_the_titles_of_outlets_of_every_style(style: str) -> None:
    """The headline comes out of <title>, og:title and <h1>, whichever are there and whatever is around it."""
    titled, stated, heading, names = STYLES[style]
    candidates = [title for title in (stated, heading, titled) if title]
    text = "انهار جسر على طريق الساحل فجر اليوم وانقطعت الإمدادات عن ثلاث مدن."
    assert choose_title(None, candidates, names, text=text) == STORY


def test_the_feeds_title_comes_first() -> None:
    """The page is asked only where the feed said nothing, or only the outlet's name."""
    assert choose_title("عنوان الخلاصة", ["عنوان الصفحة"], NAMES) == "عنوان الخلاصة"
    assert choose_title(" ", ["عنوان الصفحة"], NAMES) == "عنوان الصفحة"
    assert choose_title("الميناء", ["عنوان الصفحة"], NAMES) == "عنوان الصفحة"
    assert choose_title(None, [], NAMES) == ""
    assert choose_title(None, ["الميناء", "الرئيسية - الميناء"], NAMES) == ""


@pytest.mark.parametrize(
    ("hint", "candidates", "expected"),
    [
        (f"{STORY} - الميناء", [], STORY),
        (f"{STORY} - شبكة لا يعرفها أحد", [STORY], STORY),
        (f"{STORY} &quot;صور&quot;", [], f'{STORY} "صور"'),
        (f"{STORY} &amp;#8211; الميناء", [], STORY),
        (f"{STORY} (صور)", [STORY], f"{STORY} (صور)"),
        (f"{STORY} (فيديو)", [f"{STORY} | الميناء"], f"{STORY} (فيديو)"),
        (f"{STORY} - فيديو", [STORY], f"{STORY} - فيديو"),
        (f"{STORY} (تحديث)", [STORY], f"{STORY} (تحديث)"),
        (f"بالفيديو.. {STORY}", [STORY], f"بالفيديو.. {STORY}"),
        (f"شاهد.. {STORY}", [STORY], f"شاهد.. {STORY}"),
        (f"عاجل | {STORY}", [STORY], f"عاجل | {STORY}"),
        (f"{STORY} - 30 قتيلا", [STORY], f"{STORY} - 30 قتيلا"),
        ("خبر آخر غير الذي في الصفحة", [STORY], "خبر آخر غير الذي في الصفحة"),
    ],
)
def test_marks_of_the_feeds_title_stay(hint: str, candidates: list[str], expected: str) -> None:
    """The outlet's own words are kept; names and entities go, whether known or shown by the page's title."""
    assert choose_title(hint, candidates, NAMES) == expected


@pytest.mark.parametrize(
    ("hint", "candidates", "expected"),
    [
        ("انهيار جسر على طريق الساحل…", [STORY], STORY),
        ("انهيار جسر على طريق الساحل ...", [f"{STORY} - الميناء"], STORY),
        ("انهيار جسر على طريق الساحل [...]", ["انهيار جسر على طريق…", STORY], STORY),
        ("انهيار جسر على طريق الساحل يقطع الإمد", [STORY], STORY),
        ("إنهيار جسر علي طريق السـاحل...", [STORY], STORY),
        (None, ["انهيار جسر على طريق الساحل...", f"{STORY} | الميناء"], STORY),
        ("ماذا بعد انهيار الجسر...", ["ماذا بعد انهيار الجسر..."], "ماذا بعد انهيار الجسر..."),
        ("ماذا بعد انهيار الجسر..", [STORY], "ماذا بعد انهيار الجسر.."),
        ("انهيار جسر على طريق الساحل", [STORY], "انهيار جسر على طريق الساحل"),
        ("انهيار...", [STORY], "انهيار..."),
    ],
)
def test_a_title_that_was_cut_is_completed(hint: str | None, candidates: list[str], expected: str) -> None:
    """By one that begins the same; a shorter headline and one whose dots are its own stay."""
    assert choose_title(hint, candidates, NAMES) == expected


def test_an_unknown_name_is_told_by_the_shorter_candidate() -> None:
    """Where the name is not known, the heading shows which part of the page's title is the story's."""
    title = "وزير الري يشهد توقيع عقد الخزانات"
    assert choose_title(None, [f"{title} - المساء اليوم", title], ()) == title
    assert choose_title(None, [f"{title}: السدود أولا", title], ()) == f"{title}: السدود أولا"


@pytest.mark.parametrize("sign", [" « ", " .. ", " » ", " | ", " — "])
def test_a_printed_line_tells_an_unknown_name_behind_any_sign(sign: str) -> None:
    """A name is short; the second half of a headline behind dots is not one."""
    title = "وزير الري يشهد توقيع عقد الخزانات"
    assert printed_title(["الرئيسية", title], [f"{title}{sign}الواحة"]) == title
    assert choose_title(None, [f"{title}{sign}الواحة", title], ()) == title
    assert printed_title([title], [f"{title} .. وخبراء المياه يطالبون بالسدود"]) is None


def test_a_candidate_that_is_the_outlets_name_is_no_title() -> None:
    """Some pages give every story the outlet's name as og:title."""
    assert choose_title(None, ["صحيفة الميناء", "قتلى في قصف على الخرطوم"], NAMES) == "قتلى في قصف على الخرطوم"


def test_learnt_pieces_are_taken_off_as_they_are() -> None:
    """What was learnt of a host is not stretched to like pieces, and never is the whole of a headline."""
    learnt = ["عبر الدولة", "البرق: اخبار كل ساعه"]
    assert choose_title(f"{STORY} - عبر الدولة", [], (), learnt=learnt) == STORY
    assert choose_title(f"{STORY} - عبر حدود الدولة", [], (), learnt=learnt) == f"{STORY} - عبر حدود الدولة"
    assert choose_title(None, ["البرق: أخبار كل ساعة", STORY], (), learnt=learnt) == STORY


def test_a_slogan_gives_way_to_what_the_text_is_about() -> None:
    """Only where another candidate has the text's words: a headline may well have none of them."""
    text = "انهار جسر على طريق الساحل فجر اليوم وانقطعت الإمدادات عن ثلاث مدن."
    slogan = "آخر أخبار السياسة والاقتصاد والرياضة من كل مكان"
    assert choose_title(None, [slogan, STORY], (), text=text) == STORY
    assert choose_title(None, ["حين يبكي البحر", "فيروز في الثمانين"], (), text=text) == "حين يبكي البحر"


def test_same_headlines() -> None:
    """Spelling, marks and a site's name make no other headline; other words do."""
    assert same_headline("مقتلُ ٣ جنود فى سيناء", "مقتل 3 جنود في سيناء | الميناء")
    assert not same_headline("مقتل 3 جنود في سيناء", "مقتل 5 صيادين في المتوسط")


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "pages").exists(), reason="the evaluation data is not beside the project")
@pytest.mark.parametrize("elsewhere", [False, True], ids=["with rules", "without rules"])
def test_the_titles_of_real_pages_are_those_of_the_index(elsewhere: bool) -> None:
    """Without what stands behind a bar or dash at their end, and nothing else missing."""
    index = (SHARED / "pages" / "INDEX.tsv").read_text(encoding="utf-8").splitlines()
    rows = [row for row in csv.DictReader(index, delimiter="\t") if "_fa_" not in row["file"]]
    assert len(rows) == 12
    for row in rows:
        url = "https://general.example/1" if elsewhere or not row["url"] else row["url"]
        found = read_page(Page(url=url, body=(SHARED / "pages" / row["file"]).read_bytes()))
        assert not isinstance(found, Refusal)
        key, whole = (fold_key(title).replace('"', "").strip() for title in (found[0].title, row["title"]))
        assert whole.startswith(key), row["file"]
        assert re.fullmatch(r"\s*(?:[-|–].*)?", whole[len(key) :]), row["file"]
        assert not re.search(r"\s[-|–]\s*[^-|–]{1,30}$", key), row["file"]
