"""Diplomatic acts: kinds, parties, people, place, status and proof, on sentences written for these tests."""

import pytest

from crawler.facts.act import ActStatus, DiplomaticAct
from crawler.facts.diplomacy import diplomatic_acts
from crawler.facts.figure import Part
from crawler.news import Story


def _acts(text: str, title: str = "", country: str | None = None) -> tuple[DiplomaticAct, ...]:
    return diplomatic_acts(Story(title=title, text=text, url="", country=country))


def _main(text: str, title: str = "", country: str | None = None) -> tuple[str, set[str]]:
    act = _acts(text, title, country)[0]
    return act.kind.value, set(act.parties)


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        ("يبدأ الرئيس الكيني غدا زيارة رسمية إلى أوغندا.", "visit", {"KE", "UG"}),
        ("التقى وزير الخارجية العماني نظيره الهندي في نيودلهي.", "meeting", {"OM", "IN"}),
        ("تلقى رئيس الوزراء اليوناني مكالمة هاتفية من نظيره البلغاري.", "call", {"GR", "BG"}),
        ("عقد رئيسا صربيا والمجر قمة ثنائية في بلغراد.", "summit", {"RS", "HU"}),
        ("استأنف وفدا السودان وجنوب السودان المفاوضات بشأن أبيي.", "negotiation", {"SD", "SS"}),
        ("وقعت تشيلي وبيرو اتفاقية لتسليم المطلوبين.", "agreement", {"CL", "PE"}),
        ("أعربت سلطنة عمان عن تضامنها مع المغرب بعد الزلزال.", "statement_support", {"OM", "MA"}),
        ("نددت ماليزيا بقرار الحكومة الإسرائيلية توسيع المستوطنات.", "statement_condemn", {"MY", "IL"}),
        ("طالبت أوكرانيا ألمانيا بتسليم منظومات دفاع جوي.", "demand", {"UA", "DE"}),
        ("فرضت كندا عقوبات على مسؤولين في بيلاروسيا.", "sanction", {"CA", "BY"}),
        ("طردت السلطات الكولومبية دبلوماسيا أرجنتينيا.", "expulsion", {"CO", "AR"}),
        ("سحبت تونس سفيرها من الرباط للتشاور.", "recall", {"TN", "MA"}),
        ("استدعت وزارة الخارجية الهندية القائم بالأعمال الكندي.", "summon", {"IN", "CA"}),
        ("قطعت هندوراس علاقاتها الدبلوماسية مع تايوان.", "sever", {"HN", "TW"}),
        ("استأنفت كينيا والصومال العلاقات الدبلوماسية بينهما.", "restore", {"KE", "SO"}),
        ("اعترفت سلوفينيا بدولة فلسطين.", "recognition", {"SI", "PS"}),
        ("صوت مجلس الأمن الدولي لصالح تمديد ولاية القوة الدولية في هايتي.", "vote", {"UN", "HT"}),
        ("وصلت إلى بيروت طائرة مساعدات قدمتها الأردن إلى لبنان.", "aid", {"JO", "LB"}),
        ("بعث رئيس الوزراء النيبالي رسالة خطية إلى نظيره الصيني.", "letter", {"NP", "CN"}),
        ("قدم سفير فيتنام أوراق اعتماده إلى ملك تايلاند.", "appointment", {"VN", "TH"}),
        ("جرى الاتفاق بين روسيا وأوكرانيا على تبادل الأسرى بوساطة إماراتية.", "mediation", {"AE", "RU", "UA"}),
    ],
)
def test_every_kind_is_read_with_its_parties(text: str, kind: str, parties: set[str]) -> None:
    """A plain sentence of each kind gives an act of that kind between those parties."""
    assert (kind, parties) in [(act.kind.value, set(act.parties)) for act in _acts(text)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("زار الرئيس الغاني توغو أمس.", ActStatus.HAPPENED),
        ("سيزور الرئيس الغاني توغو الأسبوع المقبل.", ActStatus.ANNOUNCED),
        ("من المقرر أن يزور الرئيس الغاني توغو.", ActStatus.ANNOUNCED),
        ("ألغى الرئيس الغاني زيارة إلى توغو كانت مقررة الأحد.", ActStatus.CALLED_OFF),
    ],
)
def test_planned_done_and_called_off_are_told_apart(text: str, status: ActStatus) -> None:
    """The verb's time and words of cancelling give the status."""
    assert _acts(text)[0].status is status


def test_a_name_learnt_from_the_story_stands_for_its_party() -> None:
    """A minister introduced with a nationality is known by the last name alone from then on."""
    text = (
        "أكد وزير النقل الموريتاني اعلي ولد الفيرك أهمية الطرق العابرة للحدود.\n\n"
        "والتقى ولد الفيرك وزير الأشغال السنغالي في داكار."
    )
    act = next(act for act in _acts(text) if act.kind == "meeting")
    assert set(act.parties) == {"MR", "SN"}
    assert "اعلي ولد الفيرك" in act.people


def test_an_office_without_a_nationality_is_the_agencys_own() -> None:
    """What a national agency calls «وزير الخارجية» is its state's minister."""
    text = "المنامة في 3 مارس / بنا / استقبل وزير الخارجية سفير اليابان لدى المملكة."
    assert _main(text) == ("meeting", {"BH", "JP"})


def test_an_office_without_a_nationality_is_the_outlets_own() -> None:
    """Without a dateline the outlet's country is meant."""
    text = "استقبل رئيس الجمهورية سفير إسبانيا بمناسبة انتهاء مهامه."
    assert _main(text, country="TN") == ("meeting", {"TN", "ES"})


def test_the_two_sides_are_those_named_before() -> None:
    """«الجانبان» means the pair of the sentence before."""
    text = "وصل الرئيس الكرواتي إلى وارسو.\n\nووقع الجانبان مذكرة تفاهم في مجال الطاقة."
    kinds = {(act.kind.value, frozenset(act.parties)) for act in _acts(text)}
    assert ("agreement", frozenset(("HR", "PL"))) in kinds


def test_a_group_of_states_is_remembered() -> None:
    """«الدول الثلاث» means the three that acted together before."""
    text = "اعترفت مالطا وبلجيكا ولوكسمبورغ بدولة فلسطين.\n\nواستدعت إسرائيل سفراءها من الدول الثلاث للتشاور."
    recall = next(act for act in _acts(text) if act.kind == "recall")
    assert set(recall.parties) == {"IL", "MT", "BE", "LU"}


def test_calling_home_is_recall_and_calling_in_is_summons() -> None:
    """«سفيرها» is one's own envoy, «السفير ...» the other's."""
    assert _main("استدعت بوليفيا سفيرها لدى تشيلي للتشاور.")[0] == "recall"
    assert _main("استدعت بوليفيا السفير التشيلي وسلمته مذكرة.")[0] == "summon"


def test_lifting_sanctions_restores() -> None:
    """Sanctions lifted are ties restored, not sanctions."""
    assert _main("قررت اليابان رفع العقوبات عن ميانمار.") == ("restore", {"JP", "MM"})


def test_a_feminine_state_behind_a_masculine_verb_is_its_object() -> None:
    """«طالب واشنطن» says what was asked of Washington."""
    text = "استقبل الرئيس اللبناني المبعوث الأمريكي، وطالب واشنطن بالضغط من أجل وقف الخروقات."
    demand = next(act for act in _acts(text) if act.kind == "demand")
    assert demand.parties == ("LB", "US")


def test_a_topic_is_no_party() -> None:
    """States behind «بشأن» or «تطورات» are talked about and do not take part."""
    text = "بحث وزير الخارجية البرتغالي مع نظيره الدنماركي تطورات الأوضاع في سوريا والعلاقات مع الصين."
    assert _main(text) == ("meeting", {"PT", "DK"})


def test_the_place_loses_its_glued_letter_and_noun() -> None:
    """«بمدينة جنيف» took place in «جنيف»."""
    act = _acts("عقد وفدا أرمينيا وتركيا جولة مفاوضات بمدينة جنيف.")[0]
    assert act.place == "جنيف"


def test_people_stand_without_titles() -> None:
    """Honorifics and offices are no part of a person's name."""
    act = _acts("استقبل فخامة الرئيس الغامبي أداما بارو معالي وزير خارجية غانا السيد صامويل أبلاكوا.")[0]
    assert act.people == ("أداما بارو", "صامويل أبلاكوا")


def test_proof_comes_from_the_body_where_it_tells_the_act() -> None:
    """The title's act is proved by the sentence of the text, verbatim."""
    story = Story(title="مباحثات مصرية كينية", text="التقى الرئيس المصري نظيره الكيني في القاهرة.", url="")
    evidence = diplomatic_acts(story)[0].evidence
    assert evidence.part is Part.TEXT
    assert evidence.quote == story.text[evidence.span.start : evidence.span.end]


@pytest.mark.parametrize(
    "text",
    [
        "بحث رئيس الوزراء المغربي مع وزير المالية المغربي مشروع الموازنة.",
        "وقعت شركة نرويجية عقدا مع شركة برازيلية لبناء ثلاث سفن.",
        "يلتقي منتخب الأردن نظيره العراقي في مباراة ودية على ملعب عمّان ضمن الاستعداد للبطولة.",
        "عينت المنظمة الممثلة الكندية سفيرة للنوايا الحسنة.",
        "نصحت الخارجية البلجيكية رعاياها بتجنب السفر إلى هايتي.",
        "قصف الطيران الحربي مواقع شرقي المدينة وتقدمت القوات مئات الأمتار.",
        "زار آلاف السياح الألمان جزر اليونان هذا الصيف.",
        "لم يلتق الرئيس الفنلندي نظيره الروسي.",
    ],
)
def test_what_is_no_dealing_gives_no_act(text: str) -> None:
    """Domestic talks, business, sport, goodwill, travel notices, war reports, tourism and denials are no dealings."""
    assert _acts(text) == ()


def test_a_read_also_line_is_not_the_story() -> None:
    """The headline of another story at the end gives no act."""
    text = "أعلنت البلدية إغلاق الشارع الرئيسي للصيانة.\n\nاقرأ أيضا: إيران تستدعي السفير الألماني"
    assert _acts(text) == ()


def test_history_does_not_lead() -> None:
    """What is told as the past comes behind the news, however strong its word."""
    text = "التقى وزير خارجية قطر نظيره التشادي في الدوحة.\n\nوكانت تشاد قطعت علاقاتها مع قطر عام 2017."
    assert _main(text)[0] == "meeting"
