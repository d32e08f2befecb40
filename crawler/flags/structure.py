"""Which classes of words stand together in one sentence, and where such sentences stand.

«قتل» beside a number speaks for victims, beside «فيلم» or «متهم» or after «لم» for something else, and a minister's
meeting is a dealing where two parties are named in its sentence. What stands far apart in a text says nothing of this
kind, so everything here is counted sentence by sentence.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import log2

from crawler.arabic.words import Word
from crawler.flags.telling import tellings

_END = frozenset(".!؟;؛\n")
_NOT = frozenset("لم لن لا دون بدون نفي نفت ينفي تنفي نافيا نافيه ليس ليست عدم بلا غير".split())
_PERHAPS = frozenset(
    "قد يمكن ربما لو احتمال محتمل محتمله خشيه مخافه محاوله محاولات كاد كادت مفترض افتراضي افتراضيه سيناريو تخيل خيالي "
    "خياليه يخشي تخشي سوف التخطيط تخطيط يخطط يخططون اعتزام".split()
)
_WHICH = frozenset("الذي التي الذين اللذين اللتين ممن".split())
_THEN = frozenset("عام سنه العام قبل منذ سابق سابقه السابق السابقه الماضي الماضيه".split())
_REACH = 4  # words from «الذي» to the verb of its clause, and from «لم» to what it denies

HARM = frozenset({"harm", "injury", "lost", "captive", "selfburn"})
_BLOW = frozenset({"strike", "mishap", "crime", "assault"})
_ELSEWHERE = {
    "drill": "drill", "sport": "sport", "art": "art", "market": "market", "memorial": "memorial",
    "court": "court", "threat": "threat", "disease": "disease", "obituary": "obituary", "warpast": "past",
    "weapons": "weapons", "domestic": "domestic", "pretend": "pretend", "suspect": "suspect", "natural": "natural",
    "animal": "animal",
}  # fmt: skip
# Who or what is no state's voice, though words of dealings stand beside it.
_ASIDE = (
    "domestic",
    "local",
    "protest",
    "unofficial",
    "business",
    "posts",
    "consular",
    "sport",
    "art",
    "market",
    "press",
)
# What stands beside harm and leaves it what it is: who answers to it, what has become of whom.
_BESIDE = ("stance", "assault", "freed", "saved", "honour", "losses", "fate", "aftermath", "limb", "item")
_OURS = frozenset("بلاده بلادها بلادنا حكومته حكومتها".split())  # what a state's own speaker says of his state
DEALING = frozenset({"meeting", "visit", "call", "summit", "talks", "agreement", "relations"})
_SPEAKERS = frozenset({"envoy", "head", "body"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, the lexicon classes found in it by the index of their first word, and the parties, of
    which the first is `named` at that word."""

    words: Sequence[Word]
    classes: Mapping[str, int]
    parties: frozenset[str]
    named: int = 10_000  # beyond any sentence: nobody is
    harmed: Mapping[int, str] = field(default_factory=dict)  # words of harm by index, with what is glued before them


def spans(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where the sentences of some words begin and end."""
    start = 0
    for index, word in enumerate(words):
        if word.text[0] in _END:
            if index > start:
                yield start, index
            start = index + 1
    if start < len(words):
        yield start, len(words)


def structure(title: Sequence[Sentence], text: Sequence[Sentence]) -> dict[str, float]:
    """Named numbers: how many sentences of the opening (title and first one) and of the rest are of each kind, damped;
    how early the first of a kind stands; and which share of the sentences harm and dealings have."""
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for place, sentence in enumerate((*title, *text)):
        zone = "o" if place < len(title) + 1 else "r"
        for kind in kinds(sentence):
            name = f"s{zone}:{kind}"
            counts[name] = counts.get(name, 0) + 1
            first.setdefault(kind, place)
    found = {name: log2(1 + count) for name, count in counts.items()}
    found |= {f"first:{kind}": 1 / (1 + place) for kind, place in first.items() if kind in _TIMED}
    number = max(1, len(title) + len(text))
    for kind in ("harm", "harm:told", "deal"):
        found[f"share:{kind}"] = (counts.get(f"so:{kind}", 0) + counts.get(f"sr:{kind}", 0)) / number
    if "so:harm:told" not in found and "sr:harm:told" not in found:
        found |= {f"only:{kind}": 1.0 for kind in _UNTOLD if kind in first}
    found["sentences"] = log2(1 + number)
    return found


_TIMED = ("harm", "harm:clean", "harm:told", "harm:number", "deal", "deal:2", "stance:2")
# Harm that is spoken of and not told as done: where a story tells of none that was, it is about this.
_UNTOLD = (
    "harm:denied",
    "harm:open",
    "harm:charged",
    "harm:meant",
    "harm:clause",
    "harm:recalled",
    "harm:beast",
    "captive:freed",
)


def kinds(sentence: Sentence) -> Set[str]:
    """What a sentence is, in terms of what stands together in it."""
    found: set[str] = set()
    classes = sentence.classes
    harmed = [classes[name] for name in HARM if name in classes]
    if harmed:
        found |= _of_harm(sentence, min(harmed)) | tellings(sentence.words, sentence.harmed)
    if "captive" in classes:
        found.add("captive:freed" if "freed" in classes else "captive")
    parties = min(2, len(sentence.parties))
    if any(name in classes for name in DEALING):
        found |= {"deal", f"deal:{parties}"}
        if any(name in classes for name in _SPEAKERS):
            found.add(f"deal:speaker:{parties}")
        found |= {f"deal:{name}" for name in _ASIDE if name in classes}
    if "stance" in classes:
        found.add(f"stance:{parties}")
        found |= {f"stance:{name}" for name in _ASIDE if name in classes}
        if any(name in classes for name in _SPEAKERS):
            found.add(f"stance:speaker:{parties}")
    if "envoy" in classes or "body" in classes:
        found.add(f"speaker:{parties}")
        found |= {f"speaker:{name}" for name in _ASIDE if name in classes}
    if any(name in classes for name in ("aid", "letter", "handover", "factions")) and parties:
        found |= {f"{name}:{parties}" for name in ("aid", "letter", "handover", "factions") if name in classes}
    if any(word.text in _OURS for word in sentence.words):
        found.add(f"ours:{parties}")
    return found


def _of_harm(sentence: Sentence, at: int) -> set[str]:
    words, classes = sentence.words, sentence.classes
    found = {"harm"}
    elsewhere = {f"harm:{kind}" for name, kind in _ELSEWHERE.items() if name in classes}
    found |= elsewhere
    before = [word.text for word in words[max(0, at - _REACH) : at]]
    if any(word in _NOT for word in before) or "nobody" in classes:
        found.add("harm:not")
    elif any(word in _PERHAPS for word in before):
        found.add("harm:perhaps")
    elif any(word in _WHICH for word in before):
        found.add("harm:which")
    elif not elsewhere:
        found.add("harm:clean")
    if any(word.is_number for word in words):
        found.add("harm:number")
    if any(name in classes for name in _BLOW):
        found.add("harm:blow")
    if "rescue" in classes:
        found.add("harm:rescue")
    if "fighting" in classes:
        found.add("harm:fighting")
    if any(word.text in _THEN for word in words):
        found.add("harm:then")
    found |= {f"harm:{name}" for name in _BESIDE if name in classes}
    return found
