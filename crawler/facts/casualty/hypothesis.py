"""Harm that did not happen: denied, rumoured, feared, possible, attempted or wished for (words in hypothesis.tsv).

A wording of that kind reaches to the right, as far as its kind lets it: a denial up to «مؤكدا», a fear up to a comma or
«الذي», an attempt only to the harm that follows at once. «محاولة اغتيال أودت بحياة اثنين» is real, since the two stand
under «أودت». A part of an unreal whole is unreal.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from crawler.arabic.beginnings import where
from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary, Found, Word, clitics
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.goes_on import goes_on_imperfect
from crawler.facts.casualty.mention import Mention

# How many words each kind reaches, and whether a comma ends it.
_REACH = {
    "denied": 40,
    "supposed": 40,
    "refuted": 16,
    "rumoured": 16,
    "contrary": 12,
    "feared": 14,
    "possible": 10,
    "intended": 5,
}
_STOPPED_BY = {
    "denied": ("assures",),
    "supposed": ("assures",),
    "refuted": ("assures",),
    "rumoured": ("assures", "causes"),
    "contrary": ("assures",),
    "feared": ("assures", "causes", "relative"),
    "possible": ("assures", "causes", "relative"),
    "intended": ("assures", "causes", "relative"),
}
_ACROSS_COMMAS = ("denied", "supposed", "refuted", "rumoured")
_BEHIND = 30  # words within which «عار عن الصحة» stands behind what it refutes
_DEFUSED = frozenset("تفكيك بتفكيك ابطال احباط باحباط تعطيل فككت فكك ابطلت ابطل احبطت احبط عطلت ضبط".split())
_ASIDE = frozenset(("فيما", "بينما"))  # behind them something else is told
_SUBJECT = 3  # words that name who threatens, plans or calls for it
_OTHER_REACH = 4  # words behind a denial within which the thing denied is named

_BEFORE_IT = 7  # words from «قبل أن» to the verb of what was prevented


def real_mentions(words: Sequence[Word], begins: Sequence[int], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence whose harm is told as real, in order; `begins` are the bits of its words."""
    marks = _marks(words, begins)
    if not marks and not any(_was_prevented(words, mention) for mention in mentions):
        return list(mentions)
    unreal: set[int] = set()
    for mention in mentions:
        inside = mention.parent is not None and id(mention.parent) in unreal
        if inside or _is_under(words, mention, marks) or _goes_on_unreal(words, mention, marks):
            unreal.add(id(mention))
    return [mention for mention in mentions if id(mention) not in unreal]


def _goes_on_unreal(words: Sequence[Word], mention: Mention, marks: Sequence[Found[str]]) -> bool:
    """«قد يودي بحياة 30 ألفا، ويشرد مليونين»: what is joined to what may be may be too."""
    before = (mark for mark in reversed(marks) if mark.value in ("possible", "feared") and mark.end <= mention.cue)
    mark = next(before, None)
    return mark is not None and goes_on_imperfect(words, mark.end, mention.cue)


def _was_prevented(words: Sequence[Word], mention: Mention) -> bool:
    """«تفكيك سيارة مفخخة قبل أن تودي بحياة عشرات»: what was defused in time."""
    first = min(mention.cue, mention.start)
    verb = max(first - 1, 0) if words[first].text.lstrip("و")[:1] not in ("ي", "ت") else first
    if words[verb].text.lstrip("و")[:1] not in ("ي", "ت"):
        return False
    for at in range(verb - 2, max(-1, verb - _BEFORE_IT), -1):
        if words[at + 1].is_sign:
            return False
        if words[at].text == "قبل" and words[at + 1].text == "ان":
            return any(word.text in _DEFUSED for word in words[:at])
    return False


def _is_under(words: Sequence[Word], mention: Mention, marks: Sequence[Found[str]]) -> bool:
    at = min(mention.cue, mention.start)
    if _was_prevented(words, mention):
        return True
    for mark in marks:
        if mark.value == "refuted" and 0 <= mark.start - mention.end <= _BEHIND:
            if not any(word.text in _ASIDE for word in words[mention.end : mark.start]):
                return True
        elif mark.end <= at <= mark.end + _REACH[mark.value]:
            if not _stopped(words, mark.end, at, mark.value) and _fits(words, mark, mention, at):
                return True
        elif mark.start <= mention.cue < mark.end and (
            mark.value in ("possible", "intended") or (mark.value == "feared" and mention.cue > mark.start)
        ):
            return True  # «ستقتل المئات», «مذكرة توقيف بحق ستة»: the cue itself
    return False


def _fits(words: Sequence[Word], mark: Found[str], mention: Mention, at: int) -> bool:
    if mark.value == "intended":
        return _follows_at_once(words, mark, mention, at)
    if mark.value == "feared":
        return not _is_of_the_past(words, mention)
    return True


def _follows_at_once(words: Sequence[Word], mark: Found[str], mention: Mention, at: int) -> bool:
    """«محاولة فاشلة لاغتيال 3», but not «محاولة تهريب قتل فيها 3» nor «محاولة اغتيال وقتل 3 في …»."""
    joined = words[at].text.startswith("و") and words[at].text not in ("وفاه", "وقوع")
    if joined or (mention.cue == at and _is_of_the_past(words, mention) and at > mark.end):
        return False
    if all(any(rest in _BETWEEN for _, rest in clitics(word.text)) for word in words[mark.end : at]):
        return True
    cue = CUES.at(words, at)  # «هدد التنظيم بإعدام 10», «دعا الرجل إلى قتل 10»: who did it stands between
    led = cue is not None and cue.prefix in ("ب", "ل")
    return at - mark.end <= _SUBJECT and (led or words[at - 1].text in ("الي", "علي"))


def _is_of_the_past(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a verb of the past tells the harm: «حذر من أن 40 شخصا قتلوا» reports forty dead."""
    cue = CUES.at(words, mention.cue)
    if cue is None or cue.value.kind not in (CueKind.VERB, CueKind.AFTER):
        return False
    if cue.value.kind is CueKind.AFTER:
        return any(word.text in _PAST_HELPERS for word in words[max(0, mention.cue - 4) : mention.cue])
    return not cue.value.imperfect and words[mention.cue].text not in _VERB_OR_NOUN


def _stopped(words: Sequence[Word], start: int, end: int, kind: str) -> bool:
    """Whether something between two places ends the reach of a kind."""
    stops = _STOPPED_BY[kind]
    for index in range(start, end):
        word = words[index]
        if word.is_sign:
            if word.text in ("؛", ";", ".") or (word.text in ("،", ",", ":", "\n") and kind not in _ACROSS_COMMAS):
                return True
            continue
        found = _STOPS.at(words, index)
        if found is not None and found.value in stops:
            return True
    return False


def _marks(words: Sequence[Word], begins: Sequence[int]) -> list[Found[str]]:
    """The wordings of unreality in a sentence; denials of something else left out."""
    found: list[Found[str]] = []
    end = 0
    for index in where(begins, _MARK):
        mark = _MARKS.at(words, index) if index >= end else None
        if mark is None or (mark.definite and mark.value == "possible"):
            continue
        end = mark.end
        if not (mark.value == "denied" and _denies_other(words, mark)):
            found.append(mark)
    return found


def _denies_other(words: Sequence[Word], mark: Found[str]) -> bool:
    """«نفى ضلوعه في مقتل 5» and «لم ينف مقتل 5» leave the five dead."""
    if mark.start and words[mark.start - 1].text in ("لم", "لا", "ولم", "دون", "ولا"):
        return True
    ahead = range(mark.end, min(len(words), mark.end + _OTHER_REACH + 1))
    for index in ahead:
        if words[index].is_sign:
            return False
        if _OTHER.at(words, index) is not None:
            return True
    return False


def _rows() -> Iterator[tuple[str, list[str]]]:
    for line in (Path(__file__).parent / "hypothesis.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, phrases = line.split("\t")
            yield kind, [phrase.strip() for phrase in phrases.split(",")]


def _spelt(phrase: str) -> tuple[str, ...]:
    if not phrase.startswith("~"):
        return (phrase,)
    stem = phrase[1:]
    return ("سي" + stem, "ست" + stem, "قد ي" + stem, "قد ت" + stem)


_ROWS = dict(_rows())
_KINDS = ("refuted", "denied", "supposed", "rumoured", "contrary", "feared", "possible", "intended")
_MARKS = Dictionary((form, kind) for kind in _KINDS for phrase in _ROWS[kind] for form in _spelt(phrase))
_MARK = BEGINNINGS.reader(_MARKS.begins)
_STOP_KINDS = ("assures", "causes", "relative")
_STOPS = Dictionary((phrase, kind) for kind in _STOP_KINDS for phrase in _ROWS[kind])
_OTHER = Dictionary((phrase, True) for phrase in _ROWS["other"])
_BETWEEN = frozenset(fold_key(phrase) for phrase in _ROWS["between"])
_PAST_HELPERS = frozenset(fold_key(word) for word in ("لقي", "لقوا", "لقيت", "فقد", "فقدوا", "فارق", "فارقوا"))
_VERB_OR_NOUN = frozenset(
    fold_key(word) for word in ("قتل", "بقتل", "لقتل", "خطف", "لخطف", "بخطف", "ذبح", "بذبح", "جرح")
)
