"""The pieces of a title between bars and dashes, and which of them name an outlet.

«قصف على الخرطوم - السودان - صحيفة الميناء» has three. A piece is a name where its words are those of a known name but
for words that any outlet has («صحيفة», «نيوز»). A place and a mark («عاجل») are the headline's own in case of doubt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.arabic.letters import fold_key
from crawler.arabic.places import gazetteer
from crawler.arabic.words import words_of

LONGEST_NAME = 45

# A bar parts two pieces with or without spaces, other signs where a space shows that they stand between words.
_JOINT = re.compile(r"\s*\|+\s*|\s+(?:::|--|[-–—:•·/\\~‹›<>«»])\s+|\s[-–—](?=\S)|(?<=\S)[-–—]\s")
_HOST = re.compile(r"(?:[\w-]+\.)+(?:com|net|org|info|news|tv|co|me|[a-z]{2})")
# A name that is a host, not a piece that may be one: under any top-level domain.
_ANY_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[a-z0-9]+")
# Folded, without the article. What outlets of all names are called besides.
_KIND_WORDS = frozenset(
    """صحيفه جريده مجله موقع قناه بوابه شبكه وكاله انباء اخبار اخباري اخباريه خبر نيوز نت اونلاين الكتروني الكترونيه
    رسمي رسميه فضاييه تلفزيون راديو اذاعه منصه هييه تحرير فريق محرر تي في برس ميديا the news net online tv com website
    newspaper agency press media network channel""".split()
)
_LANGUAGE_WORDS = frozenset("عربي عربيه بالعربي بالعربيه arabic arabi".split())
_MARKS = frozenset(
    """عاجل|خاص|حصري|حصريا|فيديو|بالفيديو|صور|بالصور|صوره|صور وفيديو|فيديو وصور|بالصور والفيديو|بالفيديو والصور|شاهد
    |تحديث|محدث|مباشر|بث مباشر|تغطيه مباشره|تقرير|تحقيق|تحليل|مقال|راي|حوار|وثيقه|وثايق|انفوغراف|انفوجراف|فيديوغراف
    |تسجيل|رسمي|رسميا|متابعه|ملخص|اليوم|امس|غدا|الان|بالاسماء|بالارقام|updated|update|breaking|video|photos|live""".replace(
        "\n", ""
    ).split("|")
)
_HOME = frozenset(("الرييسيه", "الصفحه الرييسيه", "رييسيه", "home", "home page", "homepage", "index"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`title[start:end]`, without the signs around it. `text` is its words as the title writes them."""

    text: str
    start: int
    end: int


def pieces_of(title: str) -> list[Piece]:
    """The pieces of a title in order; empty ones are left out."""
    pieces, start = [], 0
    for match in (*_JOINT.finditer(title), None):
        end = match.start() if match else len(title)
        text = title[start:end]
        if text.strip():
            left = start + len(text) - len(text.lstrip())
            pieces.append(Piece(text=text.strip(), start=left, end=left + len(text.strip())))
        start = match.end() if match else end
    return pieces


def is_name(piece: str, names: Sequence[str]) -> bool:
    """Whether a piece of a title, or a byline, is what the outlet is called.

    `names` may hold the outlet's host: «Sputnik Arabic» is the name of arabic.sputniknews.com.
    """
    folded = fold_key(piece).strip(" \"'()[]«».:،-")
    if len(piece) > LONGEST_NAME or not folded:
        return False
    if folded in _HOME or _HOST.fullmatch(folded):
        return True
    keys = [fold_key(name) for name in names if name.strip()]
    if folded in keys:
        return True
    if is_mark(piece):
        return False
    return any(
        _names_the_host(folded, key) if _ANY_HOST.fullmatch(key) else _same_name(folded, key) for key in keys
    ) and (not is_place(piece))


def is_place(piece: str) -> bool:
    """Whether the piece is a place of the gazetteer and nothing else."""
    words = words_of(fold_key(piece))
    found = gazetteer().at(words, 0) if words else None
    return found is not None and found.end == len(words) and found.prefix in ("", "ال")


def is_mark(piece: str) -> bool:
    """Whether the piece says of what manner the story is and not what it tells: عاجل, فيديو, خاص."""
    return fold_key(piece).strip(" \"'()[]«».:،!-") in _MARKS


def _same_name(one: str, other: str) -> bool:
    """Whether two names have the same words but for the words of kind.

    >>> _same_name("بوابه اخبار المساء", "المساء نيوز"), _same_name("السابع", "اليوم السابع")
    (True, False)
    """
    a, b = _plain_words(one), _plain_words(other)
    if a - _LANGUAGE_WORDS and b - _LANGUAGE_WORDS:
        a, b = a - _LANGUAGE_WORDS, b - _LANGUAGE_WORDS
    return bool(a) and a == b


def _plain_words(name: str) -> frozenset[str]:
    words = (word.removeprefix("ال") if len(word) > 4 else word for word in _WORD.findall(name))
    return frozenset(word for word in words if word not in _KIND_WORDS)


def _names_the_host(piece: str, host: str) -> bool:
    """Whether the words of a piece in Latin letters make up most of a host's name."""
    words = _plain_words(piece) - _LANGUAGE_WORDS
    latin = [word for word in words if _LATIN.fullmatch(word)]
    if not latin or len(latin) < len(words) or max(map(len, latin)) < 3:
        return False
    label = max(host.removeprefix("www.").split(".")[:-1], key=len, default="").replace("-", "")
    return all(word in label for word in latin) and 2 * sum(map(len, latin)) >= len(label)
