"""Whether a text holds a word or phrase as a reader would say, spelled, glued and inflected as it may be; pure.

«حكومة» is found in «والحكومة», «لحكومتها» and «الحكومات»; «غزة» in «بغزة» but never within another word;
«جيش» in «للجيش» and «جيشهم».
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Word, clitics, words_of

# What may follow a word of four letters or more: possessives, plurals, the adjective's ending. Folded.
_ENDINGS = frozenset(
    ("", "ه", "ها", "هم", "هن", "هما", "نا", "كم", "ي", "يه", "يين", "يون", "ا", "ات", "ان", "ين", "ون", "اتها", "اتهم")
)
_OPEN_ENDINGS = 4  # letters: shorter words inflect into too many others
_ENDINGS_OF_THREE = frozenset(("ا", "ها", "هم", "هن", "هما", "نا", "كم"))  # not ه, which ة is folded to
_SERVANT = re.compile(r"(?<![\u0621-\u064a])([وف]?[بلك]?عبد)(?=ال[\u0621-\u064a]{2})")


def holds(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text, its words beside each other. An empty phrase stands nowhere."""
    wanted = [word.text for word in _words(phrase)]
    if not wanted:
        return False
    readings = _readings(text)
    for start in range(len(readings) - len(wanted) + 1):
        if all(_is(readings[start + offset], word) for offset, word in enumerate(wanted)):
            return True
    return False


def holds_any(texts: Sequence[str], phrases: Sequence[str]) -> str | None:
    """The first phrase that stands in one of the texts."""
    return next((phrase for phrase in phrases if any(holds(text, phrase) for text in texts)), None)


@lru_cache(maxsize=256)
def _readings(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(rest for _, rest in clitics(word.text)) for word in _words(text))


def _words(text: str) -> list[Word]:
    """Words without signs; «عبدالله» is the two that others write."""
    return [word for word in words_of(_SERVANT.sub(r"\1 ", fold_key(text))) if not word.is_sign]


@lru_cache(maxsize=4096)
def _stems(word: str) -> tuple[str, ...]:
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    # «مسلحون» and «مسلحين» are one word in two cases.
    cases = [f"{bare[:-2]}{other}" for one, other in (("ون", "ين"), ("ين", "ون")) if bare.endswith(one)]
    return tuple(dict.fromkeys((word, bare, *(case for case in cases if len(case) > _OPEN_ENDINGS))))


def _is(readings: frozenset[str], word: str) -> bool:
    return any(_inflects(reading, stem) for stem in _stems(word) for reading in readings)


def _inflects(reading: str, stem: str) -> bool:
    if reading == stem:
        return True
    if len(stem) < _OPEN_ENDINGS:
        return len(stem) == _OPEN_ENDINGS - 1 and reading.startswith(stem) and reading[3:] in _ENDINGS_OF_THREE
    if reading.startswith(stem) and reading[len(stem) :] in _ENDINGS:
        return True
    # ة is written ت before an ending and falls away before the plural's ات.
    return stem.endswith("ه") and any(
        reading.startswith(changed) and reading[len(changed) :] in _ENDINGS
        for changed in (f"{stem[:-1]}ت", stem[:-1])
        if len(changed) >= _OPEN_ENDINGS - 1 and len(reading) > len(changed)
    )
