"""Who wrote a story: names from what a page states and from lines like «كتب: محمد علي», and nothing that is no person.

Logos, logins, addresses, desks and outlets stand where authors should; a quoted official is no author. In case of
doubt there is no byline. Where a label vouches for a name it may be any; where only its place does («غزة - رائد علي:»),
its first word has to be a given name.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from crawler.arabic.letters import fold, fold_key
from crawler.arabic.places import gazetteer
from crawler.arabic.words import words_of
from crawler.pages.credits.agency_names import credit_words, names_only_agencies
from crawler.pages.titles.title_pieces import is_name

_GIVEN_NAMES = frozenset(map(fold_key, Path(__file__).with_name("given_names.txt").read_text(encoding="utf-8").split()))
_LONGEST_NAME, _MOST_WORDS, _MOST_AUTHORS = 50, 6, 6
_NO_NAME, _TITLES = credit_words("no name"), credit_words("titles")
_IMPOSSIBLE = re.compile(
    r"[@#_=<>{}\[\]؟?!:؛]|https?|www\.|\.(?:com|net|org|info|png|jpe?g|svg|gif)\b|\d", re.IGNORECASE
)
_LABEL = re.compile(
    r"^[\W_]*(?:(?:(?:مرسله|ارسلت?|نشرت?|تم\s+النشر|اضيفت?|كتبت?|المقال)\s+)?بواسطه|كتب(?:ت|ه|ها)?|بقلم|اعداد|تحرير|تقرير|الكاتبه?|حوار|حاور(?:ه|ها|ت)?|by|author)\s*(?:[:/|]|-\s|\s)\s*",
    re.IGNORECASE,
)
# Of these, what no other line begins with: «تحرير محمد علي» may be about a hostage.
_WRITTEN_BY = re.compile(r"^[\W_]*(?:كتب(?:ت|ه|ها)?|بقلم|(?:\w+\s+)?بواسطه|اعداد|by)[\s:/|-]", re.IGNORECASE)
_JOINTS = re.compile(r"\s*[،,;|/&+•]\s*|\s+[-–—ـ]+\s*|\s*[–—]\s*|\s+و\s+|\s+and\s+")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")

# The lines of a story that name its author, folded; the label vouches for the name. For `chrome.line_kind`.
BYLINE_LINE = re.compile(
    r"[\W_]*(?:(?:كتبت?(?:\s+وصورت?)?|كتبها|اعداد(?:\s+(?:وتحرير|وتقديم|وحوار))?|تحرير|حاوره?ا?|حاورت(?:ه|ها)?|حوار(?:\s+وتصوير)?|اعدها?"
    r"|اعده?\s+للنشر|(?:(?:مرسله|ارسلت?|نشرت?|اضيفت?|كتبت?)\s+)?بواسطه|الكاتبه?|المحرره?|مراسلنا)\s*(?:[:/|]|-\s)\s*|(?:author|role|by)\s*[,:،]\s*"
    r"|بقلم(?:\s*[:/|-]\s*|\s+))(?P<rest>(?:(?:ا\s*\.\s*)?[دام]\s*\.\s*)?[^:.!؟?\d]{2,60}):?",
    re.IGNORECASE,
)
PHOTOGRAPHER_LINE = re.compile(r"[\W_]*(?:تصوير|عدسه|المصور)\s*(?:[:/|]|-\s)\s*[^:.!؟?\d]{2,60}")
# A place, a name and then the text: «غزة - رائد علي: حذرت …»; «كتب - عمار عوض: …».
_NAME_AT_HEAD = re.compile(r"^\s*([^-–—/:«»\"().،]{2,30}?)\s*[-–—/ـ]+\s*([^-–—/:«»\"()،\d]{5,40}?)\s*(?::|[-–—]\s)")


def byline_of(authors: Iterable[str], names: Sequence[str] = ()) -> str | None:
    """The persons among what is stated as authors, joined by «، », or None. `names` are what the outlet is called."""
    found: dict[str, str] = {}
    for author in authors:
        if len(author) > 200 or is_name(author, names):
            continue
        for piece in _pieces(author):
            if _is_person(piece) and not is_name(piece, names):
                found.setdefault(fold_key(piece), piece)
    return "، ".join(list(found.values())[:_MOST_AUTHORS]) or None


def byline_of_pieces(pieces: Sequence[str]) -> str | None:
    """The person that an element names which is called an author's: «بواسطة», «سالم الكندي», «مسقط».

    The element vouches for the first name; a further one has to begin with a given name, since roles stand there too.
    """
    # «سالم», «الكندي»: a name in two elements.
    is_one = 1 < len(pieces) <= 3 and all(piece.isalpha() for piece in pieces)
    whole = " ".join(pieces) if is_one and _LABEL.match(fold(pieces[0]).text + " ") is None else " | ".join(pieces)
    people = [piece for piece in _pieces(whole) if _is_person(piece)]
    people = [name for number, name in enumerate(people) if not number or _begins_with_given_name(name)]
    return "، ".join(dict.fromkeys(people[:_MOST_AUTHORS])) or None


def byline_of_crumb(line: str) -> str | None:
    """The name in a short line at a story's head: «أحمد حسن – القاهرة», «محمد علي، مراسل الميناء في بيروت».

    Behind a label a name may stand alone: «بواسطة سالم الكندي».
    """
    labelled = _labelled_name(line)
    if labelled is not None:
        return labelled
    pieces = [piece for piece in _JOINTS.split(line.strip()) if piece]
    if not 1 < len(pieces) <= 3 or len(line) > 80 or line.rstrip().endswith((".", ":", "؟")):
        return None
    people = [piece for piece in pieces if _is_person(piece) and _begins_with_given_name(piece)]
    rest = [piece for piece in pieces if piece not in people]
    if len(people) != 1 or not all(_is_place(piece) or _is_role(piece) or names_only_agencies(piece) for piece in rest):
        return None
    return people[0]


def _labelled_name(line: str) -> str | None:
    text = " ".join(line.split())
    label = _WRITTEN_BY.match(fold(text).text) if len(text) <= 80 else None
    people = _pieces(text) if label is not None else []
    if len(people) != 1 or not 2 <= len(people[0].split()) <= 4:
        return None
    return people[0] if _is_person(people[0]) and _begins_with_given_name(people[0]) else None


def byline_at_head(paragraph: str) -> str | None:
    """The author that a first paragraph names behind its dateline: «غزة - رائد علي: حذرت …»."""
    match = _NAME_AT_HEAD.match(paragraph[:90])
    if match is None:
        return None
    place, name = match.group(1).strip(), match.group(2).strip()
    if not (_is_place(place) or re.fullmatch("كتبت?", fold_key(place))):
        return None
    return name if 2 <= len(name.split()) <= 4 and _is_person(name) and _begins_with_given_name(name) else None


def _pieces(author: str) -> list[str]:
    text = " ".join(_PARENTHESIS.sub("", author).split())
    folding = fold(text)
    label = _LABEL.match(folding.text)
    if label is not None:
        text = text[folding.offsets[label.end()] :]
    pieces: list[str] = []
    for piece in _JOINTS.split(text):
        pieces += _divided_at_and(piece.strip(" .-–—:*\"«»'"))
    return pieces


def _divided_at_and(piece: str) -> list[str]:
    """«سلمى الحاج ومروان علي» as two: «و» before a given name, where the word itself is none."""
    parts: list[list[str]] = [[]]
    for word in piece.split():
        folded = fold_key(word)
        joined = len(folded) > 3 and folded[0] == "و" and folded not in _GIVEN_NAMES
        if parts[-1] and joined and (folded[1:] in _GIVEN_NAMES or word[1] in "أإآ"):
            parts.append([word[1:]])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def _is_person(piece: str) -> bool:
    folded = fold_key(piece)
    words = folded.replace(".", " ").split()
    if not 2 < len(piece) <= _LONGEST_NAME or not 1 <= len(words) <= _MOST_WORDS:
        return False
    if _IMPOSSIBLE.search(piece) or any(word in _NO_NAME for word in words):
        return False
    if folded.isascii():
        return len(words) > 1 and all(word[:1].isupper() or len(word) <= 3 for word in piece.split())
    if names_only_agencies(piece) or (_is_place(piece) and words[0] not in _GIVEN_NAMES):
        return False
    if len(words) == 1:
        return folded in _GIVEN_NAMES
    if words[0].startswith("ال"):  # so do outlets and desks: القدس العربي
        return words[0] in _GIVEN_NAMES or words[0] in _TITLES
    return True


def _begins_with_given_name(name: str) -> bool:
    words = [word for word in fold_key(name).replace(".", " ").split() if word not in _TITLES]
    return bool(words) and words[0] in _GIVEN_NAMES


def _is_place(piece: str) -> bool:
    words = words_of(fold_key(piece))
    if not words:
        return False
    named = gazetteer().at(words, 0)
    return named is not None and named.prefix == "" and named.end == len(words)


def _is_role(piece: str) -> bool:
    return bool(re.match(r"مراسل(?:ه|نا)?\b", fold_key(piece)))
