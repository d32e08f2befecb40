"""The noun phrase around a name: where it begins with its honorifics, and the preposition it stands under."""

from collections.abc import Sequence

from crawler.arabic.names import Name, unglued
from crawler.arabic.words import Word
from crawler.facts.diplomatic.offices import is_honorific
from crawler.facts.diplomatic.words import word_set

PREPOSITIONS = word_set("prepositions")
# «كل من اليونان وكندا», «من دولة قطر»: the word between a preposition and a name that changes nothing.
_JOINTS = word_set("joints")
_EACH = word_set("each")
_SOME = frozenset(("عدد", "كثير", "بعض", "مجموعه", "ممثلين", "مسوولين", "اعضاء"))
_UNDER = word_set("under")
# Words that begin like a preposition and an honorific but are one word: «لواء» is no «ل + واء».
_WHOLE = frozenset(["لواء", "فريق", "وزير", "بطريرك"])


def glued_case(prefix: str) -> str:
    """The case that glued letters say: «وب» is «ب»."""
    return prefix[-1:] if prefix[-1:] in ("ب", "ل", "ك") else ("و" if prefix == "و" else "")


def phrase_start(words: Sequence[Word], start: int) -> tuple[int, str]:
    """Where the noun phrase of words[start] begins, its honorifics included, and its preposition."""
    at = start
    while at > 0 and is_honorific(words[at - 1].text):
        at -= 1
        case = _glued_to_honorific(words[at].text)
        if case:
            return at, case
    return at, _before(words, at)


def _before(words: Sequence[Word], at: int) -> str:
    if at == 0:
        return ""
    before = words[at - 1].text
    further = words[at - 2].text if at > 1 else ""
    third = words[at - 3].text if at > 2 else ""
    if before == "من" and further in _SOME and third in PREPOSITIONS:
        return third  # «مع عدد من المسؤولين الأمريكيين»
    if before == "من" and further in _EACH:
        if further[0] in "بل" and further not in _JOINTS:
            return further[0]
        return third if third in PREPOSITIONS else ""
    if before == "مكتب" and further in _UNDER:
        return further  # «بإشراف مكتب المبعوث الأممي»
    if before in PREPOSITIONS:
        return "" if before == "عبر" and _tells(words, at) else before
    if before in ("وفي", "ومن"):
        return before[1:]
    return further if before in _JOINTS and further in PREPOSITIONS else ""


def _tells(words: Sequence[Word], at: int) -> bool:
    """Whether «عبر» at the head of a line is the verb: «عبر وزير خارجية اليونان عن أمله»."""
    behind = (word.text for word in words[at : at + _SPEAKER])
    return at == 1 and next((text for text in behind if text in ("عن", "الي", "،")), "") == "عن"


_SPEAKER = 14  # words between «عبر» and «عن», with who speaks


def _glued_to_honorific(word: str) -> str:
    if word in _WHOLE:
        return ""
    return next((glued_case(prefix) for prefix, rest in unglued(word) if prefix and is_honorific(rest)), "")


def adjective_case(words: Sequence[Word], name: Name) -> str:
    """The preposition before the noun that a nationality belongs to, up to three words back."""
    for at in range(name.start - 1, max(-1, name.start - 4), -1):
        text = words[at].text
        if words[at].is_sign:
            return ""
        if text in PREPOSITIONS:
            return text
        if text.startswith("بال") and at == name.start - 1:
            return "ب"
    return glued_case(name.prefix)
