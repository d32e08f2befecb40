"""What casualty figures cost: a story, a long text, and texts that mean harm. Not a test.

    python -m benchmarks.facts [--texts FILE.jsonl] [--stories 1000] [--rounds 3] [--profile]

How it is measured stands in benchmarks/reading_cost.py. Without a file the stories written for Rasid are read; with one
(`title`, `text` a line, such as ../shared/eval/real/unlabelled.jsonl) both are.
"""

from collections.abc import Mapping

from benchmarks.reading_cost import Cost, repeated, run
from crawler.facts.casualties import casualty_figures, casualty_reading

_HARMFUL: Mapping[str, str] = {
    "only digits": "1234567890",
    "digits, one number a word": "17 ",
    "groups of three digits": "100 ",
    "digits and Arabic commas": "5،",
    "«قتل 5»": "قتل 5 ",
    "«قتل 5 أشخاص.» as sentences": "قتل 5 أشخاص. ",
    "«بينهم 5»": "بينهم 5 ",
    "«قتل 9 بينهم 5»": "قتل 9 أشخاص بينهم 5 أطفال ",
    "«و5 و6 و7»": "و5 و6 و7 ",
    "«من بين» nested": "من بين ",
    "«5 من بين 6» nested": "5 من بين 6 من بين ",
    "«قتل» alone": "قتل ",
    "«مئة ألف و»": "مئة ألف و",
    "«ألف وألف»": "ألف وألف ",
    "number words": "ثلاثمئة وخمسة وعشرون ألفا وأربعمئة ",
    "cause after cause": "قصف غارة انفجار حريق ",
    "place after place": "في غزة في حلب في بغداد ",
    "a toll with every slot": "قتل 5 أشخاص في غارة إسرائيلية على غزة، ",
    "Latin letters": "killed five people ",
    "one Latin word": "a",
    "one Arabic word": "ق",
    "only «،»": "،",
    "only «و»": "و ",
    "opening brackets": "(",
    "lines": "قتل 5\n",
    "line ends": "\n",
    "full stops": ". ",
    "names": "أحمد محمد علي ",
    "quotes": "قال «قتل 5» وأكد «أصيب 6» ",
}
_ENDLESS = (
    "قتل خمسة أشخاص وأصيب سبعة آخرون في حي من المدينة بينهم طفل و12 امرأة "
    "قال شاهد إن جنودا أطلقوا النار على من كانوا هناك "
)


def harmful_texts() -> dict[str, str]:
    """Texts that a rule with a long reach might go through again and again."""
    return {**{name: repeated(piece) for name, piece in _HARMFUL.items()}, "one endless sentence": repeated(_ENDLESS)}


if __name__ == "__main__":
    run(Cost(facts="figures", read=casualty_figures, forget=casualty_reading.cache_clear), harmful_texts(), __doc__)
