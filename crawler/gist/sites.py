"""What was struck, burnt or wrecked: a market, a bus, a workshop; pure.

Two strikes on one town in a day are told with the same town, hand and day, and differ in this. The words stand in
sites.tsv; only headline and opening are read, since further down victims are taken to hospitals and mosques.
"""

from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import clitics, word_texts
from crawler.gist.foreground import Foreground

READ = 45  # words of the opening
_TAKEN_TO = frozenset(map(fold_key, "إلى نقل نقلوا نقلت استقبل وصول".split()))
_CARE = "hospital"
_HELP = frozenset(map(fold_key, "إسعاف الإسعاف إطفاء الإطفاء".split()))  # «سيارات الإسعاف» came after
_BEFORE = 5  # words before «مستشفى» in which it shows to be where the victims were taken


def sites_of(front: Foreground) -> tuple[str, ...]:
    """The sites that headline and opening name, in their order."""
    found: list[str] = []
    for part in (front.title, " . ".join(front.sentences)):
        read = word_texts(part)[:READ]
        for at, word in enumerate(read):
            site = next((_sites()[rest] for _, rest in clitics(word) if rest in _sites()), None)
            if site is not None and not _helps(site, read, at):
                found.append(site)
    return tuple(dict.fromkeys(found))


def _helps(site: str, read: list[str], at: int) -> bool:
    """Whether a word names what came to help, or where the victims were taken."""
    if site == _CARE:
        return bool(_TAKEN_TO.intersection(read[max(0, at - _BEFORE) : at]))
    return bool(_HELP.intersection(read[at + 1 : at + 2]))


@cache
def _sites() -> dict[str, str]:
    rows = Path(__file__).with_name("sites.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in rows if line[:1] != "#")
    return {fold_key(word): site for site, _, listed in pairs for word in listed.split()}
