"""The words and wordings that discrepancies are found and told with, read from discrepancies.tsv."""

from collections.abc import Sequence
from pathlib import Path

from crawler.arabic.letters import fold
from crawler.arabic.words import Dictionary, Word, words_of
from crawler.facts.figure import Outcome

_AT_ONCE = 3  # words behind «الهجوم» within which «الثاني» makes it another
_JOINING = ("", "و", "ف")


def _rows() -> dict[str, list[str]]:
    lines = Path(__file__).with_name("discrepancies.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {kind: [form.strip() for form in forms.split(",")] for kind, forms in pairs}


_ROWS = _rows()


def _dictionary(kind: str) -> Dictionary[bool]:
    return Dictionary((form, True) for form in _ROWS[kind])


_SAME, _ANOTHER = _dictionary("same happening"), _dictionary("another one")
_ANY = Dictionary((form.removeprefix("ال"), True) for form in _ROWS["same happening"])
RIVAL, SAID, CHANGE, SHARE_OR_TOTAL = (_dictionary(kind) for kind in ("rival", "said", "change", "share or total"))
_COMPLETE, _OPEN = _dictionary("complete"), _dictionary("open")
SUBSET, SOME_ONLY = _dictionary("subset"), _dictionary("some only")
_COUNTED = {
    Outcome(kind.removeprefix("counted ")): forms for kind, forms in _ROWS.items() if kind.startswith("counted ")
}


def words_in(text: str) -> list[Word]:
    """The folded words of a piece of a story."""
    return words_of(fold(text).text)


def says(words: Sequence[Word], cues: Dictionary[bool]) -> bool:
    """Whether any of some words or phrases stands in a sentence."""
    return any(cues.at(words, at) is not None for at in range(len(words)))


def names_the_happening(words: Sequence[Word]) -> bool:
    """Whether a sentence speaks of a happening told before: «الهجوم», «عدد القتلى», but not «الهجوم الثاني»."""
    for at in range(len(words)):
        found = _SAME.at(words, at)
        if found is not None and not says(words[found.end : found.end + _AT_ONCE], _ANOTHER):
            return True
    return False


def names_no_happening(words: Sequence[Word]) -> bool:
    """Whether a sentence names none at all, so that it can bring up no other: «في هجوم», «الهجوم الثاني»."""
    return not says(words, _ANY)


def list_begins(words: Sequence[Word]) -> int | None:
    """Where a list of shares that claims to be whole begins: behind «وهم», «توزعوا على النحو التالي:»; None where none
    does."""
    begins = None
    for at in range(len(words)):
        found = _COMPLETE.at(words, at)
        if found is not None and found.prefix in _JOINING:
            begins = found.end
        elif begins is not None and words[at].is_number:
            break
    while begins is not None and begins < len(words) and words[begins].is_sign:
        begins += 1
    return begins


def leaves_some_out(words: Sequence[Word]) -> bool:
    """Whether a list counts not everybody: «والباقون», «تصدرت», «منهم»."""
    return says(words, _OPEN)


def separators(words: Sequence[Word]) -> int:
    """How many signs and «و» may begin another share, too many rather than too few."""
    count, before = 0, False
    for word in words:
        sign = word.text in ("،", ",", "؛", ":", "-")
        joins = word.text.startswith("و") and len(word.text) > 1
        lone = word.text == "و"
        count += (sign or joins or lone) and not before
        before = sign
    return count


def counted_ar(number: int, outcome: Outcome) -> str:
    """«قتيلا واحدا», «قتيلين», «9 قتلى», «12 قتيلا», «100 قتيل»: how Arabic counts them in the accusative."""
    one, two, few, many, hundreds, _ = _COUNTED[outcome]
    if number in (1, 2):
        return one if number == 1 else two
    rest = number % 100
    noun = few if 3 <= rest <= 10 else many if rest > 10 else hundreds
    return f"{number} {noun}"


def counted_en(number: int, outcome: Outcome) -> str:
    """«12 killed»."""
    return f"{number} {_COUNTED[outcome][5]}"
