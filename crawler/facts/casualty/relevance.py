"""Which sentences and words are worth reading for casualties: most of a day's news speaks of none.

Both answers are remembered word by word, so that a text without harm costs one look-up a word.
"""

from collections.abc import Sequence

from crawler.arabic.given_names import GIVEN_NAMES
from crawler.arabic.people import HARMED, PEOPLE
from crawler.arabic.words import Dictionary, Remembered, Word
from crawler.facts.casualty.as_many import begins_as_many
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.cues import CUES, CueKind, cue_entries
from crawler.facts.casualty.families import KIN
from crawler.facts.casualty.frames import may_be_framed
from crawler.facts.casualty.shares import begins_shares, begins_tallied
from crawler.facts.casualty.wording import (
    BEREAVED,
    BITES,
    BURIES,
    CAME_BACK,
    EVERY,
    FAREWELLS,
    GRAVE,
    HOSPITALS,
    INJURIES,
    MORE,
    ONE_OF_THEM,
    OTHERS,
    QUALIFIERS,
    SEVERAL,
    SOME_MORE,
    SWEEPS,
    SWEPT,
    TAKES,
    THEIR_HOMES,
    WAVES,
)

_TELLING = frozenset((CueKind.MASDAR, CueKind.VERB, CueKind.FALL, CueKind.AFTER, CueKind.TALLY))
_TELLING_CUES = Dictionary(
    ((form, True) for form, cue in cue_entries() if cue.kind in _TELLING and cue.outcome is not None), folded=True
)
_OTHER_OF_TWO = frozenset(("الاخر", "الاخري", "الثاني", "الثانيه"))
_OF_THEM = frozenset(
    ("منهم", "منهن", "منها", "منهما", "هولاء", "عددهم", "عددهن", "فعددهم", "فعددهن", "وعددهم", "وعددهن")
)
_SPECIAL = frozenset(
    (
        "اسره",
        "عايله",
        "عشيره",
        "بين",
        "مابين",
        "وبين",
        "ما",
        "وما",
        "عدد",
        "عددا",
        "كثيرين",
        "كثيرون",
        "كثيرات",
        "كثر",
        "عديدين",
        "عديدون",
        "بعض",
        "وعدد",
        "وعددا",
        "عبد",
        "ام",
        "وام",
    )
)


_STAYS = frozenset(("يزال", "تزال", "يزالون", "زال", "زالت", "زالوا", "بقي", "ظل", "بات", "مازال", "مازالت"))
_CAPTIVES = frozenset(
    "محتجزين محتجزون محتجزا محتجزان محتجزه معتقلين معتقلون معتقلا معتقلان معتقله اسري اسيرا اسيرين رهاين موقوفين موقوفا".split()
)
_BRINGS = frozenset(
    ("تسبب", "تسببت", "سبب", "سببت", "احدث", "احدثت", "اوقع", "اوقعت", "الحق", "الحقت", "تسلم", "يسلم", "تنج", "ينج")
)
_BLOWS = frozenset("طعنه طعنات طعنتين ضربه ضربات لكمه لكمات".split())
_BLOW_HOW = frozenset("قاتله مميته وجه وجهت سدد سددت كال كالت".split())
_BEREAVED = BEREAVED | {f"ال{noun}" for noun in BEREAVED}
_CLOSES = ("،", ".", ":")  # behind which what was denied is so no more
_BURNS = frozenset(("احترق", "احترقت", "احترقوا", "تفحم", "تفحمت"))
_INSIDE = frozenset(("داخل", "داخله", "داخلها", "بداخله", "بداخلها"))
_CASES = frozenset(("حاله", "حالات"))
_BIERS = frozenset(("نعش", "نعشا", "نعوش", "تابوت", "تابوتا", "توابيت", "نعشان", "نعشين", "تابوتان", "تابوتين"))
_MOURNS = frozenset("صلي صلت صلوا صلينا استقبلت استقبل استقبلوا ودعت ودع ودعوا حمل حملوا اصطفت وصلت وصل سجيت".split())
_HALVES = (
    ("CARE", TAKES), ("care", HOSPITALS), ("BLOW", _BLOWS), ("blow", _BLOW_HOW), ("HURT", _BRINGS), ("hurt", INJURIES), ("HELD", _STAYS), ("held", _CAPTIVES), ("BID", FAREWELLS), ("bid", _BEREAVED), ("HOME", CAME_BACK), ("home", THEIR_HOMES),
    ("WAVE", WAVES), ("wave", SWEPT),
    ("BURN", _BURNS), ("burn", _INSIDE), ("CASE", _CASES), ("case", GRAVE), ("BIER", _BIERS), ("bier", _MOURNS),
)  # fmt: skip
_ORDER = tuple(name for name, _ in _HALVES)
_HALF_OF = {word: name for name, known in reversed(_HALVES) for word in known}
_SINGLE_WORDS = (
    SWEEPS,
    SWEPT,
    ONE_OF_THEM,
    OTHERS,
    MORE,
    SOME_MORE,
    KIN,
    GIVEN_NAMES,
    _SPECIAL,
    _OF_THEM,
    _OTHER_OF_TWO,
)


def tells_harm(words: Sequence[Word]) -> bool:
    """Whether a sentence may tell by itself of people who came to harm."""
    return may_tell_harm([word.text for word in words])


def may_tell_harm(texts: Sequence[str]) -> bool:
    """The same of folded words without their places; of a whole text it rules out that a sentence of it does."""
    return _tells_without_frames(texts) or may_be_framed(texts)


def _tells_without_frames(texts: Sequence[str]) -> bool:
    for at, text in enumerate(texts):
        following = _telling[text]
        if following is None or (following and at + 1 < len(texts) and texts[at + 1] in following):
            return True
    return _tells_by_two(texts)


def tells_but_by_frames(texts: Sequence[str], *, goes_on: bool) -> bool:
    """Whether a sentence is read for nothing but frames; `goes_on` where it may tell more of people told before."""
    return not _tells_without_frames(texts) and not (goes_on and any(_goes_on[text] for text in texts))


def _tells_by_two(texts: Sequence[str]) -> bool:
    """«نقل … إلى المستشفى», «تسببت لزوجته في حروق», «لا يزال صحفيان محتجزين»: two words that tell of harm together."""
    halves = {half for text in texts if (half := _half[text])}
    return any(half.isupper() and half.lower() in halves for half in halves)


def tells_more(words: Sequence[Word]) -> bool:
    """Whether a sentence may tell more of people whose harm was told before it: «بينهم 5», «ثلاثة منهم»."""
    return tells_harm(words) or any(_goes_on[word.text] for word in words)


def is_plain(words: Sequence[Word], index: int) -> bool:
    """Whether no cue, count or list can begin at a word that is no number."""
    return not _begins(_meaning[words[index].text], words, index)


def _may_tell(text: str) -> bool:
    """Whether a word or sign may tell anything of casualties, whatever follows it."""
    return text in _CLOSES or text in EVERY or (text[0].isalpha() and _meaning[text] != frozenset())


def _begins(following: frozenset[str] | None, words: Sequence[Word], at: int) -> bool:
    """Whether an entry begins at a word, by the words one of which must follow; None where the word suffices."""
    return following is None or (bool(following) and at + 1 < len(words) and words[at + 1].text in following)


def _tells_of(text: str) -> frozenset[str] | None:
    if text in SWEEPS or text in BURIES or text in BITES or begins_tallied(text):
        return None
    harmed = HARMED.continuing(text)
    cues = _TELLING_CUES.continuing(text)
    return None if harmed is None or cues is None else harmed | cues


def _goes_on_with(text: str) -> bool:
    if any(cue.kind is CueKind.SUBSET for cue in CUES.beginning(text)):
        return True
    return begins_shares(text) or text in _OF_THEM or text in ONE_OF_THEM


def _meaning_of(text: str) -> frozenset[str] | None:
    if not text[0].isalpha():
        return frozenset() if text[0] != '"' else None
    stem = text.removeprefix("و")
    if (
        any(word in known for known in _SINGLE_WORDS for word in (text, stem))
        or (text[0] == "ل" and text[1:] in KIN)
        or begins_shares(text)
        or begins_as_many(text)
    ):
        return None
    following: set[str] = set()
    for dictionary in (CUES, PEOPLE, HARMED, QUALIFIERS, SEVERAL):
        words = dictionary.continuing(text)
        if words is None:
            return None
        following |= words
    return frozenset(following)


def _half_of(text: str) -> str:
    """The half of a pair that a word is, the first in capitals; empty where it is none."""
    if text[:1] in ("و", "ف") and (stem := text[1:]) in _HALF_OF:
        own = _HALF_OF.get(text)
        return _HALF_OF[stem] if own is None else min(own, _HALF_OF[stem], key=_ORDER.index)
    if text in _HALF_OF:
        return _HALF_OF[text]
    return "care" if text[:1] in ("ل", "ب") and text[1:] in HOSPITALS else ""


_half = Remembered(_half_of)
TELLS = BEGINNINGS.reader(_may_tell)
_telling, _goes_on, _meaning = Remembered(_tells_of), Remembered(_goes_on_with), Remembered(_meaning_of)
