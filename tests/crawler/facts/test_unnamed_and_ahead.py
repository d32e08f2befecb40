"""What a story leaves unsaid: a visit in a headline without a verb, a speaker's office, that something is to come."""

import pytest

from crawler.facts.act import ActStatus, DiplomaticAct
from crawler.facts.diplomacy import diplomatic_acts
from crawler.news import Story


def _acts(title: str, text: str) -> tuple[DiplomaticAct, ...]:
    return diplomatic_acts(Story(title=title, text=text, url=""))


@pytest.mark.parametrize(
    ("title", "parties"),
    [
        ("وزير الخارجية الفنلندي في ليوبليانا", {"FI", "SI"}),
        ("لافروف في القاهرة للمشاركة في المنتدى", {"RU", "EG"}),
        ("الرئيس الكيني في كمبالا", {"KE", "UG"}),
    ],
)
def test_headline_without_a_verb_tells_of_a_visit(title: str, parties: set[str]) -> None:
    """Who is in another's capital has come there."""
    found = _acts(title, "ويتناول برنامجه جلسات عدة.")
    assert [(act.kind.value, set(act.parties)) for act in found] == [("visit", parties)]


@pytest.mark.parametrize(
    "title",
    [
        "رئيس جمعية تونسية في بريطانيا: لا ضحايا بيننا",
        "السفير الروسي في دمشق: الوضع هادئ",
        "المبعوث الأممي في ليبيا يكتب مذكراته",
        "وزير الصناعة المصري في القاهرة",
    ],
)
def test_who_lives_there_pays_no_visit(title: str) -> None:
    """Heads of clubs, envoys at their post and those at home have not come from anywhere."""
    assert all(act.kind.value != "visit" for act in _acts(title, "وتستمر الأشغال حتى المساء."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "أدانت وزارة الخارجية الأردنية بناء إسرائيل مستوطنات جديدة، وقال هيثم أبو الفول إن القرار باطل.",
            "هيثم أبو الفول",
        ),
        ("تبنت سويسرا عقوبات على روسيا. وأوضح توماس بوركهارت أن الخطوة لا سابق لها.", "توماس بوركهارت"),
        ("طالبت السنغال غامبيا بفتح الحدود، بحسب عثمان ديوب.", "عثمان ديوب"),
    ],
)
def test_speaker_by_name_alone_speaks_for_who_acts(text: str, name: str) -> None:
    """«وقال فلان إن ...» beside a ministry's statement names its speaker."""
    acts = _acts("", text)
    assert acts
    assert name in acts[0].people


def test_speaker_with_an_office_of_his_own_speaks_for_nobody_else() -> None:
    """An expert or a shopkeeper who is quoted is called so, and is none of the state's people."""
    acts = _acts("", "تبنت سويسرا عقوبات على روسيا. وقال المحلل أحمد جابر إن الخطوة متأخرة.")
    assert acts
    assert acts[0].people == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("يصوت مجلس الأمن الجمعة على مشروع قرار بشأن السودان.", ActStatus.ANNOUNCED),
        ("تستضيف عمان الثلاثاء قمة تجمع رئيسي مصر وقبرص.", ActStatus.ANNOUNCED),
        ("يلتقي الرئيس الفرنسي الأحد نظيره الصربي في بلغراد.", ActStatus.ANNOUNCED),
        ("التقى الرئيس الفرنسي الأحد نظيره الصربي في بلغراد.", ActStatus.HAPPENED),
        ("استضافت عمان الثلاثاء قمة جمعت رئيسي مصر وقبرص.", ActStatus.HAPPENED),
    ],
)
def test_present_with_a_day_is_to_come(text: str, status: ActStatus) -> None:
    """News tells in the past what was done: behind the title, the present with a day is a plan."""
    acts = _acts("", text)
    assert acts
    assert acts[0].status is status


def test_who_drafts_a_resolution_is_not_what_it_is_about() -> None:
    """«قرار قدمته الجزائر ... في غزة»: the land that it is about, which no state's name tells."""
    acts = _acts("", "يصوت مجلس الأمن الدولي الجمعة على مشروع قرار قدمته الجزائر يطالب بوقف فوري لإطلاق النار في غزة.")
    assert any((act.kind.value, set(act.parties)) == ("vote", {"UN", "PS"}) for act in acts)


def test_who_looks_on_is_no_party_to_the_deal() -> None:
    """«أشرف ... على توقيع رئيسي وزراء ...»: the deal is of the two, and they stand between them."""
    acts = _acts("", "أشرف دونالد ترامب وأنور إبراهيم على توقيع رئيسي وزراء تايلاند وكمبوديا إعلان سلام مشتركا.")
    told = {(act.kind.value, frozenset(act.parties)) for act in acts}
    assert ("agreement", frozenset({"TH", "KH"})) in told
    assert ("mediation", frozenset({"US", "MY", "TH", "KH"})) in told


def test_two_led_delegations_are_joined() -> None:
    """«بين وفد ... برئاسة فلان و...»: the leader's name stands between them and parts nothing."""
    text = (
        "انطلقت في جوبا جلسات التفاوض بين وفد الحكومة السودانية برئاسة شمس الدين كباشي والحركة الشعبية "
        "لتحرير السودان شمال بقيادة عبد العزيز الحلو."
    )
    acts = _acts("", text)
    assert acts
    assert (acts[0].kind.value, set(acts[0].parties)) == ("negotiation", {"SD", "SPLM-N"})
