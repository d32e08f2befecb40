"""The words that counts are worded with, read from counting.tsv: qualifiers, «عدد من», «آخرين», ages, whose men."""

from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary
from crawler.facts.figure import Group, Outcome, Qualifier


def _rows() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    path = Path(__file__).parent / "counting.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, phrases = line.split("\t")
            rows[kind] = [phrase.strip() for phrase in phrases.split(",")]
    return rows


ROWS = _rows()


def _words(kind: str) -> frozenset[str]:
    return frozenset(fold_key(word) for word in ROWS[kind])


def _under(start: str) -> list[tuple[str, list[str]]]:
    return [(kind.removeprefix(start), phrases) for kind, phrases in ROWS.items() if kind.startswith(start)]


QUALIFIERS = Dictionary((p, Qualifier(name)) for name, phrases in _under("qualifier ") for p in phrases)
AFTER_QUALIFIERS = Dictionary((p, Qualifier(name)) for name, phrases in _under("after ") for p in phrases)
SEVERAL = Dictionary((phrase, 3) for phrase in ROWS["several"])  # «عدة»: three and more, as the guide reads it
OTHERS = _words("others")
MORE = {**dict.fromkeys(_words("one more"), 1), **dict.fromkeys(_words("two more"), 2)}
SOME_MORE = _words("some more")
CASES = _words("cases")
NUMBERED = _words("numbered")
MONTHS = _words("months")
PERCENT = _words("percent")
NO_NOUN = _words("no noun")
FAMILIES = _words("families")
EVERY = frozenset(("كل", "جميع", "كافه", "وكل", "وجميع", "وكافه"))
PLAIN_PEOPLE = _words("plain people")
AGE_UNITS = _words("age units")
AGE_MARKS = _words("age marks")
SIDES = tuple((Group(name), frozenset(map(fold_key, words))) for name, words in _under("side "))
OWNERS = tuple((Group(name), frozenset(map(fold_key, words))) for name, words in _under("owner "))
# «عناصره»: the group, or None where the owner tells.
OWN: dict[str, Group | None] = {
    fold_key(stem + end): None if name == "-" else Group(name)
    for name, stems in _under("own ")
    for stem in stems
    for end in ("ه", "ها", "هم", "هما", "نا")
}
JOINT = {fold_key(word): Outcome(name) for name, words in _under("joint ") for word in words}
FILLERS = _words("filler") | {"،"}
FATAL_ENDS = _words("fatal ends")
LIFE_ENDS = _words("life ends")
SICK = _words("sick")
CLAUSE_STOPS = _words("clause stops")
ONE_OF_THEM = _words("one of them")
UNKNOWN_MEN = _words("unknown men")
NIGHTS = _words("nights")
NOT_SOUGHT = _words("not sought")
WENT_HOME = _words("went home")
SWEEPS = _words("sweeps")
SWEPT = _words("swept")
WAVES = _words("waves")
SUSPECTS = _words("suspects")
ASIDES = _words("asides")
REASONS = _words("reasons of arrest")
ESCAPED = _words("escaped")
CONTROL = _words("control")
HANDS = _words("hands")
STILL = _words("still")
BESIDES = Dictionary((phrase, True) for phrase in ROWS["besides"])
ORDINALS = _words("ordinals")
HOSPITALS = _words("hospitals")
GRAVE = _words("grave")
HOSTAGES = _words("hostages")
TOLD_AS_THINGS = _words("told as things")
ORIGINS = _words("origins")
FAMILY_OF = _words("family of")
SAYING = _words("saying")
TIME_WORDS = _words("time words")
WORKS = _words("works")
SURVIVORS = _words("survivors")
HELPING = _words("helping")
KIN_OF = _words("kin of")
RELEASES = _words("releases")
TAKES = _words("takes")
ILL = _words("ill")
INJURIES = _words("injuries")
BURIES = _words("buries")
FAREWELLS, BEREAVED = _words("farewells"), _words("bereaved")
CAME_BACK, THEIR_HOMES = _words("came back"), _words("their homes")
BITES = _words("bites")
