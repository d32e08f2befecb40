"""Copies as outlets make them of others' texts, and texts that only look like copies, from a seed.

Whoever looks for copies finds all of CopyKind and none of LookAlike. Paragraphs are lines.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from benchmarks.generated_news import Happening, happening, report
from crawler.arabic.sentences import sentences


class CopyKind(StrEnum):
    """What the second outlet did to the text. The title is its own in any case."""

    WHOLE = "only the title changed"
    HALF = "cut to the first half"
    THIRD = "cut to the first third"
    TWO_PARAGRAPHS = "cut to two paragraphs"
    EDITED_5 = "5 % of the words edited"
    EDITED_10 = "10 % of the words edited"
    SENTENCE_BEFORE = "a sentence set before"
    SENTENCE_WITHIN = "a sentence set within"
    SENTENCE_AFTER = "a sentence added"
    SPELLED = "spelled otherwise"
    CREDIT = "another agency's credit"
    LEAD_REWRITTEN = "the first sentence rewritten"
    HALF_EDITED = "half of it, edited, spelled otherwise"


class LookAlike(StrEnum):
    """A text of its own that shares words with another."""

    RETOLD = "the same event in other words"
    QUOTED = "a follow-up that quotes a sentence"
    BACKGROUND = "a follow-up with the report as background"
    TEMPLATE = "the same template, other facts"


_SPELLINGS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "«": '"', "»": '"', "،": ","})
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_CREDITS = ("(أ ف ب) - ", "رويترز / ", "وكالات: ", "غزة - الأناضول - ", "القاهرة/د ب أ/ ")
_ENDINGS = ("المصدر: وكالات.", "(رويترز)", "المصدر : الجزيرة + وكالات", "ترجمة خاصة.")
_QUOTED = 10  # words that a sentence has at least, to be one that is quoted
_LEAST_LEFT = 12  # words: of a shorter piece nobody can say whose it is


def copy_of(text: str, kind: CopyKind, chance: random.Random, others: Sequence[str]) -> str | None:
    """The text as another outlet prints it; `others` are texts that words and sentences are taken from. None where too
    few words would be left to say whose they are."""
    copied = _COPIED[kind](text, chance, others)
    return copied if len(copied.split()) >= _LEAST_LEFT else None


def look_alike(text: str, kind: LookAlike, chance: random.Random, others: Sequence[str]) -> tuple[str, str]:
    """A known text and one that only looks like a copy of it.

    What quotes is made of the given text; what is retold, or printed by a template, is generated news.
    """
    if kind is LookAlike.QUOTED:
        quoted = _a_sentence(text, chance, most=25)
        own = _news(chance, others, 3 * len(quoted.split())).split("\n")
        at = chance.randrange(len(own) + 1)
        return text, "\n".join([*own[:at], quoted, *own[at:]])
    if kind is LookAlike.BACKGROUND:
        return text, f"{_news(chance, others, 2 * len(text.split()))}\nوكانت وسائل إعلام ذكرت: {text}"
    first = happening(chance)
    second: Happening = first if kind is LookAlike.RETOLD else happening(chance, first.kind)
    fillers = chance.randint(0, 2)
    ways = (0, 1) if kind is LookAlike.RETOLD else (0, 0)
    return (
        report(first, chance, ways[0], fillers=fillers).text,
        report(second, chance, ways[1], fillers=fillers).text,
    )


def _news(chance: random.Random, others: Sequence[str], least: int) -> str:
    """Texts of others, so many that there are at least so many words."""
    news = chance.choice(others)
    while len(news.split()) < least:
        news = f"{news}\n{chance.choice(others)}"
    return news


def _cut(share: float) -> Callable[[str, random.Random, Sequence[str]], str]:
    def cut(text: str, _chance: random.Random, _others: Sequence[str]) -> str:
        """Whole sentences up to the share, as a copyist cuts; in the middle of one where it is the first."""
        most = max(1, round(share * len(text.split())))
        kept = ""
        for span in sentences(text):
            longer = text[: span.end]
            if len(longer.split()) > 1.15 * most:
                break
            kept = longer
        return kept if len(kept.split()) > 0.8 * most else " ".join(text.split()[:most])

    return cut


def _two_paragraphs(text: str, _chance: random.Random, _others: Sequence[str]) -> str:
    """The first two lines, or two sentences where the text is one line."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 2:
        return "\n".join(lines[:2])
    spans = list(sentences(text))
    return text[: spans[min(1, len(spans) - 1)].end] if spans else text


def _edited(share: float) -> Callable[[str, random.Random, Sequence[str]], str]:
    def edit(text: str, chance: random.Random, others: Sequence[str]) -> str:
        """So many words replaced, taken out or added, each in a place of its own."""
        lines = [line.split() for line in text.split("\n")]
        places = [(row, column) for row, line in enumerate(lines) for column in range(len(line))]
        for row, column in chance.sample(places, round(share * len(places))):
            word, foreign = lines[row][column], chance.choice(chance.choice(others).split())
            lines[row][column] = chance.choice((foreign, foreign, "", f"{word} {foreign}"))
        return "\n".join(" ".join(word for word in line if word) for line in lines)

    return edit


def _sentence(place: float) -> Callable[[str, random.Random, Sequence[str]], str]:
    def add(text: str, chance: random.Random, others: Sequence[str]) -> str:
        """One sentence of another text at this part of the text, at the end of a sentence: a quarter more at most."""
        sentence = _a_sentence(chance.choice(others), chance, most=len(text.split()) // 4)
        ends = [0, *(span.end for span in sentences(text))]
        at = min(ends, key=lambda end: abs(end - place * len(text)))
        return f"{text[:at]}\n{sentence}\n{text[at:]}".strip()

    return add


def _spelled(text: str, _chance: random.Random, _others: Sequence[str]) -> str:
    return text.translate(_SPELLINGS).translate(_DIGITS).replace(" في ", " فــي ", 3)


def _credited(text: str, chance: random.Random, _others: Sequence[str]) -> str:
    return f"{chance.choice(_CREDITS)}{text}\n{chance.choice(_ENDINGS)}"


def _lead_rewritten(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """The first sentence in other words; where it is more than a quarter of the text, only a quarter."""
    words = text.split(" ")
    end = min(len(text[: sentences(text)[0].end].split(" ")), len(words) // 4)
    return f"{_a_sentence(chance.choice(others), chance, most=end)} {' '.join(words[end:])}"


def _half_edited(text: str, chance: random.Random, others: Sequence[str]) -> str:
    return _spelled(_edited(0.05)(_cut(0.5)(text, chance, others), chance, others), chance, others)


def _a_sentence(text: str, chance: random.Random, *, most: int) -> str:
    found = [text[span.start : span.end] for span in sentences(text)]
    long = [one for one in found if len(one.split()) >= _QUOTED]
    return " ".join(chance.choice(long or found or [text]).split()[:most])


_COPIED: Mapping[CopyKind, Callable[[str, random.Random, Sequence[str]], str]] = {
    CopyKind.WHOLE: lambda text, _chance, _others: text,
    CopyKind.HALF: _cut(1 / 2),
    CopyKind.THIRD: _cut(1 / 3),
    CopyKind.TWO_PARAGRAPHS: _two_paragraphs,
    CopyKind.EDITED_5: _edited(0.05),
    CopyKind.EDITED_10: _edited(0.10),
    CopyKind.SENTENCE_BEFORE: _sentence(0.0),
    CopyKind.SENTENCE_WITHIN: _sentence(0.5),
    CopyKind.SENTENCE_AFTER: _sentence(1.0),
    CopyKind.SPELLED: _spelled,
    CopyKind.CREDIT: _credited,
    CopyKind.LEAD_REWRITTEN: _lead_rewritten,
    CopyKind.HALF_EDITED: _half_edited,
}
