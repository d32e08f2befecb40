"""The words that tell when, read from when.tsv, and the names of months."""

from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.months import GREGORIAN, HIJRI
from crawler.arabic.words import Dictionary, Remembered, Word, clitics


def _rows() -> list[tuple[str, str, list[str]]]:
    path = Path(__file__).parent / "when.tsv"
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, value, forms = line.split("\t")
            rows.append((kind, value, [form.strip() for form in forms.split(",")]))
    return rows


_ROWS = _rows()
_HEADS = ("days", "vague", "weekday", "unit", "two", "part", "season", "ordinal", "window")


def _forms(kind: str) -> list[str]:
    return [form for name, _, forms in _ROWS if name == kind for form in forms]


def _set(kind: str) -> frozenset[str]:
    return frozenset(fold_key(form) for form in _forms(kind))


def _dictionary(kind: str) -> Dictionary[str]:
    return Dictionary((form, value) for name, value, forms in _ROWS if name == kind for form in forms)


_HEAD_ENTRIES: list[tuple[str, tuple[str, str]]] = [
    *((name, ("month", str(n))) for n, names in enumerate(GREGORIAN, 1) for name in names),
    *((name, ("hijri", str(n))) for n, names in enumerate(HIJRI, 1) for name in names),
    *((form, (kind, value)) for kind, value, forms in _ROWS if kind in _HEADS for form in forms),
    *((form, ("this", "")) for form in ("هذا", "هذه")),
    *((form, ("since", "")) for form in ("منذ", "مند")),
    ("قبل", ("ago", "")),
]
# What an expression of time may begin with: its kind and value. Month names come first.
HEADS: Dictionary[tuple[str, str]] = Dictionary(_HEAD_ENTRIES)
WHICH = _dictionary("which")
ABOUT = _dictionary("about")
TELLS = _dictionary("tells")
TOLD_IN = _dictionary("told in")
CLAUSE = _dictionary("clause")
EARLIER = _dictionary("earlier clause")
DOUBTFUL = _set("doubtful")
PREPOSITIONS = _set("time prepositions")
YEAR_NOUNS = _set("year nouns")
NOT_TODAY = _set("not today")
NAMED_AFTER = _set("named after")
DAY_NAMED = _set("named after a weekday")
DATED = _set("dated")
SINCE_BEFORE = _set("since before")
LASTING = _set("lasting")
RISES = _set("rises")
CONTENT = _set("content")
HAPPENS = _set("happens")
RELATIVE = _set("relative")
RESULT = _set("result")
UNCOUNTED = _set("uncounted")
FEW = _set("few")
LEAVES = _set("leaves")
RECORDS = _set("records")
UNTIL = _set("until")


# What a word may begin, as bits, so that dictionaries are asked only where they can answer. Plain numbers: an enum's
# «&» costs more than the look-up that it saves.
HEAD, TELLING, TOLD, BREAK, EARLY, RISING = 1, 2, 4, 8, 16, 32


def _first_words(forms: list[str]) -> frozenset[str]:
    return frozenset(fold_key(form).split()[0] for form in forms)


_SORTS = (
    (HEAD, _first_words([form for form, _ in _HEAD_ENTRIES])),
    (TELLING, _first_words(_forms("tells"))),
    (TOLD, _first_words(_forms("told in"))),
    (BREAK, _first_words(_forms("clause"))),
    (EARLY, _first_words(_forms("earlier clause"))),
    (RISING, RISES),
)


def _sort_of(text: str) -> int:
    if text[0].isdecimal():
        return HEAD
    rests = {rest for _, rest in clitics(text)}
    return sum(sort for sort, firsts in _SORTS if not rests.isdisjoint(firsts))


SORT_OF = Remembered(_sort_of)  # the sorts of a folded word as bits; a number may begin a date


def among(word: Word, known: frozenset[str]) -> bool:
    """Whether a word, as it is or without its prefix, is one of a set."""
    return word.text in known or any(rest in known for _, rest in clitics(word.text))
