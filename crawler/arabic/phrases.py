"""Whether a text holds a word or phrase as a reader would say, spelled, glued and inflected as it may be; pure.

«حكومة» is found in «والحكومة», «لحكومتها» and «الحكومات»; «غزة» in «بغزة» but never within another word;
«جيش» in «للجيش» and «جيشهم».
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from crawler.arabic.letters import fold_key
from crawler.arabic.words import clitics, word_texts

# What may follow a word of four letters or more: possessives, plurals, the adjective's ending. Folded.
_ENDINGS = frozenset(
    ("", "ه", "ها", "هم", "هن", "هما", "نا", "كم", "ي", "يه", "يين", "يون", "ا", "ات", "ان", "ين", "ون", "اتها", "اتهم")
)
_OPEN_ENDINGS = 4  # letters: shorter words inflect into too many others
_ENDINGS_OF_THREE = frozenset(("ا", "ها", "هم", "هن", "هما", "نا", "كم"))  # not ه, which ة is folded to
_SERVANT = re.compile(r"(?<![\u0621-\u064a])([وف]?[بلك]?عبد)(?=ال[\u0621-\u064a]{2})")


def holds(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text, its words beside each other. An empty phrase stands nowhere."""
    asked = spoken(phrase)
    # Most texts do not hold a phrase's letters at all, and to look for them is a tenth of the work.
    if not asked or not _may_hold(text, asked):
        return False
    wanted = [forms(word) for word in asked]
    words = _spoken_of(text)
    for start in range(len(words) - len(wanted) + 1):
        if all(_is(words[start + offset], word) for offset, word in enumerate(wanted)):
            return True
    return False


def holds_any(texts: Sequence[str], phrases: Sequence[str]) -> str | None:
    """The first phrase that stands in one of the texts."""
    return next((phrase for phrase in phrases if any(holds(text, phrase) for text in texts)), None)


def spoken(text: str) -> list[str]:
    """The folded words of a text without signs; «عبدالله» is the two that others write."""
    return [word for word in word_texts(_SERVANT.sub(r"\1 ", fold_key(text))) if word[0].isalnum()]


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """The folded forms in which a folded word stands in texts, without what may be glued before it."""
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    # «مسلحون» and «مسلحين» are one word in two cases.
    cases = [f"{bare[:-2]}{other}" for one, other in (("ون", "ين"), ("ين", "ون")) if bare.endswith(one)]
    stems = (word, bare, *(case for case in cases if len(case) > _OPEN_ENDINGS))
    return frozenset(form for stem in stems for form in _inflected(stem))


def _may_hold(text: str, asked: Sequence[str]) -> bool:
    letters = fold_key(text)
    return all(_core(word) in letters for word in asked)


@lru_cache(maxsize=4096)
def _core(word: str) -> str:
    """The letters that each form of a folded word has in it."""
    has_article = word.startswith("ال") and len(word) > 4
    bare = [form[2:] if has_article and form.startswith(word) else form for form in forms(word)]
    return "".join(same[0] for same in takewhile(lambda some: len(set(some)) == 1, zip(*bare, strict=False)))


@lru_cache(maxsize=256)
def _spoken_of(text: str) -> tuple[str, ...]:
    return tuple(spoken(text))


def _is(word: str, wanted: frozenset[str]) -> bool:
    return any(rest in wanted for _, rest in clitics(word))


def _inflected(stem: str) -> Iterator[str]:
    yield stem
    if len(stem) < _OPEN_ENDINGS:
        if len(stem) == _OPEN_ENDINGS - 1:
            yield from (stem + ending for ending in _ENDINGS_OF_THREE)
        return
    yield from (stem + ending for ending in _ENDINGS)
    if stem.endswith("ه"):
        # ة is written ت before an ending and falls away before the plural's ات.
        for changed in (f"{stem[:-1]}ت", stem[:-1]):
            yield from (changed + ending for ending in _ENDINGS if ending)
