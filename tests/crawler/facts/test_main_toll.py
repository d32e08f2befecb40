"""The one number that a story is about is its first whole, made exact by a later figure that may count the same."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Outcome
from crawler.facts.main_toll import main_toll
from crawler.news import Story


def _killed(text: str) -> tuple[int, int | None] | None:
    figures = casualty_figures(Story(title="", text=text, url=""))
    toll = main_toll(figures, Outcome.KILLED)
    return None if toll is None else (toll.min, toll.max)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل شرطي و8 مسلحين في اشتباك قرب بعقوبة.", (9, 9)),
        ("قتل العشرات في زلزال ضرب الحوز. وقالت وزارة الداخلية إن الزلزال أودى بحياة 296 شخصا.", (296, 296)),
        ("قتل أكثر من 40 شخصا في تفجير. وأعلنت وزارة الصحة مقتل 44 شخصا في التفجير.", (44, 44)),
        ("قتل عدد من العمال. ودفن 9 منهم في القاهرة و3 في أسوان.", (12, 12)),
        ("قتل أكثر من 40 شخصا في تفجير. وقال شاهد إنه عد ما بين 41 و55 جثة.", (40, None)),
        ("قتل نحو 1400 مدني منذ بدء الضربات. وقال المرصد إنها قتلت أيضا 1233 مقاتلا.", (1400, 1400)),
        ("أسفر الهجوم عن استشهاد مدنيين وأعوان من قوات الأمن.", (2, None)),
        ("أصيب عدد من العاملات في انقلاب حافلة. وقال مصدر طبي إن حادثا آخر لم يقع.", None),
        ("قام الوزير بزيارة المصنع.", None),
    ],
)
def test_the_main_toll(text: str, expected: tuple[int, int | None] | None) -> None:
    """Counts side by side are added, open and rounded ones made exact, other people never."""
    assert _killed(text) == expected
