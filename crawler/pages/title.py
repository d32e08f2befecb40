"""The title of a story: the feed's if there is one, else the page's, without the site's name on it."""

import re
from collections.abc import Sequence

from crawler.arabic.letters import fold_key
from crawler.pages.words import stems

_JOINT = re.compile(r"\s+[|\-–—:»«•·/]+\s+|\s*[|»«]\s*|\s+::\s+")
_LONGEST_NAME = 45


def choose_title(hint: str | None, candidates: Sequence[str], names: Sequence[str]) -> str:
    """The feed's title as it is, else the best of the page's `candidates` (best first).

    `names` are what the outlet is called: by the catalogue, by its pages. A title that another candidate holds
    with something more before or behind it is the clean one.
    """
    if hint and hint.strip():
        return hint.strip()
    cleaned = [without_site_name(title, names) for title in candidates]
    cleaned = [title for title in cleaned if title and not is_name(title, names)]
    if not cleaned:
        return ""
    best = cleaned[0]
    for other in cleaned[1:]:
        shorter = fold_key(other)
        # The <h1> stands within «<h1> - قناة كذا»: what is left over is a name unknown to us.
        if 15 <= len(shorter) < len(fold_key(best)) and _is_within(shorter, fold_key(best)):
            best = other
    return best


def without_site_name(title: str, names: Sequence[str]) -> str:
    """The title without pieces at its ends that name the outlet."""
    pieces = [piece for piece in _split(title) if piece[0]]
    while len(pieces) > 1 and is_name(pieces[-1][0], names):
        pieces.pop()
    while len(pieces) > 1 and is_name(pieces[0][0], names):
        pieces.pop(0)
    if not pieces:
        return ""
    return "".join(text + joint for text, joint in pieces[:-1]) + pieces[-1][0]


def _split(title: str) -> list[tuple[str, str]]:
    pieces, start = [], 0
    for match in _JOINT.finditer(title):
        pieces.append((title[start : match.start()].strip(), match.group()))
        start = match.end()
    pieces.append((title[start:].strip(), ""))
    return pieces


def is_name(piece: str, names: Sequence[str]) -> bool:
    """Whether a piece of a title, or a byline, is what the outlet is called."""
    if len(piece) > _LONGEST_NAME:
        return False
    if re.fullmatch(r"[\w-]+\.(?:com|net|org|info|news|tv|[a-z]{2})", piece.strip().lower()):
        return True
    words = stems(piece)
    folded = fold_key(piece)
    for name in names:
        if not name:
            continue
        known = stems(name)
        if fold_key(name) == folded or (
            words and known and (words <= known or known <= words) and len(words) <= len(known) + 2
        ):
            return True
    return False


def _is_within(shorter: str, longer: str) -> bool:
    if not (longer.startswith(shorter) or longer.endswith(shorter)):
        return False
    rest = longer.removeprefix(shorter) if longer.startswith(shorter) else longer.removesuffix(shorter)
    return (
        len(rest) <= _LONGEST_NAME
        and not rest.strip(" |-–—:»«•·/")[:1].isdigit()
        and bool(re.match(r"\s*[|\-–—:»«•·/]|.*[|\-–—:»«•·/]\s*$", rest))
    )
