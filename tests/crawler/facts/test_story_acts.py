"""What only a whole story tells: clauses of a headline, history, pronouns, order of acts, datelines."""

from datetime import UTC, date, datetime

import pytest

from crawler.facts.act import ActStatus, DiplomaticAct
from crawler.facts.diplomacy import diplomatic_acts
from crawler.facts.diplomatic.lines import lines_of
from crawler.news import Story

_NOW = datetime(2025, 5, 1, tzinfo=UTC)


def _acts(text: str, title: str = "") -> tuple[DiplomaticAct, ...]:
    return diplomatic_acts(Story(title=title, text=text, url="", published=_NOW))


def _keys(text: str, title: str = "") -> list[tuple[str, frozenset[str]]]:
    return [(act.kind.value, frozenset(act.parties)) for act in _acts(text, title)]


def test_a_second_clause_takes_nothing_from_the_first() -> None:
    """«وحماس تشيد» joins no party to what Honduras cuts."""
    keys = _keys("أعلنت تشاد القرار أمس.", "تشاد تقطع علاقاتها مع تايوان والصين تشيد بالقرار")
    assert ("sever", frozenset(("TD", "TW"))) in keys
    assert ("sever", frozenset(("TD", "TW", "CN"))) not in keys


def test_a_headline_keeps_its_subject() -> None:
    """«... وتطالب مجلس الأمن»: the council is asked and does not ask."""
    keys = _keys("صدر البيان مساء أمس في جدة.", "ماليزيا تدين القصف الإسرائيلي وتطالب مجلس الأمن بالتحرك")
    assert ("demand", frozenset(("MY", "UN"))) in keys


def test_those_who_met_demand_together() -> None:
    """«القادة الأربعة» are the four of the summit."""
    text = (
        "عقدت في باكو قمة جمعت رؤساء أذربيجان وتركيا وجورجيا وكازاخستان.\n\n"
        "وطالب القادة الأربعة، في بيانهم الختامي، روسيا بفتح ممر الحبوب."
    )
    assert ("demand", frozenset(("AZ", "TR", "GE", "KZ", "RU"))) in _keys(text)


def test_an_earlier_year_is_history() -> None:
    """What happened years before the story ranks behind its news or is left out."""
    text = (
        "استقبل الرئيس الكيني نظيره الأوغندي في نيروبي.\n\nووقعت كينيا وإثيوبيا عام 2009 اتفاقية لمد خط كهرباء بينهما."
    )
    keys = _keys(text)
    assert keys[0] == ("meeting", frozenset(("KE", "UG")))
    assert ("agreement", frozenset(("KE", "ET"))) not in keys


def test_a_weekday_from_which_something_holds_is_not_the_last_of_its_name() -> None:
    """«ابتداء من الاثنين» under a Thursday's date is mostly to come; a date with a number says itself."""
    sanctions = "أعلن الاتحاد الأوروبي فرض عقوبات جديدة على روسيا تدخل حيز التنفيذ ابتداء من "
    assert [act.period for act in _acts(f"{sanctions}الاثنين.")] == [None]
    assert [act.period and act.period.start for act in _acts(f"{sanctions}20 أبريل.")] == [date(2025, 4, 20)]
    embassy = "أعلنت وزارة الخارجية السعودية استئناف عمل سفارة المملكة في العاصمة السورية دمشق اعتبارا من يوم الأحد."
    (resumed,) = _acts(embassy)
    assert resumed.status is ActStatus.ANNOUNCED
    assert resumed.period is not None
    assert resumed.period.start == date(2025, 5, 4)


def test_earlier_the_same_day_is_news() -> None:
    """«وكان قد استقبل صباحا» tells of today."""
    text = (
        "وقعت غانا وتوغو مذكرة تفاهم لإدارة المياه.\n\n"
        "وكان الرئيس الغاني قد استقبل صباح اليوم وزير الطاقة النيجيري في أكرا."
    )
    assert ("meeting", frozenset(("GH", "NG"))) in _keys(text)


def test_a_meeting_that_fell_through_is_called_off() -> None:
    """«إلا أن اللقاء ألغي» undoes what was planned before."""
    text = "كان من المنتظر أن يلتقي وزير خارجية قبرص نظيره التركي في جنيف، إلا أن اللقاء ألغي لأسباب فنية."
    act = next(act for act in _acts(text) if act.kind == "meeting")
    assert act.status is ActStatus.CALLED_OFF


def test_a_journey_to_two_states_is_two_visits() -> None:
    """Each goal is a visit of its own."""
    keys = _keys("يقوم رئيس وزراء فيتنام بزيارتين رسميتين إلى بولندا والتشيك.", "رئيس وزراء فيتنام يزور بولندا والتشيك")
    assert {("visit", frozenset(("VN", "PL"))), ("visit", frozenset(("VN", "CZ")))} <= set(keys)


def test_what_is_said_at_talks_comes_behind_them() -> None:
    """Praise spoken while receiving an envoy is not the main act."""
    keys = _keys("أشاد الرئيس الزامبي بدور كندا خلال مباحثات مع وزيرة الخارجية الكندية في لوساكا.")
    assert keys[0] == ("meeting", frozenset(("ZM", "CA")))


def test_the_envoys_own_nationality_is_no_party() -> None:
    """A Brazilian sent by the UN to Haiti makes no party of Brazil."""
    assert _keys("عين الأمين العام للأمم المتحدة الدبلوماسي البرازيلي باولو ماركيز مبعوثا إلى هايتي.") == [
        ("appointment", frozenset(("UN", "HT")))
    ]


@pytest.mark.parametrize(
    ("text", "place", "agency", "begins"),
    [
        ("عمان 30 حزيران (بترا)- أعلنت الحكومة القرار.", "عمان", "JO", "أعلنت"),
        ("فيينا - 9 - 7 (كونا) -- بحث الوزير الأمر.", "فيينا", "KW", "بحث"),
        ("طهران/ 3 حزيران/يونيو/ ارنا- تسلم الرئيس الرسالة.", "طهران", "IR", "تسلم"),
        ("مسقط في 3 نوفمبر /العُمانية/ بعث السلطان رسالة.", "مسقط", "OM", "بعث"),
        ("بكين 14 أبريل 2026 (شينخوا) أجرى الرئيس محادثات.", "بكين", None, "أجرى"),
        ("لندن - أ ف ب: استقبل الملك الأمير.", "لندن", None, "استقبل"),
        ("برلين - د.ب.أ - استقبل المستشار الأمير.", "برلين", None, "استقبل"),
        ("باريس ـ وكالات: استقبل الرئيس الأمير.", "باريس", None, "استقبل"),
        ("* لندن (رويترز) - استقبل الملك الأمير.", "لندن", None, "استقبل"),
        ("🔴 استقبل الملك الأمير في القصر.", None, None, "استقبل"),
        ("«استقبل الملك الأمير» كما قال.", None, None, "«استقبل"),
        ("أديس أبابا - قرر القادة رفع التعليق.", "أديس أبابا", None, "قرر"),
        ("أعلنت الحكومة - وفق بيان - تعليق المحادثات.", None, None, "أعلنت"),
    ],
)
def test_a_dateline_is_no_prose(text: str, place: str | None, agency: str | None, begins: str) -> None:
    """Place and agency are kept as knowledge, and the first line begins behind them."""
    lines, dateline = lines_of(Story(title="", text=text, url=""))
    assert (dateline.place, dateline.agency) == (place, agency)
    assert lines[1].quote.startswith(begins)


def test_a_wires_town_names_no_party() -> None:
    """What is written from London by a wire that signs with its initials does not make a party of Britain."""
    assert _keys("لندن - أ ف ب: وصل ولي العهد إلى الدوحة في زيارة رسمية يبحث فيها العلاقات بين البلدين.") == []


def test_what_was_planned_and_fell_through_is_called_off() -> None:
    """«وكان من المقرر أن ... لكن ...» is news of today, and no history."""
    text = (
        "استقبل رئيس كينيا وزير دفاع أوغندا في نيروبي.\n\n"
        "وكان من المقرر أن يتوجه الرئيس الكيني إلى العاصمة الرواندية غدا، لكن خلافا على جدول الأعمال حال دون ذلك."
    )
    acts = {(act.kind.value, frozenset(act.parties)): act.status for act in _acts(text)}
    assert acts[("visit", frozenset(("KE", "RW")))] is ActStatus.CALLED_OFF


def test_an_envoys_nationality_makes_no_party() -> None:
    """«الدبلوماسي النرويجي الدنماركي» is the organisation's envoy named before."""
    text = (
        "التقى المبعوث الأممي إلى السودان لارس هولم وزير خارجية تشاد في نجامينا.\n\n"
        "وسيتوجه الدبلوماسي النرويجي الدنماركي غدا إلى جوبا لإجراء محادثات مع الرئيس سلفا كير."
    )
    keys = _keys(text)
    assert ("visit", frozenset(("UN", "SS"))) in keys
    assert all("NO" not in parties and "DK" not in parties for _, parties in keys)


def test_unnamed_mediators_are_those_of_the_lead() -> None:
    """«الوسيطين»: who announced the talks of two others."""
    text = (
        "أعلنت النرويج وسويسرا تعليق المحادثات الجارية بين الحكومة الكولومبية وجيش التحرير الوطني الكولومبي.\n\n"
        "وقال مصدر قريب من المحادثات إن الوسيطين سلما الوفدين خطابين متطابقين."
    )
    assert ("mediation", frozenset(("NO", "CH", "CO", "ELN"))) in _keys(text)


def test_a_look_back_tells_no_news() -> None:
    """An anniversary of a treaty, or «في مثل هذا اليوم»."""
    text = (
        "يصادف اليوم الذكرى العاشرة لاتفاق هافانا الذي وقعته الحكومة الكولومبية وحركة فارك برعاية النرويج.\n\n"
        "ويرى الصحفي كارلوس روخاس أن الاتفاق لم ينه العنف."
    )
    assert _keys(text, "عشر سنوات على اتفاق هافانا.. ماذا تغير؟") == []


def test_a_ministry_is_of_the_town_that_the_line_begins_with() -> None:
    """«وفي أكرا، أبدت وزارة الخارجية ...»."""
    text = (
        "أعلنت نيجيريا وبنين إغلاق معبر سيمي مؤقتا.\n\n"
        "وفي أكرا، أبدت وزارة الخارجية قلقها. ونددت الوزارة بموقف توغو من الحادث."
    )
    assert ("statement_condemn", frozenset(("GH", "TG"))) in _keys(text)


def test_two_envoys_who_hand_over_credentials_are_two_appointments() -> None:
    """«سفيري فنلندا وبولندا»: each state for itself."""
    keys = _keys("تسلم رئيس مالطا أوراق اعتماد سفيري فنلندا وبولندا.")
    assert {("appointment", frozenset(("FI", "MT"))), ("appointment", frozenset(("PL", "MT")))} <= set(keys)


def test_the_title_tells_which_dealing_is_the_main_one() -> None:
    """«... : اتفاق على ...» names the kind, the body its parties."""
    text = "استقبل رئيس الوزراء السلوفيني وزير البيئة الكرواتي، ووقعت كرواتيا وسلوفينيا مذكرة لتقاسم مياه النهر."
    assert _keys(text)[0] == ("meeting", frozenset(("SI", "HR")))
    assert _keys(text, "مذكرة تفاهم لتقاسم مياه النهر")[0] == ("agreement", frozenset(("HR", "SI")))
