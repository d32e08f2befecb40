"""Only Arabic is read: Persian, Urdu, Pashto and Kurdish pages share its script and would be misread."""

import re
import unicodedata

import py3langid

# Letters that Arabic does not use, but for names (گ, ڤ, پ, چ in a word here and there).
_FOREIGN_LETTER = re.compile(
    "[\u067e\u0686\u0698\u06af\u06a9\u06cc\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2\u0695\u06b5\u06c6\u06ce\u06d5]"
)
# Letters as they are drawn, which some old systems wrote for the letters themselves.
_DRAWN = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
# Two letters of those that some systems write in Arabic texts too, with the keyboard of a neighbour.
_BORROWED = str.maketrans("\u06cc\u06a9", "\u064a\u0643")
_WORD = re.compile("[\u0621-\u064a\u0671-\u06d3]+")
_NEARLY_LETTERS = re.compile(r"[^\W\d_]+")  # letters, and numerals such as ½
# What every Arabic text is full of, and texts of its neighbours are not: the article, and a few small words.
_ARTICLE = re.compile("(?:[\u0648\u0641\u0628\u0643]?\u0627\u0644|\u0648?\u0644\u0644)..")
_SMALL = frozenset("في من على إلى الى عن أن ان التي الذي هذا هذه بعد قبل خلال مع كان بين لم".split())
_SMALL_SHARE = 0.2
_NAMES_SHARE = 0.05  # of the words
_SAMPLE = 3000
_VARIETIES = frozenset(("ary", "arz"))  # of Arabic, as the model tells them apart: Moroccan, Egyptian


def language_of(text: str) -> str:
    """The ISO 639-1 code of a text's language, «und» where there is nothing to tell it by."""
    sample = text[:_SAMPLE]
    if _DRAWN.search(sample):
        sample = unicodedata.normalize("NFKC", sample)
    letters = sum(map(len, _WORD.findall(sample)))
    if letters < 10:
        return _by_model(sample) if sum(map(str.isalpha, sample)) >= 10 else "und"
    # Short Arabic texts with foreign names are taken for Persian; those letters are what Persian cannot do without.
    # The counting comes first because it is what nearly every page ends with, and takes a tenth of the model's time.
    foreign = len(_FOREIGN_LETTER.findall(sample))
    if foreign <= 0.01 * letters and (
        letters > 0.6 * sum(map(len, _NEARLY_LETTERS.findall(sample)))  # as many as there are or more, and soon told
        or letters > 0.6 * sum(map(str.isalpha, sample))
    ):
        return "ar"
    if foreign and _reads_arabic(sample.translate(_BORROWED)):
        return "ar"
    return _by_model(sample)


def _by_model(sample: str) -> str:
    language = str(py3langid.classify(sample)[0])
    return "ar" if language in _VARIETIES else language


def _reads_arabic(sample: str) -> bool:
    """Whether a text is Arabic but for its spelling of kaf and ya, and a name or two («پاريس»)."""
    words = _WORD.findall(sample)
    foreign = len(_FOREIGN_LETTER.findall(sample))
    names = sum(1 for word in words if _FOREIGN_LETTER.search(word))
    arabic = sum(1 for word in words if word in _SMALL or _ARTICLE.match(word))
    few = foreign <= 0.01 * len(sample) or names <= max(1, _NAMES_SHARE * len(words))
    return few and arabic >= _SMALL_SHARE * len(words)
