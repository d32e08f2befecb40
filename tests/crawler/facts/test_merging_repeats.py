"""A count that is told again is one figure, also where each telling names another hand or cause."""

from crawler.facts.casualties import casualty_figures
from crawler.news import Story


def _killed(text: str) -> list[int]:
    return [
        figure.min
        for figure in casualty_figures(Story(title="", text=text, url="https://a.example/1"))
        if figure.outcome == "killed" and figure.scope == "event"
    ]


def test_so_many_of_one_kind_in_one_place_are_told_once() -> None:
    """Whoever is read to have done it."""
    text = (
        "قتل سبعة جنود في هجوم شنه تنظيم «داعش» على نقطة أمنية في بادوش، فيما دمر الطيران آليات للتنظيم.\n\n"
        "وأكد مصدر عسكري أن سبعة جنود قتلوا عندما هاجمت عناصر التنظيم نقطة التفتيش في بادوش."
    )
    assert _killed(text) == [7]


def test_two_of_a_kind_may_have_died_twice() -> None:
    """Small numbers of two attacks stay apart."""
    text = "قتل جنديان برصاص قناص في تعز فجرا.\n\nوفي هجوم آخر قتل جنديان بانفجار لغم زرعه الحوثيون في تعز مساء."
    assert _killed(text) == [2, 2]


def test_what_the_lead_sums_up_is_told_again_below() -> None:
    """A round-up's body names another cause and a narrower place for the same four; its second happening stays."""
    text = (
        "قتل أربعة أشخاص بغارة شنتها طائرة من دون طيار على شمال وزيرستان، وقتل تسعة في بيشاور برصاص مجهولين.\n\n"
        "وذكرت قناة محلية أن صاروخين استهدفا مجمعا في منطقة ميرانشاه، ما أدى إلى مقتل أربعة أشخاص."
    )
    assert _killed(text) == [4, 9]


def test_so_many_in_another_town_are_others() -> None:
    """A sentence that begins with its own town tells of others, whatever their number."""
    text = "قتل خمسة مدنيين بانفجار عبوة ناسفة في بغداد.\n\nوفي الموصل قتل خمسة مدنيين برصاص مسلحين مجهولين."
    assert _killed(text) == [5, 5]


def test_as_many_of_another_kind_are_others() -> None:
    """Those whom gunmen put to death, and gunmen whom soldiers killed."""
    text = (
        "أعدم التنظيم سبعة أشخاص في سجن بمدينة الموصل.\n\n"
        "وأشار البيان إلى أن القوات الأمنية تمكنت من قتل سبعة إرهابيين بضربة جوية في محافظة الأنبار."
    )
    assert _killed(text) == [7, 7]


def test_a_number_of_the_dead_behind_their_count_is_no_more() -> None:
    """«عدد من القتلى» of a later sentence sums up the forty that were counted."""
    text = (
        "قتل أربعون شخصا في اشتباكات في مدينة المنصورة، بحسب مصادر طبية.\n\n"
        "وأضاف مسؤول أن الصدامات تخللها إطلاق رصاص ما أوقع عددا من القتلى."
    )
    assert _killed(text) == [40]
