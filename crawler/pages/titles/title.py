"""The title of a story: the feed's if there is one, else the page's, without the site's name on it.

The words are the outlet's: «عاجل», «(صور)» and «بالفيديو» stay as they are written. What goes is what the outlet puts
on all its titles: its name, a section's name before it, a way back to the front page.
"""

import re
from collections.abc import Collection, Sequence

from crawler.arabic.letters import fold_key
from crawler.pages.furniture.chrome import LineKind, line_kind
from crawler.pages.markup import plain_title
from crawler.pages.titles.title_pieces import LONGEST_NAME, Piece, is_mark, is_name, is_place, pieces_of
from crawler.pages.words import shared_part, stems

_CUT = re.compile(r"[\s\[(]*(?:…|\.{2,})[\s\])]*$")
_ENDS_BEFORE = re.compile(r"(?:\s*\||\s[-–—:•·/\\~‹›<>«»\"]+\s|\s[-–—]|[-–—]\s)\s*$")
# Folded «» are straight quotes; dots part the halves of a headline as well, which are longer than a name.
_BEGINS_AFTER = re.compile(r"\s*(?:\||\s[-–—:•·/\\~‹›<>«»\"]+\s|\s[-–—]|[-–—]\s|\s\.{2,3}\s(?=\S.{0,20}$))")
_SHORTEST = 10  # characters of a title that can be looked for in another one
_LINES_TO_TITLE = 80  # of a page, menus included
_LONGEST_REST = 100  # characters of names and sections around it
_LEAD = 1_500  # characters of a text that tell what it is about


def choose_title(
    hint: str | None,
    candidates: Sequence[str],
    names: Sequence[str],
    *,
    learnt: Sequence[str] = (),
    text: str = "",
) -> str:
    """The feed's title, else the best of the page's `candidates` (best first); "" where there is only a site's name.

    `names` are what the outlet is called: by the catalogue, by its pages, by its host. `learnt` are pieces that stand
    on its titles (`crawler.pages.titles.site_names`), taken off only as they are. A title that another candidate holds
    with something more before or behind it is the clean one, and one that ends in dots is completed. `text` is the
    story's: a candidate without a word of it gives way to one that has them, so that a slogan is not the title.
    """
    found = [without_site_name(title, names, learnt) for title in dict.fromkeys(candidates)]
    found = [title for title in dict.fromkeys(found) if title and not _is_known(title, names, learnt)]
    fed = without_site_name(plain_title(hint or ""), names, learnt)
    if fed and not _is_known(fed, names, learnt):
        return _completed(_bared(fed, found), found)
    found = _about(found, text)
    return _completed(_bared(found[0], found[1:]), found) if found else ""


def printed_title(lines: Sequence[str], stated: Sequence[str]) -> str | None:
    """The first line of a page that is a stated title less a name at one of its ends, or None.

    Agencies and old portals print the title in an <h2> or in bold type, and state it only in <title>, with their name.
    """
    longer = {folded for title in stated if len(folded := fold_key(title)) > _SHORTEST}
    for line in lines[:_LINES_TO_TITLE]:
        folded = fold_key(line)
        if len(folded) < 2 * _SHORTEST or len(folded) > 250:
            continue
        if folded in longer:
            return None
        if any(is_less_a_name(folded, title) for title in longer):
            return line
    return None


def is_less_a_name(folded: str, title: str) -> bool:
    """Whether a line is a title up to a joint that parts it from something as short as a name; both folded."""
    if len(folded) < 2 * _SHORTEST or not 0 < len(title) - len(folded) <= LONGEST_NAME:
        return False
    if title.startswith(folded):
        return _BEGINS_AFTER.match(title[len(folded) :]) is not None
    return title.endswith(folded) and _ENDS_BEFORE.search(title[: -len(folded)]) is not None


def without_site_name(title: str, names: Sequence[str], learnt: Sequence[str] = ()) -> str:
    """The title without pieces at its ends that name the outlet, and without a section between it and its name."""
    pieces = pieces_of(title)
    known = frozenset(map(fold_key, learnt))
    first, last = 0, len(pieces)
    named = False
    while last > 1:
        piece = pieces[last - 1].text
        is_known = is_name(piece, names)
        if not is_known and (fold_key(piece) not in known or is_mark(piece) or (not named and is_place(piece))):
            break
        named = named or is_known
        last -= 1
    while last - first > 1 and _names_at_head(pieces[first], names, known):
        first += 1
    # An unbroken title is returned with whatever signs it begins and ends with.
    start = pieces[first].start if first else 0
    end = pieces[last - 1].end if last < len(pieces) else len(title)
    return title[start:end].strip()


def _names_at_head(piece: Piece, names: Sequence[str], learnt: Collection[str]) -> bool:
    if is_mark(piece.text) or is_place(piece.text):
        return False  # «عاجل | …» of an outlet called عاجل, «الخرطوم - …» of one called after its town
    return is_name(piece.text, names) or fold_key(piece.text) in learnt


def _is_known(title: str, names: Sequence[str], learnt: Sequence[str]) -> bool:
    return is_name(title, names) or fold_key(title) in map(fold_key, learnt)


def _about(titles: list[str], text: str) -> list[str]:
    """The titles without those that share no word to speak of with the text, where another one does."""
    told = stems(text[:_LEAD]) if len(titles) > 1 else frozenset()
    if not told:
        return titles
    words = [stems(title) for title in titles]
    shares = [shared_part(each, told) for each in words]
    if max((share for share, each in zip(shares, words, strict=True) if len(each) >= 3), default=0.0) < 0.5:
        return titles
    return [title for title, share in zip(titles, shares, strict=True) if share >= 0.2]


def _bared(title: str, others: Sequence[str]) -> str:
    """The title without what another candidate shows to be no part of it."""
    for other in others:
        # The <h1> stands within «<h1> - قناة كذا»: what is left over is a name unknown to us.
        if len(other) < len(title) and _is_within(fold_key(other), fold_key(title)):
            title = other
    return title


def _is_within(shorter: str, longer: str) -> bool:
    """Whether the longer title is the shorter one with names or sections around it."""
    at = longer.find(shorter)
    if len(shorter) < _SHORTEST or at < 0 or len(longer) - len(shorter) > _LONGEST_REST:
        return False
    before, after = longer[:at], longer[at + len(shorter) :]
    if (before and not _ENDS_BEFORE.search(before)) or (after and not _BEGINS_AFTER.match(after)):
        return False
    return all(_is_added(piece.text) for rest in (before, after) for piece in pieces_of(rest))


def _is_added(piece: str) -> bool:
    """Whether a piece may be what an outlet adds to its titles: no mark, no figures but a date's."""
    if is_mark(piece) or len(piece) > LONGEST_NAME:
        return False
    return not piece[:1].isdigit() or line_kind(piece).kind is LineKind.DATELINE


def _completed(title: str, others: Sequence[str]) -> str:
    """The title, or the whole of it where it was cut: it ends in dots, or in the middle of a word."""
    key = fold_key(title)
    cut = _CUT.search(key)
    begun = key[: cut.start()] if cut else key
    if len(begun) < (_SHORTEST if cut else 2 * _SHORTEST):
        return title
    whole = []
    for other in others:
        longer = fold_key(other)
        if not longer.startswith(begun) or _CUT.search(longer) or len(longer) <= len(begun):
            continue
        if cut or (begun[-1].isalpha() and longer[len(begun)].isalpha()):
            whole.append(other)
    return min(whole, key=len, default=title)


__all__ = ["choose_title", "is_name", "without_site_name"]
