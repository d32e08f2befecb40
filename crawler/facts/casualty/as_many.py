"""As many as were counted last: «قتل خمسة جنود وجرح مثلهم», «واعتقال عدد مماثل», «وجرح ضعفهم»."""

from collections.abc import Sequence

from crawler.arabic.words import Dictionary, Word
from crawler.facts.casualty.counted import counted
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.figure import Qualifier

_OF_THEM = ("هم", "هن", "هما", "ها")
_AS_MANY = Dictionary(
    [
        *((f"مثل{end}", 1) for end in _OF_THEM),
        *((f"ضعف{end}", 2) for end in _OF_THEM),
        *((f"{word} {same}", 1) for word in ("عدد", "العدد") for same in ("مماثل", "ذاته", "نفسه", "المماثل")),
        *((f"{same} العدد", 1) for same in ("نفس", "ذات", "مثل هذا", "مثل ذلك")),
        ("عددا مماثلا", 1),
        ("عدد مماثل منهم", 1),
        ("العدد نفسه منهم", 1),
    ]
)
_MOST = 2_000  # people


def begins_as_many(text: str) -> bool:
    """Whether words that mean as many may begin at a word."""
    return _AS_MANY.begins(text)


def as_many_at(words: Sequence[Word], index: int, last: Mention, *, opened: bool) -> CountPhrase | None:
    """A count as large as the last one, behind a cue that waits («وجرح مثلهم») or with whom it counts («ومثلهم جرحى»)."""
    found = _AS_MANY.at(words, index)
    if found is None or found.prefix not in ("", "و", "ب", "ل"):
        return None
    whole = last
    while whole.parent is not None:
        whole = whole.parent
    if whole.outcome is None or whole.low != whole.high or not 1 < whole.low <= _MOST:
        return None
    if words[found.end - 1].text.endswith("هما") and whole.low != 2:
        return None
    told = counted(words, found.end) if found.end < len(words) else None
    named = told is not None and told.of in (Of.PERSON, Of.HARMED) and found.prefix == "و"
    if not (opened or named):
        return None
    number = found.value * whole.low
    phrase = CountPhrase(
        start=index, end=found.end, low=number, high=number, qualifier=Qualifier.EXACT, of=Of.OTHERS,
        joined=found.prefix == "و",
    )  # fmt: skip
    if told is None or told.of not in (Of.PERSON, Of.HARMED) or told.definite:
        return phrase
    return told._replace(
        start=index, low=number, high=number, qualifier=Qualifier.EXACT, explicit=True, joined=phrase.joined
    )
