"""Who did it, as a sentence names it: the subject of the verb, «على يد …», «غارة شنها …», «برصاص …»."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.people import PEOPLE
from crawler.arabic.words import Dictionary, Word, clitics
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.mention import Mention

_HERE = Path(__file__).parent
_REACH = 32  # words behind a count within which its «على يد» may stand
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Actor:
    """A name at words[start:end], of whose first word `cut` letters are a preposition."""

    start: int
    end: int
    cut: int = 0


def _forms() -> dict[str, list[str]]:
    rows = (_HERE / "actors.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return {kind: [form.strip() for form in forms.split(",")] for kind, forms in pairs}


_FORMS = _forms()
_KNOWN, _HEADS, _BY, _WEAPONS, _STRIKES = (
    Dictionary((form, True) for form in _FORMS[kind]) for kind in ("known", "head", "by", "weapon", "strikes")
)
_STOPS = frozenset(map(fold_key, _FORMS["stops"]))


def actor_of(mention: Mention, words: Sequence[Word], others: Sequence[Mention]) -> Actor | None:
    """The actor of a count: its verb's subject, one named behind it, then one named ahead of it."""
    subject = _subject(mention, words)
    if subject is not None:
        return subject
    limit = min(len(words), mention.end + _REACH)
    for other in others:
        if other.start > mention.end and _subject(other, words) is not None:
            limit = min(limit, other.cue)  # a later count has a hand of its own
    index = mention.end
    while index < limit:
        found = _named_at(words, index)
        if found is not None:
            return found
        index += 1
    for index in range(min(mention.cue, mention.start) - 1, max(-1, mention.start - _REACH), -1):
        found = _named_at(words, index)
        if found is not None and not any(other.end <= index < mention.start for other in others):
            return found
    return None


def _named_at(words: Sequence[Word], index: int) -> Actor | None:
    """An actor that a word here leads to: «على يد», «غارة …», «أطلقت …»."""
    by = _BY.at(words, index)
    if by is not None:
        return _name_from(words, by.end)
    weapon = _WEAPONS.at(words, index)
    if weapon is not None:
        return _known_within(words, weapon.end, 5)
    strikes = _STRIKES.at(words, index)
    if strikes is None:
        return None
    ahead = _ends_at(words, index)
    if ahead is not None:
        return ahead
    at = strikes.end
    return _name_from(words, at) if at < len(words) and _starts(words, at) else None


def _starts(words: Sequence[Word], index: int) -> bool:
    """Whether a name of an actor may begin at a word."""
    for dictionary in (_KNOWN, _HEADS):
        found = dictionary.at(words, index)
        if found is not None and found.prefix in ("", "ال", "ل", "لل"):
            return True
    return False


def _subject(mention: Mention, words: Sequence[Word]) -> Actor | None:
    """«قتلت قوات … 7 مدنيين» and «قوات … قتلت 7 مدنيين»."""
    cue = CUES.at(words, mention.cue) if mention.cue < mention.start else None
    if cue is None or cue.value.kind is not CueKind.VERB:
        return None
    start = cue.end
    while start < mention.start and (words[start].is_sign or words[start].text in ("منهم", "منها", "ايضا")):
        start += 1
    if start < mention.start and (_starts(words, start) or words[start].text in ("جميع", "كل")):
        name = _name_from(words, start)
        return Actor(name.start, min(name.end, mention.start)) if name is not None else None
    noun = PEOPLE.at(words, start) if start < mention.start else None
    if noun is not None and noun.value.agent:
        return Actor(start, noun.end)
    return _ends_at(words, mention.cue) if not cue.joined else None


def _ends_at(words: Sequence[Word], end: int) -> Actor | None:
    """A known actor, or a name with a head, that ends right before a word."""
    for start in range(max(0, end - 5), end):
        found = _KNOWN.at(words, start)
        if found is not None and found.end == end and found.prefix in ("", "ال", "و", "وال"):
            return Actor(start, end, 1 if found.prefix.startswith("و") else 0)
    for start in range(max(0, end - 4), end):
        head = _HEADS.at(words, start)
        clear = all(not w.is_sign and w.text not in _STOPS for w in words[start:end])
        if head is not None and head.prefix in ("", "ال") and clear:
            return Actor(start, end)
    return None


def _name_from(words: Sequence[Word], start: int) -> Actor | None:
    """The name that begins at a word: a known one with what belongs to it, else up to a word of place or time."""
    while start < len(words) and words[start].text in ("كل", "من", "عناصر"):
        start += 1
    if start >= len(words) or words[start].is_sign:
        return None
    known = _KNOWN.at(words, start)
    end = known.end if known is not None else start
    while end < len(words) and end - start < _LONGEST:
        text = words[end].text
        if text in _STOPS or (words[end].is_sign and text != "/") or text[0].isdigit():
            break
        if end > start and CUES.at(words, end) is not None:
            break
        if text.startswith("و") and end > start and not text.startswith(("وال", "وحد", "وطن")):
            break
        end += 1
    while end > start and words[end - 1].is_sign:
        end -= 1
    return Actor(start, end, _preposition(words[start].text)) if end > start else None


def _preposition(word: str) -> int:
    """How many letters of a name's first word are «ل» glued to it."""
    if any(fold_key(form).split()[0] == word for form in _FORMS["known"]):
        return 0
    return next((len(p) for p, rest in clitics(word) if p in ("ل", "ب") and _is_first(rest)), 0)


def _is_first(word: str) -> bool:
    return any(fold_key(form).split()[0] == word for form in (*_FORMS["known"], *_FORMS["head"]))


def _known_within(words: Sequence[Word], start: int, reach: int) -> Actor | None:
    for at in range(start, min(start + reach, len(words))):
        if words[at].text in ("على", "علي", "،", "في") or words[at].is_sign:
            return None
        found = _KNOWN.at(words, at)
        if found is not None and found.prefix in ("", "ل", "ال", "لل"):
            return Actor(at, found.end, 1 if found.prefix == "ل" else 0)
    return None
