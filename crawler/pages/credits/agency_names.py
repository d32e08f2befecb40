"""News agencies by every spelling that outlets use, from agencies.tsv, found in folded words.

Many are ordinary words as well: وفا (he kept his word), معا (together), بنا (with us), وال (a governor), قنا and سبأ
(places), صفا (a woman). What a spelling is worth is its `Grade`; where it may stand is for `agencies` to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.places import gazetteer
from crawler.arabic.words import Word, word_texts, words_of

_TABLE = Path(__file__).with_name("agencies.tsv")
# Words around an agency's name that belong to it: «وكالة رويترز للأنباء», «موقع سبوتنيك عربي».
_DRESSING = frozenset(
    map(
        fold_key,
        "وكالة وكالتي وكالتا الوكالة أنباء الأنباء للأنباء الإخبارية إخبارية نيوز news agency arabic the ديجيتال عربي "
        "بالعربي بالعربية عربية موقع شبكة خدمة المصدر المصادر مصدر نقلا عن من".split(),
    )
)
_WORDS = Path(__file__).with_name("credit_words.tsv")
_LONGEST_INITIAL = 2  # letters: «أ», «ش», «يو», «آي»


class Grade(Enum):
    """How much a spelling says by itself."""

    SURE = "sure"  # nothing else is called so
    WORD = "word"  # an ordinary word, a name or a place too
    SOURCE = "source"  # an adjective that stands for the agency in a source line: «الفرنسية»


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A spelling of an agency. `agency` is empty for words that say «agencies» without naming one.

    `country` is the agency's state; `is_place` tells that the gazetteer knows a place of that name.
    """

    agency: str
    country: str
    grade: Grade
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency's name at words[start:end]; `joined` if «و» is glued before it."""

    spelling: Spelling
    start: int
    end: int
    joined: bool = False


def credit_words(kind: str) -> frozenset[str]:
    """A list of credit_words.tsv, folded."""
    rows = (line.split("\t") for line in _WORDS.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#"))
    return next(frozenset(map(fold_key, words.split())) for name, words in rows if name == kind)


def may_name_agencies(folded: str) -> bool:
    """Whether an agency's name may begin somewhere in folded text; most lines are told by this alone."""
    firsts = _spellings()
    return any(word in firsts or word[1:] in firsts for word in word_texts(folded))


def mention_at(words: Sequence[Word], index: int) -> Mention | None:
    """The longest agency's name that starts at a word, or None. Initials may have dots and spaces between them."""
    text = words[index].text
    first = text[0]
    for tail, spelling in _spellings().get(text, ()):
        end = _end_of(words, index, tail)
        if end is not None:
            return Mention(spelling, index, end)
    if first == "و" and len(text) > 1:
        for tail, spelling in _spellings().get(text[1:], ()):
            end = _end_of(words, index, tail)
            if end is not None and spelling.grade is Grade.SURE:
                return Mention(spelling, index, end, joined=True)
    return None


def mentions_in(words: Sequence[Word]) -> Iterator[Mention]:
    """The agencies' names among words in their order, none overlapping."""
    index = 0
    while index < len(words):
        mention = mention_at(words, index)
        if mention is not None:
            yield mention
        index = mention.end if mention is not None else index + 1


def agencies_in_source(text: str) -> tuple[str, ...]:
    """The agencies that a source line, an author or an outlet's name is about: «رويترز + أ ف ب», «وكالة معا».

    Each has to be a piece of its own there, but for its usual dressing; sure spellings may stand in a phrase.
    """
    words = words_of(fold_key(text))
    found: dict[str, None] = {}
    for mention in mentions_in(words):
        sure = mention.spelling.grade is Grade.SURE
        if mention.spelling.agency and (sure or _stands_alone(words, mention)):
            found[mention.spelling.agency] = None
    return tuple(found)


def names_only_agencies(text: str) -> bool:
    """Whether a line says nothing but agencies and their dressing: «رويترز», «وكالات», «AFP - Reuters»."""
    words = words_of(fold_key(text))
    at, count = 0, 0
    while at < len(words):
        mention = mention_at(words, at)
        if mention is not None and _stands_alone(words, mention):
            count += 1
            at = mention.end
        elif _is_joint(words, at) or words[at].text in _DRESSING or (count and _is_adjective(words[at].text)):
            at += 1
        else:
            return False
    return count > 0


def _stands_alone(words: Sequence[Word], mention: Mention) -> bool:
    before, after = mention.start - 1, mention.end
    if _is_joint(words, before) and _is_joint(words, after):
        return True
    if mention.spelling.grade is Grade.SOURCE:  # «الخارجية الفرنسية» is no agency
        return False
    return (_is_joint(words, before) or words[before].text in _DRESSING) and (
        _is_joint(words, after) or words[after].text in _DRESSING or _is_adjective(words[after].text)
    )


def _is_joint(words: Sequence[Word], index: int) -> bool:
    """Whether a piece of a source line begins or ends at a word: a sign, «و», the line's end, another agency."""
    if not 0 <= index < len(words):
        return True
    text = words[index].text
    return words[index].is_sign or text in ("و", "and", "وكاله") or mention_at(words, index) is not None


def _is_adjective(text: str) -> bool:
    return text.startswith("ال") and text.endswith("يه") and len(text) > 5  # وفا الفلسطينية


def _end_of(words: Sequence[Word], index: int, tail: tuple[str, ...]) -> int | None:
    at = index + 1
    initials = len(words[index].text) <= _LONGEST_INITIAL
    for expected in tail:
        initials = initials and len(expected) <= _LONGEST_INITIAL
        if initials and at < len(words) and words[at].text == ".":
            at += 1
        if at >= len(words) or words[at].text != expected:
            return None
        at += 1
    # The dot of the last initial, unless it ends a sentence: «أ.ف.ب.»
    if tail and initials and at < len(words) and words[at].text == "." and words[at - 2].text == ".":
        at += 1
    return at


@lru_cache(maxsize=1)
def _spellings() -> dict[str, list[tuple[tuple[str, ...], Spelling]]]:
    """By first word: the words that must follow and what the whole is, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Spelling]]] = {}
    seen: set[str] = set()
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, country, *lists = line.split("\t")
        for grade, spellings in zip(Grade, lists, strict=True):
            for spelling in spellings.split(","):
                key = fold_key(spelling)
                if key == "-" or key in seen:
                    continue
                seen.add(key)
                first, *tail = (word.text for word in words_of(key) if word.text != ".")
                value = Spelling(
                    agency="" if name == "-" else name,
                    country=country,
                    grade=grade,
                    is_place=not tail and gazetteer().bare(key) is not None,
                )
                found.setdefault(first, []).append((tuple(tail), value))
    for group in found.values():
        group.sort(key=lambda entry: -len(entry[0]))
    return found
