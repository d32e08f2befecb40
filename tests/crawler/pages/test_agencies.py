"""Whose copy a story is: credits at head and tail, in source lines, by author and outlet; and what is no credit."""

from time import perf_counter

import pytest

from crawler.news import Refusal, Story
from crawler.pages.credits.agencies import credit_at_head, credit_at_tail, is_credit_line, origin_of
from crawler.pages.credits.agency_names import agencies_in_source, names_only_agencies
from crawler.pages.furniture.chrome import LineKind, line_kind
from crawler.pages.read import read_page
from tests.crawler.pages.newsstand import FLOOD, FLOOD_TITLE, TALKS, TALKS_TITLE, page, paragraphs

HEADS = [
    # Levant
    ("دمشق-سانا: استقبل وزير الخارجية وفدا من الاتحاد الأوروبي", "SANA"),
    ("دمشق - سانا أعلنت وزارة الصحة", ""),  # nothing parts the agency from the sentence
    ("القامشلي – نورث برس: قتل عنصران من قوى الأمن", "North Press"),
    ("بيروت 3 مارس (رويترز) - قتل شخصان في غارة على الجنوب", "Reuters"),
    ("بيروت (أ ف ب) – أعلن مصدر عسكري سقوط جريحين", "AFP"),
    ("بيروت - الوطنية - عقدت الحكومة جلستها في بعبدا", "NNA"),
    ("عمان 5 نيسان (بترا)- بحث رئيس الوزراء مع نظيره العراقي", "Petra"),
    ("رام الله 3-3-2026 وفا- أصيب شاب برصاص الاحتلال في بلدة بيتا", "WAFA"),
    ("جنين 4-5-2026 وفا - اقتحمت قوة المخيم فجرا", "WAFA"),
    ("غزة – صفا: استشهد ثلاثة مواطنين في قصف شرقي المدينة", "Safa"),
    ("الخليل - معا - هدمت جرافات منزلا في يطا", "Ma'an"),
    ("وفا - رام الله - استقبل الرئيس وفدا برلمانيا", "WAFA"),
    # Egypt, Sudan, Libya
    ("القاهرة – أ ش أ: افتتح الرئيس محطة كهرباء", "MENA"),
    ("القاهرة ـ أ ش أ: افتتح الرئيس محطة كهرباء", "MENA"),
    ("القاهرة (د ب أ)- قضت محكمة بحبس متهمين", "DPA"),
    ("القاهرة – وكالة أنباء الشرق الأوسط: بدأ الاجتماع", "MENA"),
    ("القاهرة - سبوتنيك. قال مصدر حكومي إن المفاوضات تتقدم", "Sputnik"),
    ("الخرطوم – سونا: أعلنت وزارة الصحة تسجيل إصابات", "SUNA"),
    ("بورتسودان 12-3-2026 (سونا) - عقد مجلس السيادة اجتماعا", "SUNA"),
    ("طرابلس 12 مارس 2026 (وال) - وصل وفد أممي إلى المدينة", "LANA"),
    # Gulf
    ("الدوحة في 12 مارس /قنا/ استقبل سمو الأمير رئيس البعثة", "QNA"),
    ("المنامة في 2 فبراير / بنا / استقبل جلالة الملك السفير", "BNA"),
    ("أبوظبي في 12 مارس / وام / وصلت طائرة مساعدات", "WAM"),
    ("مسقط في 26 أغسطس /العُمانية/ وقعت وزارة النقل اتفاقية", "ONA"),
    ("الكويت - 16 - 4 (كونا) -- أعربت وزارة الخارجية عن إدانتها", "KUNA"),
    ("جدة 03 شعبان 1446هـ الموافق 02 فبراير 2025م واس", "SPA"),
    ("الرياض - واس: رأس ولي العهد جلسة المجلس", "SPA"),
    ("دبي: «الميناء»، وام أكد مجلس الوزراء دعمه", "WAM"),
    # Iraq, Yemen, Iran
    ("بغداد / واع - وصل رئيس الوزراء إلى البصرة", "INA"),
    ("بغداد/ نينا/ أعلنت القيادة مقتل خمسة مسلحين", "NINA"),
    ("شفق نيوز/ أعلن جهاز مكافحة الإرهاب اعتقال مطلوبين", "Shafaq"),
    ("شفق نيوز- بغداد - أعلن الجهاز اعتقال مطلوبين", "Shafaq"),
    ("صنعاء - سبأ: اطلع الوزير على سير العمل", "Saba"),
    ("عدن – سبأنت: عقدت اللجنة اجتماعها", "Saba"),
    ("عدن - «الساحل» د .ب .أ: قالت مصادر محلية", "DPA"),
    ("طهران / 12 آذار / مارس / ارنا - اكد المتحدث", "IRNA"),
    ("طهران - تسنيم: وصل الوفد إلى مسقط", "Tasnim"),
    # Maghreb
    ("تونس 11 ديسمبر 2026 (وات) - انطلقت أشغال الملتقى", "TAP"),
    ("الرباط 12 مارس 2026 (ومع)- أجرى الوزير مباحثات", "MAP"),
    ("الرباط - لاماب: أجرى الوزير مباحثات", "MAP"),
    ("الجزائر - واج: أشرف الوزير الأول على التوقيع", "APS"),
    # Turkey, the world
    ("أنقرة/ أحمد دورسون/ الأناضول", "AA"),
    ("إسطنبول / الأناضول", "AA"),
    ("(رويترز) - قال مسؤول أمريكي إن المحادثات تأجلت", "Reuters"),
    ("واشنطن (أ ب) - قال مسؤول إن السفينة وصلت", "AP"),
    ("شينخوا / بغداد / أعلنت وزارة الهجرة عودة النازحين", "Xinhua"),
    ("بغداد 12 مارس 2026 (شينخوا) أعلنت وزارة الهجرة عودة النازحين", "Xinhua"),
    ("موسكو، 12 مارس. /تاس/. أعلن الكرملين موعد القمة", "TASS"),
    ("كفرطاب البعيدة (أ.ف.ب) - عثر على مقبرة", "AFP"),
    ("نيويورك (فرانس برس) - صوت المجلس", "AFP"),
    ("سول - يونهاب: أطلقت بيونغ يانغ صاروخا", "Yonhap"),
    ("غزة ـ «الساحل» ورويترز: قتل شخصان", "Reuters"),
    ("لندن - (رويترز، أ ف ب): ارتفعت أسعار النفط", "Reuters AFP"),
    # Agencies that are none
    ("عواصم/ وكالات", ""),
    ("وكالات - أبوظبي", ""),
    ("بغداد: «الميناء»، وكالات أعلن مسؤول عسكري", ""),
]
NO_HEADS = [
    "وفا بوعده وعاد إلى القرية التي غادرها قبل عشرين عاما",
    "وفا: اسم لطفلة ولدت في خيمة على الحدود",
    "معا نبني الوطن، شعار رفعه المشاركون في المؤتمر",
    "معا - نداء أطلقه شباب الحي لجمع التبرعات",
    "عمان - معا نحو بيئة نظيفة",
    "بنا بيتا في أعالي الجبل ثم هجره",
    "بنا حاجة إلى الدواء، يقول طبيب في المخيم",
    "وال جديد لولاية سطيف يتسلم مهامه",
    "أدى والي الولاية الأولى وال جديد اليمين",
    "سبأ مملكة قديمة في اليمن تعود آثارها إلى الواجهة",
    "مأرب: سبأ القديمة تحت الرمال",
    "صفا - قصة نجاح من قلب الحصار",
    "صفا الجو في العاصمة بعد أسبوع من الغبار",
    "قنا: انطلاق القافلة الطبية في نجع حمادي",
    "أسوان - قنا: انقلاب حافلة على الطريق الصحراوي",
    "بترا تستقبل أول فوج سياحي منذ عام",
    "عمان - بترا والبحر الميت وجهتان للسياح هذا الصيف",
    "واع مدرك لما يقول، هكذا وصفه زملاؤه",
    "فارس - شاب من غزة - يحلم بالعودة إلى مدرسته",
    "تسنيم طفلة في العاشرة فقدت والدتها في القصف",
    "وكالات الأمم المتحدة تحذر من مجاعة في دارفور",
    "وكالات الإغاثة: الوضع في المخيم كارثي",
    "جنيف - وكالات الأمم المتحدة تدعو إلى هدنة",
    "الوكالة الدولية للطاقة الذرية: إيران رفعت مخزونها",
    "فيينا - أعلنت الوكالة الدولية للطاقة الذرية زيارة مديرها",
    "رويترز توظف مئة صحفي في مكاتبها الإقليمية",
    "قالت وكالة رويترز - في بيان - إن مصورها قتل في القصف",
    "أكد مصدر أمني لمراسل (وات) - أن الطريق أغلق",
    "نقلت رويترز عن مصدرين أن المفاوضات تعثرت",
    "وأفادت وكالة (وفا) بأن القوات اقتحمت البلدة",
    "ذكرت وكالة سانا أن الدفاعات تصدت لهدف معاد",
    "نقلا عن وكالة رويترز، قال مسؤول إن السفينة غرقت",
    "أظهر استطلاع رويترز/إبسوس تراجع شعبية الرئيس",
    "هضبة الأناضول تشهد موجة برد قارسة",
    "الوطنية للتأمين تعلن أرباحها السنوية",
    "كأس أمم آسيا (أ ف ب) ليست في الحساب هذا العام",
    "ومع حلول المساء عادت الكهرباء إلى أحياء المدينة",
    "وات 500 قدرة المحطة الجديدة التي افتتحت أمس",
    "سما دبي: مشروع جديد على الخور",
    "صورة من الأرشيف - رويترز - لآثار القصف",
    "تصوير: رويترز",
]
_LONG = (
    "وأكد المتحدث أن فرق الإنقاذ تواصل عملها في المواقع المتضررة وأن عدد المفقودين لم يعرف بعد"
    " رغم مرور ثلاثة أيام على الحادث الذي وقع قرب الساحل"
)
TAILS = [
    ("وقال إن الطريق ما زال مغلقا. (أ ف ب)", "AFP"),
    ("وقال إن الطريق ما زال مغلقا . (أ .ف .ب)", "AFP"),
    ("وقال إن «الطريق ما زال مغلقا».(أف ب)", "AFP"),
    ("وقال إن الطريق ما زال مغلقا. (د.ب.أ)", "DPA"),
    ("وقال إن الطريق ما زال مغلقا. (يو بي آي)", "UPI"),
    ("وقال إن الطريق ما زال مغلقا. (أ ف ب، د ب أ)", "AFP DPA"),
    ("وقال إن الطريق ما زال مغلقا. (رويترز + أ ف ب)", "Reuters AFP"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. (قنا)", "QNA"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. /قنا/", "QNA"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. (بنا)", "BNA"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. (سبأ)", "Saba"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. (معا)", "Ma'an"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. (ق.ن.ا)", "QNA"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. -رويترز-", "Reuters"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. وكالات", ""),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. المصدر (وات)", "TAP"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. المصدر: رويترز + وكالات", "Reuters"),
    ("--(بترا)--", "Petra"),
    ("(واس)", "SPA"),
    ("-وات-", "TAP"),
    ("/العمانية/", "ONA"),
    ("المصدر: سانا", "SANA"),
    (_LONG + " (رويترز)", "Reuters"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. // انتهى //14:20ت م 0110", "SPA"),
    ("واختتمت الزيارة بالتوقيع على مذكرتين. (النهاية) ف ن ك / م م ج", "KUNA"),
]
NO_TAILS = [
    "وفق ما أوردته وكالة (وات)",
    "وأضافت الوكالة (أ ف ب)",
    "بحسب ما ذكرت وكالة الأناضول.",
    "في اتصال هاتفي مع وكالة (فرانس برس)",
    "وفق تصريحه ل(وات)",
    "ورفع المحتجون لافتة كتب عليها سنبقى هنا (معا)",
    "وتابع الجميع المباراة من مدرجات (صفا)",
    "وتقع المدينة القديمة في مملكة (سبأ)",
    "أشخاص يتفقدون الدمار في حي الزيتون (رويترز)",  # the caption of a picture
    "وأحالت الجامعة الملف إلى محكمة التحكيم الرياضي (تاس)",
    "وعاد الجميع إلى بيوتهم وهم يعملون معا.",
    "وختم بأن الوعد وفا",
    "وطالب وكالات الإغاثة بالتحرك",
    "وقال المصدر: لا نعرف مصير الركاب.",
    "ولم ترد رويترز على طلب للتعليق.",
    "وهي ثاني أكبر محافظات الصعيد بعد (قنا)",
    "وبلغت قدرة المولد 500 (وات)",
]
LINES = [
    "القاهرة - أ ش أ", "عمّان - بترا", "بيروت - رويترز", "رام الله - وفا", "مسقط - العمانية", "(أ.ف.ب)", "رويترز",
    "عواصم - وكالات", "وكالات",
    "دمشق-سانا", "غزة / الأناضول", "الدوحة في 12 مارس /قنا/", "بغداد / واع", "وكالات - أبوظبي", "--(بترا)--", "-أ ف ب-",
    "نيويورك – الأمم المتحدة – وام", "AFP - Reuters", "الرقة – أحمد الحسن – نورث برس", "نقلا عن: صحيفة الساحل",
    "نقلا عن رويترز",
    "عن (الشرق الأوسط)", "عن «القدس العربي»", "(نقلا عن الميناء)", "ترجمة: سلمى الحاج",
    "ترجمة وتحرير: الميناء", "بالاشتراك مع رويترز",
]  # fmt: skip
NO_LINES = [
    "أسوان - قنا", "معا", "صفا", "معا نبني الوطن", "الوكالات الإنسانية تحذر من مجاعة",
    "وكالات السفر - خسائر فادحة", "وفا: رجل الوعد",
    "رويترز: مقتل خمسة جنود في كمين", "نقلا عن مصادر طبية في المستشفى", "عن الوضع الإنساني في غزة", "قنا", "سبأ", "واع",
    "بالاشتراك مع القوات الأمريكية", "عن الضحايا", "ترجمة الرواية إلى العربية", "كأس رويترز للصحافة",
    "مصر: وكالات السفر تشكو",
    "الجزائر: وال جديد على العاصمة", "صحيفة رويترز ومعا", "كوريا الجنوبية - اليابان", "صورة - رويترز",
    "الوطنية - الاتحاد",
]  # fmt: skip
SOURCES = [
    ("رويترز + وكالات", "Reuters"),
    ("رويترز + أ ف ب", "Reuters AFP"),
    ("وكالات", ""),
    ("الخليج الجديد + متابعات", ""),
    ("الجزيرة + الفرنسية", "AFP"),
    ("الألمانية", "DPA"),
    ("وكالة الأنباء السعودية (واس)", "SPA"),
    ("وكالة معا", "Ma'an"),
    ("وفا", "WAFA"),
    ("وكالة وفا الفلسطينية", "WAFA"),
    ("وكالة رويترز للأنباء", "Reuters"),
    ("سكاي نيوز نقلا عن الأناضول", "AA"),
    ("أ.ف.ب. ود ب أ", "AFP DPA"),
    ("وكالة الأنباء القطرية", "QNA"),
    ("Anadolu Agency", "AA"),
    ("الخارجية الفرنسية", ""),
    ("الخارجية السورية", ""),
    ("الهيئة الوطنية", ""),
    ("صحيفة معا الوطن", ""),
    ("قناة فارس", ""),
    ("الشركة الوطنية للكهرباء", ""),
    ("مصادر محلية", ""),
    ("وكالات الأمم المتحدة", ""),
]


def _names(expected: str) -> tuple[str, ...]:
    return tuple(expected.split())


@pytest.mark.parametrize(("paragraph", "expected"), [(t, e) for t, e in HEADS if " Press" not in e])
def test_a_credit_behind_the_dateline_is_the_origin(paragraph: str, expected: str) -> None:
    """In the ways in which agencies and outlets of many countries begin a story."""
    assert origin_of([paragraph, *TALKS]) == _names(expected)


def test_an_agencys_name_may_have_two_words() -> None:
    """North Press is one agency."""
    assert origin_of(["القامشلي – نورث برس: قتل عنصران من قوى الأمن"]) == ("North Press",)


@pytest.mark.parametrize("paragraph", NO_HEADS)
def test_other_words_at_a_head_are_no_credit(paragraph: str) -> None:
    """Names that are ordinary words, agencies that are the subject, and statements that an agency reports."""
    assert credit_at_head([paragraph, *TALKS]) is None


@pytest.mark.parametrize(("paragraph", "expected"), TAILS)
def test_a_credit_at_the_tail_is_the_origin(paragraph: str, expected: str) -> None:
    """In brackets behind the last sentence, or below it."""
    assert origin_of([*TALKS, paragraph]) == _names(expected)


@pytest.mark.parametrize("paragraph", NO_TAILS)
def test_other_words_at_a_tail_are_no_credit(paragraph: str) -> None:
    """The last words of a sentence, captions, and agencies that vouch for a statement."""
    assert credit_at_tail([*TALKS, paragraph]) is None


def test_an_editors_initials_may_follow_the_credit() -> None:
    """«(وفا)» and below it «ع.ف»."""
    assert origin_of([*TALKS, "وقال إن الطريق مغلق. (وفا)", "ع.ف/ر.ح"]) == ("WAFA",)
    assert origin_of([*TALKS, "وقال إن الطريق مغلق. (رويترز) س.ك"]) == ("Reuters",)
    assert origin_of([*TALKS, "ع.خ/ خ.س (د ب أ، رويترز)"]) == ("DPA", "Reuters")


def test_an_agency_inside_the_text_is_no_origin() -> None:
    """«نقلا عن وكالة رويترز» vouches for one statement."""
    inside = "وقال المسؤول، نقلا عن وكالة رويترز، إن الميناء (أ ف ب) سيفتح غدا أمام السفن التجارية وسفن الصيد الكبيرة."
    assert origin_of([TALKS[0], inside, *TALKS[1:]]) == ()


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_only_credits_is_known(line: str) -> None:
    """It is no part of the text."""
    assert is_credit_line(line)
    assert line_kind(line).kind is LineKind.AGENCY


@pytest.mark.parametrize("line", NO_LINES)
def test_a_line_with_the_same_words_stays(line: str) -> None:
    """Headlines, fixtures, subheadings and items of a list."""
    assert not is_credit_line(line)


@pytest.mark.parametrize(("source", "expected"), [(t, e) for t, e in SOURCES])
def test_a_source_line_names_its_agencies(source: str, expected: str) -> None:
    """Those words of it that say «agencies» name none, and adjectives count only by themselves."""
    assert agencies_in_source(source) == _names(expected)
    assert origin_of(TALKS, credits=[source]) == _names(expected)


@pytest.mark.parametrize(
    ("author", "expected"),
    [("رويترز", "Reuters"), ("AFP", "AFP"), ("وكالة الأنباء الفرنسية", "AFP"), ("وكالات", ""), ("سلمى الحاج", ""),
     ("محمد معا", ""), ("وفا سليم", "")],
)  # fmt: skip
def test_an_agency_for_an_author_is_the_origin(author: str, expected: str) -> None:
    """A person whose name is an agency's too is none."""
    assert origin_of(TALKS, authors=[author]) == _names(expected)


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [("سانا", "SANA"), ("وكالة معا الإخبارية", "Ma'an"), ("Sputnik Arabic", "Sputnik"), ("سبوتنيك عربي", "Sputnik"),
     ("وكالة الأنباء القطرية", "QNA"), ("الوكالة الوطنية للإعلام", "NNA"), ("الميناء", ""), ("بوابة سبأ", ""),
     ("صدى الأناضول", ""),
     ("وكالة الميناء للأنباء", "")],
)  # fmt: skip
def test_an_agencys_own_page_needs_no_credit(outlet: str, expected: str) -> None:
    """Unless it prints another agency's copy and says so."""
    assert origin_of(TALKS, outlets=[outlet]) == _names(expected)
    assert origin_of([*TALKS, "وعاد الهدوء. (رويترز)"], outlets=[outlet]) == ("Reuters",)


def test_origins_stand_once_in_the_order_of_their_credits() -> None:
    """Source line, head, tail."""
    text = ["بيروت (أ ف ب) - عاد الهدوء إلى المدينة", *TALKS, "وعاد الهدوء. (رويترز)"]
    assert origin_of(text, credits=["الأناضول + رويترز"]) == ("AA", "Reuters", "AFP")


def test_the_place_of_a_dateline_is_no_agency() -> None:
    """In «قنا - أ ش أ» the town of Qena is where, not who."""
    assert origin_of(TALKS, credits=["قنا - أ ش أ"]) == ("MENA",)


@pytest.mark.parametrize("text", ["رويترز", "أ ف ب + وكالات", "(وفا)", "وكالة الأناضول"])
def test_what_names_only_agencies(text: str) -> None:
    """So it is no person's name."""
    assert names_only_agencies(text)


@pytest.mark.parametrize(
    "paragraph", ["(" * 5000, "أ " * 5000, "وكالة " * 3000, "ا.ف." * 3000, "المصدر: " + "ا " * 3000]
)
def test_odd_paragraphs_take_no_time(paragraph: str) -> None:
    """Only the ends of a paragraph are looked at; under a second for all of these."""
    started = perf_counter()
    assert origin_of([paragraph], credits=[paragraph]) in ((), ("AFP",))
    assert perf_counter() - started < 1


def _page(*lines: str, head: str = "", outlet: str | None = None, markup: str = "") -> tuple[Story, ...]:
    markup = f"<article><h1>{TALKS_TITLE}</h1>{markup or paragraphs(lines)}</article>"
    markup = f"<html><head><title>{TALKS_TITLE}</title>{head}</head><body>{markup}</body></html>"
    found = read_page(page(markup, outlet=outlet))
    assert not isinstance(found, Refusal)
    return found


def test_a_page_says_whose_copy_it_prints() -> None:
    """From its dateline, its source line and its author, with the source as worded."""
    (story,) = _page("مسقط - العمانية", *TALKS, "المصدر: رويترز + وكالات", head='<meta name="author" content="أ ف ب">')
    assert story.origin == ("ONA", "Reuters", "AFP")
    assert story.credited_source == "رويترز + وكالات"
    assert story.byline is None
    assert story.text == "\n\n".join(TALKS)


def test_a_credit_below_the_text_is_taken_out_of_it() -> None:
    """And stands as the credited source; a picture's credit between paragraphs does not."""
    (story,) = _page(*TALKS[:2], "(رويترز)", *TALKS[2:], "(أ ف ب)")
    assert (story.origin, story.credited_source) == (("AFP",), "(أ ف ب)")
    assert story.text == "\n\n".join(TALKS)


def test_a_signature_is_taken_out_and_its_agencies_are_kept() -> None:
    """«ع.خ/ خ.س (د ب أ)» below the text."""
    (story,) = _page(*TALKS, "ع.خ/ خ.س (د ب أ)")
    assert (story.origin, story.text) == (("DPA",), "\n\n".join(TALKS))


def test_an_agencys_page_is_its_own_copy() -> None:
    """By the catalogue's name or the page's."""
    (story,) = _page(*TALKS, outlet="سانا")
    assert (story.origin, story.credited_source) == (("SANA",), None)
    (story,) = _page(*TALKS, head='<meta property="og:site_name" content="وكالة صفا">')
    assert story.origin == ("Safa",)


def test_an_author_that_is_an_agency_is_the_credited_source() -> None:
    """Where the text credits none."""
    (story,) = _page(*TALKS, head='<meta name="author" content="وكالة الأناضول">')
    assert (story.origin, story.credited_source, story.byline) == (("AA",), "وكالة الأناضول", None)


def test_a_story_of_no_agency_has_no_origin() -> None:
    """An outlet's own report."""
    (story,) = _page(*TALKS, outlet="الميناء")
    assert (story.origin, story.credited_source) == ((), None)


def test_each_story_of_a_page_has_its_own_origin() -> None:
    """The second is not the first one's agency's."""
    first, second = _page(*TALKS, "المصدر: الأناضول", "اقرأ أيضا", FLOOD_TITLE, *FLOOD, "المصدر: سونا")
    assert (first.origin, second.origin) == (("AA",), ("SUNA",))


@pytest.mark.parametrize(
    "layout",
    [
        "<div class='meta'><span>المصدر: رويترز</span></div>{text}",
        "<div class='meta'><span>بيروت - رويترز</span></div>{text}",
        "{text}<div class='box'><div>المصدر: رويترز</div></div>",
        "{text}<div class='src'>المصدر</div><div class='src'>رويترز</div>",
    ],
)
def test_a_source_may_stand_apart_from_the_body(layout: str) -> None:
    """In a box with the headline, or in one below the text."""
    (story,) = _page(head='<meta property="og:type" content="article">', markup=layout.format(text=paragraphs(TALKS)))
    assert story.origin == ("Reuters",)
    assert story.text == "\n\n".join(TALKS)


def test_the_desk_that_reported_is_credited() -> None:
    """«خاص – الميناء» above the text names the outlet itself."""
    (story,) = _page("خاص – الميناء", *TALKS, outlet="الميناء")
    assert (story.origin, story.credited_source) == ((), "خاص – الميناء")
